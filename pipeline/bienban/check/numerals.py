"""The account of numerals: every number of a text, and the record or the reason it became.

Nothing is missed: every run of digits is in the account, whether find saw it or
not, and so is every number word with a counted noun. What nobody claims is
"unclassified", which no text should show.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from pydantic import TypeAdapter

from bienban.find.mentions import Mentions
from bienban.find.numbers import DIGITS
from bienban.records import Indicator, Numeral, Provenance

UNCLASSIFIED = "unclassified"
"""No one could say what a number is: a gap in the grammar."""
NOT_LINKED = "not_linked"
"""A quantity that no record took up."""


def account_numerals(text: str, mentions: Mentions, indicators: tuple[Indicator, ...]) -> tuple[Numeral, ...]:
    """Every number of `text` in text order, once; a range is two numbers of one record."""
    records = _Intervals((p.start, p.end, i.id) for i in indicators for p in _places(i))
    quantities = _Intervals((q.start, q.end, NOT_LINKED) for q in mentions.quantities)
    reasons = _Intervals((n.start, n.end, n.reason) for n in mentions.not_figures)
    told = []
    for start, end in _numbers(text, mentions):
        record = records.at(start)
        reason = None if record else reasons.at(start) or quantities.at(start) or UNCLASSIFIED
        told.append({"start": start, "end": end, "raw": text[start:end], "record": record, "reason": reason})
    return _validator().validate_python(told)


@cache
def _validator() -> TypeAdapter[tuple[Numeral, ...]]:
    return TypeAdapter(tuple[Numeral, ...])


def _places(indicator: Indicator) -> tuple[Provenance, ...]:
    """Where an indicator is told: a repeated one is told in several places."""
    return (indicator.provenance, *indicator.also)


def _numbers(text: str, mentions: Mentions) -> list[tuple[int, int]]:
    """The runs of digits, and the number words that count or were judged."""
    digits = [match.span() for match in DIGITS.finditer(text)]
    words = {span for q in mentions.quantities for span in q.numbers if not text[span[0]].isdigit()}
    words |= {(n.start, n.end) for n in mentions.not_figures if not text[n.start].isdigit()}
    return sorted([*digits, *words]) if words else digits


class _Intervals:
    """Labelled stretches of text, found by a character inside; they may touch but not overlap."""

    def __init__(self, items: Iterable[tuple[int, int, str]]) -> None:
        self.items = sorted(items)
        self.starts = [start for start, _, _ in self.items]

    def at(self, start: int) -> str | None:
        """The label of the stretch that holds the character at `start`."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or self.items[index][1] <= start:
            return None
        return self.items[index][2]
