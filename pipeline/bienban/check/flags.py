"""All checks of one document, and the codes its indicators carry."""

from collections.abc import Callable, Iterable, Iterator

from bienban.check.case import Case
from bienban.check.changes import check_changes, check_growth
from bienban.check.conflicts import check_conflicts
from bienban.check.dates import check_dates, check_periods, check_years
from bienban.check.doubles import check_doubles
from bienban.check.magnitudes import check_magnitudes
from bienban.check.months import check_months
from bienban.check.parts import check_balance, check_parts
from bienban.check.people import check_chair, check_names
from bienban.check.ratios import check_fractions, check_ratios
from bienban.check.repeats import check_sentences
from bienban.check.shares import check_shares
from bienban.check.spelling import check_separators, check_text, check_typos, check_units
from bienban.records import Flag, Indicator

CHECKS: tuple[Callable[[Case], Iterator[Flag]], ...] = (
    check_chair,
    check_names,
    check_dates,
    check_periods,
    check_years,
    check_conflicts,
    check_parts,
    check_balance,
    check_months,
    check_ratios,
    check_fractions,
    check_changes,
    check_growth,
    check_magnitudes,
    check_shares,
    check_sentences,
    check_doubles,
    check_separators,
    check_units,
    check_typos,
    check_text,
)


def find_flags(case: Case) -> tuple[Flag, ...]:
    """Everything a reviewer should look at, in text order; flags of the whole document come first."""
    found = {(flag.code, flag.spans): flag for check in CHECKS for flag in check(case)}
    return in_order(found.values())


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags in text order; those of the whole document come first."""
    return tuple(sorted(flags, key=_order))


def _order(flag: Flag) -> tuple[int, int, str]:
    first = flag.spans[0] if flag.spans else None
    return (first.start, first.end, flag.code) if first else (-1, -1, flag.code)


def mark(indicators: tuple[Indicator, ...], flags: tuple[Flag, ...]) -> tuple[Indicator, ...]:
    """The indicators with the codes of the flags that point to them added to their own."""
    codes: dict[tuple[int, int], list[str]] = {}
    for flag in flags:
        for span in flag.spans:
            codes.setdefault((span.start, span.end), []).append(flag.code)
    return tuple(_marked(indicator, codes) for indicator in indicators)


def _marked(indicator: Indicator, codes: dict[tuple[int, int], list[str]]) -> Indicator:
    told = codes.get((indicator.provenance.start, indicator.provenance.end))
    new = sorted(set(told) - set(indicator.flags)) if told else ()
    return indicator.model_copy(update={"flags": (*indicator.flags, *new)}) if new else indicator
