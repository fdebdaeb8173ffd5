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
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from bienban.errors import StoreError
from bienban.jsonl import record_of
from bienban.records import DocumentRecord
from bienban.store.files import locked, pieces, told, write_whole
from bienban.store.ledger import STORED, Done, Entry

LEDGER = "ledger.db"
JOURNAL = "journal.part"
DOCUMENTS = 4096
"""How many a file holds at most, about; an archive that outgrows its files gets 16 times as many."""

_FIELDS = tuple(Entry.model_fields)
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_STORED = ", ".join(f"'{status}'" for status in sorted(STORED))
_SELECT = f"SELECT {_COLUMNS} FROM ledger"
_PLACE = 'SELECT doc_id, file, start, "end" FROM places'
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS ledger ({_COLUMNS}, PRIMARY KEY (path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ledger_doc_id ON ledger (doc_id);
CREATE INDEX IF NOT EXISTS ledger_status ON ledger (status);
CREATE TABLE IF NOT EXISTS places (
    doc_id TEXT PRIMARY KEY, prefix TEXT NOT NULL, file TEXT NOT NULL, start INTEGER, "end" INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_prefix ON places (prefix, doc_id);
CREATE TABLE IF NOT EXISTS files (
    file TEXT PRIMARY KEY, prefix TEXT NOT NULL, sha256 TEXT NOT NULL, documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY CHECK (id = 0), "end" INTEGER NOT NULL);
INSERT OR IGNORE INTO journal VALUES (0, 0);
"""


class _Place(NamedTuple):
    """Where the record of a document stands: bytes `start` to `end` of a file."""

    doc_id: str
    file: str
    start: int
    end: int


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
                raise StoreError(f"{path}: not empty, and no run wrote it; choose another folder")
        with told(self._journal):
            self._stream = locked(self._journal)
        try:
            self._database = _connected(path / LEDGER)
            with self._transaction() as database, told(path):
                self._end: int = _one(database, 'SELECT "end" FROM journal')
                self._stream.truncate(self._end)
                self._discard()
        except BaseException:
            self._stream.close()
            raise

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path; each entry is read when it is asked for."""
        return Ledger(self._database)

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """See Archive."""
        self.put_all([Done(entry, record.to_json().encode() if record else None)])

    def put_all(self, done: Sequence[Done]) -> None:
        """See Archive."""
        places = []
        end = self._end
        for one in done:
            if one.line is not None:
                doc_id = one.entry.doc_id or one.entry.path
                places.append((doc_id, _prefix(doc_id), JOURNAL, end, end + len(one.line)))
                end += len(one.line) + 1
        with told(self._journal):
            self._stream.truncate(self._end)
            self._stream.writelines(one.line + b"\n" for one in done if one.line is not None)
            self._stream.flush()
            os.fsync(self._stream.fileno())
        with self._transaction() as database:
            rows = ([getattr(one.entry, name) for name in _FIELDS] for one in done)
            database.executemany(_insert("ledger", len(_FIELDS)), rows)
            database.executemany(_insert("places", 5), places)
            database.execute('UPDATE journal SET "end" = ?', (end,))
        self._end = end

    def read(self, doc_id: str) -> DocumentRecord | None:
        """See Archive."""
        with self._transaction() as database:
            row = database.execute(f"{_PLACE} WHERE doc_id = ?", (doc_id,)).fetchone()
        if row is None:
            return None
        return record_of(b"".join(self._lines([_Place(*row)])), doc_id)

    def remove(self, paths: Iterable[str]) -> None:
        """See Archive."""
        with self._transaction() as database:
            database.executemany("DELETE FROM ledger WHERE path = ?", ([path] for path in paths))

    def finish(self) -> None:
        """See Archive. Files whose records have not changed are not touched."""
        with self._transaction() as database:
            owner = f"SELECT 1 FROM ledger WHERE ledger.doc_id = places.doc_id AND status IN ({_STORED})"
            database.execute(f"DELETE FROM places WHERE NOT EXISTS ({owner})")
            size = _size(_one(database, "SELECT count(*) FROM places"))
        for number in range(16**size):
            self._publish(f"{number:0{size}x}" if size else "")
        with self._transaction() as database, told(self._path):
            database.execute("DELETE FROM files WHERE length(prefix) != ?", (size,))
            database.execute('UPDATE journal SET "end" = 0')
        with self._transaction(), told(self._path):
            self._end = 0
            self._stream.truncate(0)
            self._discard()

    def _publish(self, prefix: str) -> None:
        """Write the file of the doc_ids that hash to `prefix`, if it is not there as it should be."""
        with self._transaction() as database:
            query = "SELECT file, documents FROM files WHERE prefix = ?"
            known = database.execute(query, (prefix,)).fetchone() or (None, 0)
            query = "SELECT count(*), count(*) FILTER (WHERE file = ?) FROM places WHERE prefix GLOB ?"
            count, count_there = database.execute(query, (known[0], f"{prefix}*")).fetchone()
            if count == count_there == known[1]:
                return
            query = f"{_PLACE} WHERE prefix GLOB ? ORDER BY doc_id"
            places = [_Place(*row) for row in database.execute(query, (f"{prefix}*",))]
        new = self._written(prefix, places) if places else ("", "")
        with self._transaction() as database:
            database.execute("DELETE FROM files WHERE prefix = ?", (prefix,))
            if places:
                database.execute(_insert("files", 4), (new[0], prefix, new[1], count))
            update = 'UPDATE places SET file = ?, start = ?, "end" = ? WHERE doc_id = ?'
            database.executemany(update, _moved(places, new[0]))

    def _written(self, prefix: str, places: Sequence[_Place]) -> tuple[str, str]:
        """Write records into a file of their own; its name and its digest."""
        digest = hashlib.sha256()

        def lines() -> Iterator[bytes]:
            for line in self._lines(places):
                digest.update(line + b"\n")
                yield line + b"\n"

        part = self._path / f"records-{prefix}.part"
        with told(part):
            write_whole(part, lines())
            name = f"records-{prefix + '-' if prefix else ''}{digest.hexdigest()[:16]}.jsonl"
            part.replace(self._path / name)
        return name, digest.hexdigest()

    def _lines(self, places: Iterable[_Place]) -> Iterator[bytes]:
        """The records at some places."""
        return pieces((self._path / place.file, place.start, place.end) for place in places)

    def _discard(self) -> None:
        """Delete files of records that the ledger does not know, or knows no more."""
        known = {file for (file,) in self._database.execute("SELECT file FROM files")}
        for path in self._path.glob("records-*"):
            if path.name not in known:
                path.unlink()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction; it is on the disk when it has ended."""
        with _refused(self._path / LEDGER), self._database as database:
            database.execute("BEGIN IMMEDIATE")
            yield database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        with suppress(OSError):
            if self._journal.stat().st_size == 0:
                self._journal.unlink()
        with suppress(OSError):
            self._stream.close()


class Ledger(Mapping[str, Entry]):
    """The entries of a ledger in SQLite, read one by one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __getitem__(self, path: str) -> Entry:
        row = self._database.execute(f"{_SELECT} WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return _entry(row)

    def __iter__(self) -> Iterator[str]:
        return (path for (path,) in self._database.execute("SELECT path FROM ledger ORDER BY path"))

    def __len__(self) -> int:
        return int(_one(self._database, "SELECT count(*) FROM ledger"))

    def values(self) -> ValuesView[Entry]:
        """All entries by path, with one query."""
        return _Values(self)

    def items(self) -> ItemsView[str, Entry]:
        """All entries with their paths, with one query."""
        return _Items(self)

    def all(self) -> Iterator[Entry]:
        """All entries by path."""
        return map(_entry, self._database.execute(f"{_SELECT} ORDER BY path"))


class _Values(ValuesView[Entry]):
    _mapping: Ledger

    def __iter__(self) -> Iterator[Entry]:
        return self._mapping.all()


class _Items(ItemsView[str, Entry]):
    _mapping: Ledger

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return ((entry.path, entry) for entry in self._mapping.all())


def _connected(path: Path) -> sqlite3.Connection:
    with _refused(path):
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_SCHEMA)
        return database


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What SQLite refuses, as a StoreError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be used: {error}; mend that, or run into another folder") from error


def _entry(row: Sequence[Any]) -> Entry:
    return Entry.model_validate(dict(zip(_FIELDS, row, strict=True)))


def _one(database: sqlite3.Connection, query: str) -> Any:
    return database.execute(query).fetchone()[0]


def _insert(table: str, columns: int) -> str:
    return f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * columns)})"


def _prefix(doc_id: str) -> str:
    return hashlib.blake2b(doc_id.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _size(documents: int) -> int:
    """How many hexadecimal digits tell the files of so many documents apart."""
    size = 0
    while documents > DOCUMENTS * 16**size:
        size += 1
    return size


def _moved(places: Iterable[_Place], file: str) -> Iterator[tuple[str, int, int, str]]:
    """Where the records stand when they are in `file` one after the other."""
    start = 0
    for place in places:
        end = start + place.end - place.start
        yield file, start, end, place.doc_id
        start = end + 1
