"""The words of some rules in a document, by what they do.

Where a room's words are many and common (sections, orders), they are not among the
terms every room gets; the room looks for them itself, where it needs them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from bienban.rules import Rule, Rules
from bienban.text.terms import Term, search


@dataclass(frozen=True)
class Cues:
    """Terms by what they do, found by where they start, end and lie; the longest first."""

    starting: dict[int, dict[str, Term]]
    ending: dict[int, dict[str, Term]]
    by_part: Mapping[str, Sequence[Term]]

    def at(self, start: int, *parts: str) -> Term | None:
        """The longest term of `parts` that starts at character `start`."""
        found = self.starting.get(start)
        terms = [found[part] for part in parts if part in found] if found else ()
        return max(terms, key=lambda term: term.end, default=None)

    def until(self, end: int, *parts: str) -> Term | None:
        """The longest term of `parts` that ends at character `end`."""
        found = self.ending.get(end)
        terms = [found[part] for part in parts if part in found] if found else ()
        return min(terms, key=lambda term: term.start, default=None)

    def within(self, start: int, end: int, part: str) -> Iterator[Term]:
        """The terms of `part` that start in `start..end`, in text order."""
        terms = self.by_part.get(part, ())
        for index in range(bisect_left(terms, start, key=lambda term: term.start), len(terms)):
            if terms[index].start >= end:
                return
            yield terms[index]

    def first(self, start: int, end: int, *parts: str) -> Term | None:
        """The first term of `parts` that starts in `start..end`."""
        firsts = [term for part in parts if (term := next(self.within(start, end, part), None))]
        return min(firsts, key=lambda term: (term.start, -term.end), default=None)

    def has(self, start: int, end: int, *parts: str) -> bool:
        """Whether a term of `parts` starts in `start..end`."""
        return self.first(start, end, *parts) is not None


def find_cues(doc: Doc | Span, rules: Rules, part_of: Callable[[Rule], str]) -> Cues:
    """The words of `rules` in `doc`, or in a span of it, by what `part_of` says they do."""
    starting: dict[int, dict[str, Term]] = {}
    ending: dict[int, dict[str, Term]] = {}
    by_part: dict[str, list[Term]] = {}
    for term in search(doc, rules):
        part = part_of(term.what)
        # Longer terms come first at one start, and earlier starts are longer at one end.
        if starting.setdefault(term.start, {}).setdefault(part, term) is term:
            by_part.setdefault(part, []).append(term)
        ending.setdefault(term.end, {}).setdefault(part, term)
    return Cues(starting, ending, by_part)
