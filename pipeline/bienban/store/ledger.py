"""The ledger: one entry a document of an archive, and what became of it."""

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Literal, Protocol, Self

from bienban.records import DocumentRecord, Model

Status = Literal["ok", "empty", "duplicate", "failed"]
"""`empty`: read, and no text in it; `duplicate`: its doc_id belongs to an earlier path."""

STORED: frozenset[Status] = frozenset({"ok", "empty"})
"""The statuses of documents whose record is in the archive."""


class Entry(Model):
    """What is known about one document: what it was made from and what came of it.

    A document need not be done again while `content`, `rules` and `version` are the same.
    """

    path: str
    status: Status
    doc_id: str | None = None
    content: str
    rules: str
    version: str
    error: str | None = None

    @property
    def is_stored(self) -> bool:
        """Whether the archive holds a record of this document."""
        return self.status in STORED


class Archive(Protocol):
    """Where a run puts records and keeps its ledger. What was put survives a kill at any moment."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The ledger by path, as it was when the archive was opened or last written to."""

    def put(self, entry: Entry, record: DocumentRecord | None) -> None:
        """Replace what is known about one document: its entry and its record, or neither.

        Raises RecordError when this record cannot be stored, StoreError when none can.
        """

    def remove(self, paths: Iterable[str]) -> None:
        """Forget documents; a record goes with the last entry that stands for it."""

    def finish(self) -> None:
        """Bring everything that was put to its final place."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
