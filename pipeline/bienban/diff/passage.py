"""The stretch of an article around a span, to show a change where it stands."""

from collections.abc import Mapping
from typing import Any, NamedTuple

BEFORE = 240
AFTER = 160
"""Characters shown around a span, at most; the line of the span is not left, and no word is cut."""

LONGEST = 1200


class Passage(NamedTuple):
    """A stretch of a text; `start` is the character of the text it begins at."""

    start: int
    text: str


def passage(text: str | None, span: Mapping[str, Any] | None) -> Passage | None:
    """The stretch around a span; None without a text, or when the text is not the one it was read from."""
    if text is None or span is None or text[span["start"] : span["end"]] != span["raw"]:
        return None
    start, end = span["start"], min(span["end"], span["start"] + LONGEST)
    first = text.rfind("\n", 0, start) + 1
    if start - first > BEFORE:
        first = text.find(" ", start - BEFORE, start) + 1 or start - BEFORE
    line_end = text.find("\n", end)
    last = len(text) if line_end < 0 else line_end
    if last - end > AFTER:
        blank = text.rfind(" ", end, end + AFTER)
        last = end + AFTER if blank < 0 else blank
    return Passage(first, text[first:last])
