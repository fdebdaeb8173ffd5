"""Two files of records -> where each document stands in both; a line is read when it is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from pydantic_core import from_json

from bienban.errors import StoreError
from bienban.jsonl import doc_id_of, read_places, record_of

Record = dict[str, Any]
"""A DocumentRecord as JSON gives it; only what differs is validated."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a record stands: its line from 1, the byte it starts at, its length in bytes."""

    number: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A document's line in the old file and in the new one: None where it is not."""

    doc_id: str
    old: Line | None
    new: Line | None


@dataclass(frozen=True, slots=True)
class Sides:
    """A document in the old version and in the new one: None where it is not, one object if not changed."""

    doc_id: str
    old: Record | None
    new: Record | None


@dataclass(slots=True)
class _File:
    """One file while it is looked through; `waiting` holds lines whose other side has not come yet."""

    path: Path
    waiting: dict[str, Line] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Line]]:
        for number, start, content in read_places(self.path):
            place = f"{self.path}:{number}"
            try:
                doc_id = doc_id_of(content)
            except ValueError as error:
                raise StoreError(f"{place}: not a line of JSON with a record: {error}") from error
            if doc_id in self.seen:
                raise StoreError(f"{place}: doc_id {doc_id!r} stands in line {self.seen[doc_id]} already")
            self.seen[doc_id] = number
            yield doc_id, Line(number, start, len(content))


def side_by_side(old: Path, new: Path) -> Iterator[Lines]:
    """The documents of two files matched by doc_id, in any order.

    Looks through both files in step and keeps places only, so memory does not grow with
    the length of the lines. Raises StoreError naming file and line for a line that is no
    record, and for a doc_id that stands twice.
    """
    left, right = _File(old), _File(new)
    for first, second in zip_longest(left, right):
        if first:
            yield from _met(first, right, left, is_new=False)
        if second:
            yield from _met(second, left, right, is_new=True)
    yield from (Lines(doc_id, line, None) for doc_id, line in left.waiting.items())
    yield from (Lines(doc_id, None, line) for doc_id, line in right.waiting.items())


def _met(arrived: tuple[str, Line], other: _File, own: _File, *, is_new: bool) -> Iterator[Lines]:
    """Both sides of a document once the second one has come; until then it waits."""
    doc_id, line = arrived
    partner = other.waiting.pop(doc_id, None)
    if partner is None:
        own.waiting[doc_id] = line
    elif is_new:
        yield Lines(doc_id, partner, line)
    else:
        yield Lines(doc_id, line, partner)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines of two open files by their places."""

    old: IO[bytes]
    new: IO[bytes]

    def read(self, lines: Lines) -> Sides:
        """The record of a document on both sides. Raises StoreError naming file and line."""
        old, new = _content(self.old, lines.old), _content(self.new, lines.new)
        first = _parsed(old, self.old, lines.old)
        return Sides(lines.doc_id, first, first if old == new else _parsed(new, self.new, lines.new))

    def validate(self, lines: Lines) -> None:
        """Raise StoreError naming file, line and field when a side of `lines` is no record."""
        for stream, line in ((self.old, lines.old), (self.new, lines.new)):
            if line:
                record_of(_content(stream, line), f"{stream.name}:{line.number}")


def _content(stream: IO[bytes], line: Line | None) -> bytes:
    if line is None:
        return b""
    stream.seek(line.start)
    return stream.read(line.size)


def _parsed(content: bytes, stream: IO[bytes], line: Line | None) -> Record | None:
    if line is None:
        return None
    try:
        record: Record = from_json(content)
    except ValueError as error:
        raise StoreError(f"{stream.name}:{line.number}: not a line of JSON with a record: {error}") from error
    return record
