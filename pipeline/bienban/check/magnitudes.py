"""Sizes that cannot be meant: `magnitude_suspect`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bienban.check.case import Case, Figure, written
from bienban.records import Flag
from bienban.rules import PlausibleRule

_LOW, _HIGH = Decimal(400), Decimal(2500)
"""A thousand, with room for what truly differs."""
_THOUSAND, _THOUSANDTH = Decimal(1000), Decimal("0.001")


def check_magnitudes(case: Case) -> Iterator[Flag]:
    """Amounts that are about a thousand times too large or too small for what stands beside them."""
    yield from _spent(case)
    yield from _implausible(case)


def _spent(case: Case) -> Iterator[Flag]:
    """More spent than raised, about a thousand times (guide §9)."""
    money = [figure for figure in case.figures if figure.unit in ("VND", "USD")]
    for one, other in pairwise(money):
        if one.index + 1 != other.index or one.unit != other.unit:
            continue
        if not (case.has("raise", *case.gap_before(one)) and case.has("spend", *case.gap_before(other))):
            continue
        near = case.sentence_at(other.start) - case.sentence_at(one.start) <= 1
        if near and _LOW * one.value <= other.value <= _HIGH * one.value:
            message = f"{other.raw} spent is about a thousand times the {one.raw} raised."
            yield case.flag("magnitude_suspect", message, (one, other), _hint(other, _THOUSANDTH))


def _implausible(case: Case) -> Iterator[Flag]:
    """Amounts outside of everything seen for what they measure, at this level of government."""
    terms = list(case.mentions.terms.of_type(PlausibleRule))
    level = next((meeting.level for meeting in case.linked.meetings if meeting.level), None)
    named = _named(case) if terms else {}
    for term in terms:
        rule = term.what
        if not isinstance(rule, PlausibleRule) or rule.level not in (None, level):
            continue
        for figure in named.get(term.start, ()):
            if figure.unit == rule.unit and _is_outside(case, figure, rule):
                message = f"{figure.raw} is out of all proportion for “{figure.indicator.name}”."
                factor = _THOUSAND if figure.value < Decimal(rule.least) else _THOUSANDTH
                yield case.flag("magnitude_suspect", message, (figure,), _hint(figure, factor))


def _named(case: Case) -> dict[int, list[Figure]]:
    """The levels whose name is known, by where the name starts."""
    found: dict[int, list[Figure]] = {}
    for figure in case.figures:
        name = figure.indicator.fields.get("name")
        if name is not None and figure.measure == "level":
            found.setdefault(name.start, []).append(figure)
    return found


def _is_outside(case: Case, figure: Figure, rule: PlausibleRule) -> bool:
    if Decimal(rule.least) <= figure.value <= Decimal(rule.most) or not case.is_reported(figure.start):
        return False
    bodies = " ".join(meeting.body_full or meeting.body or "" for meeting in case.linked.meetings)
    return not rule.places or any(place in bodies for place in rule.places)


def _hint(figure: Figure, factor: Decimal) -> str:
    return f"perhaps {written(figure.value * factor)}"
