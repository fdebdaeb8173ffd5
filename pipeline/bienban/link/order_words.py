"""The words of orders in one document: what stands at a place, and where a name ends."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span

from bienban.find.mentions import BodyMention, M, Mentions, PersonMention, Time, within
from bienban.rules import GroupRule, HonorificRule, OrderRule, Rule, Rules, TitleRule
from bienban.text.cues import Cues, find_cues
from bienban.text.lines import mark_length
from bienban.text.terms import Term

_GAP = re.compile(r"[\s“\"‘«:,;–—-]*")
_TRAILING = " \n\t.,;:…/"


@dataclass(frozen=True)
class OrderWords:
    """A text with the words of orders, its bodies, persons and times, each found by its start."""

    text: str
    cues: Cues
    mentions: Mentions
    bodies: dict[int, BodyMention]
    persons: dict[int, PersonMention]
    times: dict[int, Time]

    @classmethod
    def of(cls, doc: Doc, span: Doc | Span, mentions: Mentions) -> "OrderWords":
        """The words within `span`, the part of `doc` where somebody may order."""
        return cls(
            doc.text,
            find_cues(span, _rules_of(mentions.terms.rules), _word),
            mentions,
            {body.start: body for body in mentions.bodies},
            {person.start: person for person in mentions.persons},
            {time.start: time for time in mentions.times},
        )

    def name_end(self, start: int) -> int:
        """Where the longest name of a body, person, group or addressee that starts here ends; 0 for none."""
        ends = [0]
        for found in (
            self.bodies.get(start),
            self.persons.get(start),
            self.mentions.terms.at(start, GroupRule),
            self.cues.at(start, "addressee"),
        ):
            if found:
                ends.append(found.end)
        return max(ends)

    def people_within(self, start: int, end: int) -> list[PersonMention]:
        """The person phrases that lie inside `start..end`."""
        return within(self.mentions.persons, start, end)

    def bodies_within(self, start: int, end: int) -> list[BodyMention]:
        """The bodies that lie inside `start..end`."""
        return within(self.mentions.bodies, start, end)

    def times_within(self, start: int, end: int) -> list[Time]:
        """The times that lie inside `start..end`."""
        return within(self.mentions.times, start, end)

    def time_at(self, start: int) -> Time | None:
        """The time that starts at `start`."""
        return self.times.get(start)

    def is_person_like(self, start: int) -> bool:
        """Whether an honorific or an office stands at `start`."""
        terms = self.mentions.terms
        return bool(terms.at(start, HonorificRule) or terms.at(start, TitleRule))

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
        yield from ((t.start, t.end) for t in self.mentions.terms.of_type(GroupRule, start) if t.start < end)
        yield from ((t.start, t.end) for t in self.cues.within(start, end, "addressee"))

    def is_fixed(self, verb: Term) -> bool:
        """Whether the verb is part of a phrase that orders nothing."""
        around = self.cues.within(verb.start - 40, verb.end, "not_order")
        return any(
            t.start <= verb.start < t.end and len(range(t.start, t.end)) > verb.end - verb.start
            for t in around
        )

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


def _word(rule: Rule) -> str:
    return rule.word if isinstance(rule, OrderRule) else ""
