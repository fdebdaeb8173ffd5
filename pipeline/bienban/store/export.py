"""An archive -> files for other programs: CSV, Parquet, XLSX, and SDMX-CSV for its series.

Each is written beside its place and then put there, so no half file has its name.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, column, select, table

from bienban.errors import StoreError, UsageError
from bienban.frame import safe
from bienban.store.batches import batches
from bienban.store.engine import asked
from bienban.store.schema import Json
from bienban.store.sdmx import write_sdmx

Form = Literal["csv", "parquet", "xlsx", "sdmx-csv"]

_READ = "doc_id outlet published body level meeting_date"
_PLACE = "quote start_char end_char rule key version"
EXPORTED: dict[str, tuple[str, str]] = {
    "indicators": (
        "current_indicators",
        f"{_READ} name concept measure value number value_max out_of unit bound status period period_start "
        f"period_end base scope assigner part_of {_PLACE} reviewed extracted_name extracted_value "
        "extracted_unit extracted_period_code",
    ),
    "directives": (
        "current_directives",
        f"{_READ} text addressee lead coordinate speaker speaker_titles deadline deadline_date due "
        f"legal_basis {_PLACE} reviewed extracted_text extracted_addressee extracted_deadline "
        "extracted_deadline_date",
    ),
    "meetings": (
        "meetings_by_chair",
        "doc_id outlet published body level kind meeting_date session period place chair chair_titles quote "
        "start_char end_char key version reviewed extracted_body extracted_date",
    ),
    "flags": (
        "open_flags",
        "doc_id outlet published code message suggestion quote start_char end_char kind key",
    ),
}
"""What is exported: the name of the file or sheet, the view, and its columns."""

_LISTS = frozenset(["coordinate", "speaker_titles", "legal_basis", "chair_titles"])
_WHOLE = frozenset(["start_char", "end_char", "version"])
_DECIMAL = frozenset(["value", "value_max", "out_of", "extracted_value"])
"""Decimal text, which is no formula even with a minus in front."""

_ROWS_OF_XLSX = 1_048_575
_AT_ONCE = 10_000

Rows = Iterator[Sequence[Any]]


def export(url: str, folder: Path, form: Form) -> list[Path]:
    """Write the archive at `url` into `folder`, and tell the files: one a table, or one of all for XLSX.

    Raises StoreError for an archive that cannot be read and for a library that is missing, UsageError for
    more rows than a sheet can hold.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with asked(url) as connection:
        if form == "sdmx-csv":
            return [_written(folder / "series.sdmx.csv", lambda path: _sdmx(connection, path))]
        if form == "xlsx":
            return [_written(folder / "archive.xlsx", lambda path: _xlsx(connection, path))]
        write = _csv if form == "csv" else _parquet
        return [_written(folder / f"{name}.{form}", partial(write, connection, name)) for name in EXPORTED]


def _written(path: Path, write: Callable[[Path], None]) -> Path:
    beside = path.with_name(f"{path.name}.part")
    try:
        write(beside)
        return beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def columns_of(name: str) -> list[str]:
    """The columns of an exported table."""
    return EXPORTED[name][1].split()


def _rows(connection: Connection, name: str) -> Rows:
    view = table(EXPORTED[name][0], *(column(of, Json if of in _LISTS else None) for of in columns_of(name)))
    query = select(*view.c).order_by(view.c.doc_id, view.c.start_char, view.c.key)
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(query)


def _flat(name: str, cell: Any) -> Any:
    """A cell of a sheet: a list is one text, and no text is a formula."""
    cell = "; ".join(map(str, cell)) if isinstance(cell, list) else cell
    return cell if name in _DECIMAL else safe(cell)


def _csv(connection: Connection, name: str, path: Path) -> None:
    names = columns_of(name)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerow(names)
        for row in _rows(connection, name):
            lines.writerow(map(_flat, names, row))


def _parquet(connection: Connection, name: str, path: Path) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError("pyarrow is missing; pip install 'bienban[parquet]'") from error
    kinds = (
        {"number": pa.float64()}
        | dict.fromkeys(_WHOLE, pa.int64())
        | dict.fromkeys(_LISTS, pa.list_(pa.string()))
    )
    schema = pa.schema([(of, kinds.get(of, pa.string())) for of in columns_of(name)])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in batches(_rows(connection, name), _AT_ONCE):
            values = zip(*part, strict=True)
            floats = (
                [None if value is None else float(value) for value in of]
                if field.name == "number"
                else list(of)
                for field, of in zip(schema, values, strict=True)
            )
            writer.write_table(pa.table(list(floats), schema=schema))


def _xlsx(connection: Connection, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    for name in EXPORTED:
        sheet = book.create_sheet(name)
        sheet.append(columns_of(name))
        for count, row in enumerate(_rows(connection, name), 1):
            if count > _ROWS_OF_XLSX:
                raise UsageError(f"{name}: a sheet holds {_ROWS_OF_XLSX} rows; export csv or parquet")
            cells = []
            for of, value in zip(columns_of(name), row, strict=True):
                flat = float(value) if of == "number" and value is not None else _flat(of, value)
                text = ILLEGAL_CHARACTERS_RE.sub(" ", flat) if isinstance(flat, str) else flat
                cell = WriteOnlyCell(sheet, text)
                if isinstance(text, str):
                    cell.data_type = "s"  # whatever it looks like
                cells.append(cell)
            sheet.append(cells)
    book.save(path)


_SERIES = "body outlet concept measure unit base scope status period period_start period_end value doc_id"


def _sdmx(connection: Connection, path: Path) -> None:
    view = table("series", *map(column, _SERIES.split()))
    found = connection.execute(select(*view.c).order_by(*view.c)).mappings()
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_sdmx(map(dict, found), stream)
