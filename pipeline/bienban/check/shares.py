"""Shares of one whole that do not add up to 100: `shares_not_100`."""

from collections.abc import Iterator
from decimal import Decimal

from bienban.check.case import Case, Figure, written
from bienban.check.parts import sides_of
from bienban.records import Flag

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
    if len(shares) >= _FEWEST and case.has("structure", start, shares[0].start):
        return True
    sides = sides_of(case, shares)
    told = any(len(found) == len(shares) == wanted for found, wanted in sides.values())
    return told and _are_shares(shares)


def _are_shares(shares: list[Figure]) -> bool:
    """Whether both or all sides are told as shares, as at least the last of them always is."""
    return any(share.measure == "share" for share in shares)
