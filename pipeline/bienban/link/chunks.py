"""A list of people that are no persons, cut into chunks at its separators (guide §6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bienban.find.mentions import BodyMention, within
from bienban.link.scene import Scene
from bienban.rule_kinds import BodyRule, FieldRule, GroupRule, TitleRule
from bienban.text.terms import Mention

Kind = Literal["head", "named", "generic", "title", "class", "event", "other"]

_SEPARATOR = r"\s*[;\n]\s*(?:{joint} )?|\s*,\s+(?:{joint} )?|\s+{joint}\s+"
_LEADING = r"(?:[\s,;:.()–-]|\d{1,2}[.)]\s|(?:{joint}|{hinge}|cũng|đồng thời) |{presence} )*"
_ONLY_ANNOUNCES = r"(?:(?:{several}|\d{1,2}) ?)?{address}?[\s:]*"
_PLURAL = r"{several} (?:{address} )?"
_EVENT = r"{venue}(?![^\W_])"
_ADDRESSED = r"{several} {address} "
COUNT = (
    r"(?:{approximately} )?(?<![\w/.,])0?(?P<count>\d{1,3}(?:\.\d{3})?)(?:/(?P<of>\d{1,4}))? "
    r"(?-i:(?=[^\W\d_A-ZĐ]))"
)
_GENERIC = r"{several} |{class_noun}(?![^\W_])"
_OF_SEVERAL = r" (?:{several}|\d)"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a list, the separator before it, and what it begins with."""

    start: int
    end: int
    joint: str
    kind: Kind


class Chunks:
    """Cuts stretches of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.terms = scene.mentions.terms

    def read(self, start: int, end: int) -> Iterator[Chunk]:
        """The chunks of `start..end`, without what only announces others (`các đồng chí:`)."""
        joint = ";"
        at = start
        for first, last in [*self._separators(start, end), (end, end)]:
            lead = self.scene.words(_LEADING).match(self.text, at, first)
            begin = self._singular(lead.end() if lead else at)
            stop = begin + len(self.text[begin:first].rstrip(" ,;.:–-\n()"))
            if stop > begin and not self.scene.words(_ONLY_ANNOUNCES).fullmatch(self.text, begin, stop):
                yield Chunk(begin, stop, joint, self.kind(begin, stop))
            joint, at = self.text[first:last], last

    def _separators(self, start: int, end: int) -> list[tuple[int, int]]:
        """Separators outside of the names of bodies and of fields of work."""
        fields = self.terms.of_type(FieldRule, start, end)
        closed: list[Mention] = [*self._bodies(start, end), *(f for f in fields if f.last - f.first > 2)]
        closed += [g for g in self.terms.of_type(GroupRule, start, end) if g.rule == "group.enumeration"]
        found = [match.span() for match in self.scene.words(_SEPARATOR).finditer(self.text, start, end)]
        return [(a, b) for a, b in found if not any(one.start < a and b < one.end for one in closed)]

    def _bodies(self, start: int, end: int) -> list[BodyMention]:
        return within(self.scene.mentions.bodies, start, end)

    def _singular(self, start: int) -> int:
        """Leave out `các` before one named body: `các thường trực HĐND`."""
        body = self.terms.at(start + 4, BodyRule) if self.text[start : start + 4] == "các " else None
        return start + 4 if body and body.rule == "body.party.any" else start

    def kind(self, start: int, end: int) -> Kind:
        """What a stretch begins with."""
        counted = self.scene.words(COUNT).match(self.text, start, end)
        if counted:
            return "event" if self._is_no_people(counted.end()) else "class"
        if self._is_no_people(start):
            return "event"
        body = next(iter(self._bodies(start, end)), None)
        if body and body.start == start:
            several = self.scene.words(_OF_SEVERAL).match(self.text, body.end, end)
            return "generic" if several else "named"
        plural = self.scene.words(_PLURAL).match(self.text, start, end)
        return self._kind_of_people(start, plural.end() if plural else start, end)

    def _is_no_people(self, start: int) -> bool:
        """Whether a stretch begins with a meeting or with an end of one held online."""
        return self.scene.words(_EVENT).match(self.text, start) is not None

    def _kind_of_people(self, start: int, inner: int, end: int) -> Kind:
        """The kind of what begins with people; `inner` is behind a plural word."""
        title = self.terms.at(inner, TitleRule)
        head = self.head(start) or self.head(inner)
        if head and not (title and title.end > head.end):
            return "head"
        if title and isinstance(title.what, TitleRule):
            return "title" if title.what.alone or inner > start else "class"
        if self.scene.words(_ADDRESSED).match(self.text, start, end):
            return "class"
        known = self.terms.at(start, GroupRule) or self.terms.at(inner, GroupRule)
        generic = self.scene.words(_GENERIC).match(self.text, start, end)
        if known and known.rule == "group.class" and not (generic and inner == start):
            return "class"
        return "generic" if generic else "other"

    def head(self, start: int) -> Mention | None:
        """The words that stand for each body after them: `đại diện lãnh đạo`."""
        head = self.terms.at(start, GroupRule)
        return head if head and head.rule == "group.head" else None
