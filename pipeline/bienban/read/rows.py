"""JSON, JSONL and CSV -> one document a row."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bienban.errors import ReadError
from bienban.read.columns import Columns
from bienban.read.dates import day_of
from bienban.read.decode import ENCODINGS, announced, convert, decode
from bienban.read.limits import TEXT_BYTES, megabytes
from bienban.read.part import Part, Unread


def document_of(
    row: Mapping[str, Any], number: int, name: str, form: str, encoding: str | None = None
) -> Part | Unread:
    """The document of one row. `row` holds the values by what they mean; `number` counts from 1."""
    place = _string(row.get("id")) or _string(row.get("url")) or str(number)
    text = row.get("text")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "\n".join(text)
    if text is not None and not isinstance(text, str):
        kind = type(text).__name__
        return Unread(
            place, ReadError(f"{name}: row {number}: its text is {kind} {str(text)[:40]!r}, not a string")
        )
    day = row.get("date")
    published = None if day in (None, "") else day_of(day)
    if published is None and day not in (None, ""):
        message = f"row {number}: the date {str(day)[:40]!r} is none bienban knows; write it as 2024-11-27"
        return Unread(place, ReadError(f"{name}: {message}"))
    facts = {"published": published, **{fact: _string(row.get(fact)) for fact in ("url", "title", "outlet")}}
    known = {fact: value for fact, value in facts.items() if value}
    return Part(text or "", form, place, doc_id=_string(row.get("id")), encoding=encoding, facts=known)


def read_jsonl(stream: Any, head: bytes, name: str, columns: Columns) -> Iterator[Part | Unread]:
    """A document for each line; a line that is none is told of, and the next one read."""
    encoding, lines = text_lines(stream, head, name)
    seen = False
    for number, line in enumerate(lines, 1):
        if isinstance(line, str) and not line.strip():
            continue
        try:
            row = _object(line, f"{name}: line {number}")
            meant = columns.choose(list(row), f"{name}: line {number}")
        except ReadError as error:
            if not seen and isinstance(line, str) and "no column" in str(error):
                raise
            yield Unread(str(number), error)
            continue
        seen = True
        yield document_of(_meant(row, meant), number, name, "jsonl", encoding)


def _object(line: str | ReadError, name: str) -> dict[str, Any]:
    if isinstance(line, ReadError):
        raise line
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise ReadError(f"{name}: nested too deep to be a document") from error
    except ValueError as error:
        raise ReadError(f"{name}: not valid JSON: {error}") from error
    if not isinstance(row, dict):
        raise ReadError(
            f'{name}: expected an object such as {{"text": "…", "url": "…"}}, got {line.strip()[:40]!r}'
        )
    return row


def read_json(content: bytes, name: str, columns: Columns) -> Iterator[Part | Unread]:
    """The document of a JSON object, or those of a list of objects. Raises ReadError."""
    decoded = decode(content, name)
    try:
        rows = json.loads(decoded.text)
    except (RecursionError, ValueError) as error:
        raise ReadError(f"{name}: not valid JSON: {error}") from error
    if isinstance(rows, dict):
        meant = _meant(rows, columns.choose(list(rows), name))
        yield replace(document_of(meant, 1, name, "json", decoded.encoding), place="")
        return
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ReadError(f'{name}: expected an object such as {{"text": "…", "url": "…"}} or a list of such')
    for number, row in enumerate(rows, 1):
        yield document_of(
            _meant(row, columns.choose(list(row), name)), number, name, "json", decoded.encoding
        )


def read_csv(stream: Any, head: bytes, name: str, columns: Columns) -> Iterator[Part | Unread]:
    """A document for each row below the header. Raises ReadError for a file that is no CSV."""
    encoding, lines = text_lines(stream, head, name)
    csv.field_size_limit(TEXT_BYTES)
    first = _raised(next(lines, ""))
    delimiter = _delimiter(first)
    header = [column.strip() for column in next(csv.reader([first], delimiter=delimiter), [])]
    meant = columns.choose(header, name)
    number = 0
    try:
        for row in csv.reader(map(_raised, lines), delimiter=delimiter):
            number += 1
            if row and len(row) <= len(header):
                values = dict(zip(header, row, strict=False))
                yield document_of(_meant(values, meant), number, name, "csv", encoding)
            elif row:
                message = f"row {number} has {len(row)} fields, the header {len(header)}; put texts in quotes"
                yield Unread(str(number), ReadError(f"{name}: {message}"))
    except csv.Error as error:
        message = f"row {number + 1}: no CSV ({error}); is a quotation mark left open?"
        raise ReadError(f"{name}: {message}") from error


def text_lines(stream: Any, head: bytes, name: str) -> tuple[str, Iterator[str | ReadError]]:
    """The encoding of a file of many lines, told by its first bytes, and its lines with their ends.

    In the place of a line that is far too long stands an error.
    """
    encoding = announced(head) or decode(head[: head.rfind(b"\n") + 1] or head, name).encoding or "utf-8"
    codec = "latin-1" if encoding in ENCODINGS else encoding
    lines = _lines(stream, "utf-8-sig" if codec == "utf-8" else codec, name)
    if encoding not in ENCODINGS:
        return encoding, lines
    return encoding, (line if isinstance(line, ReadError) else convert(line, encoding) for line in lines)


def _lines(stream: Any, codec: str, name: str) -> Iterator[str | ReadError]:
    text: io.TextIOWrapper[Any] = io.TextIOWrapper(stream, codec, errors="surrogateescape", newline="")
    number = 0
    while line := text.readline(TEXT_BYTES):
        number += 1
        if len(line) < TEXT_BYTES or line.endswith("\n"):
            yield line
            continue
        while (more := text.readline(TEXT_BYTES)) and not more.endswith("\n"):
            pass
        message = f"line {number} is longer than {megabytes(TEXT_BYTES)}, more than any article; split it"
        yield ReadError(f"{name}: {message}")


def _raised(line: str | ReadError) -> str:
    if isinstance(line, ReadError):
        raise line
    return line


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _meant(row: Mapping[str, Any], meant: Mapping[str, str]) -> dict[str, Any]:
    return {role: row.get(column) for role, column in meant.items()}


def _string(value: object) -> str | None:
    """A value as a name: a number is one too, nothing and what has parts is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
