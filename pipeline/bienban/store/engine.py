"""A database URL -> an engine whose tables are there and whose schema this bienban knows."""

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from bienban.errors import RecordError, StoreError
from bienban.store import migrate
from bienban.store.url import known_url, told

WAIT_S = 60
"""How long a writer waits for another one, and for a database that has gone away."""

OLDEST_POSTGRESQL = (15,)

T = TypeVar("T")


def open_engine(url: str, *, create: bool = True) -> Engine:
    """An engine for `url`; tables are made or brought up to date when `create` is set.

    Raises StoreError for a URL, a file or a schema that cannot be used.
    """
    known = known_url(url, create=create)
    if known.get_backend_name() == "sqlite":
        engine = create_engine(known, connect_args={"timeout": WAIT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(known, connect_args={"application_name": "bienban"})
    _settle(engine, create=create)
    return engine


def _settle(engine: Engine, *, create: bool) -> None:
    """Look at the schema; only a database whose schema is not the newest is locked to be changed."""

    def settle() -> None:
        with transaction(engine, told(engine.url), write=False) as connection:
            _refuse_old_server(connection)
            if migrate.is_newest(connection, create=create):
                return
        with transaction(engine, told(engine.url)) as connection:
            migrate.upgrade(connection)

    persistently(engine, settle)


def _refuse_old_server(connection: Connection) -> None:
    version = connection.dialect.server_version_info or ()
    if connection.dialect.name == "postgresql" and version < OLDEST_POSTGRESQL:
        raise StoreError(
            f"{told(connection.engine.url)}: PostgreSQL {'.'.join(map(str, version))}; "
            f"bienban needs {OLDEST_POSTGRESQL[0]} or newer"
        )


@contextmanager
def transaction(engine: Engine, what: str, *, write: bool = True) -> Iterator[Connection]:
    """One transaction; a reading one sees the database as it was when it began.

    Raises RecordError for data the tables refuse, StoreError for all other trouble.
    """
    driver: Any = engine.dialect.loaded_dbapi
    options: dict[str, Any] = {"bienban_write": write}
    if not write and engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except (OverflowError, UnicodeEncodeError) as error:
        raise RecordError(f"{what}: the database refuses it: {error}") from error
    except (DBAPIError, driver.Error) as error:
        cause = _cause(error)
        if isinstance(cause, driver.IntegrityError | driver.DataError):
            raise RecordError(f"{what}: the database refuses it: {_first_line(cause)}") from error
        raise StoreError(f"{told(engine.url)}: {_first_line(cause)}") from error


@contextmanager
def asked(url: str) -> Iterator[Connection]:
    """A connection to read an archive with, in one transaction. Raises StoreError."""
    engine = open_engine(url, create=False)
    try:
        with transaction(engine, told(engine.url), write=False) as connection:
            yield connection
    finally:
        engine.dispose()


def persistently(engine: Engine, work: Callable[[], T]) -> T:
    """Do `work`, one transaction or some that may be repeated, until it succeeds.

    A connection that was lost, a server that starts anew, a deadlock: each is tried again after a
    pause that doubles, for WAIT_S seconds. Raises what `work` raises for any other reason.
    """
    until = time.monotonic() + WAIT_S
    pause = 0.05
    while True:
        try:
            return work()
        except StoreError as error:
            if not _passes(error.__cause__) or time.monotonic() + pause > until:
                raise
        engine.dispose()
        time.sleep(pause * random.uniform(0.5, 1.0))
        pause = min(pause * 2, 5.0)


_PASSING = ("08", "40", "53", "55P03", "57P0")
"""Classes of SQLSTATE that pass: connection, rollback, resources, lock, shutdown."""


def _passes(error: BaseException | None) -> bool:
    """Whether the same work may succeed in a while."""
    if error is None:
        return False
    cause = _cause(error)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_PASSING)
    said = str(cause)
    if type(cause).__module__ == "sqlite3":
        return "locked" in said or "busy" in said
    return type(cause).__name__ == "OperationalError" and not _NEVER.search(said)


_NEVER = re.compile(r"does not exist|authentication failed|could not translate|failed to resolve|no password")
"""What a server that is there says to one it will never let in."""


def _cause(error: BaseException) -> BaseException:
    """What the driver said, when SQLAlchemy tells of it."""
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0]


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Leave transactions to `_begin_sqlite`; hold foreign keys; let readers read while one writes."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that upgrades a read lock fails without waiting."""
    write = connection.get_execution_options().get("bienban_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
