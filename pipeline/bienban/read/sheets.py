"""XLS and XLSX -> text, with xlrd and openpyxl: numbers as the sheet shows them. Runs confined.

A cell holds 0.125 and shows 12,5%; what it shows is what a reader means. So the libraries that
know the format of a cell are used here, and not the faster ones that do not.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Any

from bienban.errors import ReadError
from bienban.read.limits import TEXT_CHARACTERS
from bienban.read.office import check_package
from bienban.read.tables import MOST_CELLS, MOST_COLUMNS, Cell, lines

_PLACES = re.compile(r"0[.](0+)|[#0][.]([#0]+)")
_WHOLE = re.compile(r"(?:#,##)?0%?(?:;.*)?")
_EMPTY = Cell("")


def read(content: bytes, name: str, *, form: str) -> Iterator[dict[str, Any]]:
    """The text of all visible sheets; each block of rows is a table. Raises ReadError."""
    sheets = _xlsx(content, name) if form == "xlsx" else _xls(content, name)
    said: list[str] = []
    for rows in sheets:
        said += _sheet(rows)
        if sum(map(len, said)) > TEXT_CHARACTERS:
            raise ReadError(
                f"{name}: more than {TEXT_CHARACTERS:,} characters; a data set is no document, split it"
            )
    yield {"text": "\n".join(said), "format": form}


def shown(value: object, form: str) -> str:
    """A value as its sheet shows it, in Vietnamese notation: 0.125 in the format 0.0% is 12,5%."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value).strip()


def _number(value: float, form: str) -> str:
    """Fifteen digits, which is what a sheet keeps; rounded where its format rounds."""
    if not isfinite(value):
        return ""
    exact = Decimal(format(value, ".15g"))
    is_percent = "%" in form
    exact = exact * 100 if is_percent else exact
    if (places := _decimals(form)) or _WHOLE.fullmatch(form):
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)  # as a sheet rounds
    text = format(exact.normalize(), "f") if exact else "0"
    whole, _, part = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if "," in form.split(";", maxsplit=1)[0] else whole
    return f"{'-' if exact < 0 else ''}{grouped}{',' + part if part else ''}{'%' if is_percent else ''}"


def _decimals(form: str) -> int:
    found = _PLACES.search(form.split(";", maxsplit=1)[0])
    return len(found.group(1) or found.group(2)) if found else 0


def _xlsx(content: bytes, name: str) -> Iterator[list[list[Cell]]]:
    import openpyxl

    check_package(content, name)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            # not max_row: a sheet often has empty cells with a format down to its last row
            cells = [cell for cell in sheet._cells.values() if cell.value is not None]
            last, width = max((c.row for c in cells), default=0), max((c.column for c in cells), default=0)
            _check_size(last, width, name)
            rows = [[_EMPTY] * width for _ in range(last)]
            for cell in cells:
                rows[cell.row - 1][cell.column - 1] = Cell(shown(cell.value, cell.number_format or ""))
            areas = sheet.merged_cells.ranges
            yield _merged(rows, [(r.min_row - 1, r.max_row, r.min_col - 1, r.max_col) for r in areas])


def _xls(content: bytes, name: str) -> Iterator[list[list[Cell]]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    for sheet in book.sheets():
        if sheet.visibility == 0:
            _check_size(sheet.nrows, sheet.ncols, name)
            rows = [[Cell(_xls_cell(book, cell)) for cell in sheet.row(row)] for row in range(sheet.nrows)]
            yield _merged(rows, sheet.merged_cells)


def _xls_cell(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
    if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    return shown(cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _check_size(rows: int | None, columns: int | None, name: str) -> None:
    cells = (rows or 0) * min(columns or 0, MOST_COLUMNS)
    if cells > MOST_CELLS:
        raise ReadError(f"{name}: a sheet of {cells:,} cells; a data set is no document, save it as CSV")


def _merged(rows: list[list[Cell]], ranges: Sequence[tuple[int, int, int, int]]) -> list[list[Cell]]:
    """The rows with each merged range as what it is: one text in all its places."""
    for top, bottom, left, right in ranges:
        if 0 <= top < len(rows) and 0 <= left < len(rows[top]):
            text = rows[top][left].text
            for row in range(top, min(bottom, len(rows))):
                for column in range(left, min(right, len(rows[row]))):
                    rows[row][column] = replace(rows[row][column], text=text)
    return rows


def _sheet(rows: list[list[Cell]]) -> Iterator[str]:
    """The lines of one sheet: single cells are paragraphs, the rest of each block a table."""
    block: list[list[Cell]] = []
    caption = ""
    for row in [*rows, []]:
        said = list(dict.fromkeys(cell.text for cell in row if cell.text))
        if len(said) > 1 or (block and said and len(block) > 1):
            block.append(row)
            continue
        if block:
            yield from lines(_trimmed(block), caption=caption)
            block, caption = [], ""
        if said:
            caption = f"{caption}\n{said[0]}"
            yield said[0]


def _trimmed(block: list[list[Cell]]) -> list[list[Cell]]:
    """A block without the columns that are empty in all its rows."""
    width = max(map(len, block))
    full = [row + [_EMPTY] * (width - len(row)) for row in block]
    kept = [column for column in range(width) if any(row[column].text for row in full)]
    return [[row[column] for column in kept] for row in full]
