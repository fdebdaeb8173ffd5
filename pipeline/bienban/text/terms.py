"""Doc -> terms: every word of every rule, found in one pass.

spaCy's PhraseMatcher costs 5 to 6 µs per 1,000 characters whatever the number of
terms (performance.md); it compares the NORM of tokens, which is the folded
syllable, so case and the place of a tone mark make no difference.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bienban.records import Provenance
from bienban.rules import Rule, RuleBase, Rules
from bienban.text.syllables import to_doc, vocab


def provenance(text: str, start: int, end: int, rule: str) -> Provenance:
    """A Provenance for `text[start:end]`."""
    return Provenance(start=start, end=end, raw=text[start:end], rule=rule)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text and the rule that found it."""

    start: int
    end: int
    rule: str

    def provenance(self, text: str) -> Provenance:
        """Where this was read, as records say it."""
        return provenance(text, self.start, self.end, self.rule)


@dataclass(frozen=True, slots=True)
class Term(Mention):
    """Words of a rule, found as they stand. `first` and `last` are half-open token numbers."""

    what: Rule
    first: int
    last: int


@dataclass(frozen=True)
class Terms(Sequence[Term]):
    """All terms in text order; longer ones before shorter ones that start at the same place."""

    items: tuple[Term, ...]
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(term.start for term in self.items))

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Term: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Term, ...]: ...
    def __getitem__(self, index: int | slice) -> Term | tuple[Term, ...]:
        return self.items[index]

    def of_type(self, kind: type[RuleBase], start: int = 0, end: int | None = None) -> Iterator[Term]:
        """The terms of one kind of rule that lie within `start..end`, longest match first."""
        for term in self.items[bisect_left(self._starts, start) :]:
            if end is not None and term.start >= end:
                return
            if isinstance(term.what, kind) and (end is None or term.end <= end):
                yield term

    def at(self, start: int, kind: type[RuleBase]) -> Term | None:
        """The longest term of one kind that starts at character `start`."""
        for term in self.items[bisect_left(self._starts, start) :]:
            if term.start != start:
                return None
            if isinstance(term.what, kind):
                return term
        return None


def find_terms(doc: Doc, rules: Rules) -> Terms:
    """All terms of `rules` in `doc`, overlapping ones included; see Terms for their order."""
    by_id, matcher = _matcher(rules)
    found = []
    for key, first, last in matcher(doc):
        rule = by_id[key]
        start = doc[first].idx
        end = doc[last - 1].idx + len(doc[last - 1])
        found.append(Term(start, end, rule.id, rule, first, last))
    found.sort(key=lambda term: (term.start, -term.end, term.rule))
    return Terms(tuple(found))


@lru_cache(maxsize=8)
def _matcher(rules: Rules) -> tuple[dict[int, Rule], PhraseMatcher]:
    matcher = PhraseMatcher(vocab(), attr="NORM")
    by_id: dict[int, Rule] = {}
    for rule in rules:
        matcher.add(rule.id, [to_doc(term) for term in rule.terms])
        by_id[vocab().strings[rule.id]] = rule
    return by_id, matcher
