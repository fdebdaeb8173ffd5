"""What has to be written for a batch of documents, gathered and then done table by table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from bienban.store.bulk import copy_in, delete_all, update_all
from bienban.store.change import Changes, Stored
from bienban.store.rows import ALWAYS, Row, Spread, as_json, shape
from bienban.store.schema import document_versions, documents, history, spans, tables, texts

_SPANS = ("document", "kind", "key", "field", "n", "start", "end", "raw", "rule")
_HISTORY = ("document", "kind", "key", "version", "run", "until_run", "text_sha256", "record")
_VERSIONS = ("document", "version", "text_sha256", "text", "until_run")
_TEXTS = ("document", "text", "words")
DOCUMENT = tuple(column.name for column in documents.columns)

Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class Writes:
    """Rows by what is to be done with them; `run` is the run that does it."""

    run: int
    new_documents: Rows = field(default_factory=list)
    documents: Rows = field(default_factory=list)
    gained: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    lost: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    spans: Rows = field(default_factory=list)
    lost_spans: Rows = field(default_factory=list)
    history: Rows = field(default_factory=list)
    versions: Rows = field(default_factory=list)
    texts: Rows = field(default_factory=list)
    lost_texts: Rows = field(default_factory=list)

    def add(self, document: int, kind: str, record: Spread, version: int = 1) -> None:
        """A record that was not there."""
        self.gained[kind].append((document, record.key, version, self.run, record.position, *record.values))
        self._add_spans(document, kind, record)

    def add_all(self, document: int, kind: str, records: Iterable[tuple[str, int, Row, list[Row]]]) -> None:
        """Records that were not there, as Prepared has them."""
        run, gained = self.run, self.gained[kind]
        for key, position, values, places in records:
            gained.append((document, key, 1, run, position, *values))
            if places:
                self.spans += [(document, kind, key, *span) for span in places]

    def change(self, document: int, text_sha256: str, changes: Mapping[str, Changes]) -> None:
        """Records that moved, changed or went; those that were gained are told to `add`."""
        for kind, found in changes.items():
            for old, new in found.moved:
                self._replace(document, kind, new, old.version, old.run)
            for old, new in found.changed:
                self._keep(document, kind, old, text_sha256)
                self._replace(document, kind, new, old.version + 1, self.run)
            for old in found.lost:
                self._keep(document, kind, old, text_sha256)
                self.lost[kind].append((document, old.key))
                self.lost_spans.append((document, kind, old.key))

    def _replace(self, document: int, kind: str, record: Spread, version: int, run: int) -> None:
        self.changed[kind].append((document, record.key, version, run, record.position, *record.values))
        self.lost_spans.append((document, kind, record.key))
        self._add_spans(document, kind, record)

    def _keep(self, document: int, kind: str, old: Stored, text_sha256: str) -> None:
        """The former version of a record goes into history."""
        self.history.append(
            (document, kind, old.key, old.version, old.run, self.run, text_sha256, as_json(old.item))
        )

    def _add_spans(self, document: int, kind: str, record: Spread) -> None:
        if record.spans:
            self.spans += [(document, kind, record.key, *span) for span in record.spans]

    def flush(self, connection: Connection) -> None:
        """Do it all. Meetings come first and go last: other records refer to them."""
        copy_in(connection, documents, DOCUMENT, self.new_documents)
        update_all(connection, documents, DOCUMENT[1:], self.documents)
        delete_all(connection, spans, _SPANS[:3], self.lost_spans)
        for kind, table in tables.items():
            columns = (*ALWAYS, *shape(kind).columns)
            update_all(connection, table, columns[2:], self.changed[kind])
            copy_in(connection, table, columns, self.gained[kind])
        for kind, table in reversed(tables.items()):
            delete_all(connection, table, ALWAYS[:2], self.lost[kind])
        copy_in(connection, spans, _SPANS, self.spans)
        copy_in(connection, history, _HISTORY, self.history)
        copy_in(connection, document_versions, _VERSIONS, self.versions)
        delete_all(connection, texts, _TEXTS[:1], self.lost_texts)
        copy_in(connection, texts, _TEXTS, self.texts)


def in_order(values: Mapping[str, Any], columns: Iterable[str]) -> tuple[Any, ...]:
    """The values of some columns."""
    return tuple(values[name] for name in columns)
