"""Records and their ledger in an SQL database; an SQLite file is the default.

The documents that are put at once are one transaction: their records and their ledger entries
appear together or not at all. A transaction that a lost connection or a deadlock has cut off is
done again; since unchanged documents are skipped, it may have been done before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Dialect, Engine, Executable, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bienban.records import DocumentRecord
from bienban.store import reading
from bienban.store.batches import batches
from bienban.store.bulk import delete_all, lock
from bienban.store.clean import clean_entry
from bienban.store.engine import open_engine, persistently, transaction
from bienban.store.feed import Tally, digests, feed
from bienban.store.ledger import STORED, Done, Entry
from bienban.store.prepare import Line, Prepared
from bienban.store.schema import documents, ledger, runs

AT_ONCE = 500
"""Documents looked up or deleted with one statement: databases take only so many names in one."""


def open_database(url: str, *, create: bool = True) -> "Database":
    """The database at `url`, such as `sqlite:///archive.db` or `postgresql://localhost/archive`.

    Raises StoreError when it cannot be used.
    """
    return Database(open_engine(url, create=create))


class Database:
    """Records by doc_id, and the Archive a run writes to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._run: int | None = None
        self._entries: dict[str, Entry] | None = None

    def write(self, record: DocumentRecord) -> None:
        """Store a record in place of an earlier one of its doc_id.

        Raises RecordError for one the tables refuse, such as one that names a meeting it has not.
        """
        self.feed([line_of(record)], {"rules": "", "version": record.schema_})

    def feed(
        self,
        lines: Sequence[Line],
        about: Mapping[str, Any],
        entries: Sequence[Mapping[str, Any]] = (),
        former: Sequence[Entry] = (),
        prepared: Mapping[str, Prepared] | None = None,
    ) -> Tally:
        """Store records and rows of the ledger, all or none; documents that are unchanged cost nothing.

        `about` describes the run, should this be its first transaction. Documents that only `former`
        entries stood for are deleted; `prepared` holds what is known of lines by doc_id. Raises as
        `put_all` does.
        """
        names = {*(line.doc_id for line in lines), *(entry["path"] for entry in entries)}

        def work() -> tuple[int, Tally]:
            with transaction(self._engine, lines[0].place if lines else "ledger") as connection:
                lock(connection, names)
                run = self._run or _start_run(connection, about)
                tally = feed(connection, run, lines, prepared)
                if entries:
                    ordered = sorted(entries, key=lambda entry: str(entry["path"]))
                    connection.execute(
                        _upsert_ledger(connection.dialect), [{**entry, "run": run} for entry in ordered]
                    )
                _drop_orphans(connection, former)
                return run, tally

        self._run, tally = persistently(self._engine, work)
        return tally

    def digests(self, doc_ids: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of the line each document was stored as, of those that are there."""
        names = list(doc_ids)

        def work() -> dict[str, str]:
            with transaction(self._engine, "documents", write=False) as connection:
                return digests(connection, names)

        return persistently(self._engine, work)

    def delete(self, doc_id: str) -> bool:
        """Delete a document, its records and its entries; False when there was none."""
        with transaction(self._engine, doc_id) as connection:
            lock(connection, [doc_id])
            found = _delete(connection, [doc_id])
        self._entries = None
        return found > 0

    def read(self, doc_id: str) -> DocumentRecord | None:
        """The record of one document, equal to the one that was written."""
        with transaction(self._engine, doc_id, write=False) as connection:
            return next(reading.records(connection, documents.c.doc_id == doc_id), None)

    def records(self) -> Iterator[DocumentRecord]:
        """All records by doc_id, as they were when the first was asked for."""
        with transaction(self._engine, "records", write=False) as connection:
            yield from reading.records(connection)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path; what was loaded and not read from a source is not in it."""
        return self._known()

    def _known(self) -> dict[str, Entry]:
        if self._entries is None:
            with transaction(self._engine, "ledger", write=False) as connection:
                query = select(*(ledger.c[name] for name in Entry.model_fields)).where(~ledger.c.loaded)
                rows = connection.execute(query).mappings()
                self._entries = {row["path"]: Entry.model_validate(dict(row)) for row in rows}
        return self._entries

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """See Archive."""
        self.put_all([Done(entry, record.to_json().encode() if record else None)])

    def put_all(self, done: Sequence[Done]) -> None:
        """See Archive."""
        if not done:
            return
        known = self._known()
        entries = {entry.path: entry for one in done for entry in [clean_entry(one.entry)]}
        lines = [
            Line.of(one.entry.doc_id, one.line, one.entry.path)
            for one in done
            if one.line is not None and one.entry.doc_id is not None
        ]
        about = {"rules": done[0].entry.rules, "version": done[0].entry.version}
        rows = [{**entry.model_dump(), "loaded": False} for entry in entries.values()]
        self.feed(lines, about, rows, [known[path] for path in entries if path in known])
        known.update(entries)

    def remove(self, paths: Iterable[str]) -> None:
        """See Archive."""
        known = self._known()
        gone = {path: known[path] for path in paths if path in known}

        def work() -> None:
            with transaction(self._engine, "ledger") as connection:
                delete_all(connection, ledger, ("path",), [(path,) for path in gone])
                _drop_orphans(connection, list(gone.values()))

        if gone:
            persistently(self._engine, work)
            for path in gone:
                del known[path]

    def finish(self) -> None:
        """See Archive; all is in its place already, so this only closes the run."""
        if self._run is not None:
            ended = update(runs).where(runs.c.run == self._run).values(finished=_now())
            persistently(self._engine, lambda: self._execute(ended))
            self._run = None

    def _execute(self, statement: Executable) -> None:
        with transaction(self._engine, "runs") as connection:
            connection.execute(statement)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()


def line_of(record: DocumentRecord) -> Line:
    """A record as a line of JSON."""
    return Line.of(record.doc_id, record.to_json().encode("utf-8", "surrogatepass"), record.doc_id)


def _start_run(connection: Connection, about: Mapping[str, Any]) -> int:
    row = {**about, "started": _now()}
    return int(connection.execute(runs.insert().returning(runs.c.run), row).scalar_one())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def _upsert_ledger(dialect: Dialect) -> Any:
    insert = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    statement = insert(ledger)
    new = {column.name: statement.excluded[column.name] for column in ledger.columns}
    return statement.on_conflict_do_update(index_elements=[ledger.c.path], set_=new)


def _drop_orphans(connection: Connection, former: Sequence[Entry]) -> None:
    """Delete the documents that former entries stood for, when none stands for them any more."""
    doc_ids = sorted({entry.doc_id for entry in former if entry.doc_id is not None})
    for part in batches(doc_ids, AT_ONCE):
        owned = select(ledger.c.doc_id).where(ledger.c.doc_id.in_(part), ledger.c.status.in_(STORED))
        if orphans := set(part).difference(connection.scalars(owned)):
            _delete(connection, sorted(orphans))


def _delete(connection: Connection, doc_ids: Sequence[str]) -> int:
    return connection.execute(delete(documents).where(documents.c.doc_id.in_(doc_ids))).rowcount
