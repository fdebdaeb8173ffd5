"""A day as files and pages write it -> ISO. Days are those of Vietnam, seven hours ahead of Greenwich."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_VIETNAM = timezone(timedelta(hours=7))
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+th[áa]ng\s+(\d{1,2})[,\s]+(?:n[ăa]m\s+)?((?:19|20)\d\d)(?!\d)", re.I)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SECONDS = range(4_102_444_800)


def day_of(value: object) -> str | None:
    """The ISO day of a date, a time, a number of seconds since 1970 or a text; None when it is none."""
    if isinstance(value, datetime):
        return _local(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    return _from_text(value.strip()) if isinstance(value, str) else None


def _local(moment: datetime) -> str:
    """The day in Vietnam of a moment that knows its zone; the day it names when it knows none."""
    try:
        return (moment.astimezone(_VIETNAM) if moment.tzinfo else moment).date().isoformat()
    except OverflowError:
        return moment.date().isoformat()


def _from_number(value: float) -> str | None:
    if _COMPACT.fullmatch(str(value)):
        return _from_text(str(value))
    seconds = value / 1000 if value > _SECONDS.stop else value
    if not 0 < seconds < _SECONDS.stop:
        return None
    return _local(datetime.fromtimestamp(seconds, UTC))


def _from_text(text: str) -> str | None:
    text = text[:200]
    try:
        return _local(datetime.fromisoformat(text))
    except ValueError:
        pass
    if found := _YEAR_FIRST.search(text):
        return _day(found[1], found[3], found[4])
    if found := _DAY_FIRST.search(text):
        return _day(found[4], found[3], found[1])
    if found := _WORDS.search(text):
        return _day(found[3], found[2], found[1])
    try:
        return _local(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
