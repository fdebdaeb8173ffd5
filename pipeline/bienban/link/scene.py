"""What the rooms of people look at: sentences with their sections, and who stands in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bienban.find.mentions import Mentions, PersonMention, within
from bienban.find.wording import Patterns, patterns
from bienban.records import Role
from bienban.rule_kinds import PartRule
from bienban.text.doc import Doc, Section
from bienban.text.terms import Term, in_order

_LIST_GAP = r"[\s,;)]*(?:{joint}\s)?(?:{several} (?:{address}\s?:?\s?)?)?"
"""What may stand between two persons of one list."""

_FIRST_GAP = rf"{_LIST_GAP}|\s*{{several}} {{address}} [^.;:,\n]{{2,50}}:\s?"
"""The same before the first, where a label may say what all of them are: `các đồng chí Thường trực: …`"""
# A list of attendees may fill a page; without a limit an endless sentence would be read anew for each verb.
_REACH_BACK = 1_200
_REACH = 4_000
_INVITED = r"{told} \Z"


@dataclass(frozen=True, slots=True)
class Part:
    """One person or group in one role, before it is known who is who."""

    role: Role
    start: int
    end: int
    rule: str
    person: PersonMention | None = None
    group: str | None = None
    count: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One document as the rooms of people see it."""

    text: str
    mentions: Mentions
    starts: tuple[int, ...]
    labels: tuple[Section, ...]
    patterns: Patterns
    told: Mapping[str, Sequence[Term]]
    """The words for parts in a meeting, by the part, in text order."""

    @classmethod
    def of(cls, doc: Doc, mentions: Mentions) -> "Scene":
        """The scene of a document whose sections are known."""
        told: dict[str, list[Term]] = {}
        for term in mentions.terms.of_type(PartRule):
            told.setdefault(part_of(term) or "", []).append(term)
        sections = doc.sections
        return cls(doc.text, mentions, sections.starts, sections.labels, patterns(mentions.terms.rules), told)

    def words(self, template: str) -> re.Pattern[str]:
        """The pattern of a template, with the words of this document's rules."""
        return self.patterns[template]

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a character, as `start, end`, as far as one list can reach."""
        index = max(bisect_right(self.starts, position) - 1, 0)
        start = self.starts[index] if self.starts else 0
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return max(start, position - _REACH_BACK), min(end, position + _REACH)

    def section(self, position: int) -> Section:
        """The section of a character."""
        index = bisect_right(self.starts, position) - 1
        return self.labels[index] if index >= 0 else "report"

    def parts(self, *kinds: str, start: int = 0, end: int | None = None) -> Iterator[Term]:
        """The words for some parts in a meeting, the longest where several overlap."""
        stop = len(self.text) if end is None else end
        found = [term for kind in kinds for term in within(self.told.get(kind, ()), start, stop)]
        if len(kinds) > 1:
            found.sort(key=in_order)
        reached = start
        for term in found:
            if term.start >= reached:
                reached = term.end
                yield term

    def has(self, kind: str, start: int, end: int) -> bool:
        """Whether words for a part stand in `start..end`."""
        told = self.told.get(kind)
        return told is not None and bool(within(told, start, end))

    def other_event(self) -> int:
        """Where a ceremony or a visit is told first; behind the text when none is."""
        first = next(self.parts("no_meeting", "visit"), None)
        return first.start if first else len(self.text)

    def persons(self, start: int, end: int) -> list[PersonMention]:
        """The persons that lie in `start..end`."""
        return within(self.mentions.persons, start, end)

    def listed_before(self, end: int, floor: int, link: re.Pattern[str]) -> list[PersonMention]:
        """The list of persons that stands before `end`, joined to it by what `link` matches."""
        persons = self.persons(floor, end)
        if not persons or not link.fullmatch(self.text, persons[-1].end, end):
            return []
        first = len(persons) - 1
        while (
            first and self.joined(persons[first - 1], persons[first]) and not self._owns(persons[first - 1])
        ):
            first -= 1
        return persons[first:]

    def listed_after(self, start: int, limit: int) -> list[PersonMention]:
        """The list of persons that begins at `start`."""
        persons = self.persons(start, limit)
        if not persons or not self.words(_FIRST_GAP).fullmatch(self.text, start, persons[0].start):
            return []
        last = 1
        while last < len(persons) and self.joined(persons[last - 1], persons[last]):
            last += 1
        return persons[:last]

    def _owns(self, person: PersonMention) -> bool:
        """Whether a person only is whose something was: `theo phân công của ông A, bà B chủ trì`."""
        return self.text.endswith(" của ", 0, person.start)

    def joined(self, first: PersonMention, second: PersonMention) -> bool:
        """Whether nothing but a separator stands between two persons."""
        return bool(self.words(_LIST_GAP).fullmatch(self.text, first.end, second.start))


def part_of(term: Term) -> str | None:
    """The part in a meeting that words give."""
    return term.what.part if isinstance(term.what, PartRule) else None


def invited(scene: Scene, person: PersonMention, floor: int) -> bool:
    """Whether a person is only told or asked to do what follows."""
    return bool(scene.words(_INVITED).search(scene.text, max(floor, person.start - 16), person.start))
