"""Indicators x figures of the key -> findings."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bienban.evaluate.finding import Fault, Finding, Mark, Marks, Outcome, both, right
from bienban.evaluate.gold import Figure, Gold
from bienban.evaluate.match import Place, pair_places, shared
from bienban.evaluate.wording import likeness, plain, plain_period, plain_unit
from bienban.records import Indicator

ALIKE = 0.8
"""The likeness of wordings that count as the same, softly."""

HALF = 0.5
"""The likeness of a name that points to the right thing, at least."""


def compare_figures(gold: Gold, read: Sequence[Indicator]) -> Iterator[Finding]:
    """A finding for each figure of the key, and for each indicator that is none of them nor ignored."""
    places = [(item.provenance.start, item.provenance.end) for item in read]
    wanted = [gold.place(figure) for figure in gold.key.figures]
    partners = pair_places(wanted, places, least=0.0)
    for figure, place, partner in zip(gold.key.figures, wanted, partners, strict=True):
        if partner is None:
            yield _missed(figure, place)
        else:
            yield _found(figure, place, read[partner])
    ignored = [gold.place(quote) for quote in gold.key.ignore]
    told = any(figure.tells_concept for figure in gold.key.figures)
    for number, (item, place) in enumerate(zip(read, places, strict=True)):
        if number not in partners and not any(shared(place, other) for other in ignored):
            yield _false_alarm(item, place, with_concept=told)


def _missed(figure: Figure, place: Place) -> Finding:
    marks = {"indicator.found": both("miss"), "indicator.value": both("miss")}
    if figure.concept is not None and None not in figure.concept_alt:
        marks["indicator.concept"] = both("miss")
    return Finding("indicator", "miss", place, expected=_told_figure(figure), marks=marks)


def _false_alarm(item: Indicator, place: Place, *, with_concept: bool) -> Finding:
    marks = {"indicator.found": both("false_alarm"), "indicator.value": both("false_alarm")}
    if with_concept and item.concept is not None:
        marks["indicator.concept"] = both("false_alarm")
    return Finding("indicator", "false_alarm", place, read=_told_indicator(item), marks=marks)


def _found(figure: Figure, place: Place, item: Indicator) -> Finding:
    exact: Mark = "hit" if place == (item.provenance.start, item.provenance.end) else "wrong"
    fields = {field: right(*verdict) for field, verdict in _verdicts(figure, item).items()}
    marks = {"indicator.found": Marks(exact, "hit"), **fields, **_concept(figure, item)}
    faults = tuple(
        Fault(name.removeprefix("indicator."), *_said(name, figure, item))
        for name, mark in marks.items()
        if name in _SHOWN and mark.soft != "hit"
    )
    value_is_right = marks["indicator.value"].strict == "hit"
    outcome: Outcome = "wrong" if not value_is_right else "partial" if faults else "hit"
    return Finding(
        "indicator", outcome, place, _told_figure(figure), _told_indicator(item), marks=marks, faults=faults
    )


def _verdicts(figure: Figure, item: Indicator) -> dict[str, tuple[bool, bool]]:
    """By field, whether it is right strictly and softly."""
    value = all(_number(getattr(item, name)) == _number(getattr(figure, name)) for name in _NUMBERS)
    unit = plain_unit(item.unit) in {plain_unit(other) for other in (figure.unit, *figure.unit_alt)}
    names = (figure.name, *figure.name_alt)
    name = plain(item.name) in {plain(other) for other in names}
    near = max(likeness(item.name, other) for other in names)
    measure = item.measure in (figure.measure, *figure.measure_alt)
    code = item.period.code if item.period else None
    period = plain_period(code) in {plain_period(other) for other in (figure.period, *figure.period_alt)}
    rest = value and unit and measure and period
    return {
        "indicator.value": (value and unit, value),
        "indicator.unit": (unit, unit),
        "indicator.name": (name, near >= ALIKE),
        "indicator.name_half": (near >= HALF, near >= HALF),
        "indicator.measure": (measure, measure),
        "indicator.period": (period, period),
        "indicator.base": _twice((item.base or None) == (figure.base or None)),
        "indicator.status": _twice(item.status == figure.status),
        "indicator.bound": _twice(item.bound == figure.bound),
        "indicator.whole": (rest and name, rest and near >= ALIKE),
    }


_NUMBERS = ("value", "value_max", "of")
_SHOWN = frozenset(
    f"indicator.{name}"
    for name in (["value", "unit", "name", "measure", "period", "base", "status", "bound", "concept"])
)
"""The fields whose faults are told one by one."""


def _twice(verdict: bool) -> tuple[bool, bool]:
    return verdict, verdict


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _concept(figure: Figure, item: Indicator) -> dict[str, Marks]:
    """The mark of the concept, where the key tells it; that there is none, rightly, counts nothing."""
    if not figure.tells_concept:
        return {}
    expected = (figure.concept, *figure.concept_alt)
    mark: Mark
    if item.concept in expected:
        mark = "hit"
    elif item.concept is None:
        mark = "miss"
    else:
        mark = "false_alarm" if figure.concept is None else "wrong"
    return {} if mark == "hit" and item.concept is None else {"indicator.concept": both(mark)}


def _said(name: str, figure: Figure, item: Indicator) -> tuple[str, str]:
    """What the key and the record say in one field."""
    if name == "indicator.value":
        return _amount(figure), _amount(item)
    field = name.removeprefix("indicator.")
    expected, read = getattr(figure, field), getattr(item, field)
    return _or_none(expected), _or_none(read.code if field == "period" and read else read)


def _amount(item: Figure | Indicator) -> str:
    """The numbers of a figure with its unit."""
    upper = f" … {item.value_max}" if item.value_max is not None else ""
    whole = f" / {item.of}" if item.of is not None else ""
    return f"{item.value}{upper}{whole} {item.unit or ''}".rstrip()


def _or_none(value: object) -> str:
    return "none" if value is None else str(value)


def _told_figure(figure: Figure) -> str:
    return _told(figure, figure.period)


def _told_indicator(item: Indicator) -> str:
    return _told(item, item.period.code if item.period else None)


def _told(item: Figure | Indicator, period: str | None) -> str:
    """A figure on one line: name, value, measure, period."""
    bound = "" if item.bound == "exact" else f"{item.bound} "
    against = f" vs {item.base}" if item.base else ""
    status = "" if item.status == "actual" else item.status
    parts = (f"{bound}{_amount(item)}", f"{item.measure}{against}", period or "", status)
    return f"{item.name or 'no name'}: " + ", ".join(filter(None, parts))
