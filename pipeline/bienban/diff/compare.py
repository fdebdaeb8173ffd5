"""Two sets of records -> their Difference: totals that reconcile, and every change field by field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bienban.diff.documents import Sides, side_by_side
from bienban.diff.facts import Facts, Lists, document_facts, facts_of, names_of
from bienban.diff.pair import pairs, place
from bienban.records import KINDS, DocumentRecord, Span

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
        """Records in the old file."""
        return self.unchanged + self.changed + self.lost

    @property
    def new(self) -> int:
        """Records in the new file."""
        return self.unchanged + self.changed + self.gained

    def count(self, op: Op | None, number: int = 1) -> None:
        """Count records; an `op` of None stands for unchanged."""
        name = op or "unchanged"
        setattr(self, name, getattr(self, name) + number)


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is not as before, and the span that shows where.

    `fields` has what it was and what it is by name of the field; of a lost or gained
    record it has all that is known, with None on the side where it is not.
    """

    doc_id: str
    kind: str
    op: Op
    span: Span | None
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Difference:
    """All changes between two sets of records, by doc_id, and the totals of each kind."""

    totals: dict[str, Totals] = field(
        default_factory=lambda: {kind: Totals() for kind in (DOCUMENTS, *KINDS)}
    )
    changes: list[Change] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not self.changes

    def by_field(self) -> Counter[str]:
        """How many records changed in each field, as `indicators.value`."""
        changed = (change for change in self.changes if change.op == "changed")
        return Counter(f"{change.kind}.{name}" for change in changed for name in change.fields)


def diff_files(old: Path, new: Path) -> Difference:
    """What changed from one file of records to another. Raises StoreError naming file and line."""
    return diff(side_by_side(old, new))


def diff(documents: Iterable[Sides]) -> Difference:
    """What changed in documents that stand side by side."""
    difference = Difference()
    for sides in documents:
        for both in _both_sides(sides.old, sides.new):
            difference.totals[both.kind].count(both.op, both.number)
            if both.op:
                difference.changes.append(both.change(sides.doc_id, both.op))
    difference.changes.sort(key=lambda change: change.doc_id)
    return difference


@dataclass(frozen=True, slots=True)
class _Both:
    """What a record says in both versions, None where it is not; or a `number` of unchanged ones."""

    kind: str
    old: Facts | None
    new: Facts | None
    span: Span | None = None
    number: int = 1

    @property
    def op(self) -> Op | None:
        if self.old is None:
            return "gained"
        if self.new is None:
            return "lost"
        return None if self.old == self.new else "changed"

    def change(self, doc_id: str, op: Op) -> Change:
        old, new = self.old or {}, self.new or {}
        names = [*old, *(name for name in new if name not in old)]
        both = {name: (old.get(name), new.get(name)) for name in names}
        differing = {name: values for name, values in both.items() if values[0] != values[1]}
        return Change(doc_id, self.kind, op, self.span, differing)


def _both_sides(old: DocumentRecord | None, new: DocumentRecord | None) -> Iterator[_Both]:
    """The document as a whole, then its records kind by kind."""
    if old is new and old is not None:
        yield _Both(DOCUMENTS, {}, {})
        yield from (_Both(kind, {}, {}, number=len(getattr(old, kind))) for kind in KINDS)
        return
    yield _Both(
        DOCUMENTS,
        None if old is None else document_facts(old),
        None if new is None else document_facts(new),
    )
    same_text = not (old and new) or old.text_sha256 == new.text_sha256
    lists: Lists = {kind: (getattr(old, kind, ()), getattr(new, kind, ())) for kind in KINDS}
    yield from _records(lists, same_text=same_text)


def _records(lists: Lists, *, same_text: bool) -> Iterator[_Both]:
    """The records of one document that are in either version, kind by kind."""
    paired = {kind: pairs(*sides, same_text=same_text) for kind, sides in lists.items()}
    names = names_of(lists, paired)
    for kind, (left, right) in lists.items():
        for i, j in paired[kind]:
            old, new = None if i is None else left[i], None if j is None else right[j]
            if old == new and names.are_stable:
                yield _Both(kind, {}, {})
                continue
            yield _Both(
                kind,
                None if old is None else facts_of(old, with_places=same_text, names=names),
                None if new is None else facts_of(new, with_places=same_text),
                place(new or old),
            )
