"""The report of a run for the eye: totals first, then what needs a look."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bienban.batch.report import Report
from bienban.records import KINDS
from bienban.store.ledger import Entry, Reason

SHOWN = 20
"""Lines shown of each list; the ledger has them all."""

REMEDIES: dict[Reason, str] = {
    "unreadable": "mend or remove the file; what is changed is done again",
    "mistake": "a mistake of bienban, please report it; `bienban retry` does it again",
    "time": "`bienban retry` with more --seconds",
    "memory": "`bienban retry` with more --memory",
    "crash": "`bienban retry`; if it happens again, please report it",
    "refused": "a mistake of bienban, please report it; `bienban retry` does it again",
}
"""How a document gets out of quarantine, by reason."""


def rendered(report: Report) -> RenderableType:
    """The report for a terminal."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    yield Text(_headline(report), "bold")
    if report.done:
        yield Text(_throughput(report), "dim")
        yield Text(_words(report), "dim")
    if +report.records:
        yield _counts("records", ((kind, report.records[kind]) for kind in KINDS))
    if report.flags:
        yield _counts("flags", sorted(report.flags.items(), key=lambda item: (-item[1], item[0])))
    yield from _notes(report)
    for reason, remedy in REMEDIES.items():
        entries = [entry for entry in report.quarantine if entry.reason == reason]
        yield from _listed(f"in quarantine ({reason}): {remedy}", "red", _grouped(entries), len(entries))
    fate = "removed from the archive" if report.pruned else "kept; --prune removes them"
    yield from _listed(f"gone from their source, {fate}", "yellow", report.gone, len(report.gone))
    if report.interrupted:
        left = report.planned - report.files
        yield Text(f"Interrupted; {left} files not looked into yet. Run the same command to go on.", "bold")


def _headline(report: Report) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items()) if count)
    return (
        f"{report.out}: {_of(report.planned, 'file')}, {_of(report.done, 'document')} done"
        f"{f' ({counts})' if counts else ''}, {report.unchanged} unchanged"
    )


def _throughput(report: Report) -> str:
    seconds = max(report.seconds, 1e-9)
    documents, thousands = report.done / seconds, report.characters / seconds / 1000
    return (
        f"{report.seconds:.1f} s with {_of(report.workers, 'worker')}: {documents:.1f} documents and "
        f"{thousands:.1f} thousand characters a second"
    )


def _words(report: Report) -> str:
    if report.underthesea:
        return f"words: all cut by underthesea itself ({report.underthesea})"
    return f"words: {report.sentences} sentences, {report.near_ties} near-ties left to underthesea"


def _notes(report: Report) -> Iterator[Text]:
    if report.shared:
        yield Text(f"{_of(report.shared, 'document')} shared the records of the same text", "dim")
    if report.same:
        yield Text(f"{_of(report.same, 'document')} with nearly the text of another one (same_as)", "dim")


def _of(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _counts(title: str, counts: Iterable[tuple[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    table.add_column(title)
    table.add_column("", justify="right")
    for name, count in counts:
        if count:
            table.add_row(Text(name), str(count))
    return table


def _grouped(entries: Iterable[Entry]) -> list[str]:
    """Each error once: a mistake of ours may stop every document."""
    paths: dict[str, list[str]] = {}
    for entry in entries:
        paths.setdefault(entry.error or "no reason known", []).append(entry.path)
    return [
        f"{first}: {error}" if not more else f"{first} and {len(more)} more: {error}"
        for error, (first, *more) in paths.items()
    ]


def _listed(title: str, style: str, lines: Sequence[str], total: int) -> Iterator[Text]:
    """A title with a count, then the first lines."""
    if lines:
        yield Text(f"{total} {title}", style)
        yield from (Text(f"  {line}") for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield Text(f"  … and {len(lines) - SHOWN} more, all in the ledger", "dim")
