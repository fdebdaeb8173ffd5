"""Numbers that are no figures, and why (guide §1.7).

What the shape of the characters around a number tells is here; which words make
it no figure is told by the rules of kind "not_figure".
"""

import re
from dataclasses import dataclass

from bienban.find.numbers import LONGEST_NUMBER, skip_blank
from bienban.rule_kinds import NotFigureRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon

# Three capitals glued to a digit are a currency: `VND1000-VND2000`.
_DOCUMENT = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?[/-](?![A-Z]{3}\d)[A-ZĐ]")
_PHONE = re.compile(r"(?:\(?\+84\)?|0\d{1,3}|\(0\d{1,3}\))[ .-]?\d{3,4}[ .-]?\d{3,4}(?:[ .-]\d{2,4})?(?!\d)")
_LONG_PHONE = re.compile(r"0\d{8,10}(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}[hg](?:\d{2})?(?![^\W_])")
_MINUTES = re.compile(r"(?<=\d[hHgG])\d{2}(?!\d)")
_DATE = re.compile(
    r"(?:[0-2]?\d|3[01])([/.-])(?:0?\d|1[0-2])\1(?:19|20)\d\d(?!\d)"
    r"|(?:0?\d|1[0-2])[/.-](?:19|20)\d\d(?![\d.,/])"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)\d\d)?(?!\d|[.,/]\d|%)")
_MAP_SCALE = re.compile(r"1[/:]\d{1,3}\.?\d{3}(?!\d)|1[/:]\d{3,6}(?!\d)")
_MARK_AT_LINE_START = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)/:]|\.?\s+[-–]|\.\))(?=\s|[A-ZĐ])")
_SECTION_AT_LINE_START = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?(?= [A-ZÀÁÂĐÊÍÔƠƯ])")
_MARK_IN_LINE = re.compile(r"\d{1,2}\. (?=[A-ZÀÁÂĐÊÍÔƠƯ])")
_BRACKETED = re.compile(r"[\[(]\d{1,2}[\])]")
_PLATE = re.compile(r"\d{2}[A-ZĐ]{1,2}\d?[ .]{0,2}[-–]?[ .]{0,2}\d{3}\.?\d{2}(?!\d)")
_LINE_START = re.compile(r"(?:^|\n)[\s*+•\-–—(\"“]{0,6}$")
_SENTENCE_END = re.compile(r"[.;:!?] $")
_LINK = re.compile(
    r"https?:|www\.|@|_|\.(?:jpg|jpeg|png|gif|pdf|docx?|xlsx?|html?|aspx|vn|com)\b", re.IGNORECASE
)
_LONGEST_LINK = 120
_Shapes = tuple[tuple[str, re.Pattern[str]], ...]
_JOINED = frozenset("/-:")
_NO_LINK = frozenset(["", *" \n,;()%"])


@dataclass(slots=True)
class Reason:
    """Why the numbers up to character `end` are no figures, and which rule says so."""

    end: int
    reason: str
    rule: str


class NotFigures:
    """The shapes of what is no figure, and the words of a set of rules for it."""

    def __init__(self, rules: Rules) -> None:
        of = list(rules.of_type(NotFigureRule))
        self.before = Lexicon(rule for rule in of if rule.side == "before")
        self.after = Lexicon(rule for rule in of if rule.side == "after")
        self.opens = Lexicon(rule for rule in of if rule.side == "opens")
        self.closes = Lexicon(rule for rule in of if rule.side == "closes")

    def phrase(self, doc: Doc, start: int, end: int, unit_end: int) -> Reason | None:
        """A fixed phrase that the number at `start..end` opens or closes.

        A phrase it opens must reach as far as the unit that ends at `unit_end`.
        """
        opened = self.opens.at(doc, start)
        if opened is not None and opened.end >= max(end, unit_end):
            return Reason(opened.end, opened.rule.reason, opened.rule.id)
        closed = self.closes.until(doc, end)
        if closed is not None and closed.start < start:
            return Reason(end, closed.rule.reason, closed.rule.id)
        return None

    def words_before(self, doc: Doc, start: int) -> Found[NotFigureRule] | None:
        """The words in front of a number that starts at `start`."""
        end = start
        while end > 0 and doc.text[end - 1] in " :":
            end -= 1
        return self.before.until(doc, end)

    def words_after(self, doc: Doc, end: int) -> Found[NotFigureRule] | None:
        """The words behind a number that ends at `end`."""
        return self.after.at(doc, skip_blank(doc.text, end))


def shape(text: str, start: int, end: int) -> Reason | None:
    """What the characters around the digits at `start..end` show them to be, if no number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    for kind, pattern in _shapes_of(text[start], before, after, dotted="." in text[start:end]):
        match = pattern.match(text, start)
        if match is not None:
            return Reason(max(match.end(), end), kind, f"shape.{kind}")
    if before == "+" and text[start - 2 : start - 1].isdigit():
        return Reason(end, "road", "shape.road")  # metres behind a milestone: Km12+300
    if (before != " " or not text[start - 2].isalnum()) and _is_mark(text, start):
        return Reason(end, "structure", "shape.structure")
    plain = before in _NO_LINK and after in _NO_LINK
    if end - start > LONGEST_NUMBER or (not plain and _in_link(text, start, end)):
        return Reason(end, "name", "shape.name")
    return None


def _shapes_of(first: str, before: str, after: str, *, dotted: bool) -> _Shapes:
    """The shapes that digits between two such characters can have at all."""
    shapes = _SHAPES if dotted or after in _JOINED or after.isalpha() else ()
    if first == "0" or before == "+":
        shapes += _PHONES
    return (*shapes, ("time", _MINUTES)) if before.isalpha() else shapes


def glued(text: str, start: int) -> bool:
    """Whether letters in front belong to the digits at `start`, as in `ST25` or `COVID-19`."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha():
        return not _lower_word(text, start)
    if before in "-–." and start > 1 and text[start - 2].isalpha():
        return before != "." or (text[start - 2].isupper() and not text[start - 3 : start - 2].isalpha())
    return before == "_"


def _lower_word(text: str, end: int) -> bool:
    """Whether a whole word in lower case ends at `end`: a blank was lost behind it."""
    start = end
    while start > 0 and end - start < 12 and text[start - 1].isalpha():
        start -= 1
    word = text[start:end]
    return len(word) > 1 and word.islower() and (start == 0 or not text[start - 1].isalnum())


def named(text: str, start: int) -> bool:
    """Whether a capitalised word in front makes the number at `start` part of a name: `tàu Bình Minh 02`."""
    before = text[max(0, start - 24) : start]
    words = before.split(" ")
    word = words[-2] if len(words) > 2 and not words[-1] else ""
    return word[:1].isupper()


def is_year(text: str, start: int) -> bool:
    """Whether the digits at `start` look like a year, or two of them."""
    return _YEAR.match(text, start) is not None


_SHAPES: _Shapes = (
    ("name", _PLATE),
    ("document", _DOCUMENT),
    ("time", _CLOCK),
    ("time", _DATE),
    ("map_scale", _MAP_SCALE),
)
_PHONES: _Shapes = (("phone", _PHONE), ("phone", _LONG_PHONE))


def _is_mark(text: str, start: int) -> bool:
    """Whether the digits number a part of the text: `1.`, `(1)`, `2.1.`."""
    before = text[max(0, start - 8) : start]
    if start and text[start - 1] in "[(" and _BRACKETED.match(text, start - 1):
        return int(text[start]) < 4 or text[start - 1] == "["
    if _LINE_START.search(before):
        return bool(_MARK_AT_LINE_START.match(text, start) or _SECTION_AT_LINE_START.match(text, start))
    return bool(_SENTENCE_END.search(before) and _MARK_IN_LINE.match(text, start))


def _in_link(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of an address of the web or of a file."""
    first = start
    while first > 0 and start - first < _LONGEST_LINK and not text[first - 1].isspace():
        first -= 1
    last = end
    while last < len(text) and last - end < _LONGEST_LINK and not text[last].isspace():
        last += 1
    return last - first > end - start + 4 and bool(_LINK.search(text, first, last))
