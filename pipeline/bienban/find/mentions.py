"""What find gives to link: mentions, each with its characters and its rule.

Offsets are half-open characters of `Document.text`. A mention is a stretch of
text that means something by itself; what it belongs to is for link to say.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from bienban.records import Bound, Level, Session
from bienban.text.terms import Mention, Terms


@dataclass(frozen=True, slots=True)
class Quantity(Mention):
    """A number with its unit.

    `value` has the scale applied and no sign of a verb; of a range `value_max` is
    the upper end, of a fraction `of` the denominator. `approximator` is the
    mention that set `bound`. `parts` are the rules that read number and unit.
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


@dataclass(frozen=True, slots=True)
class NotFigure(Mention):
    """Digits or number words that are no figure, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Time(Mention):
    """A date or a period.

    `code` follows the grammar of periods with the year as written, else `--`
    (`--11-27`, `--11`, `ytd:--09`, `as_of:2024-11-26`); `kind` tells a day from
    the rest. `session` is the part of the day when it stands with a date.
    """

    code: str
    kind: Literal["day", "month", "quarter", "half", "year", "ytd", "as_of", "span", "season"]
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class PersonMention(Mention):
    """A person phrase: name, titles, honorific; `name` is None when only an office is given."""

    name: str | None
    titles: tuple[str, ...] = ()
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
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


def within(mentions: Sequence[M], start: int, end: int) -> list[M]:
    """The mentions, given in text order, that lie inside `start..end`."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    found: list[M] = []
    for mention in mentions[first:]:
        if mention.start >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found
