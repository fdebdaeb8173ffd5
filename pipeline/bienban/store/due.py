"""The deadline of a directive -> the last day it leaves."""

import calendar
import re
from datetime import date

_LAST_OF_CODE = re.compile(r"(?:.*/|ytd:|as_of:)?(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")


def last_day(code: str | None) -> str | None:
    """The last ISO day of a date, a month, a period code; None when there is none or no year is told."""
    found = _LAST_OF_CODE.fullmatch(code or "")
    if not found:
        return None
    year, quarter, half, month, day = (int(part or 0) for part in found.groups())
    last = month or quarter * 3 or half * 6 or 12
    try:
        return date(year, last, day or calendar.monthrange(year, last)[1]).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        return None
