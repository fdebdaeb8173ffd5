"""Records and their ledger as lines of JSON, for pipes, diffs and git.

    records.jsonl               the records, one a line, by doc_id
    records.jsonl.ledger.jsonl  the ledger, one entry a line, by path
    records.jsonl.part          the journal of a run that is under way or was killed

The first two are only ever replaced whole, so they never show half a run. While a run is
under way each document is one line of the journal, `entry TAB record`; the next run takes
up what a killed one left there, without its last line if that was cut.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from pydantic import ValidationError

from bienban.errors import StoreError
from bienban.jsonl import doc_id_of, record_of
from bienban.records import DocumentRecord
from bienban.store.files import locked, pieces, told, write_whole
from bienban.store.ledger import Done, Entry

LEDGER = ".ledger.jsonl"
JOURNAL = ".part"


class _Place(NamedTuple):
    """Where the line of a record stands: bytes `start` to `end` of a file."""

    path: Path
    start: int
    end: int


class JsonLines:
    """The Archive in `path`, its ledger and its journal; one run at a time.

    Raises StoreError for files that cannot be used, here and in every method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ledger = path.with_name(path.name + LEDGER)
        self._journal = path.with_name(path.name + JOURNAL)
        self._entries: dict[str, Entry] = {}
        self._places: dict[str, _Place] = {}
        self._is_final = False
        with told(self._journal):
            self._stream = locked(self._journal)
        try:
            self._load()
        except BaseException:
            self.__exit__(None, None, None)
            raise

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path."""
        return self._entries

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """See Archive."""
        self.put_all([Done(entry, record.to_json().encode() if record else None)])

    def put_all(self, done: Sequence[Done]) -> None:
        """See Archive."""
        entries = [one.entry.model_dump_json().encode() + b"\t" for one in done]
        lines = [first + (one.line or b"") + b"\n" for first, one in zip(entries, done, strict=True)]
        with told(self._journal):
            start = self._stream.seek(0, os.SEEK_END)
            self._stream.write(b"".join(lines))
            self._stream.flush()
        for first, line, one in zip(entries, lines, done, strict=True):
            self._learn(one.entry, _Place(self._journal, start + len(first), start + len(line)))
            start += len(line)

    def read(self, doc_id: str) -> DocumentRecord | None:
        """See Archive."""
        place = self._places.get(doc_id)
        if place is None:
            return None
        with told(place.path):
            return record_of(b"".join(pieces([place])), doc_id)

    def remove(self, paths: Iterable[str]) -> None:
        """See Archive."""
        for path in paths:
            if self._entries.pop(path, None):
                self._is_final = False

    def finish(self) -> None:
        """See Archive. Nothing is written when nothing has changed."""
        if self._is_final:
            return
        owned = sorted({entry.doc_id for entry in self._entries.values() if entry.is_stored and entry.doc_id})
        with told(self._path):
            write_whole(self._path, pieces([self._places[doc_id] for doc_id in owned]))
        with told(self._ledger):
            lines = (entry.model_dump_json().encode() + b"\n" for _, entry in sorted(self._entries.items()))
            write_whole(self._ledger, lines)
            self._stream.truncate(0)
        self._load()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what could not be written has been told by then
            if self._journal.stat().st_size == 0:
                self._journal.unlink()
        with suppress(OSError):
            self._stream.close()

    def _load(self) -> None:
        """Learn what the three files say; what the journal says is newer."""
        has_journal = self._stream.seek(0, os.SEEK_END) > 0
        has_both = self._path.exists() and self._ledger.exists()
        if self._path.exists() and not has_both and not has_journal:
            raise StoreError(
                f"{self._path}: there already, and no {self._ledger.name} beside it, so no run wrote it; "
                "choose another name or remove it"
            )
        self._is_final = has_both and not has_journal
        self._places = dict(_read_places(self._path)) if self._path.exists() else {}
        entries = _read_ledger(self._ledger) if self._ledger.exists() else ()
        self._entries = {entry.path: entry for entry in entries if self._is_backed(entry)}
        self._take_up_journal()

    def _is_backed(self, entry: Entry) -> bool:
        """Whether the record an entry speaks of is there; without it the document is to be done again."""
        return not entry.is_stored or entry.doc_id in self._places

    def _take_up_journal(self) -> None:
        """Learn from the whole lines of the journal and cut off what comes after them."""
        self._stream.seek(0)
        end = 0
        for start, line in _numbered(self._stream):
            first, _, record = line.partition(b"\t")
            try:
                entry = Entry.model_validate_json(first)
            except ValidationError:
                break
            if not line.endswith(b"\n"):
                break
            end = start + len(line)
            self._learn(entry, _Place(self._journal, end - len(record), end))
        with told(self._journal):
            self._stream.truncate(end)

    def _learn(self, entry: Entry, place: _Place) -> None:
        self._is_final = False
        self._entries[entry.path] = entry
        if entry.is_stored and entry.doc_id and place.end - place.start > 1:  # else the record stays
            self._places[entry.doc_id] = place


def _numbered(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each line and the byte it starts at."""
    start = 0
    for line in stream:
        yield start, line
        start += len(line)


def _read_places(path: Path) -> Iterator[tuple[str, _Place]]:
    """Where the record of each doc_id stands in a file of records."""
    with told(path), path.open("rb") as stream:
        for number, (start, line) in enumerate(_numbered(stream), 1):
            try:
                yield doc_id_of(line), _Place(path, start, start + len(line))
            except ValueError as error:
                raise StoreError(
                    f"{path}:{number}: not a record of bienban; remove the file to have it made anew"
                ) from error


def _read_ledger(path: Path) -> Iterator[Entry]:
    with told(path), path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield Entry.model_validate_json(line)
            except ValidationError as error:
                raise StoreError(
                    f"{path}:{number}: not an entry of a ledger; remove it and the records to start anew"
                ) from error
