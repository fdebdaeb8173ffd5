"""Sizes that cannot be meant: `magnitude_suspect`."""

from collections.abc import Iterator
from decimal import Decimal

from bienban.check.case import Case, Figure, plain_name, written
from bienban.records import Flag
from bienban.rules import PlausibleRule

_LOW, _HIGH = Decimal(400), Decimal(2500)
"""A thousand, with room for what truly differs."""
_MONTHS = 12


def check_magnitudes(case: Case) -> Iterator[Flag]:
    """Amounts that are about a thousand times too large or too small for what stands beside them."""
    yield from _spent(case)
    yield from _months(case)
    yield from _implausible(case)


def _spent(case: Case) -> Iterator[Flag]:
    """More spent than raised, about a thousand times (guide §9)."""
    for one, other in zip(case.figures, case.figures[1:], strict=False):
        if one.unit != other.unit or one.unit not in ("VND", "USD") or not one.value:
            continue
        near = case.sentence_at(other.start) - case.sentence_at(one.start) <= 1
        ratio = other.value / one.value
        raised, spent = case.has("raise", *case.gap_before(one)), case.has("spend", *case.gap_before(other))
        if near and raised and spent and _LOW <= ratio <= _HIGH:
            message = f"{other.raw} spent is about a thousand times the {one.raw} raised."
            yield case.flag("magnitude_suspect", message, (one, other), _hint(other, Decimal("0.001")))


def _months(case: Case) -> Iterator[Flag]:
    """A month and the year up to it that are a thousand times apart."""
    known: dict[tuple[str, str | None, str], Figure] = {}
    for figure in case.figures:
        indicator = figure.indicator
        if indicator.name and indicator.period and figure.is_level and figure.value > 0:
            known.setdefault((plain_name(indicator.name), figure.unit, indicator.period.code), figure)
    for (name, unit, code), year in known.items():
        month = known.get((name, unit, code.removeprefix("ytd:"))) if code.startswith("ytd:") else None
        if month is None or unit == "percent":
            continue
        ratio = year.value / month.value
        if ratio > _LOW * 2 or ratio < _MONTHS / _HIGH * _MONTHS:
            message = f"{month.raw} in one month and {year.raw} up to that month do not fit together."
            yield case.flag("magnitude_suspect", message, (month, year))


def _implausible(case: Case) -> Iterator[Flag]:
    """Amounts outside of everything seen for what they measure, at this level of government."""
    level = next((meeting.level for meeting in case.linked.meetings if meeting.level), None)
    for figure in case.figures:
        name = figure.indicator.fields.get("name")
        if name is None or figure.indicator.measure != "level" or not case.is_reported(figure.start):
            continue
        for term in case.mentions.terms.of_type(PlausibleRule, name.start, name.end):
            rule = term.what
            if not isinstance(rule, PlausibleRule) or term.start != name.start or rule.unit != figure.unit:
                continue
            if rule.level in (None, level) and _is_outside(case, figure, rule):
                message = f"{figure.raw} is out of all proportion for “{figure.indicator.name}”."
                factor = Decimal(1000) if figure.value < Decimal(rule.least) else Decimal("0.001")
                yield case.flag("magnitude_suspect", message, (figure,), _hint(figure, factor))


def _is_outside(case: Case, figure: Figure, rule: PlausibleRule) -> bool:
    if rule.places and not any(place in _where(case) for place in rule.places):
        return False
    return not Decimal(rule.least) <= figure.value <= Decimal(rule.most)


def _where(case: Case) -> str:
    """Who met, in full where it is known."""
    return " ".join(meeting.body_full or meeting.body or "" for meeting in case.linked.meetings)


def _hint(figure: Figure, factor: Decimal) -> str:
    return f"perhaps {written(figure.value * factor)}"
