"""Many rows at once, by the fastest way each database has: executemany on SQLite, COPY on PostgreSQL.

All of it happens in the transaction of the caller.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, func, select, text

from bienban.store.batches import batches

Row = Sequence[Any]


def copy_in(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of `columns`; JSON is given as text."""
    if not rows:
        return
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(_copy_sql(connection.dialect, table, columns)) as copy:
            for row in rows:
                copy.write_row(row)
    else:
        cursor.executemany(_insert_sql(connection.dialect, table, columns), rows)


def update_all(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Set `columns` of rows that are there; the primary key stands first in each row."""
    if not rows:
        return
    key = tuple(column.name for column in table.primary_key)
    cursor = connection.connection.cursor()
    cursor.executemany(
        _update_sql(connection.dialect, table, key, columns),
        [(*row[len(key) :], *row[: len(key)]) for row in rows],
    )


def delete_all(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Delete the rows whose `columns` hold these values."""
    if rows:
        connection.connection.cursor().executemany(_delete_sql(connection.dialect, table, columns), rows)


def new_numbers(connection: Connection, column: Column[Any], count: int) -> range | list[int]:
    """Numbers for the primary key of `count` new rows, ascending."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(column.table.name, column.name)
        query = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(connection.scalars(query))
    last = connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
    return range(last + 1, last + 1 + count)


def lock(connection: Connection, names: Iterable[str]) -> None:
    """Wait until no other transaction writes documents or paths of these names, then keep them.

    Locks are taken in one order, whoever asks, so two writers never wait for each other. On SQLite
    there is one writer at a time anyway.
    """
    if connection.dialect.name != "postgresql":
        return
    numbers = sorted({_number(name) for name in names})
    for part in batches(numbers, LOCKS_AT_ONCE):
        connection.execute(_LOCK, {"numbers": part})


LOCKS_AT_ONCE = 500

_LOCK = text(
    "SELECT count(pg_advisory_xact_lock(number)) FROM "
    "(SELECT number FROM unnest(CAST(:numbers AS bigint[])) AS number ORDER BY number) AS sorted"
)


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


@cache
def _insert_sql(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> str:
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in columns)
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _copy_sql(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> str:
    quote = dialect.identifier_preparer.quote
    return f"COPY {quote(table.name)} ({', '.join(quote(name) for name in columns)}) FROM STDIN"


@cache
def _update_sql(dialect: Dialect, table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    quote = dialect.identifier_preparer.quote
    mark = "%s" if dialect.name == "postgresql" else "?"
    setting = ", ".join(f"{quote(name)} = {mark}" for name in columns)
    return f"UPDATE {quote(table.name)} SET {setting} WHERE {_where(dialect, key)}"


@cache
def _delete_sql(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> str:
    return f"DELETE FROM {dialect.identifier_preparer.quote(table.name)} WHERE {_where(dialect, columns)}"


def _where(dialect: Dialect, columns: tuple[str, ...]) -> str:
    quote = dialect.identifier_preparer.quote
    mark = "%s" if dialect.name == "postgresql" else "?"
    return " AND ".join(f"{quote(name)} = {mark}" for name in columns)
