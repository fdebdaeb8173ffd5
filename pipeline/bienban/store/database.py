"""Records and their ledger in an SQL database; an SQLite file is the default.

One document is one transaction: its records and its ledger entry appear together or not at
all. SQLite runs in WAL mode, so one process may write while others read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, select, update

from bienban.jsonl import record_of
from bienban.records import DocumentRecord
from bienban.store import load
from bienban.store.engine import open_engine, transaction
from bienban.store.ledger import STORED, Done, Entry
from bienban.store.schema import documents, ledger, runs


def open_database(url: str, *, create: bool = True) -> "Database":
    """The database at `url`, such as `sqlite:///archive.db`. Raises StoreError when it cannot be used."""
    return Database(open_engine(url, create=create))


class Database:
    """Records by doc_id, and the Archive a run writes to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._run: int | None = None
        with transaction(engine, "ledger", write=False) as connection:
            rows = connection.execute(select(*(ledger.c[name] for name in Entry.model_fields)))
            self._entries = {row["path"]: Entry.model_validate(dict(row)) for row in rows.mappings()}

    def write(self, record: DocumentRecord) -> None:
        """Store a record in place of an earlier one of its doc_id.

        Raises RecordError for one the tables refuse, such as one that names a meeting it has not.
        """
        with transaction(self._engine, record.doc_id) as connection:
            load.replace(connection, record)

    def delete(self, doc_id: str) -> bool:
        """Delete a document, its records and its entries; False when there was none."""
        with transaction(self._engine, doc_id) as connection:
            found = load.remove(connection, doc_id)
        self._entries = {path: entry for path, entry in self._entries.items() if entry.doc_id != doc_id}
        return found

    def read(self, doc_id: str) -> DocumentRecord | None:
        """The record of one document, equal to the one that was written."""
        with transaction(self._engine, doc_id, write=False) as connection:
            return next(load.read(connection, documents.c.doc_id == doc_id), None)

    def records(self) -> Iterator[DocumentRecord]:
        """All records by doc_id, as they were when the first was asked for."""
        with transaction(self._engine, "records", write=False) as connection:
            yield from load.read(connection)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path."""
        return self._entries

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """See Archive."""
        self.put_all([Done(entry, record.to_json().encode() if record else None)])

    def put_all(self, done: Sequence[Done]) -> None:
        """See Archive."""
        if not done:
            return
        with transaction(self._engine, done[0].entry.path) as connection:
            run = self._run or _start_run(connection, done[0].entry)
            entries: dict[str, Entry] = {}
            for one in done:
                if one.line is not None:
                    load.replace(connection, record_of(one.line, one.entry.path))
                load.upsert(connection, ledger, {**one.entry.model_dump(), "run": run})
                path = one.entry.path
                _drop_orphan(connection, entries.get(path) or self._entries.get(path))
                entries[path] = one.entry
        self._run = run
        self._entries.update(entries)

    def remove(self, paths: Iterable[str]) -> None:
        """See Archive."""
        for path in paths:
            with transaction(self._engine, path) as connection:
                connection.execute(delete(ledger).where(ledger.c.path == path))
                _drop_orphan(connection, self._entries.pop(path, None))

    def finish(self) -> None:
        """See Archive; all is in its place already, so this only closes the run."""
        if self._run is not None:
            with transaction(self._engine, "runs") as connection:
                connection.execute(update(runs).where(runs.c.run == self._run).values(finished=_now()))
            self._run = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()


def _start_run(connection: Connection, entry: Entry) -> int:
    row = {"rules": entry.rules, "version": entry.version, "started": _now()}
    return int(connection.execute(runs.insert().returning(runs.c.run), row).scalar_one())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _drop_orphan(connection: Connection, before: Entry | None) -> None:
    """Delete the document an entry stood for, when no entry stands for it any more."""
    if before is None or before.doc_id is None:
        return
    owner = select(ledger.c.path).where(ledger.c.doc_id == before.doc_id, ledger.c.status.in_(STORED))
    if connection.execute(owner.limit(1)).first() is None:
        load.remove(connection, before.doc_id)
