"""A record -> one that every database can hold."""

from typing import Any

from bienban.records import DocumentRecord, Flag
from bienban.store.ledger import Entry

NUL = "\0"
REPLACEMENT = "\ufffd"
"""Stands where a NUL stood, so that all offsets hold."""


def clean(record: DocumentRecord) -> DocumentRecord:
    """The record without NUL characters, which PostgreSQL refuses; a flag tells where there were some."""
    dumped = record.model_dump(by_alias=True)
    if not _holds_nul(dumped):
        return record
    found = DocumentRecord.model_validate(_without_nul(dumped))
    flag = Flag(code="nul_replaced", message="NUL characters stand as U+FFFD here; the source had them")
    return found.model_copy(update={"flags": (*found.flags, flag)})


def clean_entry(entry: Entry) -> Entry:
    """The entry without NUL characters."""
    dumped = entry.model_dump()
    return Entry.model_validate(_without_nul(dumped)) if _holds_nul(dumped) else entry


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(map(_holds_nul, value))


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NUL, REPLACEMENT)
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(part) for name, part in value.items()}
    return [_without_nul(part) for part in value] if isinstance(value, list | tuple) else value
