"""A table -> lines "row label | column header | cell", one for each cell that says something.

A table of figures names each cell by its row and its column, wherever a reader looks; its lines do so too.
The unit of a table ("Đơn vị tính: tỷ đồng") or of a row (a column "ĐVT") joins the header or the
label it holds for, in parentheses, unless they name one themselves. Tables of words become lines
of cells, frames that only lay out a page become paragraphs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BAR = " | "
MOST_COLUMNS = 256
MOST_CELLS = 200_000

_NUMBER = re.compile(
    r"[(+\-\u2013\u2212~≈]?\s?\d{1,3}(?:[.,\s]?\d{1,3}){0,12}\s?\)?(?:\s?%)?(?:\s?[-\u2013/]\s?\d[\d.,]{0,20}\s?%?)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLACE = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,6})\)?[.)]?|\d{1,2}(?:\.\d{1,2}){1,3}\.?", re.I)
_COUNT = re.compile(r"\(?\s?(?:\d{1,2}|[a-zđ])\s?\)?\s?(?:=.{1,20})?", re.I)
_MEASURED = re.compile(r"[-–+]?\d[\d.,]{0,20}\s?(?!tháng|quý|năm|ngày|tuần|vụ|kỳ)[^\W\d_][^\d;:]{0,30}", re.I)
_NOTHING = re.compile(r"[-\u2013\u2014.…x*]{0,3}", re.I)
_PLACES = frozenset(["stt", "tt", "so tt", "so thu tu", "no", "no."])
_UNITS = frozenset(["don vi", "don vi tinh", "dvt", "dv tinh", "don vi do", "dvi tinh"])
_CAPTION = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính|đơn vị tiền)\s?[:\-]\s?([^;\n.()|]{1,40})", re.I)
_OWN_UNIT = re.compile(
    r"%|\([^()]{1,40}\)|tỷ lệ|tỉ lệ"
    r"|(?:nghìn|ngàn|triệu|tỷ|tỉ) (?:đồng|usd|tấn|người|lượt)|\b(?:tấn|ha|usd|đồng|người|hộ)\b",
    re.I,
)
_LONG = 120
"""Characters of a cell beyond which it is prose."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, paragraphs parted by line breaks, and the columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which rows of a grid are its header, which column names the rows, which gives their unit."""

    header: range
    label: int
    unit: int | None
    places: frozenset[int]


def lines(rows: Sequence[Sequence[Cell]], *, caption: str = "") -> list[str]:
    """The lines of one table, in reading order. `caption` is what stands right above it."""
    grid = _grid(rows)
    if not grid:
        return []
    titles, grid, marked = _without_titles(
        grid, [bool(row) and all(c.is_header for c in row) for row in rows]
    )
    shape = _shape(grid, marked)
    if shape is None:
        return list(_words(_grid(rows), rows))
    return titles + list(_figures(grid, shape, _unit_of("\n".join([caption, *titles]))))


def _without_titles(
    grid: list[list[str]], marked: list[bool]
) -> tuple[list[str], list[list[str]], list[bool]]:
    """The texts that stand across the head of a table, and the table below them."""
    titles: list[str] = []
    while len(grid) > 1 and len({cell for cell in grid[0] if cell}) < 2 and (grid[0][0] or not any(grid[0])):
        titles += [grid[0][0]] if grid[0][0] else []
        grid, marked = grid[1:], marked[1:]
    return titles, grid, marked


def unit_caption(text: str) -> bool:
    """Whether a line gives the unit of the table below it."""
    return _CAPTION.search(text) is not None


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Every place of a table, a cell that covers several standing in each; cut at MOST_CELLS."""
    taken: dict[tuple[int, int], str] = {}
    for down, row in enumerate(rows):
        across = 0
        for cell in row:
            while (down, across) in taken:
                across += 1
            if across >= MOST_COLUMNS or len(taken) > MOST_CELLS:
                break
            text = " ".join(cell.text.replace("|", "/").split())
            for deeper in range(down, min(down + max(cell.rows, 1), len(rows))):
                for further in range(across, min(across + max(cell.columns, 1), MOST_COLUMNS)):
                    taken.setdefault((deeper, further), text)
            across += max(cell.columns, 1)
    width = 1 + max((across for _, across in taken), default=-1)
    return [[taken.get((down, across), "") for across in range(width)] for down in range(len(rows))]


def _shape(grid: list[list[str]], marked: Sequence[bool]) -> _Shape | None:
    """How a table of figures is built; None for any other table."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    first = next((place for place, row in enumerate(grid) if not marked[place] and _is_data(row)), None)
    if first is None or first == 0:
        return None
    while first > 1 and _is_part_title(grid[first - 1]):
        first -= 1
    body, columns = grid[first:], range(len(grid[0]))
    titles = [[_fold(row[column]) for row in grid[:first] if row[column]] for column in columns]
    labels = [column for column in columns if _names_rows(body, column)]
    places = frozenset(column for column in columns if _holds_places(titles[column], body, column))
    unit = next((column for column in labels if not _UNITS.isdisjoint(titles[column])), None)
    label = next((column for column in labels if column not in places and column != unit), 0)
    return _Shape(range(first), label, unit, places - {label})


def _is_part_title(row: list[str]) -> bool:
    """Whether a row is one text at its head or all over it, such as "I. Kinh tế"."""
    said = [cell for cell in row if cell]
    return len(set(said)) == 1 and (row[0] != "" or (len(said) == 1 and row[1] != ""))


def _is_data(row: list[str]) -> bool:
    """Whether a row holds figures: numbers that are not all years, behind something that names them."""
    values = [cell for cell in row if cell]
    numbers = [cell for cell in values[1:] if _is_number(cell) or _MEASURED.fullmatch(cell)]
    if not numbers or all(_COUNT.fullmatch(cell) for cell in values):
        return False
    return not all(_YEAR.fullmatch(cell) for cell in numbers)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _names_rows(body: list[list[str]], column: int) -> bool:
    """Whether most cells of a column are words."""
    cells = [row[column] for row in body if row[column] and not _NOTHING.fullmatch(row[column])]
    return 2 * sum(not _is_number(cell) for cell in cells) > len(cells)


def _holds_places(titles: list[str], body: list[list[str]], column: int) -> bool:
    """Whether a column only numbers the rows."""
    if not _PLACES.isdisjoint(titles):
        return True
    cells = [row[column] for row in body if row[column]]
    return not titles and column == 0 and bool(cells) and all(_PLACE.fullmatch(cell) for cell in cells)


def _figures(grid: list[list[str]], shape: _Shape, unit: str) -> Iterator[str]:
    headers = [_header(grid, shape, column) for column in range(len(grid[0]))]
    for row in grid[shape.header.stop :]:
        label = row[shape.label]
        if len({cell for cell in row if cell}) == 1 and not _is_number(label or row[0]):
            yield next(cell for cell in row if cell)
            continue
        own = row[shape.unit] if shape.unit is not None else ""
        for column, cell in enumerate(row):
            if column in shape.places or column in (shape.label, shape.unit) or _NOTHING.fullmatch(cell):
                continue
            if column and cell == row[column - 1] and headers[column] == headers[column - 1]:
                continue
            yield _line(label, headers[column], cell, own, unit)


def _header(grid: list[list[str]], shape: _Shape, column: int) -> str:
    """What stands above a column, from top to bottom, each thing once."""
    said: list[str] = []
    for row in shape.header:
        cell = grid[row][column]
        covers_all = len({text for text in grid[row] if text}) == 1 and len(grid[row]) > 2
        if cell and cell not in said and not _COUNT.fullmatch(cell) and not covers_all:
            said.append(cell)
    return " – ".join(said)


def _line(label: str, header: str, cell: str, own: str, unit: str) -> str:
    if _is_number(cell) and "%" not in cell and not _OWN_UNIT.search(header):
        if own:
            label = f"{label} ({own})"
        elif unit and not _OWN_UNIT.search(label):
            header = f"{header} ({unit})" if header else f"({unit})"
    return BAR.join(part for part in (label, header, cell) if part)


def _unit_of(caption: str) -> str:
    found = _CAPTION.search(caption)
    return found.group(1).strip(" ,:)") if found else ""


def _words(grid: list[list[str]], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """A table without figures: its rows, or paragraphs when it lays out a page."""
    texts = [cell.text for row in rows for cell in row]
    is_frame = (
        len(grid) < 3 or len(grid[0]) < 2 or any("\n" in text.strip() or len(text) > _LONG for text in texts)
    )
    if is_frame:
        for text in texts:
            yield from (" ".join(line.split()) for line in text.split("\n") if line.strip())
        return
    for row in grid:
        cells = [cell for place, cell in enumerate(row) if cell and (place == 0 or cell != row[place - 1])]
        if cells:
            yield BAR.join(cells)


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())
