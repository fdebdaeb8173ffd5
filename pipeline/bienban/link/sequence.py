"""A sentence as a short sequence of what it says: PERIOD NAME VERB BOUND QUANTITY COMPARISON BASE …

The grammar of figures is written over these items instead of over characters
(EDS-NLP's trick). Each item has a kind of one letter, so a stretch of a sentence
is a short string and a construction a regular expression over it; see `roles` for
the letters of words:

    Q figure   T time   W other words   & and   and the marks , ; : ( ) / .
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from bienban.find.mentions import Quantity, Time
from bienban.rule_kinds import ConceptRule, FigureWord, IndicatorRule, Rule
from bienban.text.terms import Mention

Word = tuple[int, int, int, str, Rule | None, int]
"""A word or mark where it stands: start, negative end, order, letter, rule, token.

Of overlapping ones the least is read: the leftmost, longest, first in order. The token is that of
a word of one token, else -1.
"""
Place = Literal["whole", "front", "inside"]
Known = tuple["ConceptRule | IndicatorRule", Place]
"""A rule that knows a name, and where in it its words stand."""
Words = Mapping[str, Sequence[Word]]
"""Words by what they do (Role.word), in text order, longer ones first."""


_SECTION: Final = "indicator."
"""What the ids of the rules of indicators open with; the concept is the rest."""


@dataclass(slots=True, eq=False)
class Item:
    """One word, mark or mention of a sentence; `kind` is its letter. Never written to once it is made."""

    kind: str
    start: int
    end: int
    what: Mention | Rule | None = None

    @property
    def mention(self) -> Mention | None:
        """These characters and the rule that knows them."""
        if self.what is None or isinstance(self.what, Mention):
            return self.what
        return Mention(self.start, self.end, self.what.id)

    @property
    def quantity(self) -> Quantity:
        """The quantity of a figure item."""
        return cast(Quantity, self.what)

    @property
    def time(self) -> Time:
        """The time of a time item."""
        return cast(Time, self.what)


def letters(items: Iterable[Item]) -> str:
    """The kinds of `items` as one string."""
    return "".join([item.kind for item in items])


class Sentence:
    """One sentence that holds a figure: its items, their letters, and the words that are only looked up."""

    def __init__(self, text: str, items: Sequence[Item], words: Words) -> None:
        self.text = text
        self.items = tuple(items)
        self.kinds = letters(items)
        self.start = items[0].start if items else 0
        self._words = words

    def said(self, start: int, end: int) -> str:
        """The characters `start..end` with single blanks."""
        return said(self.text, start, end)

    def indicators(self, start: int, end: int) -> tuple[Known, ...]:
        """What names known indicators within `start..end`: the longest first, of those what decides more.

        Each with where it stands in `start..end`.
        """
        decisive, named = near(self._words, "concept", start, end), near(self._words, "indicator", start, end)
        if not (decisive or named):
            return ()
        inside = [word for word in (*decisive, *named) if -word[1] <= end]
        inside.sort(key=lambda word: word[0] + word[1])
        return tuple(
            [(cast(ConceptRule | IndicatorRule, word[4]), _place(word, start, end)) for word in inside]
        )

    def concepts(self) -> frozenset[str]:
        """The ids of all indicators that are named anywhere in the sentence."""
        rules = [word[4] for kind in ("concept", "indicator") for word in self._words.get(kind, ())]
        return frozenset([concept for rule in rules if (concept := concept_in(rule))])

    def has(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `word` stands within `start..end`."""
        return word in self._words and self.first(word, start, end) is not None

    def first(self, word: FigureWord, start: int, end: int) -> int | None:
        """Where `word` first stands within `start..end`."""
        for found in near(self._words, word, start, end):
            if -found[1] <= end:
                return found[0]
        return None

    def knows(self, word: FigureWord) -> bool:
        """Whether `word` stands anywhere in the sentence."""
        return word in self._words

    def opens(self, word: FigureWord, start: int) -> bool:
        """Whether `word` starts at `start`."""
        return word in self._words and bool(near(self._words, word, start, start + 1))

    def longest(self, word: FigureWord, start: int) -> int | None:
        """Where the longest `word` that starts at `start` ends."""
        known = near(self._words, word, start, start + 1) if word in self._words else ()
        return -known[0][1] if known else None

    def covers(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `start..end` is exactly `word`."""
        known = self._words.get(word)
        if known is None:
            return False
        at = bisect_left(known, (start, -end))
        return at < len(known) and known[at][0] == start and known[at][1] == -end

    def says(self, word: FigureWord, item: Item) -> bool:
        """Whether `item` is exactly `word`."""
        return word in self._words and self.covers(word, item.start, item.end)


def _place(word: Word, start: int, end: int) -> Place:
    if word[0] != start:
        return "inside"
    return "whole" if -word[1] == end else "front"


def concept_in(rule: Rule | None) -> str | None:
    """The concept that a rule speaks of."""
    if type(rule) is IndicatorRule:
        return rule.id.removeprefix(_SECTION)
    return rule.of if type(rule) is ConceptRule else None


def near(words: Words, word: str, start: int, end: int) -> Sequence[Word]:
    """The words that do `word` and start in `start..end`."""
    known = words.get(word)
    if known is None:
        return ()
    first = bisect_left(known, (start,))
    return known[first : bisect_left(known, (end,), first)]


def said(text: str, start: int, end: int) -> str:
    """The characters `start..end` with single blanks."""
    raw = text[start:end]
    # Of white space only a blank is printable; most texts need no cutting.
    return raw.strip() if raw.isprintable() and "  " not in raw else " ".join(raw.split())
