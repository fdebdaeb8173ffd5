"""What the readers of this room give: one part of a file for each document in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bienban.errors import ReadError


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file as it was found there.

    `place` tells it from the others of that file: the name of a member, the id or the number of a row,
    "" when the file is one document. `facts` are those of read.FACTS that it says itself.
    """

    text: str
    format: str
    place: str = ""
    doc_id: str | None = None
    encoding: str | None = None
    is_doubtful: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    def knowing(self, facts: Mapping[str, Any]) -> "Part":
        """The same part with what is known of its file, which wins, when the file is this one document."""
        return self if self.place else replace(self, facts={**self.facts, **facts})

    def within(self, place: str) -> "Part":
        """The same part, told by where its file lies in a larger one."""
        return replace(self, place=joined(place, self.place))


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that cannot be read, and why. `place` is that of a Part, later its doc_id."""

    place: str
    error: ReadError

    def within(self, place: str) -> "Unread":
        """The same, told by where its file lies in a larger one."""
        return replace(self, place=joined(place, self.place))


def joined(outer: str, inner: str) -> str:
    """A place in a place: `all.zip` and `3` give `all.zip#3`."""
    return f"{outer}#{inner}" if outer and inner else outer or inner
