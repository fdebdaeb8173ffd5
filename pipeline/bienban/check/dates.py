"""Times that cannot be meant: `period_before_meeting`, `date_implausible`, `year_from_context`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bienban.check.case import Case, Figure
from bienban.find.mentions import Time
from bienban.records import Flag

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4,5})(?![\d/-])")
_DAY = re.compile(r"(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?![/-]?\d|[.,]\d| ?%)")
_LONG_YEAR = re.compile(r"(?:19|20)\d{3}(?!\d|[.,]\d| ?%)")
_YEARS = re.compile(r"(\d{4,5}) {0,2}[-–] {0,2}(\d{4,5})(?!\d)")
_MONTH = re.compile(r"\d{4}-\d{2}")
_LEAP_YEAR = 2024
_OLDEST, _NEWEST = 1900, 2100
_MONTH_LENGTH = 31
_FARTHEST = 30
"""Days a meeting may lie from the day its page is dated (guide §9)."""
_NEAR = 20
_BARE_MONTH = re.compile(r"--\d{2}")
_AHEAD = 3
"""Months a monthly programme is never ahead of its meeting."""


def check_dates(case: Case) -> Iterator[Flag]:
    """Days that do not exist, years out of reach, and meetings far from their publication."""
    yield from _impossible(case)
    yield from _backwards(case)
    yield from _unpublished(case)
    yield from _ahead(case)


def _impossible(case: Case) -> Iterator[Flag]:
    for token in case.tokens("/"):
        match = _DATE.match(case.text, case.offsets[max(token - 1, 0)])
        if match and case.text[match.start() - 1 : match.start()] != "/":
            day, month, year = (int(part) for part in match.groups())
            if not _exists(year, month, day) or not _OLDEST <= year <= _NEWEST:
                yield _no_day(case, match.span())
    for noun in case.all_words("year_noun"):
        match = _LONG_YEAR.match(case.text, case.behind(noun))
        if match:
            yield _no_day(case, match.span())
    for noun in case.all_words("day_noun"):
        match = _DAY.match(case.text, case.behind(noun))
        if match and not _exists(_LEAP_YEAR, int(match[2]), int(match[1])):
            yield _no_day(case, match.span())


def _ahead(case: Case) -> Iterator[Flag]:
    """What is compared with a later year, and orders whose deadline was over when they were given."""
    for figure in case.figures:
        if (figure.indicator.base or "").startswith("year:"):
            yield from _later_year(case, figure)
    held = next((day for meeting in case.linked.meetings if (day := _day(meeting.date))), None)
    for directive in case.linked.directives if held else ():
        due = _day(directive.deadline_date)
        told = due is not None and f"{due.year}" in (directive.deadline or "")
        if due and held and told and due < held:
            start = case.text.find(directive.deadline or "", directive.provenance.start)
            place_of = (start, start + len(directive.deadline or ""))
            message = f"“{directive.deadline}” was over when this was ordered on {held:%d/%m/%Y}."
            yield case.flag("date_implausible", message, (place_of,) if start >= 0 else ())


def _later_year(case: Case, figure: Figure) -> Iterator[Flag]:
    """A comparison with a year after the figure's own, when both are told in one sentence."""
    indicator = figure.indicator
    base, period = indicator.fields.get("base"), indicator.fields.get("period")
    if base is None or period is None or indicator.period is None or indicator.status == "target":
        return
    year, later = indicator.period.code.removeprefix("ytd:")[:4], (indicator.base or "")[5:]
    near = case.sentence_at(period.start) == case.sentence_at(figure.start)
    if near and year.isdigit() and year < later:
        message = f"“{figure.raw}” compares {year} with the later year {later}."
        yield case.flag("date_implausible", message, ((base.start, base.end),))


def _no_day(case: Case, place: tuple[int, int]) -> Flag:
    message = f"“{case.text[place[0] : place[1]]}” is no day or year of the calendar."
    return case.flag("date_implausible", message, (place,))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _backwards(case: Case) -> Iterator[Flag]:
    """A term or a window that ends before it starts."""
    for noun in case.all_words("term_noun"):
        match = _YEARS.match(case.text, case.behind(noun))
        if match and not int(match[1]) <= int(match[2]) <= _NEWEST:
            yield _reversed(case, match.span())
    for time in case.mentions.times:
        if time.kind != "span":
            continue
        start, mark, end = time.code.partition("/")
        if mark and len(start) == len(end) == 10 and "--" not in time.code and end < start:
            yield _reversed(case, (time.start, time.end))


def _reversed(case: Case, place: tuple[int, int]) -> Flag:
    message = f"“{case.text[place[0] : place[1]]}” ends before it starts, or has a year that cannot be."
    return case.flag("date_implausible", message, (place,))


def _unpublished(case: Case) -> Iterator[Flag]:
    """A meeting whose own date, year included, lies over 30 days from the day of publication."""
    published = case.document.published
    first = case.linked.meetings[0] if case.linked.meetings else None
    held = _day(first.date) if first else None
    if not published or not held or not first:
        return
    told = [time for time in case.mentions.times if time.kind == "day" and time.code == first.date]
    if told and abs(published - held) > timedelta(days=_FARTHEST):
        message = f"The meeting is dated {held:%d/%m/%Y}, the page {published:%d/%m/%Y}."
        yield case.flag("date_implausible", message, ((told[0].start, told[0].end),))


def check_periods(case: Case) -> Iterator[Flag]:
    """A programme adopted for a time that was over before the meeting began."""
    held = next((day for meeting in case.linked.meetings if (day := _day(meeting.date))), None)
    if held is None:
        return
    for cue in case.all_words("forward"):
        start, end = case.sentences[case.sentence_at(cue.start)]
        time = _time_after(case, cue.end, end)
        if time is None or not _is_over(time, held, monthly=case.has("programme", cue.start, cue.end)):
            continue
        if case.has("adopt", start, cue.start) and not case.has("review", start, cue.start):
            raw = case.text[cue.start : time.end]
            message = f"“{raw}”, adopted at a meeting on {held:%d/%m/%Y}, is for a time that was over."
            yield case.flag("period_before_meeting", message, ((cue.start, time.end),), _next(time, held))


def _is_over(time: Time, held: date, *, monthly: bool) -> bool:
    """Whether a programme is for a time that ended before the month of the meeting.

    A month without its year is over when a monthly programme for it would be far ahead too.
    """
    over = _end(time.code)
    if over is None and monthly and _BARE_MONTH.fullmatch(time.code):
        return (int(time.code[2:]) - held.month) % 12 in range(_AHEAD, 11)
    return over is not None and over < held.replace(day=1)


def _time_after(case: Case, start: int, end: int) -> Time | None:
    """The month, quarter or year that follows right behind `start`."""
    for time in case.mentions.times:
        if start <= time.start < min(start + _NEAR, end) and time.kind != "day":
            return time
    return None


def _end(code: str) -> date | None:
    """The last day of a month, quarter, half or year with a known year."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})|-Q([1-4])|-H([12]))?", code)
    if not found:
        return None
    month = int(found[2] or 0) or 3 * int(found[3] or 0) or 6 * int(found[4] or 0) or 12
    if not _OLDEST <= int(found[1]) <= _NEWEST or month > 12:
        return None
    return (date(int(found[1]), month, 1) + timedelta(days=_MONTH_LENGTH)).replace(day=1) - timedelta(days=1)


def _next(time: Time, held: date) -> str | None:
    """The month after the meeting, when the programme is for a month."""
    if not (_MONTH.fullmatch(time.code) or _BARE_MONTH.fullmatch(time.code)):
        return None
    following = held.replace(day=1) + timedelta(days=_MONTH_LENGTH)
    return f"tháng {following.month}/{following.year}"


def check_years(case: Case) -> Iterator[Flag]:
    """A meeting whose day is told without its year."""
    first = case.linked.meetings[0] if case.linked.meetings else None
    if first is None or not first.date or _day(first.date) is None:
        return
    days = [time for time in case.mentions.times if time.kind == "day"]
    bare = next((time for time in days if time.code == "-" + first.date[4:]), None)
    if bare and not any(time.code == first.date for time in days):
        raw = case.text[bare.start : bare.end]
        message = f"The year of “{raw}” is not written there; {first.date[:4]} was concluded."
        yield case.flag("year_from_context", message, ((bare.start, bare.end),))


def _day(code: str | None) -> date | None:
    """The day of a full ISO date, else None."""
    try:
        return date.fromisoformat(code or "")
    except ValueError:
        return None
