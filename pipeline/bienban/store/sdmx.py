"""The series of an archive as SDMX-CSV 2.0, which statistical offices exchange.

One observation is one row of the view `series`. What tells it from others are its dimensions; a
dimension that does not apply is `_Z`, as the standard has it. Values are exact, so UNIT_MULT is 0.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, Any

DATAFLOW = "BIENBAN:SERIES(1.0)"

DIMENSIONS = ("REF_AREA", "INDICATOR", "MEASURE", "UNIT_MEASURE", "BASE", "SCOPE", "STATUS", "TIME_PERIOD")
ATTRIBUTES = ("UNIT_MULT", "OBS_STATUS", "SOURCE")
COLUMNS = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)

_OBS_STATUS = {"actual": "A", "estimate": "E", "target": "F"}
"""Codes of SDMX CL_OBS_STATUS: normal, estimated, forecast."""

_NOT_APPLICABLE = "_Z"


def write_sdmx(rows: Iterable[Mapping[str, Any]], stream: IO[str]) -> None:
    """Write rows of the view `series`."""
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(map(_observation, rows))


def _observation(row: Mapping[str, Any]) -> list[str]:
    dimensions = (
        row["body"] or row["outlet"],
        row["concept"],
        row["measure"],
        row["unit"],
        row["base"],
        row["scope"],
        row["status"],
        time_period(row["period"], row["period_start"], row["period_end"]),
    )
    told = (" ".join(str(value).split()) if value else _NOT_APPLICABLE for value in dimensions)
    return ["dataflow", DATAFLOW, "I", *told, row["value"], "0", _OBS_STATUS[row["status"]], row["doc_id"]]


def time_period(code: str, start: str, end: str) -> str:
    """A period in the form of SDMX; one that is no calendar period is its first day and a duration."""
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(code):
            return found.expand(form)
    if code.startswith("ytd:"):
        return f"{start}/P{int(code[-2:])}M"
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return f"{start}/P{days}D"


_FORMS = [
    (re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?|-Q\d)?)"), r"\1"),
    (re.compile(r"(\d{4})-H(\d)"), r"\1-S\2"),
    (re.compile(r"as_of:(\d{4}-\d\d-\d\d)"), r"\1"),
]
