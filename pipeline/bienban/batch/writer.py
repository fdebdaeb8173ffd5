"""Entries and records -> the archive, several in one transaction, and into the report when they are there."""

import time
from collections.abc import Callable

from bienban.batch.report import Report
from bienban.batch.work import Tally
from bienban.errors import RecordError
from bienban.store.ledger import Archive, Done, Entry

AT_ONCE = 64
SECONDS = 0.5
"""What is not written yet when the plug is pulled is done again: at most so many documents, so old."""


class Writer:
    """Gathers what is done and puts it into the archive.

    A record the archive does not take sends its document into quarantine; `refused` is told.
    """

    def __init__(self, archive: Archive, report: Report, refused: Callable[[Entry], None]) -> None:
        self._archive = archive
        self._report = report
        self._refused = refused
        self._waiting: list[tuple[Done, Tally | None, bool]] = []
        self._entries: dict[str, Entry] = {}
        self._lines: dict[str, bytes] = {}
        self._since = 0.0

    def entry(self, path: str) -> Entry | None:
        """What is known of a document, written or not."""
        return self._entries.get(path) or self._archive.entries.get(path)

    def line(self, doc_id: str) -> bytes | None:
        """The record of a document as JSON, written or not."""
        line = self._lines.get(doc_id)
        if line is None:
            record = self._archive.read(doc_id)
            line = record.to_json().encode() if record else None
        return line

    def put(self, done: Done, tally: Tally | None = None, *, counts: bool = True) -> None:
        """Write a document soon; it goes into the report when it `counts` as done in this run."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((done, tally, counts))
        self._entries[done.entry.path] = done.entry
        if done.line is not None and done.entry.doc_id:
            self._lines[done.entry.doc_id] = done.line
        if len(self._waiting) >= AT_ONCE:
            self.flush()
        self.flush_old()

    def flush_old(self) -> None:
        """Write what has waited long enough."""
        if self._waiting and time.monotonic() - self._since > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        waiting, self._waiting = self._waiting, []
        try:
            self._archive.put_all([done for done, _, _ in waiting])
        except RecordError:
            for one in waiting:
                self._put_alone(*one)
        else:
            for done, tally, counts in waiting:
                self._count(done.entry, tally, counts=counts)
        self._entries.clear()
        self._lines.clear()

    def _put_alone(self, done: Done, tally: Tally | None, counts: bool) -> None:
        try:
            self._archive.put_all([done])
        except RecordError as error:
            refusal = {"status": "quarantined", "stage": "store", "reason": "refused", "error": str(error)}
            entry = done.entry.model_copy(update={**refusal, "doc_id": None, "sketch": None})
            self._archive.put_all([Done(entry)])
            self._refused(done.entry)
            done, tally = Done(entry), None
        self._count(done.entry, tally, counts=counts)

    def _count(self, entry: Entry, tally: Tally | None, *, counts: bool) -> None:
        if counts:
            self._report.add(entry, tally)
