"""The account of numerals: every number of a text, and the record or the reason it became.

Nothing is missed: every run of digits is in the account, whether find saw it or
not, and so is every number word with a counted noun. That it is so is checked for
every document: what nobody claims is "unaccounted", a reason that no text should
show, and a flag names it. The document is kept: a number too few in the account
is no ground to lose all that was read.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import TypeAdapter

from bienban.find.mentions import Mentions
from bienban.find.numbers import DIGITS
from bienban.records import Flag, Indicator, Numeral, Provenance, Span

UNACCOUNTED = "unaccounted"
"""No one could say what a number is, or what number a record was read from: a gap in the grammar."""
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
        reason = None if record else reasons.at(start) or quantities.at(start) or UNACCOUNTED
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


def find_unaccounted(
    text: str, numerals: tuple[Numeral, ...], indicators: tuple[Indicator, ...]
) -> Iterator[Flag]:
    """A flag for each number that has neither record nor reason, and each record without a number.

    Digits are counted by another way than the account finds them, in some 4 µs per 1,000
    characters; only when the counts differ are those outside the account looked for.
    """
    told: list[str] = []
    counted: set[str] = set()
    for numeral in numerals:
        told.append(numeral.raw)
        if (record := numeral.record) is not None:
            counted.add(record)
        elif numeral.reason == UNACCOUNTED:
            yield _flag("has neither a record nor a reason", numeral)
    if _count_digits(text) != _count_digits("".join(told)):
        for start, end in _outside(text, numerals):
            yield _flag("is not in the account", Span(start=start, end=end, raw=text[start:end]))
    for indicator in indicators:
        if indicator.id not in counted:
            yield _flag("is a record without a number", indicator.provenance)


def _flag(what: str, place: Span) -> Flag:
    span = Span(start=place.start, end=place.end, raw=place.raw)
    message = f"“{place.raw}” at characters {place.start} to {place.end} {what}"
    return Flag(code=UNACCOUNTED, message=message, spans=(span,))


_OTHER_BYTES = bytes(set(range(256)) - set(b"0123456789"))


def _count_digits(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass").translate(None, _OTHER_BYTES))


def _outside(text: str, numerals: tuple[Numeral, ...]) -> Iterator[tuple[int, int]]:
    """The runs of digits that no numeral holds."""
    held = _Intervals((numeral.start, numeral.end, "held") for numeral in numerals)
    for match in DIGITS.finditer(text):
        if held.at(match.start()) is None:
            yield match.span()


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
