"""Records <-> rows of the tables in schema.py."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from bienban.records import KINDS, DocumentRecord
from bienban.store.schema import Leaf, leaves

Row = dict[str, Any]


def document_row(record: DocumentRecord) -> Row:
    """The row of `documents`."""
    return _row(record)


def record_rows(record: DocumentRecord, kind: str) -> list[Row]:
    """The rows of the table of one kind, in text order."""
    items = getattr(record, kind)
    return [{"doc_id": record.doc_id, "position": n, **_row(item)} for n, item in enumerate(items)]


def record_of(document: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]]) -> DocumentRecord:
    """The record that was written as this row of `documents` and these rows by kind."""
    lists = {kind: [_fields(model, row) for row in rows.get(kind, ())] for kind, model in KINDS.items()}
    return DocumentRecord.model_validate({**_fields(DocumentRecord, document), **lists})


def _row(model: BaseModel) -> Row:
    dumped = model.model_dump(mode="json", by_alias=True)
    return {leaf.name: _at(dumped, leaf) for leaf in leaves(type(model))}


def _at(dumped: Mapping[str, Any], leaf: Leaf) -> Any:
    value: Any = dumped
    for step in leaf.way:
        value = None if value is None else value[step]
    return value


def _fields(model: type[BaseModel], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the nested fields of its model; a nested model whose columns are all null is null."""
    fields: dict[str, Any] = {}
    for name, group in _by_field(leaves(model)):
        if len(group[0].way) == 1:
            fields[name] = row[group[0].name]
        else:
            nested = {leaf.way[1]: row[leaf.name] for leaf in group}
            fields[name] = None if set(nested.values()) == {None} else nested
    return fields


def _by_field(columns: tuple[Leaf, ...]) -> Iterator[tuple[str, list[Leaf]]]:
    groups: dict[str, list[Leaf]] = {}
    for leaf in columns:
        groups.setdefault(leaf.way[0], []).append(leaf)
    yield from groups.items()
