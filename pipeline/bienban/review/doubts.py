"""Why a record should be looked at before others: what its row says, and what it lacks."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

LOOKED_AT: dict[str, tuple[str, ...]] = {
    "indicators": ("flags", "readings", "name", "period_code", "unit", "measure", "status", "bound"),
    "directives": ("addressee", "addressee_inherited", "speaker", "deadline"),
    "meetings": ("body", "date", "kind"),
    "people": ("role", "name", "group"),
    "decisions": ("object",),
    "flags": ("code",),
}
"""Columns of each kind of record that tell its doubts, and how it is like others."""

_LACKS: dict[str, dict[str, str]] = {
    "indicators": {"name": "no_name", "period_code": "no_period", "unit": "no_unit"},
    "directives": {"speaker": "no_speaker"},
    "meetings": {"body": "no_body", "date": "no_date"},
    "decisions": {"object": "no_object"},
}
_RANKS = {"two_readings": 1, "no_name": 2, "no_period": 3}
_OTHER, SURE = 4, 9


def doubts(kind: str, row: Row) -> tuple[str, ...]:
    """Codes of flags as `flag: CODE`, then `two_readings`, `no_name` and the like."""
    codes = [row["code"]] if kind == "flags" else row.get("flags") or ()
    found = [f"flag: {code}" for code in codes]
    if row.get("readings"):
        found.append("two_readings")
    if kind == "directives" and not (row["addressee"] or row["addressee_inherited"]):
        found.append("no_addressee")
    found += [doubt for column, doubt in _LACKS.get(kind, {}).items() if row[column] is None]
    return tuple(found)


def rank(kind: str, found: tuple[str, ...]) -> int:
    """What comes first: flagged, two readings, no name, no period, what else is missing, the rest."""
    ranks = [0 if doubt.startswith("flag: ") else _RANKS.get(doubt, _OTHER) for doubt in found]
    return min(ranks, default=SURE) + (kind == "flags")


def likeness(kind: str, row: Row) -> tuple[Any, ...]:
    """What records that are alike share; the rarest of a group are shown first."""
    if kind == "indicators":
        return row["unit"], row["measure"], row["status"], row["bound"]
    return tuple(bool(row[column]) for column in LOOKED_AT[kind])
