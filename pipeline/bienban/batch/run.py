"""A run over many documents: plan, work, report.

    sources ──plan──▶ Planned* ──due──▶ Planned* ──work──▶ Outcome* ──settle──▶ Archive, Report

The ledger makes a run resume: a document is done again only when its content, the rules or
bienban has changed. The records depend on the documents and the rules alone, not on the
order of the sources or on how often the run was cut off.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bienban import __version__
from bienban.batch.plan import Planned, Stamp, due, owners, plan
from bienban.batch.report import Report
from bienban.batch.work import Outcome, work
from bienban.errors import RecordError
from bienban.rules import Rules, load_rules
from bienban.store.archive import open_archive
from bienban.store.ledger import Archive

Watch = Callable[[Sequence[Planned]], Iterable[Planned]]
"""Looks on while documents are worked on, such as a progress bar."""


def run(  # noqa: PLR0913 - options are keyword-only
    sources: Iterable[Path],
    out: str,
    *,
    rules: Rules | None = None,
    retry: bool = False,
    prune: bool = False,
    watch: Watch = iter,
) -> Report:
    """Bring the archive `out` (see open_archive) up to date with all documents of `sources`.

    A document that fails is entered with its reason, and the others go on; `retry` does the
    failed ones again. `prune` removes documents that are in no source any more. An interrupt
    (Ctrl-C) lets the document in hand be finished. Raises UsageError for sources that cannot
    be planned, StoreError when the archive cannot be written.
    """
    planned = plan(sources)
    rules = load_rules() if rules is None else rules
    stamp = Stamp(rules.sha256, __version__)
    with open_archive(out) as archive:
        todo = due(planned, archive.entries, stamp, retry=retry)
        report = Report(out, len(planned), len(todo))
        paths = owners(planned, archive.entries, stamp)
        started = time.perf_counter()
        with _interrupts() as interrupted:
            for item in watch(todo):
                report.add(settle(archive, paths, work(item, rules, stamp)))
                if interrupted.is_set():
                    break
        report.interrupted = report.left > 0
        clear(archive, planned, paths, report, prune=prune and not report.interrupted)
        archive.finish()
        report.seconds = time.perf_counter() - started
    return report


def settle(archive: Archive, paths: dict[str, str], outcome: Outcome) -> Outcome:
    """Put an outcome into the archive; of two documents with one doc_id the first path has it.

    `paths` says whose each doc_id is and is kept up to date.
    """
    path, doc_id = outcome.entry.path, outcome.entry.doc_id
    owner = paths.get(doc_id) if doc_id else None
    if owner and owner < path:
        outcome = outcome.duplicate(owner)
    try:
        archive.put(outcome.entry, outcome.record)
    except RecordError as error:
        outcome = outcome.failed(str(error))
        archive.put(outcome.entry, None)
    if doc_id and outcome.record:
        paths[doc_id] = path
        if owner and owner > path:
            archive.put(Outcome(archive.entries[owner]).duplicate(path).entry, None)
    return outcome


def clear(
    archive: Archive, planned: Sequence[Planned], paths: dict[str, str], report: Report, *, prune: bool
) -> None:
    """Compare the ledger with what is there: what failed, what moved, what is gone."""
    present = {item.path for item in planned}
    entries = dict(archive.entries)
    report.failed = {
        path: entry.error or "no reason known"
        for path, entry in entries.items()
        if path in present and entry.status == "quarantined"
    }
    absent = sorted(entries.keys() - present)
    moved = [path for path in absent if entries[path].doc_id in paths]
    report.gone = [path for path in absent if path not in moved]
    report.pruned = prune
    archive.remove([*moved, *report.gone] if prune else moved)


@contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one interrupts at once."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.getsignal(signal.SIGINT)

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
