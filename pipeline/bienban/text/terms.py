"""Doc -> terms: every word of every rule, found in one pass.

spaCy's PhraseMatcher costs 5 to 6 µs per 1,000 characters whatever the number of
terms (performance.md); it compares the NORM of tokens, which is the folded
syllable, so case and the place of a tone mark make no difference.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from bienban.records import Provenance
from bienban.rules import Rule, RuleBase, Rules
from bienban.text.page import page_of
from bienban.text.syllables import to_doc, vocab


def provenance(text: str, start: int, end: int, rule: str) -> Provenance:
    """A Provenance for `text[start:end]`."""
    return Provenance(start=start, end=end, raw=text[start:end], rule=rule)


@dataclass(slots=True, unsafe_hash=True)
class Mention:
    """A stretch of text and the rule that found it; never written to once it is made."""

    start: int
    end: int
    rule: str

    def provenance(self, text: str) -> Provenance:
        """Where this was read, as records say it."""
        return provenance(text, self.start, self.end, self.rule)


@dataclass(slots=True, unsafe_hash=True)
class Term(Mention):
    """Words of a rule, found as they stand. `first` and `last` are half-open token numbers."""

    what: Rule
    first: int
    last: int


@dataclass(frozen=True)
class Terms(Sequence[Term]):
    """All terms in text order; longer ones before shorter ones that start at the same place.

    `rules` are those they were found by, for lists of words that are only looked up.
    """

    items: tuple[Term, ...]
    rules: Rules | None = field(default=None, repr=False)
    _kinds: dict[type[RuleBase], "_OfKind"] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds: dict[type[RuleBase], list[Term]] = {}
        for term in self.items:
            kinds.setdefault(type(term.what), []).append(term)
        object.__setattr__(self, "_kinds", {kind: _OfKind(terms) for kind, terms in kinds.items()})

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
        known = self._kinds.get(kind, _NONE)
        for index in range(bisect_left(known.starts, start), len(known.terms)):
            term = known.terms[index]
            if end is not None and term.start >= end:
                return
            if end is None or term.end <= end:
                yield term

    def at(self, start: int, kind: type[RuleBase]) -> Term | None:
        """The longest term of one kind that starts at character `start`."""
        return self._kinds.get(kind, _NONE).first_at.get(start)

    def until(self, end: int, kind: type[RuleBase]) -> Term | None:
        """The longest term of one kind that ends at character `end`."""
        return self._kinds.get(kind, _NONE).last_until.get(end)


class _OfKind:
    """The terms of one kind of rule, found by where they start and by where they end."""

    __slots__ = ("first_at", "last_until", "starts", "terms")

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        self.starts = [term.start for term in terms]
        # Longer terms stand first at one start, and earlier starts are longer at one end.
        self.first_at = {term.start: term for term in reversed(terms)}
        self.last_until = {term.end: term for term in reversed(terms)}


_NONE = _OfKind(())


def find_terms(doc: Doc, rules: Rules) -> Terms:
    """All terms of `rules` in `doc`, overlapping ones included; see Terms for their order."""
    return Terms(_found(doc, *_matcher(rules)), rules)


def terms_of(doc: Doc, rule: Rule) -> Terms:
    """The terms of one rule in `doc`, also when its kind is only looked up."""
    return Terms(_found(doc, *_matcher_of([rule])))


def search(doc: Doc | Span, rules: Rules) -> tuple[Term, ...]:
    """The terms of `rules` in `doc` or in a span of it, also of kinds that are only looked up."""
    return _found(doc, *_matcher_of_all(rules))


def _found(doc: Doc | Span, by_id: dict[int, Rule], matcher: PhraseMatcher) -> tuple[Term, ...]:
    page = page_of(doc if isinstance(doc, Doc) else doc.doc)
    starts, ends = page.starts, page.ends
    matches = [(first, -last, by_id[key].id, key) for key, first, last in matcher(doc)]
    matches.sort()
    return tuple(
        [
            Term(starts[first], ends[-last - 1], rule, by_id[key], first, -last)
            for first, last, rule, key in matches
        ]
    )


@lru_cache(maxsize=8)
def _matcher(rules: Rules) -> tuple[dict[int, Rule], PhraseMatcher]:
    return _matcher_of(rule for rule in rules if rule.matched)


@lru_cache(maxsize=8)
def _matcher_of_all(rules: Rules) -> tuple[dict[int, Rule], PhraseMatcher]:
    return _matcher_of(rules)


def _matcher_of(rules: Iterable[Rule]) -> tuple[dict[int, Rule], PhraseMatcher]:
    matcher = PhraseMatcher(vocab(), attr="NORM")
    by_id: dict[int, Rule] = {}
    for rule in rules:
        matcher.add(rule.id, [to_doc(term) for term in rule.terms])
        by_id[vocab().strings[rule.id]] = rule
    return by_id, matcher
