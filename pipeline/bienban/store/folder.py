"""Records in a folder of files and their ledger in SQLite, for archives of any size.

    ledger.db                     the ledger, which files hold the records, and where in them each stands
    records-DIGEST.jsonl          the records, one a line, by doc_id; the digest is that of the file
    records-PREFIX-DIGEST.jsonl   the same for larger archives, in 16, 256, … files by a hash of the doc_id
    journal.part                  records of a run that is under way or was killed

A file of records is written whole, renamed into its place and then entered in the ledger; what
the ledger does not know is discarded by the next run. While a run is under way records are
added to the journal, and one transaction enters them in the ledger. The files depend on the
records alone, not on how many runs it took to make them.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from bienban.errors import StoreError
from bienban.jsonl import record_of
from bienban.records import DocumentRecord
from bienban.store.files import locked, told, write_whole
from bienban.store.ledger import STORED, Done, Entry

LEDGER = "ledger.db"
JOURNAL = "journal.part"
DOCUMENTS = 4096
"""A file holds about so many documents at most; an archive that outgrows it is shared out to 16 times as many."""

_FIELDS = tuple(Entry.model_fields)
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_IS_STORED = "status IN ({})".format(", ".join(f"'{status}'" for status in sorted(STORED)))
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS ledger ({_COLUMNS}, PRIMARY KEY (path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ledger_doc_id ON ledger (doc_id);
CREATE INDEX IF NOT EXISTS ledger_status ON ledger (status);
CREATE TABLE IF NOT EXISTS places
    (doc_id TEXT PRIMARY KEY, prefix TEXT NOT NULL, file TEXT NOT NULL, start INTEGER, "end" INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_prefix ON places (prefix, doc_id);
CREATE TABLE IF NOT EXISTS files
    (file TEXT PRIMARY KEY, prefix TEXT NOT NULL, sha256 TEXT NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY CHECK (id = 0), "end" INTEGER NOT NULL);
INSERT OR IGNORE INTO journal VALUES (0, 0);
"""


class Folder:
    """The Archive in a folder; one run at a time.

    Raises StoreError for a folder that cannot be used, here and in every method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._journal = path / JOURNAL
        with told(path):
            path.mkdir(exist_ok=True)
            if not (path / LEDGER).exists() and any(path.iterdir()):
                raise StoreError(f"{path}: not empty, and no {LEDGER} in it, so no run wrote it; choose another one")
        with told(self._journal):
            self._stream = locked(self._journal)
        try:
            self._open()
        except BaseException:
            self._stream.close()
            raise

    def _open(self) -> None:
        with self._transaction(), told(self._path):
            self._end: int = self._one('SELECT "end" FROM journal')
            self._stream.truncate(self._end)
            self._discard()

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path; each entry is read when it is asked for."""
        return Ledger(self._database)

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """See Archive."""
        self.put_all([Done(entry, record.to_json().encode() if record else None)])

    def put_all(self, done: Sequence[Done]) -> None:
        """See Archive."""
        places, lines, end = [], [], self._end
        for one in done:
            if one.line is not None:
                doc_id = one.entry.doc_id or one.entry.path
                places.append((doc_id, _prefix(doc_id), JOURNAL, end, end + len(one.line)))
                lines.append(one.line + b"\n")
                end += len(one.line) + 1
        with told(self._journal):
            self._stream.truncate(self._end)
            self._stream.write(b"".join(lines))
            self._stream.flush()
            os.fsync(self._stream.fileno())
        with self._transaction() as database:
            rows = ([getattr(one.entry, name) for name in _FIELDS] for one in done)
            database.executemany(f"INSERT OR REPLACE INTO ledger VALUES ({_marks(len(_FIELDS))})", rows)
            database.executemany(f"INSERT OR REPLACE INTO places VALUES ({_marks(5)})", places)
            database.execute('UPDATE journal SET "end" = ?', (end,))
        self._end = end

    def read(self, doc_id: str) -> DocumentRecord | None:
        """See Archive."""
        place = self._database.execute('SELECT file, start, "end" FROM places WHERE doc_id = ?', (doc_id,)).fetchone()
        if place is None:
            return None
        file, start, end = place
        with told(self._path / file), (self._path / file).open("rb") as stream:
            stream.seek(start)
            return record_of(stream.read(end - start), f"{self._path / file}: {doc_id}")

    def remove(self, paths: Iterable[str]) -> None:
        """See Archive."""
        with self._transaction() as database:
            database.executemany("DELETE FROM ledger WHERE path = ?", ([path] for path in paths))

    def finish(self) -> None:
        """See Archive. Files whose records have not changed are not touched."""
        with self._transaction() as database:
            stored = f"SELECT 1 FROM ledger WHERE ledger.doc_id = places.doc_id AND {_IS_STORED}"
            database.execute(f"DELETE FROM places WHERE NOT EXISTS ({stored})")
        size = _size(self._one("SELECT count(*) FROM places"))
        for prefix in self._prefixes(size):
            self._publish(prefix)
        with self._transaction() as database, told(self._path):
            database.execute("DELETE FROM files WHERE length(prefix) != ?", (size,))
            database.execute('UPDATE journal SET "end" = 0')
        with self._transaction(), told(self._path):
            self._end = 0
            self._stream.truncate(0)
            self._discard()

    def _prefixes(self, size: int) -> list[str]:
        """What the doc_ids of each file hash to."""
        return [f"{number:0{size}x}" for number in range(16**size)] if size else [""]

    def _publish(self, prefix: str) -> None:
        """Write the file of one prefix, if it is not there as it should be."""
        known = self._database.execute("SELECT file, documents FROM files WHERE prefix = ?", (prefix,)).fetchone()
        beyond = (prefix, prefix + "g")
        query = f"FROM places WHERE prefix >= ? AND prefix < ? ORDER BY doc_id"
        others = self._one(f"SELECT count(*) {query.split(' ORDER')[0]} AND file IS NOT ?", *beyond, known and known[0])
        count = self._one(f"SELECT count(*) {query.split(' ORDER')[0]}", *beyond)
        if others == 0 and count == (known[1] if known else 0):
            return
        rows = self._database.execute(f'SELECT doc_id, file, start, "end" {query}', beyond).fetchall()
        digest = hashlib.sha256()
        part = self._path / f"records-{prefix}"
        with told(part):
            write_whole(part, self._lines(rows, digest))
            name = f"records-{prefix + '-' if prefix else ''}{digest.hexdigest()[:16]}.jsonl"
            part.rename(self._path / name)
            _sync(self._path)
        with self._transaction() as database:
            database.execute("DELETE FROM files WHERE prefix = ?", (prefix,))
            if rows:
                database.execute(f"INSERT INTO files VALUES ({_marks(4)})", (name, prefix, digest.hexdigest(), count))
            database.executemany('UPDATE places SET file = ?, start = ?, "end" = ? WHERE doc_id = ?', _moved(rows, name))

    def _lines(self, rows: Iterable[tuple[str, str, int, int]], digest: Any) -> Iterator[bytes]:
        streams: dict[str, IO[bytes]] = {}
        try:
            for _, file, start, end in rows:
                if file not in streams:
                    streams[file] = (self._path / file).open("rb")
                streams[file].seek(start)
                line = streams[file].read(end - start) + b"\n"
                digest.update(line)
                yield line
        finally:
            for stream in streams.values():
                stream.close()

    def _discard(self) -> None:
        """Delete files of records that the ledger does not know, or knows no more."""
        known = {file for (file,) in self._database.execute("SELECT file FROM files")}
        for path in self._path.glob("records-*"):
            if path.name not in known:
                path.unlink()

    def _one(self, query: str, *values: object) -> Any:
        return self._database.execute(query, values).fetchone()[0]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when it ends."""
        with _refused(self._path / LEDGER):
            if not hasattr(self, "_database"):
                self._database = _connected(self._path / LEDGER)
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                yield self._database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        with suppress(OSError):
            self._stream.close()
            if self._journal.stat().st_size == 0:
                self._journal.unlink()
