"""What makes a record the same record in another version of its document: its key.

A key is a hash of what the record quotes, of the characters around the quote, and of a count
where one document has the same twice. It holds no offset, so a sentence put in elsewhere does
not change it; nor does a rule that reads the same characters otherwise.

Without the text of a document its records have no context, only quotes and counts; an archive
is best fed with texts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

CONTEXT = 16
"""Characters on each side of a quote that belong to a key."""

_SLOTS = {"people": "role", "flags": "code"}
"""What of a record, besides its quote, tells it from others of its kind at the same place."""


def keys_of(kind: str, items: Sequence[Mapping[str, Any]], text: str | None) -> list[str]:
    """The keys of all records of one kind in one document, each 16 hexadecimal digits.

    `items` are the records as in JSON, in the order of their list; `text` is Document.text.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    keys = []
    for item in items:
        anchor = _anchor(kind, item, text)
        keys.append(_hashed(kind, *anchor, str(seen[anchor])))
        seen[anchor] += 1
    return keys


def _hashed(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _anchor(kind: str, item: Mapping[str, Any], text: str | None) -> tuple[str, ...]:
    slot = str(item[_SLOTS[kind]]) if kind in _SLOTS else ""
    place = item.get("provenance") or next(iter(item.get("spans", ())), None)
    if place is None:
        return slot, str(item.get("message")), ""
    start, end = place["start"], place["end"]
    if text is None or text[start:end] != place["raw"]:
        return slot, place["raw"], ""
    around = f"{text[max(0, start - CONTEXT) : start]}{_HERE}{text[end : end + CONTEXT]}"
    return slot, place["raw"], " ".join(around.split())  # another crawl may break lines elsewhere


_HERE = "\0"
"""Stands where the quote stands; neither a blank nor a letter."""
