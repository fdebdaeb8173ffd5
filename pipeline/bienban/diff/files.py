"""Two files of records -> their Difference, on all cores, in memory that does not grow with the files."""

import os
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from bienban.diff.compare import Compared, compare
from bienban.diff.documents import Lines, Reader, side_by_side
from bienban.diff.groups import Difference, difference_of
from bienban.diff.spread import spread
from bienban.errors import StoreError

CHUNK = 8_000_000
"""Bytes of records, both sides together, that one process compares at a time."""


def diff_files(
    old: Path, new: Path, *, approved: Collection[int] = (), workers: int | None = None
) -> Difference:
    """What changed from one file of records to another, and is not `approved` by its mark.

    `workers` processes share the work, one for each core when left out; small files are compared
    in this one. Raises StoreError naming file and line for what is no record.
    """
    is_small = _size(old) + _size(new) <= CHUNK
    count = 1 if is_small else workers or os.cpu_count() or 1
    task = partial(_difference, old, new, approved)
    difference = Difference()
    for part in spread(task, _chunks(side_by_side(old, new)), workers=count):
        difference.merge(part)
    return difference


def compared_files(old: Path, new: Path) -> Iterator[Compared]:
    """The documents of two files one by one, each with all its changes. Raises as diff_files does."""
    with old.open("rb") as left, new.open("rb") as right:
        reader = Reader(left, right)
        for lines in side_by_side(old, new):
            yield _compared(reader, lines)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error


def _chunks(documents: Iterable[Lines]) -> Iterator[list[Lines]]:
    """Documents in groups of about CHUNK bytes."""
    chunk: list[Lines] = []
    size = 0
    for lines in documents:
        chunk.append(lines)
        size += sum(line.size for line in (lines.old, lines.new) if line)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _difference(old: Path, new: Path, approved: Collection[int], chunk: list[Lines]) -> Difference:
    with old.open("rb") as left, new.open("rb") as right:
        reader = Reader(left, right)
        return difference_of((_compared(reader, lines) for lines in chunk), approved)


def _compared(reader: Reader, lines: Lines) -> Compared:
    """One document compared; what cannot be compared is held against the contract to say why."""
    try:
        return compare(reader.read(lines))
    except (ValidationError, LookupError, TypeError, AttributeError, ValueError):
        reader.validate(lines)
        raise
