"""One indicator told twice with two values: `value_conflict`."""

import re
from collections.abc import Iterator

from bienban.check.case import Case, Figure
from bienban.check.repeats import repeated
from bienban.find.mentions import within
from bienban.records import Flag
from bienban.rule_kinds import PlaceRule

_FAR = 120
_CLAUSE = re.compile(r"[.,;:(\n]\s|\n")
_TOLD_ONCE = frozenset({"level", "growth", "share_of_plan", "index", "fraction"})
_FEWEST_WORDS = 3
"""Shorter names ("chi phí", "lúa") are used for many things in one text."""

Key = tuple[object, ...]


def check_conflicts(case: Case) -> Iterator[Flag]:
    """Two values for one name, period, unit and measure, each with the name written beside it."""
    alike: dict[Key, list[Figure]] = {}
    for figure in case.figures:
        indicator = figure.indicator
        if indicator.name is not None and indicator.period is not None and figure.measure in _TOLD_ONCE:
            alike.setdefault((indicator.period.code, figure.unit, figure.measure), []).append(figure)
    for figures in alike.values():
        if len(figures) > 1:
            yield from _among(case, figures)


def _among(case: Case, figures: list[Figure]) -> Iterator[Flag]:
    """The conflicts among figures of one period, unit and measure."""
    first: dict[Key, list[Figure]] = {}
    for figure in figures:
        known = first.setdefault(_key(case, figure), [])
        other = next((f for f in known if _conflict(case, f, figure)), None)
        if other is None:
            known.append(figure)
            continue
        name = figure.indicator.name
        message = f"“{name}” has two values for the same time: {other.raw} and {figure.raw}."
        yield case.flag("value_conflict", message, (other, figure))


def _key(case: Case, figure: Figure) -> Key:
    """What else must be equal for two figures to tell of one thing."""
    indicator = figure.indicator
    scope = case.plain_name(indicator.scope or "")
    told = (indicator.status, indicator.base, indicator.assigner, indicator.meeting, indicator.of)
    return (case.plain_name(indicator.name or ""), scope, *told)


def _conflict(case: Case, one: Figure, other: Figure) -> bool:
    """Whether two figures with one key exclude each other."""
    ranges = one.indicator.value_max or other.indicator.value_max
    if len((one.indicator.name or "").split()) < _FEWEST_WORDS or ranges:
        return False
    if _agree(one, other) or not _own_names(case, one, other):
        return False
    copies = repeated(case)
    if any(start <= f.start < end for f in (one, other) for start, end in copies):
        return False
    reported = case.is_reported(one.start) and case.is_reported(other.start)
    return reported and _own_times(case, one, other) and _places(case, one) == _places(case, other)


def _agree(one: Figure, other: Figure) -> bool:
    """Whether the values are equal, or one only rounds or bounds the other."""
    if one.value == other.value:
        return True
    off = abs(one.value - other.value)
    coarser = max(one.step, other.step)
    loose = one.indicator.bound != "exact" or other.indicator.bound != "exact"
    return off < coarser or (loose and off <= max(abs(one.value), abs(other.value)) / 10)


def _own_names(case: Case, one: Figure, other: Figure) -> bool:
    """Whether each has its name in front of it, written for itself; an inherited one may mean a part.

    Of fractions with one denominator the whole is the same wherever the name stands.
    """
    if one.measure == "fraction":
        return True
    names = [_own(case, figure, "name") for figure in (one, other)]
    if names[0] is None or names[1] is None or names[0] == names[1]:
        return False
    return all(_opens_clause(case, start) for start in names if start is not None)


def _opens_clause(case: Case, start: int) -> bool:
    """Whether nothing but times and a word that leads to them stands before a name in its clause.

    "ngành xây dựng với vốn đăng ký 5 tỷ đồng" tells of the sector, not of all capital.
    """
    opening = max(case.sentences[case.sentence_at(start)][0], start - _FAR)
    mark = max((match.end() for match in _CLAUSE.finditer(case.text, opening, start)), default=opening)
    times = within(case.mentions.times, mark, start)
    rest = case.text[mark:start]
    for time in reversed(times):
        rest = rest[: time.start - mark] + rest[time.end - mark :]
    return len(case.plain_name(rest).split()) <= bool(times)


def _own(case: Case, figure: Figure, field: str) -> int | None:
    """Where a field of a figure starts, when it is said in front of it in the same sentence."""
    place = figure.indicator.fields.get(field)
    if place is None or not 0 <= figure.start - place.end < _FAR:
        return None
    return place.start if place.start >= case.sentences[case.sentence_at(figure.start)][0] else None


def _own_times(case: Case, one: Figure, other: Figure) -> bool:
    """Whether both times are said; what is counted often changes its subject between sentences."""
    return (
        one.is_measured
        or one.measure == "fraction"
        or None not in (_own(case, one, "period"), _own(case, other, "period"))
    )


def _places(case: Case, figure: Figure) -> frozenset[str]:
    """The named places and levels from the start of the sentence to the figure."""
    start, _ = case.sentences[case.sentence_at(figure.start)]
    found = set()
    for term in case.mentions.terms.of_type(PlaceRule, start, figure.start):
        after = case.text[term.end : term.end + 40].split()
        if after and (after[0][:1].isupper() or case.text.endswith("cấp ", 0, term.start)):
            found.add(case.text[term.start : term.end] + " ".join(after[:2]).rstrip(",.;:"))
    return frozenset(found)
