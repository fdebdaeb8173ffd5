"""A Difference for the eye and for programs: first the totals, then each change where it stands."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bienban.diff.compare import Change, Difference, Totals

_SIGNS = {"changed": ("~", "yellow"), "lost": ("-", "red"), "gained": ("+", "green")}

_TELLING = (
    *("name", "group", "role", "kind", "code", "body", "value", "unit", "measure"),
    *("text", "action", "reason", "message"),
)
"""What tells a lost or gained record at a glance."""

LONGEST = 120
"""Characters shown of one value."""


def to_json(difference: Difference, old: str, new: str) -> str:
    """The difference as one JSON object; `old` and `new` are the names of the files."""
    changes = [_change_json(change) for change in difference.changes]
    whole = {
        "schema": "bienban-diff/1",
        "old": old,
        "new": new,
        "totals": {kind: {"old": t.old, "new": t.new, **asdict(t)} for kind, t in difference.totals.items()},
        "fields": dict(sorted(difference.by_field().items())),
        "changes": changes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _change_json(change: Change) -> dict[str, Any]:
    span = change.span
    return {
        "doc_id": change.doc_id,
        "kind": change.kind,
        "op": change.op,
        "span": span and {"start": span.start, "end": span.end, "raw": span.raw},
        "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()},
    }


def rendered(difference: Difference, *, limit: int | None = None) -> Iterator[RenderableType]:
    """The totals, the fields that changed, and the first `limit` changes by document."""
    if difference.is_empty:
        yield Text(f"No difference in {difference.totals['documents'].old} documents.", "bold green")
        return
    yield _totals(difference.totals)
    yield from _fields(difference)
    shown = difference.changes[:limit]
    for doc_id, changes in groupby(shown, key=lambda change: change.doc_id):
        yield Text(f"\n{doc_id}", "bold")
        for change in changes:
            yield from _change(change)
    if hidden := len(difference.changes) - len(shown):
        yield Text(f"\n… and {hidden} more changes; --limit 0 shows all", "dim")


def _totals(totals: dict[str, Totals]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    columns = ("old", "unchanged", "changed", "lost", "gained", "new")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    for kind, counts in totals.items():
        if counts.old or counts.new:
            table.add_row(kind, *(str(getattr(counts, column)) for column in columns))
    return table


def _fields(difference: Difference) -> Iterator[RenderableType]:
    """How often each field changed, the most frequent first."""
    counts = sorted(difference.by_field().items(), key=lambda item: (-item[1], item[0]))
    if counts:
        yield Text("\nchanged fields: " + ", ".join(f"{name} {count}" for name, count in counts))


def _change(change: Change) -> Iterator[Text]:
    sign, colour = _SIGNS[change.op]
    line = Text(f"  {sign} {change.kind} ", colour)
    if change.span:
        line.append(f"{change.span.start}–{change.span.end} ", "dim").append(_short(change.span.raw), "bold")
    if change.op != "changed":
        yield line.append(_telling(change), "default")
        return
    yield line
    for name, values in change.fields.items():
        old, new = map(_short, values)
        if old == new:  # they differ in what is not shown at first sight
            old, new = (json.dumps(value, ensure_ascii=False) for value in values)
        yield Text(f"      {name}: ").append(old, "red").append(" → ").append(new, "green")


def _telling(change: Change) -> str:
    """A lost or gained record in some words."""
    side = 0 if change.op == "lost" else 1
    raw = change.span.raw if change.span else ""
    said = {name: change.fields[name][side] for name in _TELLING if name in change.fields}
    return "".join(f"  {name} {_short(value)}" for name, value in said.items() if value not in (None, raw))


def _short(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict) and "code" in value:
        value = value["code"]
    elif isinstance(value, dict) and "raw" in value:
        where = f"{value['start']}–{value['end']} " if "start" in value else ""
        value = f"{where}{value['raw']}"
    elif value is None or isinstance(value, list | dict | bool):
        value = "none" if value is None else json.dumps(value, ensure_ascii=False)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
