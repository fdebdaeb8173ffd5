"""A record as a line of JSON -> the rows of a new document, but for the numbers only a database knows.

Validating takes longer than writing, so a large load has it done in a second process (`Beside`)
while the first one writes the batch before.
"""

import gc
import marshal
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from bienban.errors import RecordError, StoreError
from bienban.jsonl import record_of
from bienban.records import DocumentRecord
from bienban.store.clean import NUL, REPLACEMENT, clean
from bienban.store.rows import Row, document_values, spread
from bienban.store.search import searchable


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it came; `place` names it in errors, `digest` is the SHA-256 of the line.

    Its doc_id holds no NUL (see clean.py).
    """

    doc_id: str
    line: bytes
    place: str
    digest: str

    @classmethod
    def of(cls, doc_id: str, line: bytes, place: str) -> Self:
        """A line, with or without its line break, whose doc_id may be anything."""
        digest = sha256(line.rstrip(b"\r\n")).hexdigest()
        return cls(doc_id.replace(NUL, REPLACEMENT), line, place, digest)


@dataclass(slots=True)
class Prepared:
    """The rows of a document: what it says itself, its text and the words of it, its records by kind.

    A record is (key, position, values, spans) as in rows.Spread.
    """

    told: dict[str, Any]
    text: str | None
    words: str | None
    records: dict[str, list[tuple[str, int, Row, list[Row]]]]


def read(line: Line) -> tuple[DocumentRecord, Mapping[str, Any]]:
    """The record of a line, and the same as JSON. Raises RecordError for a line that is no record."""
    try:
        record = record_of(line.line, line.place)
    except StoreError as error:
        raise RecordError(str(error).removeprefix(f"{line.place}: ")) from error
    if rb"\u0000" in line.line:
        record = clean(record)
    return record, record.model_dump(mode="json", by_alias=True, exclude={"text"})


def prepare(line: Line) -> Prepared:
    """The rows of a document that is not there yet. Raises RecordError."""
    record, dumped = read(line)
    records = {
        kind: [(one.key, one.position, one.values, one.spans) for one in found]
        for kind, found in spread(record, dumped, record.text).items()
    }
    words = None if record.text is None else searchable(record.text)
    return Prepared(document_values(record, dumped), record.text, words, records)


class Beside:
    """Prepares lines in a process beside this one; without one, or when it has died, nothing is prepared."""

    def __init__(self, *, wanted: bool) -> None:
        self._pool: ProcessPoolExecutor | None = None
        can_fork = "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1
        if wanted and can_fork:
            # what is prepared has no circles: there is nothing for the collector to find
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=gc.disable)
            self._pool.submit(int)  # forks now, before a database is open

    def begin(self, lines: Sequence[Line]) -> "Future[bytes] | None":
        """Have lines prepared; `end` waits for them."""
        try:
            return self._pool.submit(_prepared, lines) if self._pool and lines else None
        except BrokenExecutor:
            self._pool = None
            return None

    def end(self, begun: "Future[bytes] | None") -> dict[str, Prepared]:
        """What was prepared, by doc_id; a line that is no record is not among them."""
        if begun is None:
            return {}
        try:
            told = marshal.loads(begun.result())
        except BrokenExecutor:
            self._pool = None
            return {}
        return {doc_id: Prepared(*fields) for doc_id, fields in told.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _prepared(lines: Sequence[Line]) -> bytes:
    """What `prepare` makes of lines, as bytes: rows are plain values, for which marshal is the fastest."""
    found = {}
    for line in lines:
        try:
            made = prepare(line)
        except RecordError:
            continue
        found[line.doc_id] = (made.told, made.text, made.words, made.records)
    return marshal.dumps(found)
