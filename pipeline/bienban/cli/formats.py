"""Records -> what stands on standard output, piece by piece."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from io import StringIO

from bienban.cli.extract import Format
from bienban.frame import COLUMNS, rows, safe
from bienban.records import DocumentRecord

_AS_WRITTEN = frozenset(["doc_id", "meeting_body", "name", "unit", "base", "assigner", "scope", "raw"])
"""Columns that hold words of an article, which may be anything."""


def formatted(records: Iterable[DocumentRecord], form: Format) -> Iterator[str]:
    """The records in one of the formats, in pieces that may be written as they come."""
    return _FORMATS[form](records)


def readable_json(record: DocumentRecord) -> str:
    """The record as JSON with one item a line: small for the eye and for `git diff`."""
    lines = []
    for name, value in json.loads(record.to_json()).items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {_one_line(item)}" for item in value)
            lines.append(f" {_one_line(name)}: [\n{items}\n ]")
        else:
            lines.append(f" {_one_line(name)}: {_one_line(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _jsonl(records: Iterable[DocumentRecord]) -> Iterator[str]:
    for record in records:
        yield record.to_json() + "\n"


def _json(records: Iterable[DocumentRecord]) -> Iterator[str]:
    before = "[\n"
    for record in records:
        yield before + readable_json(record)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _csv(records: Iterable[DocumentRecord]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for record in records:
        for row in rows(record):
            yield _csv_line(safe(cell) if name in _AS_WRITTEN else cell for name, cell in row.items())


def _csv_line(cells: Iterable[object]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _report(records: Iterable[DocumentRecord]) -> Iterator[str]:
    from bienban.cli.report import printed

    return map(printed, records)


def _html(records: Iterable[DocumentRecord]) -> Iterator[str]:
    from bienban.page.record import record_page

    return record_page(records)


_FORMATS: dict[Format, Callable[[Iterable[DocumentRecord]], Iterator[str]]] = {
    "report": _report,
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "html": _html,
}
