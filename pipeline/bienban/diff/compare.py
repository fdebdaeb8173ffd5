"""A document on two sides -> its changes, record by record, and counts that reconcile."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from bienban.diff.documents import Sides
from bienban.diff.facts import Facts, Lists, Names, document_facts, facts_of, names_of
from bienban.diff.pair import Item, pairs, place
from bienban.diff.passage import Passage, passage
from bienban.records import KINDS

Op = Literal["changed", "lost", "gained"]

DOCUMENTS = "documents"
"""The kind of what is said about a document as a whole."""


@dataclass(slots=True)
class Totals:
    """Counts of one kind: unchanged + changed + lost == old, unchanged + changed + gained == new."""

    unchanged: int = 0
    changed: int = 0
    lost: int = 0
    gained: int = 0

    @property
    def old(self) -> int:
        """Records in the old version."""
        return self.unchanged + self.changed + self.lost

    @property
    def new(self) -> int:
        """Records in the new version."""
        return self.unchanged + self.changed + self.gained

    def count(self, op: Op | None, number: int = 1) -> None:
        """Count records; an `op` of None stands for unchanged."""
        name = op or "unchanged"
        setattr(self, name, getattr(self, name) + number)

    def add(self, other: "Totals") -> None:
        """Take in the counts of other documents."""
        self.unchanged += other.unchanged
        self.changed += other.changed
        self.lost += other.lost
        self.gained += other.gained


@dataclass(frozen=True)
class Change:
    """One record that is not as before: what it says in both versions, None where it is not.

    `spans` are the places that show it, in the old text and in the new one, and `passages`
    what stands around them, when the texts are known; `edited` says that the texts differ.
    `id` is the name of an indicator in its document, the new one where there is one.
    """

    doc_id: str
    kind: str
    old: Facts | None
    new: Facts | None
    spans: tuple[Item | None, Item | None] = (None, None)
    edited: bool = False
    id: str | None = None
    passages: tuple[Passage | None, Passage | None] = field(default=(None, None), compare=False)

    @property
    def op(self) -> Op:
        """What became of the record."""
        return "gained" if self.old is None else "lost" if self.new is None else "changed"

    @cached_property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """What it was and what it is, of each field that is not as before."""
        old, new = self.old or {}, self.new or {}
        names = [*old, *(name for name in new if name not in old)]
        both = {name: (old.get(name), new.get(name)) for name in names}
        return {name: values for name, values in both.items() if values[0] != values[1]}

    @property
    def span(self) -> Item | None:
        """The place in the new text, or in the old one where the record is lost."""
        return self.spans[1] or self.spans[0]


@dataclass(slots=True)
class Compared:
    """One document: its counts by kind and its changes, kind by kind.

    Or several documents that were not read, since they cannot differ: `unread` counts them.
    """

    totals: dict[str, Totals] = field(
        default_factory=lambda: {kind: Totals() for kind in (DOCUMENTS, *KINDS)}
    )
    changes: list[Change] = field(default_factory=list)
    unread: int = 0

    def count(self, kind: str, change: Change | None) -> None:
        """Count one record, unchanged or changed."""
        self.totals[kind].count(change.op if change else None)
        if change:
            self.changes.append(change)


def compare(sides: Sides) -> Compared:
    """What changed in one document.

    Raises ValidationError, KeyError or TypeError for what is no record; what does not differ
    is not validated.
    """
    compared = Compared()
    old, new = sides.old, sides.new
    if old == new and old is not None:
        compared.totals[DOCUMENTS].count(None)
        for kind in KINDS:
            compared.totals[kind].count(None, len(old.get(kind, ())))
        return compared
    edited = bool(old and new and old["text_sha256"] != new["text_sha256"])
    compared.count(DOCUMENTS, _document(sides, edited=edited))
    lists: Lists = {kind: ((old or {}).get(kind, ()), (new or {}).get(kind, ())) for kind in KINDS}
    paired = {kind: pairs(kind, *both, same_text=not edited) for kind, both in lists.items()}
    view = _View(sides, names_of(lists, paired), edited=edited)
    for kind, (left, right) in lists.items():
        if view.are_stable and left == right:
            compared.totals[kind].count(None, len(left))
            continue
        for i, j in paired[kind]:
            item = None if i is None else left[i], None if j is None else right[j]
            compared.count(kind, view.change(kind, *item))
    return compared


def _document(sides: Sides, *, edited: bool) -> Change | None:
    """What changed in what is said about the document as a whole."""
    old = None if sides.old is None else document_facts(sides.old)
    new = None if sides.new is None else document_facts(sides.new)
    return None if old == new else Change(sides.doc_id, DOCUMENTS, old, new, edited=edited)


class _View:
    """The records of one document, as two versions of them are looked at.

    `are_stable` says whether their own names mean the same in both.
    """

    def __init__(self, sides: Sides, names: Names, *, edited: bool) -> None:
        self._doc_id = sides.doc_id
        self._texts = tuple((side or {}).get("text") for side in (sides.old, sides.new))
        self._names = names
        self._edited = edited
        self.are_stable = names.are_stable

    def change(self, kind: str, old: Item | None, new: Item | None) -> Change | None:
        """What changed in one record; None when it says the same."""
        if old is not None and new is not None and self._is_the_same(old, new):
            return None
        places = not self._edited
        before = None if old is None else facts_of(kind, old, with_places=places, names=self._names)
        after = None if new is None else facts_of(kind, new, with_places=places)
        if before == after:
            return None
        spans = (None if old is None else place(kind, old), None if new is None else place(kind, new))
        passages = passage(self._texts[0], spans[0]), passage(self._texts[1], spans[1])
        name = (old or {} if new is None else new).get("id")
        return Change(self._doc_id, kind, before, after, spans, self._edited, name, passages)

    def _is_the_same(self, old: Item, new: Item) -> bool:
        """Whether two records are alike to the letter, their own names aside."""
        if self.are_stable:
            return old == new
        return {**self._names.translated(old), "id": None} == {**new, "id": None}
