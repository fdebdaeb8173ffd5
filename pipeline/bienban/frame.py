"""Records -> a table with one indicator a row, for spreadsheets and pandas."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from bienban.records import DocumentRecord, Indicator, Meeting

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | Decimal | None

COLUMNS = (
    "doc_id",
    "published",
    "meeting_kind",
    "meeting_body",
    "meeting_date",
    "id",
    "name",
    "concept",
    "measure",
    "value",
    "value_max",
    "of",
    "unit",
    "bound",
    "status",
    "period",
    "period_start",
    "period_end",
    "base",
    "assigner",
    "scope",
    "parent",
    "flags",
    "raw",
    "start",
    "end",
)


def safe(cell: Cell) -> Cell:
    """The cell; an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell


def rows(record: DocumentRecord) -> Iterator[dict[str, Cell]]:
    """One dictionary an indicator, with the keys COLUMNS; numbers are exact `Decimal`s."""
    for indicator in record.indicators:
        meeting = None if indicator.meeting is None else record.meetings[indicator.meeting]
        known: dict[str, Cell] = {
            "doc_id": record.doc_id,
            "published": record.source.published,
            **(_of_meeting(meeting) if meeting else {}),
            **_of_indicator(indicator),
        }
        yield {column: known.get(column) for column in COLUMNS}


def to_frame(records: Iterable[DocumentRecord]) -> "pd.DataFrame":
    """The indicators of `records` as a pandas DataFrame, one a row, columns as in COLUMNS.

    `value`, `value_max` and `of` hold `Decimal`s; `frame["value"].astype(float)` makes them floats.
    """
    import pandas as pd  # 0.8 s to import, so only where a frame is wanted

    return pd.DataFrame([row for record in records for row in rows(record)], columns=list(COLUMNS))


def _of_meeting(meeting: Meeting) -> dict[str, Cell]:
    return {"meeting_kind": meeting.kind, "meeting_body": meeting.body, "meeting_date": meeting.date}


def _of_indicator(indicator: Indicator) -> dict[str, Cell]:
    period, where = indicator.period, indicator.provenance
    same = (
        "id",
        "name",
        "concept",
        "measure",
        "unit",
        "bound",
        "status",
        "base",
        "assigner",
        "scope",
        "parent",
    )
    return {
        **{name: getattr(indicator, name) for name in same},
        "value": Decimal(indicator.value),
        "value_max": _decimal(indicator.value_max),
        "of": _decimal(indicator.of),
        "period": period and period.code,
        "period_start": period and period.start,
        "period_end": period and period.end,
        "flags": " ".join(indicator.flags),
        "raw": where.raw,
        "start": where.start,
        "end": where.end,
    }


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
