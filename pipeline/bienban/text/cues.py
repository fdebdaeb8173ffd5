"""The words of some rules in a document, by what they do.

Where a room's words are many and common (sections, orders), they are not among the
terms every room gets; the room looks for them itself, where it needs them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bienban.rule_kinds import Rule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.terms import Term, search

Runs = Sequence[tuple[int, int]]
"""Half-open stretches of token numbers, in text order."""


@dataclass(frozen=True)
class Cues:
    """Terms by what they do, found by where they start, end and lie; the longest first."""

    starting: Mapping[tuple[int, str], Term]
    ending: Mapping[tuple[int, str], Term]
    by_part: Mapping[str, Sequence[Term]]
    starts: Mapping[str, Sequence[int]]

    def at(self, start: int, *parts: str) -> Term | None:
        """The longest term of `parts` that starts at character `start`."""
        longest = None
        for part in parts:
            term = self.starting.get((start, part))
            if term and (longest is None or term.end > longest.end):
                longest = term
        return longest

    def until(self, end: int, *parts: str) -> Term | None:
        """The longest term of `parts` that ends at character `end`."""
        longest = None
        for part in parts:
            term = self.ending.get((end, part))
            if term and (longest is None or term.start < longest.start):
                longest = term
        return longest

    def of(self, part: str) -> Sequence[Term]:
        """The terms of `part`, the longest at each start, in text order."""
        return self.by_part.get(part, ())

    def within(self, start: int, end: int, part: str) -> Iterator[Term]:
        """The terms of `part` that start in `start..end`, in text order."""
        starts = self.starts.get(part)
        if not starts:
            return iter(())
        first = bisect_left(starts, start)
        return iter(self.by_part[part][first : bisect_left(starts, end, first)])

    def first(self, start: int, end: int, *parts: str) -> Term | None:
        """The first term of `parts` that starts in `start..end`, the longest of those at one place."""
        found: Term | None = None
        for part in parts:
            starts = self.starts.get(part)
            if starts and (index := bisect_left(starts, start)) < len(starts) and starts[index] < end:
                term = self.by_part[part][index]
                if found is None or (term.start, -term.end) < (found.start, -found.end):
                    found = term
        return found

    def has(self, start: int, end: int, *parts: str) -> bool:
        """Whether a term of `parts` starts in `start..end`."""
        for part in parts:
            starts = self.starts.get(part)
            if starts:
                index = bisect_left(starts, start)
                if index < len(starts) and starts[index] < end:
                    return True
        return False


@lru_cache(maxsize=16)
def _parts(rules: Rules, part_of: Callable[[Rule], str]) -> Mapping[str, str]:
    """What the words of each rule do, by its id."""
    return {rule.id: part_of(rule) for rule in rules}


def find_cues(doc: Doc, rules: Rules, part_of: Callable[[Rule], str], *, spans: Runs | None = None) -> Cues:
    """The words of `rules` in `doc`, or only in `spans` of its tokens, by what `part_of` says they do."""
    starting: dict[tuple[int, str], Term] = {}
    ending: dict[tuple[int, str], Term] = {}
    by_part: dict[str, list[Term]] = {}
    parts = _parts(rules, part_of)
    for first, last in [(0, len(doc))] if spans is None else spans:
        for term in search(doc, rules, first, last):
            part = parts[term.rule]
            # Longer terms come first at one start, and earlier starts are longer at one end.
            if starting.setdefault((term.start, part), term) is term:
                by_part.setdefault(part, []).append(term)
            ending.setdefault((term.end, part), term)
    starts = {part: [term.start for term in terms] for part, terms in by_part.items()}
    return Cues(starting, ending, by_part, starts)


def join_runs(runs: Runs) -> list[tuple[int, int]]:
    """Half-open runs in order, those that touch joined."""
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
