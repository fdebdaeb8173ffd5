"""A record as a line of JSON -> the rows of a new document, but for the numbers only a database knows.

Validating takes longer than writing, so a large load has it done in a second process (`Beside`)
while the first one writes the batch before.
"""

import gc
import marshal
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
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
    """Prepares lines in a process beside this one; without one, or when it has died, nothing is prepared.

    The process ends when its pipe does, so it outlives no kill of this one.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._pipe: Connection | None = None
        if wanted and "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1:
            self._pipe, far = multiprocessing.Pipe()
            fork = multiprocessing.get_context("fork")
            fork.Process(target=_serve, args=(far, self._pipe), daemon=True).start()
            far.close()

    def begin(self, lines: Sequence[Line]) -> None:
        """Have lines prepared; what was begun before has to have ended."""
        if self._pipe is not None:
            try:
                self._pipe.send(lines)
            except OSError:
                self._pipe = None

    def end(self) -> dict[str, Prepared]:
        """What was prepared of the lines begun last, by doc_id; a line that is no record is not among it."""
        if self._pipe is None:
            return {}
        try:
            told = marshal.loads(self._pipe.recv_bytes())  # written by this program a moment ago
        except (EOFError, OSError):
            self._pipe = None
            return {}
        return {doc_id: Prepared(*fields) for doc_id, fields in told.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pipe is not None:
            self._pipe.close()


def _serve(pipe: Connection, near: Connection) -> None:
    """Prepare what comes through the pipe until the other side is gone."""
    near.close()
    gc.disable()  # what is prepared has no circles: there is nothing for the collector to find
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send_bytes(_prepared(pipe.recv()))


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
