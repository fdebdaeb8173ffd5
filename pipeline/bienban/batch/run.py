"""A run over many documents: plan, work, report.

    sources ──plan──▶ Planned* ──Tasks──▶ Crew ──Made*──▶ Tasks ──Writer──▶ Archive, Report

The ledger makes a run resume: a document is done again only when its content, the rules or
bienban has changed. The records depend on the documents and the rules alone, not on the
order of the sources, the number of workers or how often what was killed.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bienban import __version__
from bienban.batch.crew import Alone, Crew, Limits, can_fork
from bienban.batch.identity import Identity, absent, home, regrouped
from bienban.batch.plan import Planned, Shard, Stamp, plan
from bienban.batch.report import Report
from bienban.batch.tasks import Options, Tasks
from bienban.batch.work import Work
from bienban.batch.writer import Writer
from bienban.read.columns import Columns
from bienban.rules import Rules, load_rules
from bienban.store.archive import keeps_text, open_archive
from bienban.store.ledger import Archive, Done, Entry
from bienban.text.shipped import segmenter

Watch = Callable[[Report], None]
"""Told now and then how far a run is, such as a progress bar."""


def run(  # noqa: PLR0913 - options are keyword-only
    sources: Iterable[Path],
    out: str,
    *,
    rules: Rules | None = None,
    retry: bool = False,
    prune: bool = False,
    shard: Shard = Shard(),  # noqa: B008 - frozen
    columns: Columns = Columns(),  # noqa: B008 - frozen
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    watch: Watch = lambda _: None,
) -> Report:
    """Bring the archive `out` (see open_archive) up to date with all documents of `sources`.

    A document that fails goes into quarantine with its reason, and the others go on; `retry`
    does those again. `prune` removes documents that are in their source no more. `workers` is
    the number of processes, by default one a core; with 0 all is done in this process, where no
    limit is kept. An interrupt (Ctrl-C, SIGTERM) lets the documents in hand be finished. Raises
    UsageError for sources that cannot be planned, StoreError when the archive cannot be written.
    """
    started = time.perf_counter()
    planned = plan(sources, shard)
    rules = load_rules() if rules is None else rules
    stamp = Stamp(rules.sha256, __version__)
    workers = (_cores() if workers is None else workers) if can_fork() else 0
    options = Options(stamp, retry, shard, columns, workers)
    work = Work(rules, columns, with_text=keeps_text(out))
    crew = Crew(work, workers, limits) if workers else Alone(work)
    report = Report(out, len(planned), workers=workers)
    with open_archive(out) as archive, _interrupts() as asked:
        Job(archive, report, options, crew, asked, watch).run(planned, prune=prune)
        archive.finish()
    report.seconds = time.perf_counter() - started
    return report


class Job:
    """The parts of a run that is under way."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts a run is made of
        self,
        archive: Archive,
        report: Report,
        options: Options,
        crew: Crew | Alone,
        asked: threading.Event,
        watch: Watch,
    ) -> None:
        self._archive = archive
        self._report = report
        self._options = options
        self._crew = crew
        self._asked = asked
        self._watch = watch

    def run(self, planned: Sequence[Planned], *, prune: bool) -> None:
        """Work on what is due, then compare the ledger with what is there."""
        identity = Identity(planned, self._archive.entries, self._options.stamp)
        writer = Writer(self._archive, self._report, identity.forget)
        due = identity.due_files(self._archive.entries, retry=self._options.retry)
        files = planned
        while files and not self._report.interrupted:
            seen = self._work(files, due, identity, writer)
            self._report.interrupted = self._asked.is_set()
            if not self._report.interrupted:
                self._settle_absent(planned, seen, identity, writer, prune=prune)
                # whose doc_id nobody has any more, for its owner has changed or gone
                heirs = (entry for entry in self._archive.entries.values() if _is_heir(entry, identity))
                due = {home(entry) for entry in heirs}
                files = [file for file in planned if file.path in due]
        if not self._report.interrupted:
            self._put_all(writer, list(regrouped(self._archive.entries)))
        self._report_standing(identity)
        self._report.underthesea = getattr(segmenter(), "reason", None) if self._report.done else None

    def _work(
        self, planned: Sequence[Planned], due: Container[str], identity: Identity, writer: Writer
    ) -> Mapping[str, Container[str]]:
        """Work on all files that are due; what was seen in each."""
        tasks = Tasks(planned, due, identity, writer, self._report, self._options)

        def look() -> None:
            tasks.is_stopped = tasks.is_stopped or self._asked.is_set()
            writer.flush_old()
            self._watch(self._report)

        tasks.look = look
        looked_into = self._report.files, self._report.unchanged
        try:
            self._crew.run(tasks, look)
        finally:
            writer.flush()
        if looked_into[0]:  # a second look counts what it does, and nothing twice
            self._report.files, self._report.unchanged = looked_into
        return tasks.seen

    def _settle_absent(
        self,
        planned: Sequence[Planned],
        seen: Mapping[str, Container[str]],
        identity: Identity,
        writer: Writer,
        *,
        prune: bool,
    ) -> None:
        """Mark what is gone; forget what has moved or never had a record."""
        gone: list[Entry] = []
        forgotten: list[Entry] = []
        for entry in absent(self._archive.entries, planned, seen, self._options.shard):
            identity.forget(entry)
            is_kept = entry.is_stored and identity.owner(entry.doc_id or "") is None
            (gone if is_kept else forgotten).append(entry)
        self._report.gone = sorted({*self._report.gone, *(entry.path for entry in gone)})
        self._report.pruned = prune
        removed = [*forgotten, *gone] if prune else forgotten
        self._archive.remove([entry.path for entry in removed])
        if not prune:
            marked = [entry for entry in gone if entry.status != "gone"]
            self._put_all(writer, [entry.model_copy(update={"status": "gone"}) for entry in marked])

    def _put_all(self, writer: Writer, entries: Iterable[Entry]) -> None:
        for entry in entries:
            writer.put(Done(entry), counts=False)
        writer.flush()

    def _report_standing(self, identity: Identity) -> None:
        report = self._report
        for entry in self._archive.entries.values():
            if identity.is_present(entry) and entry.status != "unpacked":
                report.standing[entry.status] += 1
                report.same += entry.same_as is not None
                if entry.status == "quarantined":
                    report.quarantine.append(entry)
        report.quarantine.sort(key=lambda entry: entry.path)


def _is_heir(entry: Entry, identity: Identity) -> bool:
    """Whether a document was skipped for another one that has its doc_id no more."""
    is_skipped = entry.status == "skipped" and identity.is_present(entry)
    return is_skipped and identity.owner(entry.doc_id or "") is None


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; the second one interrupts at once."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, ask)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
