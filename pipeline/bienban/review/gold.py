"""A document whose records are all decided -> a key of gold and its text, for `bienban evaluate`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from bienban.errors import GoldError, StoreError
from bienban.evaluate.gold import SCORED_FLAGS, read_key
from bienban.review.facts import correct
from bienban.store.decisions import corrections_of, decided_in
from bienban.store.reading import read_lists, stored
from bienban.store.schema import documents, tables, texts

Item = Mapping[str, Any]

_FIGURE = ("value", "value_max", "of", "unit", "bound", "measure", "name", "base", "status", "concept")
_MEETING = ("kind", "body", "date", "session")
_DIRECTIVE = ("speaker", "addressee", "deadline")


def promote(connection: Connection, doc_id: str, folder: Path) -> Path:
    """Write NAME.txt, NAME.json and NAME.meta.json of a document into `folder`; the path of the key.

    Raises StoreError for a document that has no text or records that are not decided, GoldError for a key
    that `bienban evaluate` would not take.
    """
    query = select(documents, texts.c.text).join(texts).where(documents.c.doc_id == doc_id)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise StoreError(f"{doc_id}: the archive does not hold its text; load it again with its text")
    row, text, name = dict(found), str(found["text"]), _file_name(doc_id)
    key = {"id": name, "is_meeting": bool(row["is_meeting"]), **_key(counting(connection, row), text)}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    waiting = folder / f"{name}.json.part"
    waiting.write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    try:
        read_key(waiting, name, text)
    except GoldError:
        waiting.unlink()
        raise
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    if row["source_published"]:
        told = json.dumps({"published": row["source_published"]})
        (folder / f"{name}.meta.json").write_text(f"{told}\n", encoding="utf-8")
    return waiting.replace(path)


def counting(connection: Connection, row: Item) -> dict[str, list[dict[str, Any]]]:
    """The records of a document that count after review, by kind, as corrected.

    Raises StoreError when one is not decided.
    """
    of = {one.name[1:]: one for one in decided_in(connection, row["doc_id"])}
    lists = read_lists(connection, [row["document"]])[row["document"]]
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in tables}
    for kind, records in stored(lists).items():
        for one in records:
            decision = of.get((kind, one.key))
            if decision is None or decision.verdict in ("none", "unsure"):
                raise StoreError(f"{row['doc_id']}: not all of its records are decided")
            if decision.verdict != "reject":
                changed = corrections_of(connection, decision.review)
                found[kind].append(correct(kind, one.item, changed) if changed else dict(one.item))
    return found


def _file_name(doc_id: str) -> str:
    """A plain name for a file; of an address its last part."""
    last = doc_id.split("?", maxsplit=1)[0].rstrip("/").replace("\\", "/").rsplit("/", 1)[-1]
    plain = re.sub(r"[^\w.-]+", "_", last).strip("._") or "document"
    return re.sub(r"\.(txt|html?|pdf|docx?|rtf)$", "", plain)[:100]


def _key(found: Mapping[str, list[dict[str, Any]]], text: str) -> dict[str, Any]:
    people = found["people"]
    return {
        "meetings": [{**_some(one, _MEETING), "period": _code(one)} for one in found["meetings"]],
        "chairs": [_somebody(one, text) for one in people if one["role"] == "chair"],
        "attendees": [_somebody(one, text) for one in people if one["role"] == "attendee"],
        "figures": [
            {**_quote(one, text), **_some(one, _FIGURE), "period": _code(one)} for one in found["indicators"]
        ],
        "directives": [{**_quote(one, text), **_some(one, _DIRECTIVE)} for one in found["directives"]],
        "decisions": [_quote(one, text) for one in found["decisions"]],
        "flags": list(_codes(found["flags"])),
    }


def _some(item: Item, names: Iterable[str]) -> dict[str, Any]:
    return {name: item[name] for name in names}


def _code(item: Item) -> str | None:
    return item["period"]["code"] if item["period"] else None


def _quote(item: Item, text: str) -> dict[str, Any]:
    """The words of a record and which of their occurrences it is."""
    start, raw = item["provenance"]["start"], item["provenance"]["raw"]
    occurrence = sum(1 for _ in re.finditer(f"(?={re.escape(raw)})", text[: start + len(raw)]))
    return {"evidence": raw, "occurrence": max(1, occurrence)}


def _somebody(item: Item, text: str) -> dict[str, Any]:
    called = {"name": item["name"]} if item["name"] else {"group": item["group"]}
    return {**called, "titles": list(item["titles"]), **_quote(item, text)}


def _codes(flags: Iterable[Item]) -> Iterator[str]:
    yield from dict.fromkeys(flag["code"] for flag in flags if flag["code"] in SCORED_FLAGS)
