"""Who is missing or written in two ways: `chair_not_stated`, `name_variant`."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from bienban.check.case import Case, Place
from bienban.records import Flag, Provenance
from bienban.text.fold import fold

_FEWEST_SYLLABLES = 3
_MOST_NAMES = 80
"""Lists of names that are longer are compared with nothing: their pairs grow with the square."""


def check_chair(case: Case) -> Iterator[Flag]:
    """A meeting is reported and nobody is said to preside."""
    place = sign_of_meeting(case)
    if place and not any(person.role == "chair" for person in case.linked.people):
        message = "The text reports a meeting and does not say who chaired it."
        yield case.flag("chair_not_stated", message, ((place.start, place.end),))


def sign_of_meeting(case: Case) -> Provenance | None:
    """Where a meeting is reported: told as one, else by who attended, voted or concluded; None where none is.

    Where only these tell of it the text is a piece of a report, and has no record of the meeting.
    """
    linked = case.linked
    told = [meeting.provenance for meeting in linked.meetings]
    told = told or [person.provenance for person in linked.people if person.role == "attendee"]
    told = told or [decision.provenance for decision in linked.decisions if decision.votes]
    told = told or [one.provenance for one in linked.directives if _is_conclusion(case, one.provenance.start)]
    return told[0] if told else None


def _is_conclusion(case: Case, offset: int) -> bool:
    """Whether the sentence that holds an order opens with who concludes a meeting."""
    start, _ = case.sentences[case.sentence_at(offset)]
    return case.word_at("concludes", case.token_at(start)) is not None


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as spelled, where it stands first, and the offices told with it."""

    name: str
    place: Place
    offices: frozenset[str]


def check_names(case: Case) -> Iterator[Flag]:
    """One person whose name is written in two ways."""
    known: dict[str, Spelling] = {}
    for person in case.mentions.persons:
        name = " ".join(fold(person.name or "").split())
        if name.count(" ") < _FEWEST_SYLLABLES - 1:
            continue
        start = case.text.find(person.name or "", person.start, person.end)
        place = (start, start + len(person.name or "")) if start >= 0 else (person.start, person.end)
        offices = frozenset(fold(title) for title in person.titles)
        earlier = known.get(name)
        known[name] = Spelling(
            name, earlier.place if earlier else place, offices | (earlier.offices if earlier else frozenset())
        )
    for one, other in combinations(known.values(), 2) if len(known) < _MOST_NAMES else ():
        if _is_one(case, one, other):
            names = (case.text[slice(*one.place)], case.text[slice(*other.place)])
            message = f"“{names[0]}” and “{names[1]}” may be one person, written in two ways."
            yield case.flag("name_variant", message, (one.place, other.place), names[0])


def _is_one(case: Case, one: Spelling, other: Spelling) -> bool:
    """Whether two names that are nearly equal go with one office, or differ only in their marks."""
    ours, theirs = one.name.split(), other.name.split()
    if len(ours) != len(theirs):
        return False
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if len(different) != 1:
        return False
    shared = one.offices & other.offices
    marks_only = bare(different[0][0]) == bare(different[0][1])
    if marks_only and (not one.offices or not other.offices or shared):
        return True
    near = _are_near(bare(different[0][0]), bare(different[0][1])) or different[0] == (ours[1], theirs[1])
    return near and any(_is_held_by_one(case, office) for office in shared)


def _is_held_by_one(case: Case, office: str) -> bool:
    """Whether one person alone holds an office: a chairman, no deputy and no member."""
    return case.says("office", office) and not case.says("not_alone", office)


def _are_near(one: str, other: str) -> bool:
    """Whether two syllables differ in one letter, added, lost or changed."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


@lru_cache(maxsize=1 << 12)
def bare(syllable: str) -> str:
    """`syllable` without its marks, d for đ."""
    letters = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
