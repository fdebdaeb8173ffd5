"""A Difference for a terminal and for programs: totals first, then the groups, then samples of each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bienban.diff.compare import Change, Totals
from bienban.diff.groups import Difference, Group
from bienban.diff.mark import mark
from bienban.diff.signature import signature_of
from bienban.diff.values import asides, compared, counted, notes, nothing, short, telling

SIGNS = {"changed": ("~", "yellow"), "lost": ("−", "red"), "gained": ("+", "green")}

SCHEMA = "bienban-diff/1"


def to_json(difference: Difference, old: str, new: str) -> str:
    """The totals and groups as one JSON object; `old` and `new` are the names of the sides."""
    whole = {
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "totals": {kind: {"old": t.old, "new": t.new, **asdict(t)} for kind, t in difference.totals.items()},
        "changes": difference.size,
        "approved": len(difference.approved),
        "unread": difference.unread,
        "groups": [_group_json(group) for group in difference.groups],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _group_json(group: Group) -> dict[str, Any]:
    signature = group.signature
    return {
        "pattern": signature.pattern,
        **asdict(signature),
        "records": group.size,
        "documents": group.documents,
        "consequences": [
            {"kind": kind, "op": op, "records": count} for (kind, op), count in group.consequences.items()
        ],
        "beside": dict(group.beside.most_common()),
        "details": dict(group.details.most_common()),
        "samples": [change_json(change) for change in group.samples],
    }


def change_json(change: Change) -> dict[str, Any]:
    """One change with all its fields and the mark it may be approved by."""
    span = change.span
    return {
        "doc_id": change.doc_id,
        "kind": change.kind,
        "op": change.op,
        "pattern": signature_of(change)[0].pattern,
        "mark": f"{mark(change):016x}",
        "span": span and {"start": span["start"], "end": span["end"], "raw": span["raw"]},
        "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()},
    }


def rendered(
    difference: Difference, *, limit: int | None = None, samples: int = 3
) -> Iterator[RenderableType]:
    """The totals, then the first `limit` groups with some samples of each."""
    if difference.is_empty:
        yield Text(nothing(difference), "bold green")
        return
    yield _totals(difference.totals)
    groups = difference.groups
    shown = groups[:limit]
    head = Text(f"\n{counted(difference.size, 'change')} in {counted(len(groups), 'group')}", "bold")
    yield head.append("".join(f"; {one}" for one in asides(difference)), "not bold")
    for pattern, alike in groupby(shown, key=lambda group: group.signature.pattern):
        yield from _pattern(pattern, list(alike), samples)
    if hidden := len(groups) - len(shown):
        yield Text(f"\n… and {counted(hidden, 'more group')}; --limit 0 shows all", "dim")


def _totals(totals: Mapping[str, Totals]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    columns = ("old", "unchanged", "changed", "lost", "gained", "new")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    for kind, counts in totals.items():
        if counts.old or counts.new:
            table.add_row(kind, *(f"{getattr(counts, column):,}" for column in columns))
    return table


def _pattern(pattern: str, groups: Sequence[Group], samples: int) -> Iterator[RenderableType]:
    """A pattern, and below it the groups that only differ in their rules."""
    sign, colour = SIGNS[groups[0].signature.op]
    size = sum(group.size for group in groups)
    head = Text(f"\n{sign} {short(pattern, 300)}", f"bold {colour}")
    yield head.append(f"  {counted(size, 'record')}", "not bold default")
    for group in groups:
        rules = f"by {short(', '.join(group.signature.rules), 300)}  " if group.signature.rules else ""
        line = Text(f"  {rules}", "cyan").append(
            f"{group.size:,} in {counted(group.documents, 'document')}", "dim"
        )
        yield line
        yield from (Text(f"  {short(note, 500)}", "dim") for note in notes(group))
        yield from _samples(group.samples[:samples])


def _samples(changes: Iterable[Change]) -> Iterator[Text]:
    for change in changes:
        line = Text(f"    {short(change.doc_id)} ", "default")
        if change.span:
            line.append(f"{change.span['start']}–{change.span['end']} ", "dim")
            line.append(short(change.span["raw"]), "bold")
        if change.op != "changed":
            yield line.append(f"  {telling(change)}".rstrip(), "dim")
            continue
        yield line
        for name, old, new in compared(change):
            yield Text(f"      {name}: ").append(old, "red").append(" → ").append(new, "green")
