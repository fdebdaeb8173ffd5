"""Documents read with two sets of rules -> the Difference between the two, before anything is saved.

A rule acts through its words alone, so a document without the words of any rule that differs
reads the same; it is counted as unchanged and not read.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from pydantic_core import from_json

from bienban.diff.compare import DOCUMENTS, Compared, compare
from bienban.diff.documents import Record, Sides
from bienban.diff.groups import Difference, difference_of
from bienban.diff.spread import spread
from bienban.document import Document
from bienban.flow import extract
from bienban.rule_kinds import LinkRule, Rule
from bienban.rules import Rules
from bienban.text.fold import fold
from bienban.text.lexicon import norms_of
from bienban.text.syllables import cut

Item = TypeVar("Item")

CHUNK = 10
"""Documents one process reads at a time."""

FIRST = 2
"""Documents that are read before the processes start, to load what they then share."""


class Tried(NamedTuple):
    """A document to try rules on, and what the old rules read from it, when that is known."""

    document: Document
    known: Record | None = None


@dataclass(frozen=True)
class Trial(Generic[Item]):
    """Two sets of rules to be tried on the documents of items, such as files."""

    old: Rules
    new: Rules
    documents: Callable[[Item], Iterable[Tried]]

    @cached_property
    def cause(self) -> str | None:
        """The id of the one rule that differs; None when several do."""
        names = {rule.id for rule in differing(self.old, self.new)}
        return names.pop() if len(names) == 1 else None

    def compared(self, items: Iterable[Item]) -> Iterator[Compared]:
        """Each document, read with both sets."""
        for chunk in _chunks(items):
            yield from self._chunk(chunk)

    def difference(
        self, items: Iterable[Item], *, approved: Collection[int] = (), workers: int | None = None
    ) -> Difference:
        """What the new rules read otherwise, and is not `approved` by its mark.

        `workers` processes share the work, one for each core when left out.
        """
        waiting = iter(items)
        task = partial(self._difference, approved)
        difference = task(list(islice(waiting, FIRST)))
        for part in spread(task, _chunks(waiting), workers=workers or os.cpu_count() or 1):
            difference.merge(part)
        return difference

    def _difference(self, approved: Collection[int], items: Sequence[Item]) -> Difference:
        return difference_of(self._chunk(items), approved, cause=self.cause)

    def _chunk(self, items: Sequence[Item]) -> Iterator[Compared]:
        """Some documents, first all with the old rules, then all with the new ones: words stay at hand."""
        documents = [tried for item in items for tried in self.documents(item)]
        touched = [tried for tried in documents if self._touches(tried.document)]
        old = [tried.known or _read(tried.document, self.old) for tried in touched]
        new = [_read(tried.document, self.new) for tried in touched]
        for tried, *sides in zip(touched, old, new, strict=True):
            yield compare(Sides(tried.document.doc_id, *sides))
        if unread := len(documents) - len(touched):
            compared = Compared(unread=unread)
            compared.totals[DOCUMENTS].count(None, unread)
            yield compared

    def _touches(self, document: Document) -> bool:
        """Whether a document holds all words of some term of a rule that differs."""
        source = document.source
        text = " ".join(filter(None, (document.text, source.outlet, source.title)))
        norms = set(map(fold, cut(text)[0]))
        return any(words <= norms for words in self._words)

    @cached_property
    def _words(self) -> frozenset[frozenset[str]]:
        """The folded syllables of each term of the rules that differ.

        Links are also looked for within words, so one that differs touches every document.
        """
        rules = differing(self.old, self.new)
        if any(isinstance(rule, LinkRule) for rule in rules):
            return frozenset([frozenset()])
        return frozenset(frozenset(norms_of(term)) for rule in rules for term in rule.terms)


def differing(old: Rules, new: Rules) -> list[Rule]:
    """The rules that stand in one set alone, or otherwise in the other, as they stand in each."""
    before, after = ({rule.id: rule for rule in rules} for rules in (old, new))
    gone = [rule for name, rule in before.items() if after.get(name) != rule]
    come = [rule for name, rule in after.items() if before.get(name) != rule]
    return [*gone, *come]


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _read(document: Document, rules: Rules) -> Record:
    record: Record = from_json(extract(document, rules, with_text=True).to_json())
    return record
