"""Words of rules, looked up where a number makes them matter.

Units and counted nouns stand everywhere in a text; matching them all would cost
more than everything else together. So they are looked up at one place, forwards
from behind a number or backwards from in front of it, syllable by syllable.
"""

from bisect import bisect_left
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from bienban.rules import RuleBase
from bienban.text.fold import fold
from bienban.text.page import Page
from bienban.text.syllables import cut

R = TypeVar("R", bound=RuleBase)


@dataclass(slots=True)
class Found(Generic[R]):
    """Words of a rule at `start..end`."""

    start: int
    end: int
    rule: R


class _Node(Generic[R]):
    """One syllable of the terms that run through it; `rule` when one ends here."""

    __slots__ = ("next", "rule")

    def __init__(self) -> None:
        self.next: dict[str, _Node[R]] = {}
        self.rule: R | None = None


class Lexicon(Generic[R]):
    """Terms as a tree of folded syllables, to be walked from either end."""

    def __init__(self, rules: Iterable[R]) -> None:
        self._forwards: _Node[R] = _Node()
        self._backwards: _Node[R] = _Node()
        for rule in rules:
            for term in rule.terms:
                syllables = [fold(word) for word in cut(term)[0]]
                _plant(self._forwards, syllables, rule)
                _plant(self._backwards, reversed(syllables), rule)

    @property
    def openings(self) -> Set[str]:
        """The folded syllables that terms begin with."""
        return self._forwards.next.keys()

    def at(self, page: Page, start: int) -> Found[R] | None:
        """The longest term that starts at character `start`."""
        first = page.first_at.get(start)
        if first is None or (node := self._forwards.next.get(page.norms[first])) is None:
            return None
        best, end, norms = node.rule, page.ends[first], page.norms
        for index in range(first + 1, len(norms)):
            node = node.next.get(norms[index])
            if node is None:
                break
            if node.rule is not None:
                best, end = node.rule, page.ends[index]
        return Found(start, end, best) if best is not None else None

    def until(self, page: Page, end: int) -> Found[R] | None:
        """The longest term that ends at character `end`."""
        last = page.last_until.get(end)
        if last is None or (node := self._backwards.next.get(page.norms[last])) is None:
            return None
        best, start, norms = node.rule, page.starts[last], page.norms
        for index in range(last - 1, -1, -1):
            node = node.next.get(norms[index])
            if node is None:
                break
            if node.rule is not None:
                best, start = node.rule, page.starts[index]
        return Found(start, end, best) if best is not None else None

    def within(self, page: Page, start: int, end: int) -> Found[R] | None:
        """The first term that starts at a token in `start..end`."""
        first = bisect_left(page.starts, start)
        opening, norms = self._forwards.next, page.norms
        for index in range(first, bisect_left(page.starts, end, first)):
            if norms[index] in opening and (found := self.at(page, page.starts[index])) is not None:
                return found
        return None


def _plant(node: _Node[R], syllables: Iterable[str], rule: R) -> None:
    """The first rule keeps a term that two rules name."""
    for syllable in syllables:
        node = node.next.setdefault(syllable, _Node())
    node.rule = node.rule or rule
