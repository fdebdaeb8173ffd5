"""The ledger: one entry a document of an archive, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

from pydantic import Field

from bienban.records import DocumentRecord, Model

Status = Literal["ok", "empty", "not_a_meeting", "quarantined", "skipped", "gone", "unpacked"]
"""What became of a document.

`empty`: read, and no text in it; `not_a_meeting`: read, and it tells of no meeting;
`quarantined`: no record could be made of it, `error` says why; `skipped`: its doc_id belongs to an
earlier path; `gone`: in its source no more, its records kept. `unpacked` is no document but a
file of several, each of which has an entry of its own.
"""

Stage = Literal["read", "extract", "store"]
"""Where a document was when it failed."""

Reason = Literal["unreadable", "mistake", "time", "memory", "crash", "refused"]
"""Why a document is in quarantine.

`unreadable`: the file is damaged or no document; `mistake`: an exception that nobody foresaw;
`time`, `memory`: it took more than one document may; `crash`: its process died; `refused`: the
archive does not take the record.
"""

STORED: frozenset[Status] = frozenset({"ok", "empty", "not_a_meeting", "gone"})
"""The statuses of documents whose record is in the archive."""


class Entry(Model):
    """What is known about one document: what it was made from and what came of it.

    A document need not be done again while `content`, `rules` and `version` are the same. Two
    documents of the same `text` have the same records.
    """

    path: str
    status: Status
    doc_id: str | None = None
    content: str
    rules: str
    version: str
    error: str | None = None
    source: str = Field("", description="the file or folder it was found in, as it was given")
    file: str | None = Field(None, description="the path of the file of several documents it lies in")
    stage: Stage | None = None
    reason: Reason | None = None
    attempts: int = 1
    ms: int = Field(0, description="milliseconds of the last attempt")
    text: str | None = Field(None, description="SHA-256 of all that its records depend on")
    sketch: str | None = Field(None, description="a fingerprint that is alike for texts that are alike")
    same_as: str | None = Field(None, description="the first doc_id with the same or nearly the same text")

    @property
    def is_stored(self) -> bool:
        """Whether the archive holds a record of this document."""
        return self.status in STORED


@dataclass(frozen=True, slots=True)
class Done:
    """A document that is done: its entry and its record as JSON in UTF-8, without a line break.

    Without a line a stored document keeps the record it has.
    """

    entry: Entry
    line: bytes | None = None


class Archive(Protocol):
    """Where a run puts records and keeps its ledger. What was put survives a kill at any moment."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path, as it was when the archive was opened or last written to."""

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """Replace what is known about one document: its entry and its record, or neither.

        Raises RecordError when this record cannot be stored, StoreError when none can.
        """

    def put_all(self, done: Sequence[Done]) -> None:
        """Put several at once, in order. Raises as `put` does, and then none of them is there."""

    def read(self, doc_id: str) -> DocumentRecord | None:
        """The record of one document, None when there is none."""

    def remove(self, paths: Iterable[str]) -> None:
        """Forget documents; a record goes with the last entry that stands for it."""

    def finish(self) -> None:
        """Bring everything that was put to its final place."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
