"""Two files of records -> their documents, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from bienban.errors import StoreError
from bienban.jsonl import doc_id_of, read_lines, record_of
from bienban.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class Sides:
    """A document in the old version and in the new one: None where it is not, one object if not changed."""

    doc_id: str
    old: DocumentRecord | None
    new: DocumentRecord | None


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    content: bytes

    def record(self) -> DocumentRecord:
        return record_of(self.content, self.place)


@dataclass(slots=True)
class _File:
    """One file while it is read; `waiting` holds lines whose other side has not come yet."""

    path: Path
    waiting: dict[str, _Line] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, _Line]]:
        for number, content in read_lines(self.path):
            place = f"{self.path}:{number}"
            try:
                doc_id = doc_id_of(content)
            except ValueError as error:
                raise StoreError(f"{place}: not a line of JSON with a record: {error}") from error
            if doc_id in self.seen:
                raise StoreError(f"{place}: doc_id {doc_id!r} stands in line {self.seen[doc_id]} already")
            self.seen[doc_id] = number
            yield doc_id, _Line(place, content)


def side_by_side(old: Path, new: Path) -> Iterator[Sides]:
    """The documents of two files matched by doc_id, in any order.

    Reads both files in step, so only documents that stand at different places wait in memory.
    Raises StoreError naming file and line for a line that is no record, and for a doc_id
    that stands twice.
    """
    left, right = _File(old), _File(new)
    for first, second in zip_longest(left, right):
        if first:
            yield from _met(first, right, left, is_new=False)
        if second:
            yield from _met(second, left, right, is_new=True)
    yield from (Sides(doc_id, line.record(), None) for doc_id, line in left.waiting.items())
    yield from (Sides(doc_id, None, line.record()) for doc_id, line in right.waiting.items())


def _met(arrived: tuple[str, _Line], other: _File, own: _File, *, is_new: bool) -> Iterator[Sides]:
    """Both sides of a document once the second one has come; until then it waits."""
    doc_id, line = arrived
    partner = other.waiting.pop(doc_id, None)
    if partner is None:
        own.waiting[doc_id] = line
        return
    old, new = (partner, line) if is_new else (line, partner)
    record = old.record()
    yield Sides(doc_id, record, record if old.content == new.content else new.record())
