"""Lines of JSON -> records; an error names the file and the line."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from bienban.errors import StoreError
from bienban.records import DocumentRecord

_BEFORE_ID = b'{"schema":"bienban/1","doc_id":'
_HEAD = 4096
"""Bytes of a line that are looked at for its doc_id before all of it is parsed."""
_DECODER = json.JSONDecoder()


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, each with its number from 1. Raises StoreError."""
    return ((number, line) for number, _, line in read_places(path))


def read_places(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """The same, each also with the byte it starts at."""
    start = 0
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    yield number, start, line
                start += len(line)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error


def doc_id_of(line: bytes) -> str:
    """The doc_id of a record's line, at best without parsing all of it. Raises ValueError."""
    if line.startswith(_BEFORE_ID):
        head = line[len(_BEFORE_ID) : _HEAD].decode(errors="ignore")
        with suppress(ValueError):  # a doc_id this long is found below
            return str(_DECODER.raw_decode(head)[0])
    fields = json.loads(line)
    if not isinstance(fields, dict) or not isinstance(fields.get("doc_id"), str):
        raise ValueError("not an object with a doc_id")
    return str(fields["doc_id"])


def record_of(line: bytes, place: str) -> DocumentRecord:
    """The record of a line that stands at `place`. Raises StoreError naming place, field and value."""
    try:
        return DocumentRecord.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(map(str, problem["loc"])) or "line"
        got = repr(problem["input"])[:60]
        raise StoreError(f"{place}: not a record: {field}: {problem['msg']} (got {got})") from error
