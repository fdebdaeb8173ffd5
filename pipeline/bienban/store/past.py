"""The records of a database as one of its runs left them, to be compared with those of another run.

What a record says is kept for every run; which other record it belongs to, the numerals, and
what is said about a document as a whole are kept as they are now. So these are left out here
(`parent`, `meeting`, `person_id`, numerals), or are those of now (source, is_meeting).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from bienban.errors import StoreError
from bienban.records import KINDS, DocumentRecord, Model
from bienban.store.engine import asked
from bienban.store.reading import AT_ONCE, Lists, read_lists, stored
from bienban.store.rows import Item
from bienban.store.schema import document_versions, documents, history, runs, texts

_NAMES = ("parent", "person_id", "meeting")


def records_at(url: str, run: int) -> Iterator[DocumentRecord]:
    """The records of the database at `url` as run number `run` left them, by doc_id.

    Raises StoreError for a database that cannot be used, and for a run it has not seen.
    """
    with asked(url) as connection:
        known = list(connection.scalars(select(runs.c.run).order_by(runs.c.run)))
        if run not in known:
            raise StoreError(
                f"{url}: there is no run {run}; its runs are {', '.join(map(str, known)) or 'none'}"
            )
        yield from _records(connection, run)


def _records(connection: Connection, run: int) -> Iterator[DocumentRecord]:
    query = select(documents, texts.c.text).outerjoin(texts).order_by(documents.c.doc_id)
    for part in connection.execute(query).mappings().partitions(AT_ONCE):
        numbers = [row["document"] for row in part]
        lists, former = read_lists(connection, numbers), _former(connection, numbers, run)
        versions = _versions(connection, numbers, run)
        for row in part:
            number = row["document"]
            items = _items(lists[number], former.get(number, {}), run)
            if row["run"] <= run or number in former or any(items.values()):
                yield _record({**row, **versions.get(number, {})}, items)


def _former(
    connection: Connection, numbers: Collection[int], run: int
) -> Mapping[int, dict[str, list[Item]]]:
    """Records that were there after `run` and are not, or say something else, now.

    Also names the documents that had records before and none then.
    """
    of = history.c
    query = select(of.document, of.kind, of.record, of.until_run).where(
        of.document.in_(numbers), of.run <= run
    )
    found: dict[int, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for number, kind, record, until in connection.execute(query):
        of_kind = found[number][kind]
        if until > run:
            of_kind.append(record)
    return found


def _versions(connection: Connection, numbers: Collection[int], run: int) -> dict[int, dict[str, Any]]:
    """The texts that documents had after `run`, where it is not the one they have now."""
    of = document_versions.c
    query = (
        select(of.document, of.text_sha256, of.text)
        .where(of.document.in_(numbers), of.until_run > run)
        .order_by(of.until_run.desc())
    )
    return {number: {"text_sha256": sha, "text": text} for number, sha, text in connection.execute(query)}


def _items(lists: Lists, former: Mapping[str, list[Item]], run: int) -> dict[str, list[Item]]:
    """The records of one document after `run` by kind, in text order."""
    kept = {kind: [one.item for one in records if one.run <= run] for kind, records in stored(lists).items()}
    return {kind: sorted([*items, *former.get(kind, ())], key=_place) for kind, items in kept.items()}


def _place(item: Item) -> tuple[int, int]:
    spans = item.get("spans") or [{"start": 0, "end": 0}]
    span = item.get("provenance") or spans[0]
    return span["start"], span["end"]


def _record(row: Mapping[str, Any], items: Mapping[str, list[Item]]) -> DocumentRecord:
    source = {name.removeprefix("source_"): row[name] for name in row if name.startswith("source_")}
    told = {name: row[name] for name in ("doc_id", "schema", "text_sha256", "is_meeting", "text")}
    lists = {
        kind: [_alone(KINDS[kind], item, number) for number, item in enumerate(of_kind, 1)]
        for kind, of_kind in items.items()
    }
    return DocumentRecord.model_validate({**told, "source": source, **lists})


def _alone(model: type[Model], item: Item, number: int) -> dict[str, Any]:
    """A record that names no other one."""
    names = {name: None for name in _NAMES if name in model.model_fields}
    own = {"id": f"i{number}"} if "id" in model.model_fields else {}
    return {**item, **names, **own}
