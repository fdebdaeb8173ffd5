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
    years: list[tuple[str, Figure]] = []
    months: dict[tuple[str, str | None, str], Figure] = {}
    for figure in case.figures:
        indicator = figure.indicator
        if not (figure.is_level and indicator.name and indicator.period) or figure.unit == "percent":
            continue
        if indicator.period.code.startswith("ytd:"):
            years.append((indicator.period.code[4:], figure))
        else:
            months.setdefault((case.plain_name(indicator.name), figure.unit, indicator.period.code), figure)
    for code, year in years if months else ():
        month = months.get((case.plain_name(year.indicator.name or ""), year.unit, code))
        if month and (month.indicator.status == "target") == (year.indicator.status == "target"):
            yield from _judge(case, month, year)


def _judge(case: Case, month: Figure, year: Figure) -> Iterator[Flag]:
    if not month.value or not year.value or not (month.is_exact and year.is_exact):
        return
    name = year.indicator.name
    if month.value > year.value * _FAR or year.value > month.value * _FARTHEST:
        message = f"{month.raw} in one month and {year.raw} up to it do not fit together for “{name}”."
        yield case.flag("magnitude_suspect", message, (month, year))
    elif month.value > year.value:
        message = f"One month ({month.raw}) is more than all months up to it ({year.raw}) for “{name}”."
        yield case.flag("sum_mismatch", message, (month, year))
