"""Lines of JSON -> records; an error names the file and the line."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bienban.errors import StoreError
from bienban.records import DocumentRecord

_BEFORE_ID = b'{"schema":"bienban/1","doc_id":'


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, each with its number from 1. Raises StoreError."""
    try:
        with path.open("rb") as stream:
            yield from ((number, line) for number, line in enumerate(stream, 1) if line.strip())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error


def doc_id_of(line: bytes) -> str:
    """The doc_id of a record's line, at best without parsing all of it. Raises ValueError."""
    if line.startswith(_BEFORE_ID):
        return str(json.JSONDecoder().raw_decode(line[len(_BEFORE_ID) :].decode())[0])
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
