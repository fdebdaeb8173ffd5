"""Compared documents -> groups of changes by signature. Every change is in exactly one group.

The consequences of a change (lead.py) are in its group, so that one edit of a rule is one group.
Groups keep counts and a few samples, so memory does not grow with the number of changes.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bienban.diff.compare import DOCUMENTS, Change, Compared, Op, Totals
from bienban.diff.lead import led
from bienban.diff.mark import mark
from bienban.diff.passage import passage
from bienban.diff.signature import Signature, beside, signature_of
from bienban.records import KINDS

SAMPLES = 8
"""Changes of a group that are shown: the first of each particular, then of each document."""

DETAILS = 200
"""Particulars of a group that are told apart; what comes later is counted as `OTHERS`."""

OTHERS = "…"


@dataclass(slots=True)
class Group:
    """All changes of one signature.

    `size` counts the records that lead; `counts` has how many records of which kind became
    what, consequences included; `marks` has one number for each change, the same for the same
    change of a later run.
    """

    signature: Signature
    size: int = 0
    counts: Counter[tuple[str, Op]] = field(default_factory=Counter)
    details: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    samples: list[Change] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    marks: "array[int]" = field(default_factory=lambda: array("Q"))

    @property
    def consequences(self) -> dict[tuple[str, Op], int]:
        """What became of other records because of these."""
        others = self.counts - Counter({(self.signature.kind, self.signature.op): self.size})
        return dict(sorted(others.items()))

    def add(self, change: Change, detail: str, followers: Sequence[Change]) -> None:
        """Take in one change and its consequences."""
        self.size += 1
        for one in (change, *followers):
            self.counts[one.kind, one.op] += 1
            self.marks.append(mark(one))
        self._detail(detail, 1)
        self.beside.update(beside(change))
        self._sample(change, detail)

    def merge(self, other: "Group") -> None:
        """Take in a group of the same signature of later documents."""
        self.size += other.size
        self.counts.update(other.counts)
        self.beside.update(other.beside)
        self.documents += other.documents
        self.marks.extend(other.marks)
        for detail, count in other.details.items():
            self._detail(detail, count)
        for change in other.samples:
            self._sample(change, signature_of(change)[1])

    def _detail(self, detail: str, count: int) -> None:
        if detail:
            known = detail in self.details or len(self.details) < DETAILS
            self.details[detail if known else OTHERS] += count

    def _sample(self, change: Change, detail: str) -> None:
        """Keep what is not like the samples there are; of what is alike only the first."""
        likeness = detail or change.doc_id
        if len(self.samples) < SAMPLES and likeness not in self.shown:
            self.shown.add(likeness)
            self.samples.append(change)


@dataclass(slots=True)
class Difference:
    """What is not as before in many documents: totals by kind and groups by signature.

    `approved` has the marks of changes that were approved before; these are in no group,
    but in the totals. Of documents that were not read, since they cannot differ, only their
    number is known (`unread`). Where one rule is known to be the `cause` of all changes, it stands in
    every signature in place of the rules that read the records.
    """

    totals: dict[str, Totals] = field(
        default_factory=lambda: {kind: Totals() for kind in (DOCUMENTS, *KINDS)}
    )
    by_signature: dict[Signature, Group] = field(default_factory=dict)
    approved: "array[int]" = field(default_factory=lambda: array("Q"))
    unread: int = 0
    cause: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether both sides say the same, changes that are approved aside."""
        return not self.by_signature

    @property
    def size(self) -> int:
        """The changes of all groups; with those approved, the changes of all totals."""
        return sum(group.counts.total() for group in self.by_signature.values())

    @property
    def groups(self) -> list[Group]:
        """The groups, those of the largest pattern first."""
        sizes: Counter[str] = Counter()
        for group in self.by_signature.values():
            sizes[group.signature.pattern] += group.size
        return sorted(
            self.by_signature.values(),
            key=lambda g: (-sizes[g.signature.pattern], g.signature.pattern, -g.size, g.signature),
        )

    def add(self, compared: Compared, approved: Collection[int] = ()) -> None:
        """Take in one document; `approved` are the marks of changes that need no look any more."""
        for kind, totals in compared.totals.items():
            self.totals[kind].add(totals)
        self.unread += compared.unread
        met = set()
        for change, followers in led(self._open(compared.changes, approved)):
            signature, detail = signature_of(change)
            if self.cause:
                signature = replace(signature, rules=(self.cause,))
            group = self.by_signature.setdefault(signature, Group(signature))
            group.add(change, detail, followers)
            met.add(signature)
        for signature in met:
            self.by_signature[signature].documents += 1

    def _open(self, changes: Sequence[Change], approved: Collection[int]) -> Sequence[Change]:
        """The changes that are not approved."""
        if not approved:
            return changes
        open_ = []
        for change in changes:
            if (number := mark(change)) in approved:
                self.approved.append(number)
            else:
                open_.append(change)
        return open_

    def show_in(self, texts: Mapping[str, str]) -> None:
        """Give the samples the passages they stand in, of texts by doc_id they were read from."""
        for group in self.by_signature.values():
            group.samples = [_shown_in(texts.get(change.doc_id), change) for change in group.samples]

    def merge(self, other: "Difference") -> None:
        """Take in the difference of later documents."""
        self.approved.extend(other.approved)
        self.unread += other.unread
        for kind, totals in other.totals.items():
            self.totals[kind].add(totals)
        for signature, group in other.by_signature.items():
            if known := self.by_signature.get(signature):
                known.merge(group)
            else:
                self.by_signature[signature] = group


def difference_of(
    documents: Iterable[Compared], approved: Collection[int] = (), *, cause: str | None = None
) -> Difference:
    """The difference of many documents, without changes that are approved."""
    difference = Difference(cause=cause)
    for compared in documents:
        difference.add(compared, approved)
    return difference


def _shown_in(text: str | None, change: Change) -> Change:
    old, new = (
        known or passage(text, span) for known, span in zip(change.passages, change.spans, strict=True)
    )
    return replace(change, passages=(old, new))
