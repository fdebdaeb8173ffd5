"""Periods of a series -> the lines they may be joined to."""

import re

MONTH = "in the month"
QUARTER = "in the quarter"
SINCE = "since the start of the year"
OTHER = "other periods"

_MONTH = re.compile(r"\d{4}-\d\d")


def stretches(period: str, start: str) -> list[str]:
    """What the period of a code, which starts on an ISO day, may stand beside: others of its length,
    others since the start of the year, or both.
    """
    alone = QUARTER if "-Q" in period else MONTH if _MONTH.fullmatch(period) else None
    since = [SINCE] if start.endswith("-01-01") else []
    return [*([alone] if alone else []), *since] or [OTHER]
