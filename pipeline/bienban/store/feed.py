"""Records as lines of JSON -> the archive, each document only when it has changed.

    lines ──by hash──▶ those that differ ──▶ rows ──by key──▶ Writes ──▶ tables

All in one transaction of the caller, who keeps others from the same documents (bulk.lock).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from bienban.records import DocumentRecord
from bienban.store.bulk import new_numbers
from bienban.store.change import Changes, changes
from bienban.store.prepare import Line, Prepared, prepare, read
from bienban.store.reading import read_lists, stored
from bienban.store.rows import document_values, spread
from bienban.store.schema import documents, history, texts
from bienban.store.search import searchable
from bienban.store.writes import DOCUMENT, Writes, in_order


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is in the archive."""

    document: int
    version: int
    digest: str
    text_sha256: str
    text: str | None


Tally = Counter[str]
"""Documents new, changed and unchanged; records gained, changed, moved and lost."""


def feed(
    connection: Connection, run: int, lines: Sequence[Line], prepared: Mapping[str, Prepared] | None = None
) -> Tally:
    """Bring the archive up to date with `lines`; of several with one doc_id the last counts.

    `prepared` holds what is known of lines by doc_id.

    Raises RecordError for a line that is no record, and for one the tables refuse.
    """
    tally: Tally = Counter()
    waiting = {line.doc_id: line for line in lines}
    coming = [waiting[doc_id] for doc_id in sorted(waiting)]
    known = _known(connection, waiting)
    due = [line for line in coming if line.doc_id not in known or known[line.doc_id].digest != line.digest]
    tally["unchanged"] = len(coming) - len(due)
    if due:
        writes = Writes(run)
        new = [line for line in due if line.doc_id not in known]
        numbers = new_numbers(connection, documents.c.document, len(new)) if new else ()
        for number, line in zip(numbers, new, strict=True):
            add(writes, number, line, (prepared or {}).get(line.doc_id) or prepare(line), tally)
        _change(
            connection, writes, [(known[line.doc_id], line) for line in due if line.doc_id in known], tally
        )
        writes.flush(connection)
    return +tally


def digests(connection: Connection, doc_ids: Iterable[str]) -> dict[str, str]:
    """The digests of the documents that are there, by doc_id."""
    query = select(documents.c.doc_id, documents.c.digest).where(documents.c.doc_id.in_(list(doc_ids)))
    return dict(connection.execute(query).all())


def _known(connection: Connection, doc_ids: Iterable[str]) -> dict[str, Known]:
    of = documents.c
    query = (
        select(of.doc_id, of.document, of.version, of.digest, of.text_sha256, texts.c.text)
        .outerjoin(texts)
        .where(of.doc_id.in_(list(doc_ids)))
    )
    return {doc_id: Known(*rest) for doc_id, *rest in connection.execute(query)}


def _row(number: int, version: int, line: Line, run: int, told: Mapping[str, Any]) -> tuple[Any, ...]:
    values = {**told, "document": number, "version": version, "digest": line.digest, "run": run}
    return in_order(values, DOCUMENT)


def add(writes: Writes, number: int, line: Line, made: Prepared, tally: Tally) -> None:
    """Gather what has to be written for a document that is not there yet."""
    writes.new_documents.append(_row(number, 1, line, writes.run, made.told))
    if made.text is not None:
        writes.texts.append((number, made.text, made.words))
    tally["new"] += 1
    for kind, records in made.records.items():
        tally["gained"] += len(records)
        writes.add_all(number, kind, records)


def _change(
    connection: Connection, writes: Writes, pairs: Sequence[tuple[Known, Line]], tally: Tally
) -> None:
    """Documents that are there and say something else now."""
    if not pairs:
        return
    lists = read_lists(connection, [known.document for known, _ in pairs])
    every: list[tuple[int, dict[str, Changes]]] = []
    for known, line in pairs:
        record, dumped = read(line)
        is_same_text = record.text_sha256 == known.text_sha256
        _change_document(writes, known, line, record, document_values(record, dumped))
        text = record.text if record.text is not None or not is_same_text else known.text
        found = changes(stored(lists[known.document]), spread(record, dumped, text))
        writes.change(known.document, known.text_sha256, found)
        every.append((known.document, found))
        _count(tally, found)
    former = _former_versions(connection, [number for number, found in every if _has_gains(found)])
    for number, found in every:
        for kind, of_kind in found.items():
            for one in of_kind.gained:
                writes.add(number, kind, one, former.get((number, kind, one.key), 0) + 1)


def _change_document(
    writes: Writes, known: Known, line: Line, record: DocumentRecord, told: Mapping[str, Any]
) -> None:
    """The row of a document, its text, and the text it had."""
    is_same_text = record.text_sha256 == known.text_sha256
    version = known.version if is_same_text else known.version + 1
    writes.documents.append(_row(known.document, version, line, writes.run, told))
    if not is_same_text:
        writes.versions.append((known.document, known.version, known.text_sha256, known.text, writes.run))
    if not is_same_text or record.text not in (None, known.text):
        writes.lost_texts.append((known.document,))
        if record.text is not None:
            writes.texts.append((known.document, record.text, searchable(record.text)))


def _count(tally: Tally, found: Mapping[str, Changes]) -> None:
    tally["changed"] += 1
    for of_kind in found.values():
        for name in ("gained", "lost", "moved"):
            tally[name] += len(getattr(of_kind, name))
        tally["rewritten"] += len(of_kind.changed)


def _has_gains(found: Mapping[str, Changes]) -> bool:
    return any(of_kind.gained for of_kind in found.values())


def _former_versions(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, str, str], int]:
    """The last version of each record that documents have lost before."""
    if not numbers:
        return {}
    of = history.c
    query = (
        select(of.document, of.kind, of.key, func.max(of.version))
        .where(of.document.in_(numbers))
        .group_by(of.document, of.kind, of.key)
    )
    return {(document, kind, key): last for document, kind, key, last in connection.execute(query)}
