"""One record in and out of the tables, inside a transaction of the caller."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import Insert, insert

from bienban.records import DocumentRecord
from bienban.store.rows import Row, document_row, record_of, record_rows
from bienban.store.schema import documents, tables

AT_ONCE = 500
"""Documents read with one query a table."""


def replace(connection: Connection, record: DocumentRecord) -> None:
    """Write a record; all rows of an earlier one of the same doc_id are gone."""
    known = select(documents.c.doc_id).where(documents.c.doc_id == record.doc_id)
    if connection.execute(known).first() is not None:
        for table in reversed(tables.values()):  # meetings last: the others refer to them
            connection.execute(delete(table).where(table.c.doc_id == record.doc_id))
    upsert(connection, documents, document_row(record))
    for kind, table in tables.items():
        if rows := record_rows(record, kind):
            connection.execute(table.insert(), rows)


def upsert(connection: Connection, table: Table, row: Row) -> None:
    """Insert a row, or change the one with the same key in place, so that what refers to it stays."""
    connection.execute(_upsert(table), row)


@cache
def _upsert(table: Table) -> Insert:
    statement = insert(table)
    new = {column.name: statement.excluded[column.name] for column in table.columns}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)


def remove(connection: Connection, doc_id: str) -> bool:
    """Delete a document and all that belongs to it; False when there was none."""
    return connection.execute(delete(documents).where(documents.c.doc_id == doc_id)).rowcount > 0


def read(connection: Connection, *where: ColumnElement[bool]) -> Iterator[DocumentRecord]:
    """The records of the documents that fulfil all conditions, by doc_id."""
    query = select(documents).where(*where).order_by(documents.c.doc_id)
    for part in connection.execute(query).mappings().partitions(AT_ONCE):
        lists = _lists(connection, [document["doc_id"] for document in part])
        yield from (record_of(dict(document), lists[document["doc_id"]]) for document in part)


def _lists(connection: Connection, doc_ids: Iterable[str]) -> dict[str, dict[str, list[Any]]]:
    """The rows of some documents: by doc_id, then by kind, then in text order."""
    lists: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    ids = list(doc_ids)
    for kind, table in tables.items():
        query = select(table).where(table.c.doc_id.in_(ids)).order_by(table.c.doc_id, table.c.position)
        for row in connection.execute(query).mappings():
            lists[row["doc_id"]][kind].append(dict(row))
    return lists
