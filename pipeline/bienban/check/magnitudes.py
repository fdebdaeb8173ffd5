"""Sizes that cannot be meant: `magnitude_suspect`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bienban.check.case import Case, Figure, is_measure, written
from bienban.records import Flag, Level
from bienban.rule_kinds import PlausibleRule

_LOW, _HIGH = Decimal(400), Decimal(2500)
"""A thousand, with room for what truly differs."""
_MOST_COUNTED = Decimal(600_000_000)
"""More than there are of anything that is counted one by one."""
_THOUSAND, _THOUSANDTH = Decimal(1000), Decimal("0.001")


def check_magnitudes(case: Case) -> Iterator[Flag]:
    """Amounts that are about a thousand times too large or too small for what stands beside them."""
    yield from _spent(case)
    yield from _implausible(case)
    yield from _scaled_twice(case)


def _spent(case: Case) -> Iterator[Flag]:
    """More spent than raised, about a thousand times (guide §9)."""
    money = [figure for figure in case.figures if figure.unit in ("VND", "USD")]
    for one, other in pairwise(money):
        if one.index + 1 != other.index or one.unit != other.unit:
            continue
        if not _LOW * one.value <= other.value <= _HIGH * one.value:
            continue
        near = case.sentence_at(other.start) - case.sentence_at(one.start) <= 1
        raised = case.has("raise", *case.gap_before(one))
        if near and raised and case.has("spend", *case.gap_before(other)):
            message = f"{other.raw} spent is about a thousand times the {one.raw} raised."
            yield case.flag("magnitude_suspect", message, (one, other), _hint(other, _THOUSANDTH))


def _implausible(case: Case) -> Iterator[Flag]:
    """Amounts outside of everything seen for what they measure, at this level of government."""
    level = next((meeting.level for meeting in case.linked.meetings if meeting.level), None)
    for figure in case.figures:
        rule = _rule_of(case, figure, level) if figure.unit in case.plausible_units else None
        if rule and _is_outside(case, figure, rule):
            message = f"{figure.raw} is out of all proportion for “{figure.indicator.name}”."
            factor = _THOUSAND if figure.value < Decimal(rule.least) else _THOUSANDTH
            yield case.flag("magnitude_suspect", message, (figure,), _hint(figure, factor))


def _scaled_twice(case: Case) -> Iterator[Flag]:
    """Counts beyond all there is, with thousands in digits and in a word: "700.000 nghìn dân"."""
    for figure in case.figures:
        counted = figure.unit is not None and not is_measure(figure.unit)
        if counted and figure.value > _MOST_COUNTED and figure.step >= _THOUSAND and "." in figure.raw:
            message = f"{figure.raw} is more than there can be; the thousands are told twice."
            yield case.flag("magnitude_suspect", message, (figure,), _hint(figure, _THOUSANDTH))


def _rule_of(case: Case, figure: Figure, level: Level | None) -> PlausibleRule | None:
    """The rule for a level by how its name opens, its unit and who met; none for a sum of several years."""
    name = figure.indicator.fields.get("name") if figure.measure == "level" else None
    period = figure.indicator.period
    if name is None or (period is not None and "/" in period.code):
        return None
    for rule in case.rules_at("plausible", case.token_at(name.start)):
        if isinstance(rule, PlausibleRule) and rule.unit == figure.unit and rule.level in (None, level):
            return rule
    return None


def _is_outside(case: Case, figure: Figure, rule: PlausibleRule) -> bool:
    if Decimal(rule.least) <= figure.value <= Decimal(rule.most) or not case.is_reported(figure.start):
        return False
    bodies = " ".join(meeting.body_full or meeting.body or "" for meeting in case.linked.meetings)
    return not rule.places or any(place in bodies for place in rule.places)


def _hint(figure: Figure, factor: Decimal) -> str:
    return f"perhaps {written(figure.value * factor)}"
