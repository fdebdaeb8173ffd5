"""Which document is which: whose a doc_id is, whose records another one can share, who is gone."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from bienban.batch.plan import Planned, Shard, Stamp
from bienban.batch.same import alike
from bienban.store.ledger import Entry


def home(entry: Entry) -> str:
    """The path of the file a document lies in."""
    return entry.file or entry.path


class Identity:
    """What the ledger says about the files that are there, kept up to date while documents are done.

    Of several documents with one doc_id the first path has it. A document may share the
    records of any other one of the same text.
    """

    def __init__(self, planned: Sequence[Planned], entries: Mapping[str, Entry], stamp: Stamp) -> None:
        self._stamp = stamp
        self._present = {file.path for file in planned}
        self._owners: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self.documents = Counter[str]()
        """How many documents the ledger has of each file that is there."""
        for entry in entries.values():
            if home(entry) in self._present:
                self.documents[home(entry)] += entry.status not in ("unpacked", "gone")
            if self.is_current(entry) and entry.is_stored:
                self.learn(entry)

    def is_current(self, entry: Entry) -> bool:
        """Whether an entry was made with these rules and this version."""
        return (entry.rules, entry.version) == (self._stamp.rules, self._stamp.version)

    def is_present(self, entry: Entry) -> bool:
        """Whether the file of a document is there."""
        return home(entry) in self._present

    def owner(self, doc_id: str) -> str | None:
        """The path whose document has this doc_id."""
        return self._owners.get(doc_id)

    def path_of_text(self, text: str) -> str | None:
        """A path whose document is of this text; its entry says whether it still is."""
        return self._texts.get(text)

    def learn(self, entry: Entry) -> None:
        """An entry is stored."""
        if entry.text:
            self._texts[entry.text] = entry.path
        if entry.doc_id and entry.status != "gone" and self.is_present(entry):
            owner = self._owners.get(entry.doc_id)
            if owner is None or owner > entry.path:
                self._owners[entry.doc_id] = entry.path

    def forget(self, entry: Entry) -> None:
        """An entry stands for its doc_id no more."""
        if entry.doc_id and self._owners.get(entry.doc_id) == entry.path:
            del self._owners[entry.doc_id]

    def is_due(self, entry: Entry, *, retry: bool) -> bool:
        """Whether a document whose content has not changed is to be done again all the same."""
        if not self.is_current(entry) or entry.status == "gone":
            return True
        if entry.status == "quarantined":
            return retry
        if entry.status == "unpacked":
            return False
        owner = self.owner(entry.doc_id or "")
        return owner is None if entry.status == "skipped" else owner != entry.path

    def due_files(self, entries: Mapping[str, Entry], *, retry: bool) -> set[str]:
        """The files that hold a document which is due although nothing may have changed."""
        return {
            home(entry)
            for entry in entries.values()
            if entry.status != "gone" and self.is_present(entry) and self.is_due(entry, retry=retry)
        }


def absent(
    entries: Mapping[str, Entry],
    planned: Sequence[Planned],
    seen: Mapping[str, Container[str]],
    shard: Shard,
) -> Iterator[Entry]:
    """The entries of documents that are in their source no more.

    `seen` has the documents of each file that was read through. What came from a source that is
    not looked into now, or belongs to another shard, may still be there.
    """
    present = {file.path for file in planned}
    sources = {file.source for file in planned}
    for entry in entries.values():
        if not shard.has(entry.path):
            continue
        if home(entry) not in present:
            if entry.source in sources:
                yield entry
        elif home(entry) in seen and entry.path not in seen[home(entry)] and entry.path != home(entry):
            yield entry


def regrouped(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    """The entries whose `same_as` is another now: the first doc_id of the documents with nearly its text."""
    sketched = [entry for entry in entries.values() if entry.sketch and entry.doc_id and entry.is_stored]
    sketched.sort(key=lambda entry: (entry.status == "gone", entry.doc_id, entry.path))
    firsts = alike([entry.sketch or "" for entry in sketched])
    for number, (entry, first) in enumerate(zip(sketched, firsts, strict=True)):
        same_as = None if first == number else sketched[first].doc_id
        if same_as != entry.same_as:
            yield entry.model_copy(update={"same_as": same_as})
