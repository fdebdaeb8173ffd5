"""The words of orders in one document: what stands at a place, and where a name ends."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Generic

from bienban.find.mentions import BodyMention, M, Mentions, PersonMention, Time, within
from bienban.rule_kinds import GroupRule, HonorificRule, OrderRule, Rule, TitleRule
from bienban.rules import Rules
from bienban.text.cues import Cues, Runs, find_cues
from bienban.text.doc import Doc
from bienban.text.lines import MARK
from bienban.text.terms import Mention, Term

VERBS = ("order", "urge", "say", "remark")
"""The words with which somebody speaks."""
ACTS = ("action", "modal")
"""The words that may open what somebody must do."""
TELLS = ("told", "ceremony", "say", "remark", "order", "urge", "agree")
"""The words that may tell that somebody did something."""

_FRONT = re.compile(rf"(?:[\s“\"‘«:,;–—-]|{MARK})*")
_LONGEST_PHRASE = 40
_TRAILING = " \n\t.,;:…/"


@dataclass(frozen=True, slots=True)
class Row(Generic[M]):
    """Mentions in text order, one at a place."""

    mentions: Sequence[M]
    starts: Sequence[int]
    starting: Mapping[int, M]

    @classmethod
    def of(cls, mentions: Iterable[M]) -> "Row[M]":
        """A row of the last of the mentions at each place."""
        found = {mention.start: mention for mention in mentions}
        starts = sorted(found)
        return cls([found[start] for start in starts], starts, found)

    @classmethod
    def longest(cls, mentions: Iterable[M]) -> "Row[M]":
        """A row of the longest mention at each place; of equal ones the last."""
        return cls.of(sorted(mentions, key=attrgetter("end")))

    def at(self, start: int) -> M | None:
        """The mention that starts at `start`."""
        return self.starting.get(start)

    def within(self, start: int, end: int) -> Sequence[M]:
        """The mentions that start in `start..end`."""
        first = bisect_left(self.starts, start)
        return self.mentions[first : bisect_left(self.starts, end, first)]


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
    names: Row[Mention]
    """Bodies, persons and the heads of addressees; the longest at each place."""
    verbs: Row[Term]
    """The verbs of ordering, urging, saying and remarking; the longest at each place."""
    predicates: Row[Term]
    """The words that may open a predicate: of what must be done, of what is told, of a time."""

    @classmethod
    def of(cls, doc: Doc, spans: Runs, mentions: Mentions) -> "OrderWords":
        """The words within `spans`, the tokens of `doc` where somebody may order."""
        cues = find_cues(doc, _rules_of(mentions.terms.rules), word_of, spans=spans)
        spoken = [term for part in reversed(VERBS) for term in cues.of(part)]
        opening = [term for part in (*ACTS, *TELLS, "deadline") for term in cues.of(part)]
        return cls(
            doc.text,
            cues,
            mentions,
            {body.start: body for body in mentions.bodies},
            {person.start: person for person in mentions.persons},
            {time.start: time for time in mentions.times},
            frozenset(name.end for name in (*mentions.bodies, *mentions.persons)),
            frozenset(person.end for person in mentions.persons),
            Row[Mention].longest([*mentions.bodies, *mentions.persons, *cues.of("addressee")]),
            Row.longest(spoken),
            Row.of(opening),
        )

    def name_end(self, start: int) -> int:
        """Where the longest name of a body, person, group or addressee that starts here ends; 0 for none."""
        name, group = self.names.at(start), self._group(start)
        return max(name.end if name else 0, group.end if group else 0)

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

    def is_inside_name(self, start: int, place: int) -> bool:
        """Whether a name that began in `start..place` still runs at `place`."""
        return any(name.end > place for name in self.names.within(start, place))

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
        found = _FRONT.match(self.text, start)
        return min(found.end(), end) if found else start

    def trim(self, start: int, end: int) -> int:
        """`end` moved in front of the final punctuation of the item that starts at `start`."""
        while end > start and (self.text[end - 1] in _TRAILING or self._is_loose(start, end)):
            end -= 1
        return end

    def trim_name(self, start: int, end: int) -> int:
        """`end` moved in front of the punctuation, and of the adverb or modal, behind a name."""
        end = self.trim(start, end)
        aside = self.cues.first(start + 1, end, "aside")
        if aside and not self.is_inside_name(start, aside.start):
            end = self.trim(start, aside.start)
        adverb = self.cues.until(end, "adverb", "connective", "modal", "promise", "negation", "manner")
        return self.trim(start, adverb.start) if adverb and adverb.start > start else end

    def _is_loose(self, start: int, end: int) -> bool:
        """Whether the item ends with a quote that was opened in front of it."""
        return self.text[end - 1] in "”’»" and self.text.rfind("“", start, end) < self.text.rfind(
            "”", start, end - 1
        )


@lru_cache(maxsize=8)
def _rules_of(rules: Rules | None) -> Rules:
    if rules is None:
        return Rules((), "no orders")
    return Rules(tuple(rules.of_type(OrderRule)), f"orders of {rules.sha256}")


def word_of(rule: Rule) -> str:
    """What the words of a rule of orders do."""
    return rule.word if isinstance(rule, OrderRule) else ""
