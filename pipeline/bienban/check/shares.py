"""Shares of one whole that do not add up to 100: `shares_not_100`."""

from collections.abc import Iterator
from decimal import Decimal

from bienban.check.case import Case, Figure, written
from bienban.records import Flag
from bienban.rules import PartitionRule

_FEWEST = 3
_TOLERANCE = Decimal("0.5")
"""Sums of 99,82 are seen (guide §9)."""
_LEAST, _MOST = Decimal("96.5"), Decimal(112)
"""Outside of these the list holds only some of the parts, or shares of two wholes."""


def check_shares(case: Case) -> Iterator[Flag]:
    """The structure of a whole whose parts are not 100 % together."""
    for number, figures in case.by_sentence.items():
        shares = [f for f in figures if _is_share(f)]
        if len(shares) < 2 or not _is_whole(case, shares, case.sentences[number][0]):
            continue
        total = sum((share.value for share in shares), Decimal(0))
        if abs(total - 100) > _TOLERANCE and _LEAST <= total <= _MOST:
            listed = " + ".join(share.raw for share in shares)
            message = f"The shares of one whole should add up to 100 %: {listed} = {written(total)} %."
            yield case.flag("shares_not_100", message, shares)


def _is_share(figure: Figure) -> bool:
    if figure.unit != "percent" or figure.measure not in ("share", "level"):
        return False
    return figure.indicator.value_max is None and figure.indicator.base is None and figure.value > 0


def _is_whole(case: Case, shares: list[Figure], start: int) -> bool:
    """Whether the shares are told as the structure of one thing, at one time, or as both its sides."""
    periods = {f.indicator.period.code for f in shares if f.indicator.period}
    if len(periods) > 1 or not all(f.is_exact for f in shares):
        return False
    if len(shares) >= _FEWEST:
        return case.has("structure", start, shares[0].start)
    sides: dict[str, set[str]] = {}
    for share in shares:
        for side in case.mentions.terms.of_type(PartitionRule, *case.gap_before(share)):
            if isinstance(side.what, PartitionRule):
                sides.setdefault(side.what.group, set()).add(side.rule)
    both = any(len(found) == 2 for found in sides.values())
    return both and all(f.indicator.measure == "share" for f in shares)
