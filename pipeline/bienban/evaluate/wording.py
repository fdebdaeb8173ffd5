"""When two wordings of one thing count as the same."""

import re
import unicodedata
from collections import Counter

_DASHES = re.compile("[–—-]")
_MARKS = re.compile(r"[“”\"'.,;:()\s]+")
_WHOLE = re.compile(r"ytd:(\d{4}|--)-?(03|06|12)")
_WHOLE_NAMES = {"03": "Q1", "06": "H1", "12": ""}

UNIT_NAMES = {"%": "percent", "đồng": "VND", "t": "tonne", "tấn": "tonne", "pp": "point", "lần": "times"}
"""Units that may stand under another name than their code."""


def plain(text: str | None) -> str:
    """The text in lower case, without quotes and punctuation, with one kind of dash and single spaces."""
    lower = unicodedata.normalize("NFC", text or "").lower()
    return _MARKS.sub(" ", _DASHES.sub("-", lower)).strip()


def likeness(one: str | None, other: str | None) -> float:
    """How many words two texts share, from 0 to 1: twice the common ones over all."""
    left, right = Counter(plain(one).split()), Counter(plain(other).split())
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def plain_unit(unit: str | None) -> str:
    """The unit under its code, `%` as percent."""
    stripped = (unit or "").strip()
    return plain(UNIT_NAMES.get(stripped, stripped))


def plain_period(code: str | None) -> str | None:
    """The code of a period; the first 3, 6 and 12 months of a year are its Q1, its H1 and the year."""
    whole = _WHOLE.fullmatch(code or "")
    if not whole:
        return plain(code) if code else None
    year, name = whole[1], _WHOLE_NAMES[whole[2]]
    return plain(f"{year}-{name}" if name and year != "--" else f"{year}{name}")
