"""What find gives to link: mentions, each with its characters and its rule.

Offsets are half-open characters of `Document.text`. A mention is a stretch of
text that means something by itself; what it belongs to is for link to say. Mentions
are values: equal when they say the same, and never written to once they are made
(left unfrozen because freezing makes them four times as slow to make).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Literal, TypeVar

from bienban.records import Bound, Level, Session
from bienban.text.terms import Mention, Terms


@dataclass(slots=True, unsafe_hash=True)
class Quantity(Mention):
    """A number with its unit.

    `value` has the scale applied and no sign of a verb; of a range `value_max` is
    the upper end, of a fraction `of` the denominator. `approximator` is the
    mention that set `bound`. `parts` are the rules that read number and unit, and
    `numbers` the characters of each number with its scale words.
    """

    value: Decimal
    unit: str | None
    dimension: str | None = None
    value_max: Decimal | None = None
    of: Decimal | None = None
    bound: Bound = "exact"
    approximator: Mention | None = None
    parts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    readings: tuple[tuple[Decimal, str], ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class NotFigure(Mention):
    """Digits or number words that are no figure, and why."""

    reason: str


TimeKind = Literal[
    "day",
    "month",
    "quarter",
    "half",
    "year",
    "ytd",
    "as_of",
    "span",
    "season",
    "term",
    "document",
    "hour",
]


@dataclass(slots=True, unsafe_hash=True)
class Time(Mention):
    """A date or a period.

    `code` follows the grammar of periods with the year as written, else `--`:
    `2024-11-27`, `--11-27`, `--11`, `--Q1`, `--H2`, `--` (a year), `ytd:--09`,
    `as_of:--11-26`, and `a/b` of any two of these. What is told from the day of
    speaking has a deictic code, which `Calendar.complete` completes: a step and a
    unit, `this:day`, `last:day`, `next:day`, and so for `month`, `quarter` and
    `year`; `ytd:this:month` (since the start of the year), `as_of:this:day` (up
    to now), `past:year` (this year or the one that has just ended), `this:month-25`
    (a day without its month). An hour is `T14:30`.

    `kind` tells "ytd" from "month" and so on; "term" is the term of an elected
    body and "document" the date of a decree or letter: neither is a reporting
    period. The span runs from the noun of the unit (or its first digit) to the
    end; of an as_of it includes "up to"; the part of the day stays outside and
    is told in `session`.
    """

    code: str
    kind: TimeKind
    session: Session | None = None


@dataclass(slots=True, unsafe_hash=True)
class PersonMention(Mention):
    """A person phrase: name, titles, honorific; `name` is None when only an office is given."""

    name: str | None
    titles: tuple[str, ...] = ()
    honorific: str | None = None


@dataclass(slots=True, unsafe_hash=True)
class BodyMention(Mention):
    """An authority as written, such as a people's committee with its place."""

    level: Level | None = None


@dataclass(frozen=True)
class Mentions:
    """All that find saw in one document, each kind in text order."""

    terms: Terms
    quantities: tuple[Quantity, ...]
    not_figures: tuple[NotFigure, ...]
    times: tuple[Time, ...]
    persons: tuple[PersonMention, ...]
    bodies: tuple[BodyMention, ...]


M = TypeVar("M", bound=Mention)
_START = attrgetter("start")


def within(mentions: Sequence[M], start: int, end: int) -> list[M]:
    """The mentions, given in text order, that lie inside `start..end`."""
    first = bisect_left(mentions, start, key=_START)
    found: list[M] = []
    for index in range(first, len(mentions)):
        mention = mentions[index]
        if mention.start >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found
