"""The tables, derived from the data contract: a field of records.py is a column, declared once.

    documents 1 ── n meetings, people, indicators, directives, decisions, flags, numerals
    runs      1 ── n ledger  n ── 1 documents

A kind of record is a table with the key (doc_id, position); `position` counts from 0 in text
order, so `people.meeting` is `meetings.position`. `provenance` becomes the columns start, end,
raw and rule, `period` becomes period_code, period_start … ; lists and maps are JSON. Decimal
numbers are text, exact as written; `indicators.value_number` is the nearest float, to compare
and to sort with.
"""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Computed,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from bienban.records import KINDS, DocumentRecord, Provenance
from bienban.store.ledger import Entry

VERSION = 1
"""Counts up with every change that an older bienban could not read."""

metadata = MetaData()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column and the way to its value in a dumped record."""

    name: str
    way: tuple[str, ...]
    type: TypeEngine[Any]
    nullable: bool


@cache
def leaves(model: type[BaseModel]) -> tuple[Leaf, ...]:
    """The columns of a model, in the order of its fields; the lists of a document have their own tables."""
    return tuple(
        leaf
        for name, field in model.model_fields.items()
        if not (model is DocumentRecord and name in KINDS)
        for leaf in _leaves_of(field.alias or name, field.annotation)
    )


def _leaves_of(name: str, annotation: Any) -> tuple[Leaf, ...]:
    kind, nullable = _without_none(annotation)
    if not _is_flat(kind):
        return (Leaf(name, (name,), _column_type(kind), nullable),)
    prefix = "" if kind is Provenance else f"{name}_"
    return tuple(
        Leaf(prefix + leaf.name, (name, *leaf.way), leaf.type, nullable or leaf.nullable)
        for leaf in leaves(kind)
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The type of a field that may be null, and whether it may."""
    members = get_args(annotation)
    return (members[0], True) if NoneType in members else (annotation, False)


def _is_flat(kind: Any) -> bool:
    """A nested model gets columns of its own when one of them is never null, to tell if it is there."""
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return is_model and any(not leaf.nullable for leaf in leaves(kind))


def _column_type(kind: Any) -> TypeEngine[Any]:
    if get_origin(kind) in (tuple, dict) or (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return JSON(none_as_null=True)
    return Boolean() if kind is bool else Integer() if kind is int else Text()


def _columns(model: type[BaseModel], *, key: str = "", indexed: Container[str] = ()) -> list[Column[Any]]:
    return [
        Column(
            leaf.name,
            leaf.type,
            primary_key=leaf.name == key,
            nullable=leaf.nullable,
            index=leaf.name in indexed,
        )
        for leaf in leaves(model)
    ]


_INDEXED = {
    "meetings": ("date",),
    "people": ("name",),
    "indicators": ("name", "concept", "period_code"),
    "flags": ("code",),
}


def _table_of(kind: str) -> Table:
    """The table of one kind of record. Its rows go when their document goes."""
    table = Table(
        kind,
        metadata,
        Column("doc_id", ForeignKey("documents.doc_id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *_columns(KINDS[kind], indexed=_INDEXED.get(kind, ())),
    )
    if "meeting" in table.c:
        meeting = ("meetings.doc_id", "meetings.position")
        table.append_constraint(ForeignKeyConstraint(["doc_id", "meeting"], meeting))
    return table


version = Table("bienban", metadata, Column("schema_version", Integer, nullable=False))

documents = Table(
    "documents", metadata, *_columns(DocumentRecord, key="doc_id", indexed=("source_published",))
)

tables = {kind: _table_of(kind) for kind in KINDS}

tables["indicators"].append_column(
    Column("value_number", Double, Computed("CAST(value AS DOUBLE PRECISION)", persisted=True))
)

runs = Table(
    "runs",
    metadata,
    Column("run", Integer, primary_key=True),
    Column("rules", Text, nullable=False, comment="SHA-256 of the rule set"),
    Column("version", Text, nullable=False, comment="of bienban"),
    Column("started", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("finished", Text, comment="null while it runs, and for ever when it was killed"),
)

ledger = Table(
    "ledger",
    metadata,
    *_columns(Entry, key="path", indexed=("doc_id", "status")),
    Column("run", ForeignKey("runs.run"), nullable=False),
    ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE"),
)
