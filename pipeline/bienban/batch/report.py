"""What came of a run, in numbers and for the eye."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bienban.batch.work import Outcome
from bienban.records import KINDS
from bienban.store.ledger import Status

SHOWN = 20
"""Paths shown of each list; the ledger has them all."""


@dataclass
class Report:
    """The account of one run: planned == done + skipped + left, and done is the sum of `statuses`.

    `failed` has the reason of every planned document that stands as failed, from this run or
    an earlier one; `gone` names documents of the archive that are in no source any more.
    """

    out: str
    planned: int
    due: int
    statuses: Counter[Status] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    interrupted: bool = False
    characters: int = 0
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Documents worked on in this run, whatever came of them."""
        return self.statuses.total()

    @property
    def skipped(self) -> int:
        """Documents that were done before and have not changed."""
        return self.planned - self.due

    @property
    def left(self) -> int:
        """Documents an interrupted run did not come to."""
        return self.due - self.done

    @property
    def exit_code(self) -> int:
        """130 when interrupted, 3 when a document stands as failed, else 0."""
        return 130 if self.interrupted else 3 if self.failed else 0

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.statuses[outcome.entry.status] += 1
        self.characters += outcome.characters
        if outcome.record:
            self.records.update({kind: len(getattr(outcome.record, kind)) for kind in KINDS})
            self.flags.update(flag.code for flag in outcome.record.flags)


def rendered(report: Report) -> RenderableType:
    """The report for a terminal: totals first, then what needs a look."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    yield Text(_headline(report), "bold")
    if report.done:
        yield Text(_throughput(report), "dim")
    if +report.records:
        yield _counts("records", ((kind, report.records[kind]) for kind in KINDS))
    if report.flags:
        yield _counts("flags", sorted(report.flags.items(), key=lambda item: (-item[1], item[0])))
    yield from _failed(report.failed)
    fate = "removed from the archive" if report.pruned else "still in the archive; --prune removes them"
    yield from _listed(f"in no source any more, {fate}", "yellow", report.gone)
    if report.interrupted:
        yield Text(f"Interrupted with {report.left} documents left. Run the same command to go on.", "bold")


def _headline(report: Report) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items()))
    return (
        f"{report.out}: {report.planned} documents, {report.done} done{f' ({counts})' if counts else ''}, "
        f"{report.skipped} skipped as done before"
    )


def _throughput(report: Report) -> str:
    seconds = max(report.seconds, 1e-9)
    return (
        f"{report.seconds:.1f} s, {report.done / seconds:.1f} documents and "
        f"{report.characters / seconds / 1000:.1f} thousand characters a second"
    )


def _counts(title: str, counts: Iterable[tuple[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    table.add_column(title)
    table.add_column("", justify="right")
    for name, count in counts:
        if count:
            table.add_row(Text(name), str(count))
    return table


def _failed(failed: Mapping[str, str]) -> Iterator[Text]:
    """Each reason once: a mistake of ours may stop every document."""
    paths: dict[str, list[str]] = {}
    for path, reason in sorted(failed.items()):
        paths.setdefault(reason, []).append(path)
    lines = [
        f"{first}: {reason}" if not more else f"{first} and {len(more)} more: {reason}"
        for reason, (first, *more) in paths.items()
    ]
    yield from _listed("failed; --retry does them again", "red", lines, total=len(failed))


def _listed(title: str, style: str, lines: Sequence[str], *, total: int | None = None) -> Iterator[Text]:
    """A title with a count, then the first lines."""
    if lines:
        yield Text(f"{total or len(lines)} {title}", style)
        yield from (Text(f"  {line}") for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield Text(f"  … and {len(lines) - SHOWN} more, all in the ledger", "dim")
