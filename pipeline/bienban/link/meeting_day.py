"""Telling -> the day of the meeting with its year (guide §4.3).

The year comes from the same date, from a month or year told beside it, from the
day of publication, else it stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bienban.find.mentions import Mentions, Time, within
from bienban.link.tellings import Sentence, longest, telling_of
from bienban.records import Session
from bienban.rule_kinds import BaseRule

_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_MONTH = re.compile(r"(?:ytd:|as_of:)?(\d{4})-(?:(\d\d)(?:-\d\d)?|(Q\d|H\d))")
_PART_END = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}
_PART_START = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}
_PLANNED_BEFORE = 3
"""A period is planned for at most this many months before it begins."""
_PLANNED_AFTER = 3
"""A plan for a period is still made in the first months of it."""
_SEASON_ENDS = 8
"""Up to this month the season of two years that a meeting looks back on ends in its year."""
_NEAR = 2
"""A month this many months from the meeting's tells its year."""
_FOREWARNED = 1
"""A page may be dated this many days before the meeting it reports."""
_FAR = ("as_of", "ytd", "month", "day", "quarter", "half")
"""The kinds of time that may tell the year from anywhere in the text."""
_ANNOUNCED = 60
"""A meeting at most this many days after the page that names it is announced, not reported."""
_OLDEST = 300
"""A page that would be more days older than its event has its year from elsewhere."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a meeting: its code, the date when the year is known, the part of the day."""

    code: str | None = None
    known: date | None = None
    session: Session | None = None


@dataclass(frozen=True)
class Years:
    """What tells the year of a day and month: the day of publication, and periods of the text."""

    published: date | None
    near: tuple[Time, ...]
    far: tuple[Time, ...]
    planned: tuple[Time, ...] = ()

    def complete(self, code: str) -> str:
        """`--11-27` with its year, when something tells it."""
        if not code.startswith("--"):
            return code
        month, day = int(code[2:4]), int(code[5:7])
        year = (
            self._told_near(month)
            or self._published(month, day)
            or self._year_beside(month)
            or self._planned_for(month)
            or self._told_far(month)
        )
        if year is None or not _is_day(year, month, day):
            return code
        return f"{year}-{month:02}-{day:02}"

    def _told_near(self, month: int) -> int | None:
        return _year_from(self.near, month)

    def _planned_for(self, month: int) -> int | None:
        """The year in which a period was planned: shortly before it begins, or in its first half."""
        for time in self.planned:
            match = re.fullmatch(r"(\d{4})(?:-(?:(Q\d|H\d)|(\d\d)))?(?:/.*)?", time.code)
            if not match:
                continue
            first = _PART_START[match[2]] if match[2] else int(match[3] or 1)
            for shift in (0, 1):
                if -_PLANNED_BEFORE <= month - 12 * shift - first < _PLANNED_AFTER:
                    return int(match[1]) - shift
        return None

    def _told_far(self, month: int) -> int | None:
        return _year_from(self.far, month)

    def _published(self, month: int, day: int) -> int | None:
        """The latest year in which the day is not after the publication."""
        if self.published is None:
            return None
        for year in (self.published.year, self.published.year - 1):
            if _is_day(year, month, day) and date(year, month, day) <= self.published + timedelta(
                _FOREWARNED
            ):
                near = (self.published - date(year, month, day)).days <= _OLDEST
                return year if near or not self._year_beside(month) else None
        return None

    def _year_beside(self, month: int) -> int | None:
        """The year of a year told in the lede: a review in January or February looks back on it."""
        for time in self.near:
            if re.fullmatch(r"\d{4}", time.code):
                return int(time.code) + (month <= _NEAR and time.kind == "year")
            if time.kind == "season" and re.fullmatch(r"\d{4}/\d{4}", time.code):
                return int(time.code[5 if month <= _SEASON_ENDS else 0 :][:4])
        return None


def is_ahead(time: Time, published: date | None) -> bool:
    """Whether a day and month lies shortly after the publication: a meeting that is announced."""
    if published is None or time.kind not in ("day", "span") or time.code[:2] in ("th", "la", "ne"):
        return False
    code = time.code.split("/")[0]
    years = [int(code[:4])] if code[:4].isdigit() else [published.year, published.year + 1]
    days = [date(year, int(code[-5:-3]), int(code[-2:])) for year in years if _exists(year, code)]
    return any(_FOREWARNED < (day - published).days <= _ANNOUNCED for day in days)


def _exists(year: int, code: str) -> bool:
    return _is_day(year, int(code[-5:-3]), int(code[-2:]))


def _year_from(times: Sequence[Time], month: int) -> int | None:
    """The year of the first time whose month lies near `month`."""
    for time in times:
        match = _YEAR_MONTH.fullmatch(time.code)
        if not match:
            continue
        told = int(match[2]) if match[2] else _PART_END[match[3]]
        span = 3 if match[3] else _NEAR
        for shift in (0, 1, -1):
            if abs(month + 12 * shift - told) <= span:
                return int(match[1]) + shift
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def years_of(
    published: date | None, sentence: Sentence | None, mentions: Mentions, page: Sequence[Sentence]
) -> Years:
    """What tells years: the sentence of the meeting first, then titles, then the text."""
    stamp = published or _stamp(page)
    near = [t for t in (sentence.times if sentence else ()) if t.kind not in ("term", "document")]
    titles = [t for s in page if s.section == "title" for t in s.times]
    far = [t for t in mentions.times if t.kind in _FAR and not mentions.terms.until(t.start - 1, BaseRule)]
    planned = [time for time in near if sentence and _is_planned(time, sentence)]
    told = [time for time in near if time not in planned or time.kind != "year"]
    return Years(stamp, (*told, *titles), tuple(far), tuple(planned))


def _is_planned(time: Time, sentence: Sentence) -> bool:
    """Whether the nearest word before a time looks ahead to it."""
    words = longest(sentence.having("looks_ahead", "looks_back"))
    before = [word for word in words if word.end <= time.start]
    return bool(before) and telling_of(before[-1]) == "looks_ahead"


def _stamp(page: Sequence[Sentence]) -> date | None:
    """The day that the page's own lines carry."""
    days = [t.code for s in page if s.section == "chrome" for t in s.times if _FULL.fullmatch(t.code)]
    return date.fromisoformat(days[0]) if days else None


def day_of(time: Time | None, hours: Sequence[Time], years: Years) -> Day:
    """The day told by `time`, its year completed; the hour tells the part of the day when no word does."""
    if time is None:
        return Day()
    code = time.code.split("/")[0] if "/" in time.code else time.code
    if code in ("this:day", "last:day"):
        told = years.published
        day = told - timedelta(code == "last:day") if told else None
        return Day(day.isoformat() if day else None, day, time.session or _session(hours))
    if not _DAY.fullmatch(code):
        return Day(session=time.session or _session(hours))  # "tháng 4 đến tháng 6" names no day
    code = years.complete(code)
    known = date.fromisoformat(code) if _FULL.fullmatch(code) else None
    return Day(code, known, time.session or _session(hours))


def _session(hours: Sequence[Time]) -> Session | None:
    """The part of the day of the first hour."""
    if not hours:
        return None
    hour = int(hours[0].code[1:3])
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def hours_near(sentence: Sentence, time: Time | None) -> list[Time]:
    """The hours told shortly before or behind a day."""
    if time is None:
        return []
    near = within(sentence.mentions.times, max(sentence.start, time.start - 40), time.end + 30)
    return [t for t in near if t.kind == "hour"]
