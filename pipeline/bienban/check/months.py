"""A month against its own year: `sum_mismatch`, or `magnitude_suspect` when they are worlds apart."""

from collections.abc import Iterator
from decimal import Decimal

from bienban.check.case import Case, Figure
from bienban.records import Flag

_FAR = Decimal(100)
"""A month that is over a hundred times its own year is a slip of the scale, not of a sum."""
_FARTHEST = Decimal(800)
"""A year up to now is at most some dozen times one of its months; a slip of the scale adds a thousand."""


def check_months(case: Case) -> Iterator[Flag]:
    """A month of an indicator that does not fit the same year up to that month."""
    timed = [f for f in case.figures if f.is_level and f.indicator.period and f.indicator.name]
    years = {(f.unit, _code(f)[4:], _name(case, f)): f for f in timed if _code(f).startswith("ytd:")}
    wanted = {(unit, code) for unit, code, _ in years}
    for month in timed:
        if (month.unit, _code(month)) in wanted:
            year = years.get((month.unit, _code(month), _name(case, month)))
            if year:
                yield from _judge(case, month, year)


def _name(case: Case, figure: Figure) -> str:
    return case.plain_name(figure.indicator.name or "")


def _code(figure: Figure) -> str:
    return figure.indicator.period.code if figure.indicator.period else ""


def _judge(case: Case, month: Figure, year: Figure) -> Iterator[Flag]:
    if month.unit == "percent":
        return
    targets = {figure.indicator.status == "target" for figure in (month, year)}
    if len(targets) > 1 or not month.value or not year.value or not (month.is_exact and year.is_exact):
        return
    name = year.indicator.name
    if month.value > year.value * _FAR or year.value > month.value * _FARTHEST:
        message = f"{month.raw} in one month and {year.raw} up to it do not fit together for “{name}”."
        yield case.flag("magnitude_suspect", message, (month, year))
    elif month.value > year.value:
        message = f"One month ({month.raw}) is more than all months up to it ({year.raw}) for “{name}”."
        yield case.flag("sum_mismatch", message, (month, year))
