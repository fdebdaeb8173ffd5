"""Where a capitalised stretch is a place, where a person.

Names of persons and of places share their surface form (guide §12.6). What tells
them apart is a surname, the usual lengths (a place two syllables, a person three
or four), middle names, and a list of places that look like persons.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bienban.rule_kinds import ActRule, PlaceNameRule, SurnameRule
from bienban.rules import Rules
from bienban.text.fold import fold

# Spelled out: a range such as À-Ỹ also holds lower-case letters (design.md).
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SYLLABLE = rf"[{UPPER}][^\W\d_]{{0,9}}(?:['’][^\W\d_]{{1,9}})?"
RUN = re.compile(rf"(?<![^\W_]){SYLLABLE}(?:[ -]{SYLLABLE}){{0,9}}(?![^\W_])")
"""Capitalised syllables, each one blank or a hyphen from the next."""

LONGEST_NAME = 5
_MIDDLE = frozenset(
    ["văn", "thị", "đình", "hữu", "xuân", "ngọc", "quang", "thanh", "minh", "đức", "thế", "viết"]
)


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of proper names, and of the acts that end them; all folded."""

    surnames: frozenset[str]
    rare_surnames: frozenset[str]
    places: frozenset[tuple[str, ...]]
    acts: frozenset[str]
    speeches: frozenset[str]

    def is_surname(self, syllable: str) -> bool:
        """Whether persons' names may begin with `syllable`."""
        word = fold(syllable)
        return word in self.surnames or word in self.rare_surnames

    def is_person(self, syllables: list[str]) -> bool:
        """Whether a whole stretch is surely a person's name: a common surname, three or four capitals."""
        capitals = all(syllable[:1].isupper() for syllable in syllables)
        common = fold(syllables[0]) in self.surnames
        return capitals and common and len(syllables) in (3, 4) and not self.known_place(syllables)

    def known_place(self, syllables: list[str]) -> int:
        """How many leading syllables are a place known by name; 0 for none."""
        folded = [fold(syllable) for syllable in syllables[:6]]
        for length in range(len(folded), 0, -1):
            if tuple(folded[:length]) in self.places:
                return length
        return 0

    def place_length(self, syllables: list[str], *, commune: bool = False) -> int:
        """How many leading syllables, standing where a place is due, name a place.

        The rest names a person: of `Đống Đa Đinh Trường Thọ` the first two are the place.
        Only a `commune` is often called like a person and not known by name.
        """
        known = self.known_place(syllables)
        if not known and not commune and len(syllables) == 2 and fold(syllables[0]) in self.surnames:
            return 0
        if known == len(syllables) <= 2:
            return known  # too short to be a person as well
        longest = min(4, len(syllables))
        lengths = sorted({*range(longest + 1), known})
        fits = {length: self._fit(syllables, length, known) for length in lengths}
        best: int = max(lengths, key=lambda length: fits[length])
        return best

    def _fit(self, syllables: list[str], length: int, known: int) -> float:
        place, person = syllables[:length], syllables[length:]
        fit = (-0.5, -1.5, 1.5, 0.0, -1.0)[length] if length < 5 else -1.0
        if length and length == known:
            fit += 4.5
        if length and not self.is_surname(place[0]):
            fit += 1.0
        return fit + self._person_fit(person, follows_place=length > 0)

    def _person_fit(self, syllables: list[str], *, follows_place: bool) -> float:
        if not syllables:
            return 0.0
        first = fold(syllables[0])
        common = first in self.surnames
        if len(syllables) > LONGEST_NAME or not (common or first in self.rare_surnames):
            return -5.0
        fit = 2.0 if common else 1.0
        if len(syllables) > 2 and fold(syllables[1]) in _MIDDLE:
            fit += 2.0
        # Two syllables after the noun of a place are the place's name far more often.
        by_length = (0.0, -5.0, 0.0 if follows_place else -0.6, 1.5, 1.5, 0.5)
        return fit + by_length[len(syllables)]


@lru_cache(maxsize=8)
def names_of(rules: Rules | None) -> Names:
    """The proper names that `rules` know."""
    surnames: set[str] = set()
    rare: set[str] = set()
    places: set[tuple[str, ...]] = set()
    acts: set[str] = set()
    speeches: set[str] = set()
    for rule in rules or ():
        if isinstance(rule, SurnameRule):
            (rare if rule.rare else surnames).update(map(fold, rule.terms))
        elif isinstance(rule, PlaceNameRule):
            places.update(tuple(fold(term).split()) for term in rule.terms)
        elif isinstance(rule, ActRule):
            acts.update(map(fold, rule.terms))
            speeches.update(map(fold, rule.terms) if rule.speaks else ())
    return Names(
        frozenset(surnames), frozenset(rare), frozenset(places), frozenset(acts), frozenset(speeches)
    )
