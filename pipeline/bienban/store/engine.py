"""A database URL -> an engine whose tables are there and whose schema this bienban knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from bienban.errors import RecordError, StoreError
from bienban.store import schema

WAIT_S = 30
"""How long a writer waits for another one."""

_REMEDY = "write sqlite:///NAME.db, or sqlite:////FOLDER/NAME.db for an absolute path"


def open_engine(url: str, *, create: bool = True) -> Engine:
    """An engine for `url`; tables that are missing are made when `create` is set.

    Raises StoreError for a URL, a file or a schema version that cannot be used.
    """
    engine = create_engine(_known(url, create=create), connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with transaction(engine, str(url)) as connection:
        _settle_schema(connection, url, create=create)
    return engine


@contextmanager
def transaction(engine: Engine, what: str, *, write: bool = True) -> Iterator[Connection]:
    """One transaction. Raises RecordError for data the tables refuse, StoreError for all other trouble."""
    try:
        with engine.connect().execution_options(bienban_write=write) as connection, connection.begin():
            yield connection
    except (IntegrityError, DataError, OverflowError) as error:
        raise RecordError(f"{what}: the database refuses it: {_reason(error)}") from error
    except DBAPIError as error:
        raise StoreError(f"{engine.url}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)


def _known(url: str, *, create: bool) -> URL:
    try:
        known = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url}: not a database URL; {_REMEDY}") from error
    if known.get_backend_name() != "sqlite" or not known.database:
        raise StoreError(f"{url}: bienban keeps its records in an SQLite file; {_REMEDY}")
    file = Path(known.database)
    if not file.parent.is_dir():
        raise StoreError(f"{url}: there is no folder {file.parent}; make it first")
    if not create and not file.is_file():
        raise StoreError(f"{url}: there is no such database; `bienban run SOURCE --out {url}` makes one")
    return known.set(drivername="sqlite+pysqlite")


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Leave transactions to `_begin`; hold foreign keys; let readers read while one writes."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that upgrades a read lock fails without waiting."""
    write = connection.get_execution_options().get("bienban_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _settle_schema(connection: Connection, url: str, *, create: bool) -> None:
    """Make the tables of an empty database, and refuse one this bienban does not know."""
    present = set(inspect(connection).get_table_names())
    if not present and create:
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.version).values(schema_version=schema.VERSION))
        return
    if schema.version.name not in present:
        raise StoreError(f"{url}: not a database of bienban; choose another file")
    found = connection.execute(select(schema.version.c.schema_version)).scalar_one()
    if found > schema.VERSION:
        raise StoreError(
            f"{url}: schema version {found}, and this bienban knows none above {schema.VERSION}; "
            "install a newer bienban"
        )
    _refuse_other_columns(connection, url)


def _refuse_other_columns(connection: Connection, url: str) -> None:
    """Between two versions the data contract may have grown a field."""
    inspector = inspect(connection)
    for table in schema.metadata.sorted_tables:
        there = {column["name"] for column in inspector.get_columns(table.name)}
        missing = [column.name for column in table.columns if column.name not in there]
        if missing:
            raise StoreError(
                f"{url}: table {table.name} lacks {', '.join(missing)}: made by another bienban; "
                "run again into a new file"
            )
