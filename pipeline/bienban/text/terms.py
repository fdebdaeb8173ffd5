"""Doc -> terms: every word of every rule, found in one pass."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import overload

from bienban.records import Provenance
from bienban.rule_kinds import Rule, RuleBase
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Lexicon


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


def in_order(term: Term) -> tuple[int, int, str]:
    """The key that sorts terms as Terms has them."""
    return term.first, -term.last, term.rule


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
    """The terms of one kind of rule; they are sorted by their ends only where that is asked."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms

    @cached_property
    def starts(self) -> list[int]:
        """Where they start, in text order."""
        return [term.start for term in self.terms]

    @cached_property
    def first_at(self) -> dict[int, Term]:
        """The longest term at each start, which stands first there."""
        return {term.start: term for term in reversed(self.terms)}

    @cached_property
    def last_until(self) -> dict[int, Term]:
        """The longest term at each end, which has the earliest start."""
        return {term.end: term for term in reversed(self.terms)}


_NONE = _OfKind(())


def find_terms(doc: Doc, rules: Rules) -> Terms:
    """All terms of `rules` in `doc`, overlapping ones included; see Terms for their order."""
    return Terms(_found(doc, _matched(rules), 0, len(doc)), rules)


def terms_of(doc: Doc, rule: Rule) -> Terms:
    """The terms of one rule in `doc`, also when its kind is only looked up."""
    return Terms(_found(doc, Lexicon([rule]), 0, len(doc)))


def search(doc: Doc, rules: Rules, first: int = 0, last: int | None = None) -> tuple[Term, ...]:
    """The terms of `rules` within the tokens `first..last`, also of kinds that are only looked up."""
    return _found(doc, _all(rules), first, len(doc) if last is None else last)


def _found(doc: Doc, lexicon: Lexicon[Rule], first: int, last: int) -> tuple[Term, ...]:
    starts, ends = doc.starts, doc.ends
    return tuple(
        [
            Term(starts[start], ends[end - 1], rule.id, rule, start, end)
            for start, end, rule in lexicon.all(doc.norms, first, last)
        ]
    )


@lru_cache(maxsize=8)
def _matched(rules: Rules) -> Lexicon[Rule]:
    return _by_id(rule for rule in rules if rule.matched)


@lru_cache(maxsize=8)
def _all(rules: Rules) -> Lexicon[Rule]:
    return _by_id(rules)


def _by_id(rules: Iterable[Rule]) -> Lexicon[Rule]:
    return Lexicon(sorted(rules, key=lambda rule: rule.id))
