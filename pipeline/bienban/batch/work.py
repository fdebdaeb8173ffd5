"""One planned document -> its entry and its record. Nothing that goes wrong in it leaves this room."""

import traceback
from dataclasses import dataclass, replace

from bienban.batch.plan import Planned, Stamp
from bienban.errors import BienbanError, ReadError
from bienban.flow import extract
from bienban.records import DocumentRecord
from bienban.rules import Rules
from bienban.store.ledger import Entry, Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document; `characters` counts its text."""

    entry: Entry
    record: DocumentRecord | None = None
    characters: int = 0

    def failed(self, error: str) -> "Outcome":
        """The same document, with a reason why it is not stored."""
        return self._without_record("quarantined", None, error)

    def duplicate(self, owner: str) -> "Outcome":
        """The same document, not stored because its doc_id belongs to the path `owner`."""
        return self._without_record("skipped", self.entry.doc_id, f"the same doc_id as {owner}")

    def _without_record(self, status: Status, doc_id: str | None, error: str) -> "Outcome":
        entry = self.entry.model_copy(update={"status": status, "doc_id": doc_id, "error": error})
        return Outcome(entry, None, self.characters)


def work(item: Planned, rules: Rules, stamp: Stamp) -> Outcome:
    """Read and extract one document; any exception becomes its reason to have failed."""
    entry = Entry(
        path=item.path, status="quarantined", content=item.content, rules=stamp.rules, version=stamp.version
    )
    try:
        return _done(item, rules, entry)
    except BienbanError as error:
        return Outcome(entry).failed(str(error).removeprefix(f"{item.found.path}: "))
    except Exception as error:  # a mistake of ours must not cost the other documents
        return Outcome(entry).failed(f"{type(error).__name__}: {error} (at {_place(error)})")


def _done(item: Planned, rules: Rules, entry: Entry) -> Outcome:
    if not item.content:
        raise ReadError("no regular file, or one that may not be read")
    document = item.found.read()
    # the path as in the ledger: an archive looks the same wherever its sources lie
    source = document.source.model_copy(update={"path": item.path})
    record = extract(replace(document, source=source), rules)
    status: Status = "ok" if document.text.strip() else "empty"
    done = entry.model_copy(update={"status": status, "doc_id": record.doc_id})
    return Outcome(done, record, len(document.text))


def _place(error: Exception) -> str:
    """The module and line that raised: enough to find a mistake, and the same on every machine."""
    frame, line = list(traceback.walk_tb(error.__traceback__))[-1]
    return f"{frame.f_globals.get('__name__', '?')}:{line}"
