"""The words of orders in one document: what stands at a place, and where a name ends."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bienban.find.mentions import BodyMention, M, Mentions, PersonMention, Time, within
from bienban.rules import GroupRule, HonorificRule, OrderRule, Rule, Rules, TitleRule
from bienban.text.cues import Cues, Runs, find_cues
from bienban.text.doc import Doc
from bienban.text.lines import mark_length
from bienban.text.page import page_of
from bienban.text.terms import Term

VERBS = ("order", "urge", "say", "remark")
"""The words with which somebody speaks."""
ACTS = ("action", "modal")
"""The words that may open what somebody must do."""
TELLS = ("told", "say", "remark", "order", "agree")
"""The words that may tell that somebody did something."""

_GAP = re.compile(r"[\s“\"‘«:,;–—-]*")
_LONGEST_PHRASE = 40
_TRAILING = " \n\t.,;:…/"


@dataclass(frozen=True, slots=True)
class Row:
    """Terms in text order, one at a place."""

    terms: Sequence[Term]
    starts: Sequence[int]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Row":
        """A row of the last of the terms at each place."""
        found = {term.start: term for term in terms}
        starts = sorted(found)
        return cls([found[start] for start in starts], starts)

    def within(self, start: int, end: int) -> Sequence[Term]:
        """The terms that start in `start..end`."""
        first = bisect_left(self.starts, start)
        return self.terms[first : bisect_left(self.starts, end, first)]


@dataclass(frozen=True)
class OrderWords:
    """A text with the words of orders, its bodies, persons and times, each found by its start."""

    text: str
    cues: Cues
    mentions: Mentions
    bodies: dict[int, BodyMention]
    persons: dict[int, PersonMention]
    times: dict[int, Time]
    name_ends: frozenset[int]
    person_ends: frozenset[int]
    verbs: Row
    """The verbs of ordering, urging, saying and remarking; the longest at each place."""
    predicates: Row
    """The words that may open a predicate: of what must be done, of what is told, of a time."""

    @classmethod
    def of(cls, doc: Doc, spans: Runs, mentions: Mentions) -> "OrderWords":
        """The words within `spans`, the tokens of `doc` where somebody may order."""
        cues = find_cues(doc, _rules_of(mentions.terms.rules), word_of, spans=spans)
        spoken = [term for part in reversed(VERBS) for term in cues.of(part)]
        opening = [term for part in (*ACTS, *TELLS, "deadline") for term in cues.of(part)]
        return cls(
            page_of(doc).text,
            cues,
            mentions,
            {body.start: body for body in mentions.bodies},
            {person.start: person for person in mentions.persons},
            {time.start: time for time in mentions.times},
            frozenset(name.end for name in (*mentions.bodies, *mentions.persons)),
            frozenset(person.end for person in mentions.persons),
            Row.of(sorted(spoken, key=lambda verb: verb.end)),
            Row.of(opening),
        )

    def name_end(self, start: int) -> int:
        """Where the longest name of a body, person, group or addressee that starts here ends; 0 for none."""
        found = (
            self.bodies.get(start),
            self.persons.get(start),
            self._group(start),
            self.cues.at(start, "addressee"),
        )
        return max((name.end for name in found if name), default=0)

    def _group(self, start: int) -> Term | None:
        """A fixed enumeration of bodies or people at `start`."""
        term = self.mentions.terms.at(start, GroupRule)
        return term if term and "," in self.text[term.start : term.end] else None

    def ends_name(self, end: int) -> bool:
        """Whether a body, a person or the head of an addressee ends at character `end`."""
        return end in self.name_ends or self.cues.until(end, "addressee") is not None

    def people_within(self, start: int, end: int) -> list[PersonMention]:
        """The person phrases that lie inside `start..end`."""
        return within(self.mentions.persons, start, end)

    def bodies_within(self, start: int, end: int) -> list[BodyMention]:
        """The bodies that lie inside `start..end`."""
        return within(self.mentions.bodies, start, end)

    def times_within(self, start: int, end: int) -> list[Time]:
        """The times that lie inside `start..end`."""
        return within(self.mentions.times, start, end)

    def is_person_like(self, start: int) -> bool:
        """Whether an honorific or an office stands at `start`."""
        terms = self.mentions.terms
        known = terms.at(start, HonorificRule) or terms.at(start, TitleRule) or self.cues.at(start, "leader")
        return known is not None

    def covered_until(self, start: int, place: int) -> int:
        """Where a name that began in `start..place` and still runs at `place` ends; 0 for none."""
        reach = 0
        for name in self._names(start, place):
            if name[0] < place < name[1]:
                reach = max(reach, name[1])
        return reach

    def _names(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        yield from ((b.start, b.end) for b in _between(self.mentions.bodies, start, end))
        yield from ((p.start, p.end) for p in _between(self.mentions.persons, start, end))
        yield from ((t.start, t.end) for t in self.mentions.terms.of_type(GroupRule, start, end))
        yield from ((t.start, t.end) for t in self.cues.within(start, end, "addressee"))

    def is_fixed(self, verb: Term, start: int) -> bool:
        """Whether the verb, in an item that starts at `start`, is part of a phrase that orders nothing.

        Behind a person, or a body that opens the item, it is a verb whatever phrase it would make.
        """
        floor, longest = verb.start - _LONGEST_PHRASE, verb.end - verb.start
        for phrase in self.cues.within(floor, verb.end, "not_order"):
            covers = phrase.start <= verb.start < phrase.end and phrase.end - phrase.start > longest
            names = phrase.start == verb.start and self.name_end(verb.end + 1) > phrase.end
            if covers and not names:
                return True
        if verb.start - 1 in self.person_ends:
            return False
        assigned = self.cues.within(floor, verb.start, "assigned")
        return any(phrase.end == verb.end and not self._opens(phrase.start, start) for phrase in assigned)

    def _opens(self, place: int, start: int) -> bool:
        """Whether `place` opens the item, or a clause of it."""
        return place == start or self.text[place - 2 : place] == ", "

    def skip_marks(self, start: int, end: int) -> int:
        """`start` moved behind bullets, numbers, quotes and blanks."""
        place = start
        while place < end:
            gap = _GAP.match(self.text, place)
            after = gap.end() if gap else place
            after += mark_length(self.text, after)
            if after == place:
                return place
            place = after
        return end

    def trim(self, start: int, end: int) -> int:
        """`end` moved in front of the final punctuation of the item that starts at `start`."""
        while end > start and (self.text[end - 1] in _TRAILING or self._is_loose(start, end)):
            end -= 1
        return end

    def trim_name(self, start: int, end: int) -> int:
        """`end` moved in front of the punctuation, and of the adverb or modal, behind a name."""
        end = self.trim(start, end)
        adverb = self.cues.until(end, "adverb", "connective", "modal")
        return self.trim(start, adverb.start) if adverb and adverb.start > start else end

    def _is_loose(self, start: int, end: int) -> bool:
        """Whether the item ends with a quote that was opened in front of it."""
        return self.text[end - 1] in "”’»" and self.text.rfind("“", start, end) < self.text.rfind(
            "”", start, end - 1
        )


def _between(mentions: Sequence[M], start: int, end: int) -> Iterator[M]:
    """The mentions that start in `start..end`."""
    for index in range(bisect_left(mentions, start, key=lambda mention: mention.start), len(mentions)):
        if mentions[index].start >= end:
            return
        yield mentions[index]


@lru_cache(maxsize=8)
def _rules_of(rules: Rules | None) -> Rules:
    if rules is None:
        return Rules((), "no orders")
    return Rules(tuple(rules.of_type(OrderRule)), f"orders of {rules.sha256}")


def word_of(rule: Rule) -> str:
    """What the words of a rule of orders do."""
    return rule.word if isinstance(rule, OrderRule) else ""
