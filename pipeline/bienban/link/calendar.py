"""Times -> periods: the year a text is read in, and the first and last day of every code.

`--11-27` and a meeting of 2024 give `2024-11-27`; a page of January that reports
29 December means the year before (guide §4.3).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from bienban.find.mentions import Time
from bienban.records import Period, is_period

_CODE = re.compile(r"(\d{4}|-)(?:-(?:(Q[1-4]|H[12])|(\d\d)(?:-(\d\d))?))?")
_PART_ENDS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_STEPS = {"last": -1, "this": 0, "next": 1, "past": 0}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What completes the times of a document.

    `year` is null when neither text nor source tells it; `today` is the day of
    the meeting, else of publication; `reviewed` the code of the period the
    meeting looked back on; `day` the code of the meeting's day, which may lack
    its year.
    """

    year: int | None = None
    today: date | None = None
    reviewed: str | None = None
    day: str | None = None
    _whole: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def complete(self, code: str) -> str:
        """`code` with its year and, when deictic, told out; what the calendar does not know stays.

        Idempotent. A month or day that would lie far ahead of the meeting is the year before's.
        """
        whole = self._whole.get(code)
        if whole is None:
            whole = self._whole[code] = self._resolve(code, ahead=False)
        return whole

    def period(self, code: str, raw: str | None = None) -> Period | None:
        """The Period of `code`, with its first and last day when the year is known.

        None when a deictic time has nothing to be told from, and for an hour.
        """
        whole = self.complete(code)
        if not is_period(whole):
            return None
        start, end = days(whole)
        return Period(code=whole, start=start, end=end, raw=raw)

    def deadline(self, time: Time) -> str | None:
        """The date or period code by which something is due; a year that is not told lies ahead."""
        code = self._resolve(time.code, ahead=True)
        if code.startswith("as_of:"):
            code = code[6:]
        return None if ":" in code or code.startswith("T") else code

    def year_before(self, code: str) -> str:
        """The same period one year earlier; an unknown year stays unknown."""
        return _shift(self.complete(code), -1)

    def month_before(self, code: str) -> str | None:
        """The month before a month, day or first months; None for others."""
        match = re.fullmatch(r"(?:ytd:|as_of:)?(\d{4}|-)-(\d\d)(?:-\d\d)?", self.complete(code))
        if not match:
            return None
        month = int(match[2]) - 1
        year = match[1] if month or match[1] == "-" else str(int(match[1]) - 1)
        return f"{year}-{month or 12:02}"

    def _resolve(self, code: str, *, ahead: bool) -> str:
        if code.startswith("ytd:"):
            return self._first_months(code[4:], ahead=ahead)
        if code.startswith("as_of:"):
            return self._as_of(code[6:], ahead=ahead)
        if "/" in code:
            return self._between(*code.split("/", 1), ahead=ahead)
        if code.partition(":")[0] in _STEPS:
            return self._told(code)
        return self._dated(code, ahead=ahead)

    def _between(self, first: str, last: str, *, ahead: bool) -> str:
        """`a/b`; when the years are not told the first comes before the last."""
        end = self._resolve(last, ahead=ahead)
        start = self._resolve(first, ahead=ahead)
        if end.startswith("this:"):
            return f"{first}/{last}"
        if first.startswith("-") and end[:4].isdigit() and len(first) > 2:
            start = f"{end[:4]}{first[1:]}"
            if (days(start)[0] or "") > (days(end)[1] or ""):
                start = _shift(start, -1)
        return f"{start}/{end}"

    def _first_months(self, rest: str, *, ahead: bool) -> str:
        """The first months of a year; `this:month` is the reviewed month, else that of the meeting."""
        if rest == "this:month" and self.today and self._is_long_ago():
            return f"ytd:{self.today:%Y-%m}"
        code = self._told(rest) if ":" in rest else self._dated(rest, ahead=ahead, most=_MOST_ESTIMATED)
        return f"ytd:{code}"

    def _is_long_ago(self) -> bool:
        """Whether the month reviewed lies further back than the one before the meeting's."""
        reviewed = self._reviewed_month()
        if self.today is None or reviewed is None or not reviewed[:4].isdigit():
            return False
        return reviewed < (self.today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")

    def _as_of(self, rest: str, *, ahead: bool) -> str:
        """Up to a day: of a whole month or year its last."""
        code = self._told(rest) if ":" in rest else self._dated(rest, ahead=ahead)
        if ":" in code:
            return f"as_of:{code}"
        end = days(code)[1]
        return f"as_of:{end or _last_day(code)}"

    def _told(self, code: str) -> str:
        """A deictic code told out; itself when the day of speaking is not known."""
        step, _, unit = code.partition(":")
        if unit.startswith("month-"):
            month = self._month()
            return f"{month}-{unit[6:]}" if month and _exists(month, unit[6:]) else code
        if code == "past:year" and self._is_early():
            step = "last"
        teller = _TELLERS.get(unit)
        told = teller(self, _STEPS[step]) if teller else None
        return told or code

    def _day(self, step: int) -> str | None:
        if self.today:
            return (self.today + timedelta(days=step)).isoformat()
        return self.day if not step else None

    def _month(self, step: int = 0) -> str | None:
        """The month reviewed, else the month of the meeting, moved by `step`."""
        known = self._reviewed_month() or (self.day[:-3] if self.day else None)
        if known is None:
            return None
        year, month = known[:-3], int(known[-2:]) + step
        if year.isdigit():
            return f"{int(year) + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"
        return f"--{(month - 1) % 12 + 1:02}"

    def _reviewed_month(self) -> str | None:
        """The last month of what was reviewed."""
        if not self.reviewed:
            return None
        code = self.reviewed.removeprefix("ytd:").removeprefix("as_of:").rsplit("/", 1)[-1]
        match = _CODE.fullmatch(code)
        if not match or not (match[2] or match[3]):
            return None
        return f"{match[1]}-{match[3] or f'{_PART_ENDS[match[2]][1]:02}'}"

    def _quarter(self, step: int) -> str | None:
        month = self._month()
        if month is None:
            return None
        year, quarter = month[:-3], (int(month[-2:]) - 1) // 3 + step
        return f"{int(year) + quarter // 4 if year.isdigit() else year}-Q{quarter % 4 + 1}"

    def _is_early(self) -> bool:
        """Whether the year that has passed is the one before: so a meeting of its first months says."""
        return not self.reviewed and self.today is not None and self.today.month <= _MOST_EARLY

    def _year(self, step: int) -> str | None:
        year = self.base_year()
        return str(year + step) if year else "--" if not step else None

    def base_year(self) -> int | None:
        """The year that figures without one belong to: that of the reviewed period, else the meeting's."""
        if self.reviewed and (match := re.search(r"\d{4}", self.reviewed)):
            return int(match.group())
        return self.year

    def _dated(self, code: str, *, ahead: bool, most: int | None = None) -> str:
        """A plain code with its year."""
        match = _CODE.fullmatch(code) if code != "--" else None
        if code == "--":
            return str(self.base_year() or "--")
        if not match or match[1] != "-":
            return code
        rest = code[1:]
        year = self._year_of(match, ahead=ahead, most=_MOST_AHEAD if most is None else most)
        return f"{year}{rest}" if year and _exists_in(year, rest) else code

    def _year_of(self, match: re.Match[str], *, ahead: bool, most: int) -> int | None:
        """The year of a code that lacks it, by how far it lies from the meeting."""
        if self.year is None:
            return None
        if self.today is None:
            return self.base_year()
        month = int(match[3]) if match[3] else _PART_ENDS[match[2]][1 if ahead else 0]
        away = month - self.today.month
        if ahead:
            return self.year + (away < -_MOST_BEHIND)
        return self.year - (away > most)


_MOST_EARLY = 2
"""In these first months the past year is the year before."""
_MOST_AHEAD = 8
"""A month without a year more than these months ahead of the meeting is the year before's."""
_MOST_ESTIMATED = 2
"""The first months of a year are estimated at most these months before they end."""
_MOST_BEHIND = 6
"""A deadline without a year more than these months back is the next year's."""
_TELLERS: dict[str, Callable[[Calendar, int], str | None]] = {
    "day": Calendar._day,
    "month": Calendar._month,
    "quarter": Calendar._quarter,
    "year": Calendar._year,
}


@lru_cache(maxsize=4096)
def days(code: str) -> tuple[str | None, str | None]:
    """The first and last ISO day of a code; (None, None) when a year is unknown or a day impossible.

    Of `ytd:` the first day is 1 January; of `as_of:` it is the day itself, for what is counted
    up to a day may have begun at any time.
    """
    if code.startswith("ytd:"):
        _, end = days(code[4:])
        return (f"{end[:4]}-01-01", end) if end else (None, None)
    if code.startswith("as_of:"):
        _, end = days(code[6:])
        return end, end
    if "/" in code:
        first, last = code.split("/", 1)
        start, end = days(first)[0], days(last)[1]
        return (start, end) if start and end and start <= end else (None, None)
    match = _CODE.fullmatch(code)
    if not match or match[1] == "-":
        return None, None
    return _days_of(int(match[1]), match[2], match[3], match[4])


def _days_of(
    year: int, part: str | None, month: str | None, day: str | None
) -> tuple[str | None, str | None]:
    first, last = _PART_ENDS[part] if part else (int(month), int(month)) if month else (1, 12)
    try:
        if day:
            only = date(year, first, int(day)).isoformat()
            return only, only
        return date(year, first, 1).isoformat(), date(year, last, monthrange(year, last)[1]).isoformat()
    except ValueError:
        return None, None


def same(first: str, second: str) -> bool:
    """Whether two codes mean one period: `ytd:2024-06` is `2024-H1`."""
    return canonical(first) == canonical(second)


def canonical(code: str) -> str:
    """`code`, with the first 3, 6 and 12 months as quarter, half and year."""
    match = re.fullmatch(r"ytd:(\d{4}|-)-(03|06|12)", code)
    if not match:
        return code
    year = "--" if match[1] == "-" else match[1]
    return {"03": f"{match[1]}-Q1", "06": f"{match[1]}-H1", "12": year}[match[2]]


def _shift(code: str, years: int) -> str:
    """`code` with every year moved; 29 February becomes the 28th."""
    moved = re.sub(r"\d{4}", lambda year: str(int(year.group()) + years), code)
    return re.sub(
        r"(\d{4})-02-29",
        lambda day: day.group() if _exists_in(int(day[1]), "-02-29") else f"{day[1]}-02-28",
        moved,
    )


def _last_day(code: str) -> str:
    """The last day of a code without a year; `--12-31` for the year itself."""
    match = _CODE.fullmatch(code)
    if not match:
        return "--12-31"
    if match[4]:
        return code
    month = int(match[3]) if match[3] else _PART_ENDS[match[2]][1]
    return f"--{month:02}-{monthrange(2001, month)[1]}"


def _exists(month: str, day: str) -> bool:
    """Whether a month's code has this day."""
    year = int(month[:4]) if month[:4].isdigit() else 2000
    return 1 <= int(day) <= monthrange(year, int(month[-2:]))[1]


def _exists_in(year: int, rest: str) -> bool:
    """Whether the rest of a code can be in a year: 29 February only in leap years."""
    return not re.fullmatch(r"-02-29", rest) or monthrange(year, 2)[1] == 29
