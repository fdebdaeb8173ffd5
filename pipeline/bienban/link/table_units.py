"""The number of a cell with its unit: told in the cell, its header, its label, or by what that counts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from bienban.find.alone import read_quantity
from bienban.find.mentions import Quantity
from bienban.find.separators import Follows, read_digits
from bienban.link.table_lines import Line, Place
from bienban.rules import Rules

_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,5}[.)]?|[A-ZĐa-zđ][.)]|[-–+*•])\s{1,3}(?=\S)"
)
_COLON = re.compile(r"\s?:\s{0,2}(?=\S)")
_UNIT_OPENS = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv)\s?:\s?", re.I)
_ROUND = re.compile(r"1\.?000(?:\.?000)?(?= )")
_TEN_TIMES = {"1000": "nghìn", "1.000": "nghìn", "1000000": "triệu", "1.000.000": "triệu"}
_FOLLOWS: dict[str | None, Follows] = {"money": "money", "ratio": "ratio", "count": "count", "rank": "count"}


def quantity_of(text: str, line: Line, rules: Rules) -> tuple[Quantity | None, Place | None]:
    """The number of a cell with its unit, and where that is told when it is not in the cell."""
    cell = text[line.number[0] : line.cell[1]].rstrip(") ")
    digits = text[slice(*line.number)]
    if cell != digits:
        return read_quantity(cell, rules), None
    for place in _units(text, line, rules):
        if (unit := _unit(text[slice(*place)], rules)) is not None:
            return _with_unit(digits, unit), place
    read = read_digits(digits, "nothing")
    if read is None:
        return None, None
    return Quantity(
        *line.number, "unit.none", read.value, None, flags=read.flags, readings=read.readings
    ), None


def row_name(text: str, line: Line, rules: Rules) -> Place:
    """The label of a row without its number, without "of which:" and without the unit behind it."""
    start, end = line.label
    while (numbered := _NUMBERED.match(text, start, end)) is not None:
        start = numbered.end()
    part = line.in_label.get("part")
    if part and part[0] == start and (colon := _COLON.match(text, part[1], end)):
        start = colon.end()
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket.end() == end and _unit(bracket.group(1), rules):
            end = start + len(text[start : bracket.start()].rstrip())
    return (start, end) if start < end else line.label


def _units(text: str, line: Line, rules: Rules) -> Iterator[Place]:
    """Where the unit of a cell may be told, the nearest first."""
    for start, end in (line.header, line.label):
        for bracket in reversed([*_BRACKET.finditer(text, start, end)]):
            yield bracket.span(1)
        if (percent := text.find("%", start, end)) >= 0:
            yield percent, percent + 1
    if "count" in line.in_label and not line.says("compare", "to_plan", "growth", "share"):
        start, end = row_name(text, line, rules)
        counted = line.in_label["count"]
        if counted[0] == start and counted[1] < end:
            yield counted[1] + 1, end


@lru_cache(maxsize=4096)
def _unit(told: str, rules: Rules) -> Quantity | None:
    """One of the unit that `told` says, None when it says none; a table says the same few over and over."""
    unit = _ROUND.sub(lambda found: _TEN_TIMES[found.group()], _UNIT_OPENS.sub("", told).strip())
    found = read_quantity(f"1 {unit}", rules) if unit else None
    return found if found is not None and found.unit is not None and found.start == 0 else None


def _with_unit(digits: str, one: Quantity) -> Quantity | None:
    """So many of `one`; what stands behind digits decides how their marks are read."""
    follows: Follows = "scale" if one.value != 1 else _FOLLOWS.get(one.dimension, "measure")
    if follows == "count" and "/" in (one.unit or ""):
        follows = "rate"
    read = read_digits(digits, follows)
    if read is None:
        return None
    readings = tuple((_times(value, one.value), why) for value, why in read.readings)
    return replace(one, value=_times(read.value, one.value), flags=read.flags, readings=readings)


def _times(value: Decimal, scale: Decimal) -> Decimal:
    """The product, without the noughts that multiplying leaves behind its comma."""
    if scale == 1:
        return value
    product = value * scale
    whole = product.to_integral_value()
    return whole if whole == product else product.normalize()
