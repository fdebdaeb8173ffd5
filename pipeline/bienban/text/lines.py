"""The lines of an article, and what the shape of a line tells about it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STOP = re.compile(r"[.!?…]\s*[\"'”’»)\]]*$")
_CUT_SHORT = re.compile(r"(?:\.{3}|…)\s*$")
MARK = r"\s*(?:[-–—+*•▪►]|\(?(?:\d{1,2}|[IVX]{1,5}|[a-zđ])(?:\.\d{1,2})?[.)/])\s*"
"""A bullet or an item's number, with the white space around it."""
_MARK = re.compile(MARK)
_CLOCK = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{1,2}:\d{2}\b")
_DATELINE = re.compile(r"\s*[a-z]{0,6}\(\s*[^()\d]{2,40}\)\s*[-–—.:]")
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_NAME_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_NAMES = re.compile(r"[^\W\d_]|[\s.,;:&/()\-–—*]")
_CAPITAL_INITIAL = re.compile(r"[^\W\d_]\.[^\W\d_]")

LONG = 150
"""A line of so many characters that ends with a stop is a paragraph of the body."""
_LONG_RUN = re.compile(r"(?<!\S)\S{61}")  # no Vietnamese word and no number is as long (guide §9)


@dataclass(frozen=True, slots=True)
class Line:
    """Sentences `first..last` (half-open) between two line breaks; `text` without its margins."""

    first: int
    last: int
    start: int
    text: str

    @property
    def stops(self) -> bool:
        """Whether it ends with a full stop, a question mark or the like."""
        return bool(_STOP.search(self.text[-8:]))

    @property
    def is_cut_short(self) -> bool:
        """Whether it ends with dots, as a title or teaser that did not fit does."""
        return bool(_CUT_SHORT.search(self.text[-8:]))

    @property
    def is_item(self) -> bool:
        """Whether it is one item of a list, or opens one."""
        return bool(_MARK.match(self.text)) or self.text[-1:] in (":", ";", ",")

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a long line that ends with a stop."""
        return len(self.text) >= LONG and self.stops

    @property
    def is_stamp(self) -> bool:
        """Whether it is little more than the date or hour of the page."""
        if len(self.text) > 80 or self.stops:
            return False
        rest = _CLOCK.sub("", self.text)
        return len(rest) < len(self.text) and sum(map(str.isalpha, rest)) <= 25

    @property
    def is_opaque(self) -> bool:
        """Whether a word of it is too long for one: an address, an encoded picture."""
        return _LONG_RUN.search(self.text) is not None

    @property
    def has_dateline(self) -> bool:
        """Whether it opens with the name of an outlet in parentheses and a dash."""
        return bool(_DATELINE.match(self.text))

    @property
    def is_byline(self) -> bool:
        """Whether it holds nothing but names or initials."""
        return is_byline(self.text)


def is_byline(text: str) -> bool:
    """Whether `text` holds nothing but a few names or initials."""
    text = text.strip()
    if not 2 <= len(text) <= 80 or (_STOP.search(text) and not _CAPITAL_INITIAL.match(text)):
        return False
    names = _PARENTHESIS.sub("", text)
    words = _NAME_WORD.findall(names)
    plain = all(_BETWEEN_NAMES.match(letter) for letter in names)
    return plain and 1 <= len(words) <= 9 and all(word[0].isupper() for word in words)


def mark_length(text: str, start: int) -> int:
    """How many characters at `start` are white space, a bullet or an item's number."""
    found = _MARK.match(text, start)
    return found.end() - start if found else 0


def cut_lines(text: str, borders: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """The lines of `text`; `borders` are the characters of its sentences, line breaks included."""
    first = 0
    for number, (start, end) in enumerate(borders, 1):
        is_last = number == len(borders)
        if is_last or "\n" in text[start : borders[number][0]].rstrip(" ")[-3:]:
            opening = borders[first][0]
            yield Line(first, number, opening, text[opening:end].strip())
            first = number
