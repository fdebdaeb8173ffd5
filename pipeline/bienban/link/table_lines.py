"""Lines of tables as read writes them: "row label | column header | cell" (docs/formats.md)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bienban.find.mentions import Mentions, Time, within
from bienban.rule_kinds import HeaderRule, HeaderWord
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Lexicon

BAR = " | "
"""What parts the cells of a line."""

REPORTED = frozenset(["day", "month", "quarter", "half", "year", "ytd", "as_of", "span"])
"""The kinds of time a column can be for."""

_LINE = re.compile(r"^([^|\n]{1,300}) \| (?:([^|\n]{1,300}) \| )?([^|\n]{1,60})$", re.M)
_CELL = re.compile(r"(?:[-–−+] ?|\()?(\d[\d.,]{0,30}(?: \d{3}){0,4}(?:,\d{1,4})?)\)?(?: ?%)?")
_LESS = ("-", "–", "−", "(")
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d./-])")

Place = tuple[int, int]
"""A stretch of the text, as half-open characters."""


@dataclass(slots=True)
class Line:
    """One cell with what its line says: where, and the words of header and label with their places.

    A line without a header has an empty one, at the end of its label. `is_less` tells of a minus.
    """

    label: Place
    header: Place
    cell: Place
    number: Place
    is_less: bool
    times: Sequence[Time]
    in_header: dict[HeaderWord, Place]
    in_label: dict[HeaderWord, Place]

    def says(self, *words: HeaderWord) -> bool:
        """Whether the header has one of these words."""
        return any(word in self.in_header for word in words)


def table_lines(doc: Doc, mentions: Mentions, rules: Rules) -> list[Line]:
    """The lines of tables whose cell is a number, in text order.

    One that has none right above or below it is a menu or a counter, and no table.
    """
    if BAR not in doc.text:
        return []
    told = [_line(doc, mentions, found, rules) for found in _LINE.finditer(doc.text)]
    lines = [line for line in told if line is not None]
    follows = [False, *(after.label[0] == one.cell[1] + 1 for one, after in pairwise(lines)), False]
    return [line for number, line in enumerate(lines) if follows[number] or follows[number + 1]]


def _line(doc: Doc, mentions: Mentions, found: re.Match[str], rules: Rules) -> Line | None:
    """A line of a table whose cell is a number; None for any other."""
    number = _CELL.match(doc.text, found.start(3))
    if number is None or not _is_unit(doc.text[number.end() : found.end(3)]):
        return None
    label = found.span(1)
    header = found.span(2) if found.group(2) is not None else (label[1], label[1])
    times = [time for time in within(mentions.times, *header) if time.kind in REPORTED]
    if not times and (year := _YEAR.search(doc.text, *header)):
        times = [Time(*year.span(), "table.year", year.group(), "year")]
    words = _words(doc, header, rules), _words(doc, label, rules)
    return Line(label, header, found.span(3), number.span(1), number.group().startswith(_LESS), times, *words)


def _is_unit(rest: str) -> bool:
    """Whether what stands behind the number of a cell can be its unit."""
    return not any(letter.isdigit() for letter in rest) and len(rest.split()) < 5


def _words(doc: Doc, place: Place, rules: Rules) -> dict[HeaderWord, Place]:
    """The words of headers within a place, each where it first stands, the longest of those that overlap."""
    first = bisect_left(doc.starts, place[0])
    last = bisect_left(doc.starts, place[1])
    found = _lexicon(rules).all(doc.norms, first, last)
    words: dict[HeaderWord, Place] = {}
    reached = first
    for start, end, rule in sorted(found, key=lambda term: (term[0], -term[1])):
        if start >= reached:
            words.setdefault(rule.word, (doc.starts[start], doc.ends[end - 1]))
            reached = end
    return words


@lru_cache(maxsize=8)
def _lexicon(rules: Rules) -> Lexicon[HeaderRule]:
    return Lexicon(rules.of_type(HeaderRule))
