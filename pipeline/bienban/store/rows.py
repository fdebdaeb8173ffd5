"""Records <-> rows of the tables in schema.py."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON

from bienban.errors import RecordError
from bienban.records import KINDS, DocumentRecord, Model
from bienban.store.due import last_day
from bienban.store.identity import keys_of
from bienban.store.schema import tables

Row = tuple[Any, ...]
Item = Mapping[str, Any]

ALWAYS = ("document", "key", "version", "run", "position")
"""The first columns of every table of records."""

_PLACES = {"provenance": ("start", "end", "raw", "rule")}
_PERIOD = ("code", "start", "end", "raw")
_DERIVED: dict[str, Callable[[Item], Any]] = {"due": lambda item: last_day(item["deadline_date"])}


@dataclass(slots=True)
class Spread:
    """One record as a row, without the columns that only the database knows, and its spans.

    `item` is the record as JSON; `values` fill the columns after ALWAYS; `spans` are rows of
    (field, n, start, end, raw, rule).
    """

    item: Item
    key: str
    position: int
    values: Row
    spans: list[Row]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the fields of one kind of record become columns."""

    columns: tuple[str, ...]
    plain: tuple[str, ...]
    lists: tuple[str, ...]
    derived: tuple[str, ...]
    has_place: bool
    has_period: bool
    has_meeting: bool


@cache
def shape(kind: str) -> Shape:
    """The shape of a kind; `columns` are those of its table after ALWAYS, as `Spread.values` has them."""
    fields, columns = KINDS[kind].model_fields, tables[kind].columns
    own = [name for name in fields if name in columns]
    lists = tuple(name for name in own if isinstance(columns[name].type, JSON))
    plain = tuple(name for name in own if name not in lists)
    derived = tuple(name for name in _DERIVED if name in columns)
    period = tuple(f"period_{part}" for part in _PERIOD) if "period" in fields else ()
    meeting = ("meeting_key",) if "meeting" in fields else ()
    place = _PLACES["provenance"] if "provenance" in fields else ()
    return Shape(
        (*place, *plain, *lists, *derived, *period, *meeting),
        plain, lists, derived, bool(place), bool(period), bool(meeting),
    )  # fmt: skip


def document_values(record: DocumentRecord, dumped: Item) -> dict[str, Any]:
    """The columns of `documents` that a record tells."""
    source = {f"source_{name}": value for name, value in dumped["source"].items()}
    return {
        "doc_id": record.doc_id,
        "schema": record.schema_,
        "text_sha256": record.text_sha256,
        "is_meeting": record.is_meeting,
        "numerals": as_json(dumped["numerals"]),
        **source,
    }


def spread(record: DocumentRecord, dumped: Item, text: str | None) -> dict[str, list[Spread]]:
    """The rows of a record by kind. `dumped` is the record as JSON; `text` is Document.text, when known.

    Raises RecordError for a record that names a meeting it has not.
    """
    keys = {kind: keys_of(kind, dumped[kind], text) for kind in tables}
    try:
        return {
            kind: [
                Spread(item, key, n, _values(shape(kind), item, keys["meetings"]), spans_of(item))
                for n, (item, key) in enumerate(zip(dumped[kind], keys[kind], strict=True))
            ]
            for kind in tables
        }
    except IndexError as error:
        raise RecordError(f"{record.doc_id}: a record names a meeting that is not there") from error


def _values(of: Shape, item: Item, meetings: Sequence[str]) -> Row:
    values: Row = itemgetter(*of.plain)(item)
    if of.has_place:
        values = (*_PLACE_OF(item["provenance"]), *values)
    if of.lists:
        values += tuple([as_json(item[name]) for name in of.lists])
    if of.derived:
        values += tuple([_DERIVED[name](item) for name in of.derived])
    if of.has_period:
        values += _PERIOD_OF(item["period"]) if item["period"] else _NO_PERIOD
    if of.has_meeting:
        values += (None if item["meeting"] is None else meetings[item["meeting"]],)
    return values


_PLACE_OF = itemgetter(*_PLACES["provenance"])
_PERIOD_OF = itemgetter(*_PERIOD)
_NO_PERIOD = (None,) * len(_PERIOD)


def spans_of(item: Item) -> list[Row]:
    """The rows of `spans` of a record: its further places, and where its fields were read."""
    rows: list[Row] = []
    for field in ("also", "spans"):
        for n, span in enumerate(item.get(field, ())):
            rows.append((field, n, span["start"], span["end"], span["raw"], span.get("rule")))
    for n, (name, span) in enumerate(item.get("fields", {}).items()):
        rows.append((f"fields.{name}", n, span["start"], span["end"], span["raw"], span["rule"]))
    return rows


def as_json(value: Any) -> str | None:
    """A JSON column as the drivers take it."""
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return f"[{', '.join(map(_text, value))}]"  # what most lists are, told in half the time
    return _told(value)


_text = json.JSONEncoder(ensure_ascii=False).encode
_told = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def record_of(
    document: Item, text: str | None, rows: Mapping[str, Sequence[Item]], spans: Iterable[Item]
) -> DocumentRecord:
    """The record that was written as these rows; each list of `rows` is ordered by position."""
    source = {
        name.removeprefix("source_"): value for name, value in document.items() if name.startswith("source_")
    }
    told = {name: document[name] for name in ("doc_id", "schema", "text_sha256", "is_meeting", "numerals")}
    return DocumentRecord.model_validate({**told, "source": source, "text": text, **items_of(rows, spans)})


def items_of(rows: Mapping[str, Sequence[Item]], spans: Iterable[Item]) -> dict[str, list[dict[str, Any]]]:
    """The records of one document by kind, each in the form of the data contract, ordered as its rows."""
    of_record: dict[tuple[str, str], list[Item]] = {}
    for span in spans:
        of_record.setdefault((span["kind"], span["key"]), []).append(span)
    places = {row["key"]: n for n, row in enumerate(rows.get("meetings", ()))}
    return {
        kind: [
            item_of(kind, row, of_record.get((kind, row["key"]), ()), places) for row in rows.get(kind, ())
        ]
        for kind in tables
    }


def item_of(kind: str, row: Item, spans: Iterable[Item], places: Mapping[str, int]) -> dict[str, Any]:
    """One record in the form of the data contract, from its row and its spans."""
    of = shape(kind)
    item: dict[str, Any] = {name: row[name] for name in (*of.plain, *of.lists)}
    if of.has_place:
        item["provenance"] = {name: row[name] for name in _PLACES["provenance"]}
    if of.has_period:
        period = {part: row[f"period_{part}"] for part in _PERIOD}
        item["period"] = None if period["code"] is None else period
    if of.has_meeting:
        item["meeting"] = None if row["meeting_key"] is None else places[row["meeting_key"]]
    return item | _span_fields(KINDS[kind], sorted(spans, key=itemgetter("n")))


def _span_fields(model: type[Model], spans: Sequence[Item]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "also" in model.model_fields:
        fields["also"] = [_quoted(span) for span in spans if span["field"] == "also"]
    if "spans" in model.model_fields:
        fields["spans"] = [_quoted(span, "raw") for span in spans if span["field"] == "spans"]
    if "fields" in model.model_fields:
        named = (span for span in spans if span["field"].startswith("fields."))
        fields["fields"] = {span["field"].removeprefix("fields."): _quoted(span) for span in named}
    return fields


def _quoted(span: Item, last: str = "rule") -> dict[str, Any]:
    names = _PLACES["provenance"]
    return {name: span[name] for name in names[: names.index(last) + 1]}
