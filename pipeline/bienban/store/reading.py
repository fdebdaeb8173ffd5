"""Rows of some documents -> their records."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from bienban.records import DocumentRecord
from bienban.store.change import Stored
from bienban.store.rows import Item, items_of, record_of
from bienban.store.schema import documents, spans, tables, texts

AT_ONCE = 500
"""Documents read with one query a table."""


@dataclass(slots=True)
class Lists:
    """The rows of one document: those of each kind by position, and all its spans."""

    of: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    spans: list[Item] = field(default_factory=list)


def records(connection: Connection, *where: ColumnElement[bool]) -> Iterator[DocumentRecord]:
    """The records of the documents that fulfil all conditions, by doc_id."""
    query = select(documents, texts.c.text).outerjoin(texts).where(*where).order_by(documents.c.doc_id)
    for part in connection.execute(query).mappings().partitions(AT_ONCE):
        lists = read_lists(connection, [row["document"] for row in part])
        for row in part:
            mine = lists[row["document"]]
            yield record_of(dict(row), row["text"], mine.of, mine.spans)


def read_lists(connection: Connection, numbers: Collection[int]) -> Mapping[int, Lists]:
    """The rows that belong to documents, by the number of the document."""
    lists: dict[int, Lists] = defaultdict(Lists)
    for kind, table in tables.items():
        for row in _rows(connection, table, numbers, table.c.position):
            lists[row["document"]].of[kind].append(row)
    for row in _rows(connection, spans, numbers):
        lists[row["document"]].spans.append(row)
    return lists


def _rows(
    connection: Connection, table: Table, numbers: Collection[int], *order: ColumnElement[Any]
) -> Iterator[Item]:
    query = select(table).where(table.c.document.in_(numbers)).order_by(*order)
    yield from (dict(row) for row in connection.execute(query).mappings())


def stored(lists: Lists) -> dict[str, list[Stored]]:
    """The records of one document by kind, each in the form of the data contract."""
    return {
        kind: [
            Stored(item, row["key"], row["position"], row["version"], row["run"])
            for item, row in zip(items, lists.of[kind], strict=True)
        ]
        for kind, items in items_of(lists.of, lists.spans).items()
    }
