"""Words of rules, looked up where a number makes them matter.

Units and counted nouns stand everywhere in a text; matching them all would cost
more than everything else together. So they are looked up at one place, forwards
from behind a number or backwards from in front of it, syllable by syllable.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from bienban.rules import RuleBase
from bienban.text.fold import fold
from bienban.text.syllables import cut, token_at

R = TypeVar("R", bound=RuleBase)

REACH = 64
"""How many characters before a number its words may start: longer than any term."""


@dataclass(frozen=True, slots=True)
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

    def at(self, text: str, start: int) -> Found[R] | None:
        """The longest term that starts at character `start`."""
        node, position, best = self._forwards, start, None
        while (word := token_at(text, position)) is not None:
            after = node.next.get(fold(word))
            if after is None:
                return best
            node, position = after, position + len(word)
            if node.rule is not None:
                best = Found(start, position, node.rule)
            position += text[position : position + 1] == " "
        return best

    def until(self, text: str, end: int) -> Found[R] | None:
        """The longest term that ends at character `end`."""
        node, position, best = self._backwards, end, None
        for word, blank in _backwards(text, end):
            after = node.next.get(fold(word))
            if after is None:
                return best
            node, position = after, position - len(word) - blank
            if node.rule is not None:
                best = Found(position, end, node.rule)
        return best


def _plant(node: _Node[R], syllables: Iterable[str], rule: R) -> None:
    """The first rule keeps a term that two rules name."""
    for syllable in syllables:
        node = node.next.setdefault(syllable, _Node())
    node.rule = node.rule or rule


def _backwards(text: str, end: int) -> Iterator[tuple[str, bool]]:
    """The tokens that end at `end`, last first, each with whether a blank follows it."""
    words, blanks = cut(text[max(0, end - REACH) : end])
    return zip(reversed(words), reversed(blanks), strict=True)
