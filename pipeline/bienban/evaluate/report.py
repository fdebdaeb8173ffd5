"""Scores and findings for the eye and for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bienban.evaluate.compare import Compared
from bienban.evaluate.finding import Finding
from bienban.evaluate.scores import FIELDS, Count, Scores, score

LONGEST = 100
"""Characters shown of one wording."""

_STYLES = {"hit": "green", "partial": "yellow", "wrong": "red", "miss": "red", "false_alarm": "magenta"}


def rendered(
    documents: Sequence[Compared], *, errors: int = 0, names: Mapping[str, str] | None = None
) -> Iterator[RenderableType]:
    """The table of scores, then the first `errors` findings that are no hits, with their place.

    `names` says under which name a document is shown.
    """
    yield _table(score(finding for document in documents for finding in document.findings))
    count = len(documents)
    yield Text(
        f"\n{count} document{'' if count == 1 else 's'}; bienban evaluate --help says what counts", "dim"
    )
    wrong = faulty(documents)
    for name, finding in wrong[:errors]:
        yield _line((names or {}).get(name, name), finding)
    if errors and len(wrong) > errors:
        yield Text(f"… and {len(wrong) - errors} more; --errors {len(wrong)} shows all", "dim")


def faulty(documents: Sequence[Compared]) -> list[tuple[str, Finding]]:
    """Every finding that is no hit, with the name of its document."""
    return [
        (document.gold.name, finding)
        for document in documents
        for finding in document.findings
        if finding.outcome != "hit"
    ]


def _table(scores: Scores) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    for mode in ("strict", "soft"):
        for column in (f"{mode} P", "R", "F1"):
            table.add_column(column, justify="right")
    for column in ("hits", "misses", "false"):
        table.add_column(column, justify="right", style="dim")
    for name, counted in scores.items():
        if counted.soft.f1 is not None:
            strict, soft = counted.strict, counted.soft
            numbers = (str(soft.hits), str(soft.misses), str(soft.false_alarms))
            table.add_row(name, *_shares(strict), *_shares(soft), *numbers)
    return table


def _shares(count: Count) -> Iterator[str]:
    for share in (count.precision, count.recall, count.f1):
        yield "–" if share is None else f"{share:.3f}"


def _line(name: str, finding: Finding) -> Text:
    """One finding: where, what, and what was expected and read."""
    where = f":{finding.place[0]}–{finding.place[1]}" if finding.place else ""
    line = Text(f"{name}{where} ", "bold")
    line.append(f"{finding.kind} {finding.outcome.replace('_', ' ')}", f"not bold {_STYLES[finding.outcome]}")
    return line.append(f"  {told(finding)}", "not bold default")


def told(finding: Finding, *, longest: int = LONGEST) -> str:
    """What was expected and what was read, in a line; of what was found, only what is wrong."""
    if finding.faults:
        what = short(finding.expected or finding.read, longest)
        faults = (f"{f.field}: expected {f.expected}, read {f.read}" for f in finding.faults)
        return f"{what} — " + "; ".join(short(fault, 2 * longest) for fault in faults)
    if finding.expected == finding.read:
        return short(finding.read, longest)
    sides = (("expected", finding.expected), ("read", finding.read))
    return "; ".join(f"{side} {short(said, longest)}" for side, said in sides if said)


def short(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def to_json(documents: Sequence[Compared], *, errors: int = 0) -> str:
    """The scores as one JSON object: of all documents together, and of each."""
    whole: dict[str, Any] = {
        "schema": "bienban-evaluation/1",
        "documents": len(documents),
        "fields": _fields(score(finding for document in documents for finding in document.findings)),
        "by_document": {document.gold.name: _fields(score(document.findings)) for document in documents},
    }
    if errors:
        whole["errors"] = [_finding(name, finding) for name, finding in faulty(documents)[:errors]]
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _fields(scores: Scores) -> dict[str, Any]:
    return {
        name: {mode: _count(getattr(scores[name], mode)) for mode in ("strict", "soft")}
        for name in FIELDS
        if scores[name].soft.f1 is not None
    }


def _count(count: Count) -> dict[str, float | int | None]:
    shares = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
    rounded = {name: None if share is None else round(share, 4) for name, share in shares.items()}
    return {"hits": count.hits, "misses": count.misses, "false_alarms": count.false_alarms, **rounded}


def _finding(name: str, finding: Finding) -> dict[str, Any]:
    return {
        "document": name,
        "kind": finding.kind,
        "outcome": finding.outcome,
        "start": finding.place and finding.place[0],
        "end": finding.place and finding.place[1],
        "expected": finding.expected or None,
        "read": finding.read or None,
        "fields": {fault.field: {"expected": fault.expected, "read": fault.read} for fault in finding.faults},
    }
