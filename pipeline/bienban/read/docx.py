"""DOCX -> text, with python-docx. Runs in the confined process.

Paragraphs and tables come in the order of the body. Letters of old fonts that Word stores as
marks of their own (the soft hyphen is the TCVN3 letter ư) are kept; deleted text is left out.
"""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from bienban.read.office import check_package
from bienban.read.tables import Cell, lines

_AS_TEXT = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:softHyphen"): "\u00ad",
    qn("w:noBreakHyphen"): "-",
}
_LEFT_OUT = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:tbl")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_BLOCKS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")})


def read(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The text of a Word document, without headers, footers and notes. Raises ReadError."""
    check_package(content, name)
    body = Document(io.BytesIO(content)).element.body
    yield {"text": "\n".join(_blocks(body)), "format": "docx"}


def _blocks(parent: Any) -> Iterator[str]:
    """The paragraphs, and for each table its lines."""
    before = ""
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            before = _paragraph(element)
            yield before
        elif element.tag == qn("w:tbl"):
            yield from lines(_rows(element), caption=before)
        elif element.tag in _BLOCKS:
            yield from _blocks(element)


def _paragraph(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _AS_TEXT:
            yield _AS_TEXT[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield "\n" if child.tag == qn("w:p") else ""  # in a box beside the text
            yield from _pieces(child)


def _rows(table: Any) -> list[list[Cell]]:
    rows = [[*_cells(row)] for row in table.iter(qn("w:tr")) if _owner(row) is table]
    return [_covering(rows, place) for place in range(len(rows))]


def _owner(row: Any) -> Any:
    return next(row.iterancestors(qn("w:tbl")))


def _cells(row: Any) -> Iterator[tuple[Cell, bool]]:
    """Each cell of a row and whether it goes on with the one above it."""
    is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is not row:
            continue
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        width = int(span.get(qn("w:val"), "1")) if span is not None else 1
        goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
        yield Cell("\n".join(_blocks(cell)).strip(), width, 1, is_header), goes_on


def _covering(rows: list[list[tuple[Cell, bool]]], place: int) -> list[Cell]:
    """A row in which a cell that goes on with the one above says what that one says."""
    row: list[Cell] = []
    column = 0
    for cell, goes_on in rows[place]:
        text = _above(rows, place, column) if goes_on and place else cell.text
        row.append(Cell(text, cell.columns, 1, cell.is_header))
        column += cell.columns
    if place:
        rows[place] = [(cell, False) for cell in row]
    return row


def _above(rows: list[list[tuple[Cell, bool]]], place: int, column: int) -> str:
    start = 0
    for cell, _ in rows[place - 1]:
        if start <= column < start + cell.columns:
            return cell.text
        start += cell.columns
    return ""
