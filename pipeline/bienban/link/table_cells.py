"""Lines of tables -> indicators: "Thu ngân sách (tỷ đồng) | Ước tháng 10 | 315,6".

What read makes of a table is told cell by cell, so a cell needs no grammar: its name is the label of its
row, and its unit, period, status and base are those its header tells, else its label, else the caption.
Two columns of one row may be a figure and its comparison: the comparison is for the period of the figure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bienban.find.mentions import Mentions, Quantity, Time, within
from bienban.find.separators import read_digits
from bienban.link.calendar import Calendar, days
from bienban.link.concepts import Setting, concept_of
from bienban.link.names import Name
from bienban.link.periods import with_year_of_text
from bienban.link.sequence import Known
from bienban.link.table_lines import BAR, REPORTED, Line, Place, table_lines
from bienban.link.table_units import quantity_of, row_name
from bienban.records import Indicator, Measure, Meeting, Status, is_period
from bienban.rule_kinds import IndicatorRule
from bienban.rules import Rules
from bienban.text.doc import Doc

RULE = "table.cell"
"""The rule of what is read of a cell."""

_MONTH = re.compile(r"(?:\d{4}|-)-\d\d")
_FOUR = re.compile(r"\d{4}")
_CAPTION_LINES = 3
_INDEX_FROM = 30
"""Percentages of the same period, all above this, tell how much it is of it, not how much more."""


def link_cells(
    doc: Doc,
    mentions: Mentions,
    meetings: Sequence[Meeting],
    calendar: Calendar,
    told: tuple[Indicator, ...],
) -> tuple[Indicator, ...]:
    """`told` with the indicators of the cells of tables, in text order and numbered anew.

    What was told of the words of such a line gives way to what its cell says.
    """
    rules = mentions.terms.rules
    lines = table_lines(doc, mentions, rules) if rules is not None else []
    if rules is None or not lines:
        return told
    calendar = with_year_of_text(calendar, mentions.times)
    cells = [*_Table(doc, mentions, calendar, rules, lines).cells()]
    starts = [meeting.provenance.start for meeting in meetings]
    for cell in cells:
        before = sum(start <= cell["provenance"]["start"] for start in starts)
        cell["meeting"] = max(before - 1, 0) if starts else None
    return _merged(told, [Indicator.model_validate(cell) for cell in cells], lines)


class _Table:
    """The lines of all tables of one document, read in order; holds what a row says of its other columns."""

    def __init__(
        self, doc: Doc, mentions: Mentions, calendar: Calendar, rules: Rules, lines: Sequence[Line]
    ) -> None:
        self.doc, self.text = doc, doc.text
        self.mentions, self.calendar, self.rules = mentions, calendar, rules
        self.lines = lines
        self.row = ""
        self.period: tuple[str | None, Time | None] = (None, None)
        self.level = ""
        self.indexed = self._indexed()

    def cells(self) -> Iterator[dict[str, Any]]:
        """The fields of the indicator of each line, in text order, with an id of its own."""
        caption: Time | None = None
        end = -1
        for number, line in enumerate(self.lines, 1):
            if line.label[0] != end + 1:
                caption = self._caption(line.label[0])
            end = line.cell[1]
            quantity, unit_at = quantity_of(self.text, line, self.rules)
            if quantity is not None:
                yield self._fields(line, f"c{number}", quantity, unit_at, caption)

    def _caption(self, start: int) -> Time | None:
        """The last period that the lines right above a table tell."""
        above = start
        for _ in range(_CAPTION_LINES):
            before = self.text.rfind("\n", 0, max(above - 1, 0)) + 1
            if BAR in self.text[before:above]:
                break
            above = before
        times = within(self.mentions.times, above, start)
        return next((time for time in reversed(times) if time.kind in REPORTED and time.kind != "day"), None)

    def _indexed(self) -> set[str]:
        """The headers of comparisons whose numbers tell how much one is of the other."""
        least: dict[str, float] = {}
        for line in self.lines:
            header = self.text[slice(*line.header)]
            if read := read_digits(self.text[slice(*line.number)], "ratio"):
                value = -float(read.value) if line.is_less else float(read.value)
                least[header] = min(least.get(header, value), value)
        return {header for header, value in least.items() if value > _INDEX_FROM}

    def _fields(
        self,
        line: Line,
        id: str,  # noqa: A002 - a field of the record
        quantity: Quantity,
        unit_at: Place | None,
        caption: Time | None,
    ) -> dict[str, Any]:
        measure, base = self._measure(line, quantity)
        status: Status = "actual"
        if measure == "level" and line.says("plan"):
            status = "target"
        elif line.says("estimate"):
            status = "estimate"
        start, end = row_name(self.text, line, self.rules)
        if self.text[start:end] != self.row:
            self.row, self.level, self.period = self.text[start:end], "", (None, None)
        code, time = self._period(line, measure, base, caption)
        if measure == "level" and code and self._lies_ahead(code):
            status = "target"
        if measure == "level" and status != "target":
            self.level, self.period = id, (code, time)
        value = (
            -quantity.value if line.is_less and measure in ("change", "growth", "level") else quantity.value
        )
        name = Name(start, end, "subject", self.text[start:end], known=self._known(start, end))
        missing = ("unit_missing",) if quantity.unit is None else ()
        return {
            "id": id,
            "name": name.said,
            "concept": concept_of(name, Setting(quantity, measure)),
            "measure": measure,
            "value": format(value, "f"),
            "unit": quantity.unit,
            "status": status,
            "period": self.calendar.period(code, self._said(time)) if code else None,
            "base": base,
            "parent": self.level if measure != "level" and self.level else None,
            "readings": [{"value": format(read, "f"), "evidence": why} for read, why in quantity.readings],
            "flags": (*quantity.flags, *missing),
            "fields": self._places((start, end), time, unit_at),
            "provenance": self._place(line.cell[0], line.cell[1]),
        }

    def _known(self, start: int, end: int) -> tuple[Known, ...]:
        """The indicators the field knows that a name names, the longest first."""
        terms = self.mentions.terms.of_type(IndicatorRule, start, end)
        longest = sorted(terms, key=lambda term: term.start - term.end)
        return tuple(
            (term.what, "whole" if (term.start, term.end) == (start, end) else "inside")
            for term in longest
            if isinstance(term.what, IndicatorRule)
        )

    def _measure(self, line: Line, quantity: Quantity) -> tuple[Measure, str | None]:
        """What a cell measures, and what it compares with."""
        base = self._base(line)
        if quantity.unit not in ("percent", "times"):
            return ("change", base) if line.says("growth") else ("level", None)
        if line.says("share"):
            return "share", None
        if line.says("growth"):
            return "growth", base
        if base == "plan":
            return "share_of_plan", base
        if base is not None:
            is_index = self.text[slice(*line.header)] in self.indexed
            return ("index" if is_index else "growth"), base
        return ("growth", None) if "growth" in line.in_label else ("level", None)

    def _base(self, line: Line) -> str | None:
        """What the header of a comparison compares with; None when it compares with nothing."""
        if not line.says("compare", "to_plan", "growth"):
            return None
        if line.says("same_period"):
            return "same_period"
        if line.says("previous_period"):
            return "previous_period"
        if line.says("plan", "to_plan"):
            return "plan"
        if line.times and line.says("compare"):
            time = line.times[-1]
            return f"year:{time.code}" if time.kind == "year" and time.code.isdigit() else self._said(time)
        return None

    def _period(
        self, line: Line, measure: Measure, base: str | None, caption: Time | None
    ) -> tuple[str | None, Time | None]:
        """The period of a cell: of its header, of the figure it compares, of the caption, of the report."""
        is_comparison = base is not None or measure in ("share_of_plan", "index")
        if is_comparison:
            if self.period[0]:
                return self.period
            time = None
        else:
            own = within(self.mentions.times, *line.label)
            time = next(iter([*line.times, *(each for each in own if each.kind in REPORTED)]), None)
        if time is None and not is_comparison and line.says("plan") and (year := self.calendar.base_year()):
            return str(year), None
        said, time = time, time or caption
        code = self.calendar.complete(time.code) if time else self.calendar.reviewed
        if code and not is_comparison:
            code = self._moved(line, code, said, caption)
        return (code, time) if code and is_period(code) else (None, None)

    def _moved(self, line: Line, code: str, said: Time | None, caption: Time | None) -> str:
        """A period as its header moves it: since the start of the year, or to the same time a year ago."""
        if line.says("cumulative") and said is None and _MONTH.fullmatch(code):
            return f"ytd:{code}"
        if not line.says("same_period") or "--" in code:
            return code
        if said is None:
            return self.calendar.year_before(code)
        now = self.calendar.complete(caption.code) if caption else self.calendar.reviewed
        return _FOUR.sub(code, now) if said.kind == "year" and now and "/" not in now else code

    def _lies_ahead(self, code: str) -> bool:
        start, _ = days(code)
        return bool(start and self.calendar.today and start > self.calendar.today.isoformat())

    def _said(self, time: Time | None) -> str | None:
        return self.text[time.start : time.end] if time else None

    def _places(self, name: Place, time: Time | None, unit_at: Place | None) -> dict[str, Any]:
        places = {"name": self._place(*name)}
        if time:
            places["period"] = self._place(time.start, time.end, time.rule)
        if unit_at:
            places["unit"] = self._place(*unit_at)
        return places

    def _place(self, start: int, end: int, rule: str = RULE) -> dict[str, Any]:
        return {"start": start, "end": end, "raw": self.text[start:end], "rule": rule}


def _merged(
    told: Sequence[Indicator], cells: Sequence[Indicator], lines: Sequence[Line]
) -> tuple[Indicator, ...]:
    """All indicators in text order; those in the words of a line of a table give way to its cell."""
    places = sorted((line.label[0], line.cell[1]) for line in lines)
    kept = [one for one in told if not any(start <= one.provenance.start < end for start, end in places)]
    every = sorted([*kept, *cells], key=lambda one: one.provenance.start)
    numbers = {one.id: f"i{number}" for number, one in enumerate(every, 1)}
    return tuple(
        one.model_copy(update={"id": numbers[one.id], "parent": numbers.get(one.parent or "")})
        for one in every
    )
