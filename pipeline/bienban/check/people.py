"""Who is missing or written in two ways: `chair_not_stated`, `name_variant`."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bienban.check.case import Case
from bienban.records import Flag
from bienban.text.fold import fold

_FEWEST_SYLLABLES = 3

Place = tuple[int, int]


def check_chair(case: Case) -> Iterator[Flag]:
    """A meeting is reported and nobody is said to preside."""
    linked = case.linked
    if linked.meetings and not any(person.role == "chair" for person in linked.people):
        place = linked.meetings[0].provenance
        message = "The text reports a meeting and does not say who chaired it."
        yield case.flag("chair_not_stated", message, ((place.start, place.end),))


def check_names(case: Case) -> Iterator[Flag]:
    """One person whose name is written in two ways that differ in one syllable's marks or letter."""
    known: dict[tuple[str, ...], dict[str, tuple[Place, frozenset[str]]]] = {}
    for person in case.mentions.persons:
        syllables = fold(person.name or "").split()
        if len(syllables) < _FEWEST_SYLLABLES:
            continue
        start = case.text.find(person.name or "", person.start, person.end)
        place = (start, start + len(person.name or "")) if start >= 0 else (person.start, person.end)
        spelled = known.setdefault(tuple(bare(s) for s in syllables), {})
        titles = frozenset(fold(title) for title in person.titles)
        known_place, known_titles = spelled.get(" ".join(syllables), (place, frozenset()))
        spelled[" ".join(syllables)] = (known_place, known_titles | titles)
    for spelled in known.values():
        for (one, (first, ours)), (other, (second, theirs)) in pairwise(spelled.items()):
            if _differs_once(one, other) and (not ours or not theirs or ours & theirs):
                names = (case.text[first[0] : first[1]], case.text[second[0] : second[1]])
                message = f"“{names[0]}” and “{names[1]}” may be one person, written in two ways."
                yield case.flag("name_variant", message, (first, second), names[0])


@lru_cache(maxsize=1 << 12)
def bare(syllable: str) -> str:
    """`syllable` without its marks, d for đ."""
    letters = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _differs_once(one: str, other: str) -> bool:
    """Whether two names differ in exactly one syllable."""
    return sum(a != b for a, b in zip(one.split(), other.split(), strict=True)) == 1
