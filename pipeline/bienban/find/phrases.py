"""The parts of person phrases: honorifics, titles with their scope, names, in text order.

A stretch of text is rewritten as a short sequence of parts and the gaps between
them; `persons` is a grammar over that sequence, not over characters (design.md).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bienban.find.mentions import BodyMention
from bienban.find.names import LONGEST_NAME, SYLLABLE, UPPER
from bienban.find.scope import Scope
from bienban.rule_kinds import BodyRule, FieldRule, GroupRule, HonorificRule, PartRule, PlaceRule, TitleRule
from bienban.text.fold import fold
from bienban.text.terms import Term

Kind = Literal["honorific", "many", "title", "group", "name"]
Gap = Literal["blank", "comma", "semicolon", "dash", "colon", "and", "also", "paren", "is", "none"]

_GAP = re.compile(
    r"(?P<also>,? kiêm )|(?P<is>,? (?:hiện )?là )|(?P<and>,? (?:và|cùng|cùng với|với) )|(?P<comma>\)? ?, ?)"
    r"|(?P<semicolon>\)? ?; ?)|(?P<dash> ?[-–—] ?)|(?P<colon> ?: ?)|(?P<paren> ?\( ?)|(?P<blank> ?)"
)
_SEVERAL = r"(?<![^\W_])(?:{several}|\d{1,3}) \Z"
_OF_SEVERAL = r" (?:{several}|\d{1,3})(?![^\W_])"
_HYPHENATED = re.compile(rf"{SYLLABLE}(?:-{SYLLABLE}){{1,3}}")
# A look behind in front of the capital would keep the search from leaping to the next capital.
_FIRST_OF_NAME = re.compile(rf"({SYLLABLE})(?=[ -][{UPPER}])")
_SHORT_NAME = re.compile(rf"({SYLLABLE}) {SYLLABLE}(?! ?[{UPPER}])(?![^\W_])")
_LONGEST_SCOPE = 75
_WORD = re.compile(r"[^\W_]{1,12}(?:[&/-][^\W_]{1,12}){0,3}")
_SCOPE_LINK = re.compile(r"(?:và|về|cho|của) ")
_CLOSED = re.compile(r"\s*(?:[;.)\n]|[–-] |\Z|, )")
_SEATED = ("body.enterprise", "body.department.any", "body.service", "body.state.central", "body.mass")
"""Bodies of which the place where they sit may be told behind `tại`."""
_WHOLE = ("body.department.province",)
_NOT_A_PERSON = r"(?<![^\W_]){bearer} \Z"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a person phrase and the gap that separates it from the part before."""

    kind: Kind
    start: int
    end: int
    gap: Gap
    term: Term | None = None
    several: bool = False


def gap_at(text: str, start: int, end: int) -> Gap:
    """What kind of separator `text[start:end]` is; `none` when it is none."""
    if end == start:
        return "blank"
    match = _GAP.fullmatch(text, start, end) if end - start < 12 else None
    return match.lastgroup if match else "none"  # type: ignore[return-value]


def _is_short_form(word: str) -> bool:
    return len(word) > 1 and word.isupper()


class Parts:
    """Reads the parts of one document."""

    def __init__(self, scope: Scope, bodies: Sequence[BodyMention]) -> None:
        self.scope = scope
        self.text = scope.text
        self.bodies = bodies
        self._starts = [body.start for body in bodies]

    def read(self) -> list[Part]:
        """All parts in text order, none overlapping."""
        parts: list[Part] = []
        reached = 0
        for start, term in self._anchors():
            if start < reached:
                continue
            part = self._of_term(term, reached) if term else self._bare_name(start, reached)
            while part:
                parts.append(part)
                reached = part.end
                part = self._name_after(part)
        return parts

    def _anchors(self) -> Iterator[tuple[int, Term | None]]:
        """Where a part may start: an office, an honorific, a surname before a capital."""
        terms = self.scope.terms
        names = self.scope.names
        found: dict[int, Term | None] = {
            first.start(): None
            for first in _FIRST_OF_NAME.finditer(self.text)
            if names.is_surname(first[1]) and not self.text[first.start() - 1 : first.start()].isalnum()
        }
        for kind in (HonorificRule, TitleRule):
            for term in terms.of_type(kind):
                before = found.get(term.start)
                if before is None or before.end < term.end:
                    found[term.start] = term
        return iter(sorted(found.items()))

    def _of_term(self, term: Term, reached: int) -> Part | None:
        gap = gap_at(self.text, reached, term.start)
        rule = term.what
        if isinstance(rule, HonorificRule):
            return Part("many" if rule.many else "honorific", term.start, term.end, gap, term)
        if self._inside_body(term.start) and not self._begins_body(term.start):
            return None
        end = self.title_end(term)
        whole = end > term.end or term.last - term.first > 2
        if not (whole and self._short_name_at(end)):
            after_name = reached < term.start and gap in ("comma", "dash", "semicolon")
            end = self._longer(end, after_name=after_name)
        several = bool(self.scope.words(_SEVERAL).search(self.text, max(0, term.start - 8), term.start))
        several_of = self.scope.words(_OF_SEVERAL).match(self.text, end) or self._enumerates(end)
        kind: Kind = "group" if several_of else "title"
        return Part(kind, term.start, end, gap, term, several)

    def _enumerates(self, end: int) -> bool:
        """Whether an office ends inside a fixed enumeration: `Bí thư tỉnh ủy, thành ủy`."""
        body = self._body_over(end - 1)
        fixed = self.scope.terms.at(body.start, GroupRule) if body else None
        return fixed is not None and fixed.end > end

    def _short_name_at(self, end: int) -> bool:
        """Whether a name of two syllables follows an office that is told whole: `Chủ tịch nước Lê Nam`."""
        start = self.scope.after_blank(end)
        name = _SHORT_NAME.match(self.text, start) if start is not None else None
        common = name is not None and fold(name[1]) in self.scope.names.surnames
        return common and start is not None and self.name_end(start) is not None

    def title_end(self, term: Term) -> int:
        """Where the office that starts with `term` ends, its scope included."""
        end = term.end
        body = self._body_over(term.end - 1)
        if body and body.start > term.start:
            end = max(end, body.end)
        else:
            body = None
        while inner := self._inner_body(end):
            body, end = inner, inner.end
        if body and self._inside_brackets(end):
            return self.text.index(")", end) + 1
        outer = self._outer_body(body, end) if body else None
        return outer.end if outer else self._seat_end(body, self.scope.place_end(end)[0])

    def _seat_end(self, body: BodyMention | None, end: int) -> int:
        """The end of the place where an agency or envoy sits: `Giám đốc Công ty … tại TP. Vinh`."""
        if not self.text.startswith(" tại ", end) or (body and body.rule not in _SEATED):
            return end
        place = self.scope.place_at(end + 5)
        return place[0] if place and _CLOSED.match(self.text, place[0]) else end

    def _inner_body(self, end: int) -> BodyMention | None:
        """The body right behind an office, or behind `của` when it is one of the whole state."""
        start = self.scope.after_blank(end)
        inner = self._body_at(start) if start is not None else None
        if inner or not self.text.startswith(" của ", end):
            return inner
        whole = self._body_at(end + 5)
        return whole if whole and whole.rule == "body.state.central" else None

    def _inside_brackets(self, end: int) -> bool:
        """Whether a body in brackets says what the unit before belongs to: `Cục Trồng trọt (Bộ …)`."""
        body = self._body_at(end + 2) if self.text[end : end + 2] == " (" else None
        return body is not None and self.text[body.end : body.end + 1] == ")"

    def _longer(self, end: int, *, after_name: bool) -> int:
        """A scope that no rule knows, up to what ends it: an act, a name, a separator.

        It must begin with a capital, or with `và`, `về` before a known field of work.
        """
        at, limit = end, min(len(self.text), end + _LONGEST_SCOPE)
        while (start := self.scope.after_blank(at)) is not None and start < limit:
            if self.name_end(start, shortest=3):
                return at
            if self.scope.terms.at(start, HonorificRule) or self._title_at(start):
                return end
            if self._ends_scope(start, opens=at == end):
                return at if after_name else end
            word = _WORD.match(self.text, start)
            known = self.scope.terms.at(start, FieldRule)
            if not word:
                break
            at = known.end if known else word.end()
        closed = after_name and at < limit and _CLOSED.match(self.text, at)
        return at if closed else end

    def _ends_scope(self, start: int, *, opens: bool) -> bool:
        """Whether the scope of an office cannot go on (or, where it `opens`, begin) at `start`."""
        terms = self.scope.terms
        known = terms.at(start, FieldRule) or terms.at(start, BodyRule) or terms.at(start, PlaceRule)
        link = _SCOPE_LINK.match(self.text, start)
        if link:
            word = link.end()
            return not (self.text[word : word + 1].isupper() or terms.at(word, FieldRule) is not None)
        part = terms.at(start, PartRule)
        if (part and not self._names_a_congress(part)) or (not known and self.scope.act_at(start)):
            return True
        return opens and not known and not self.text[start].isupper()

    def _names_a_congress(self, part: Term) -> bool:
        """Whether an event with a capital is what an office serves: `Trưởng Tiểu ban … Đại hội XIV`."""
        event = type(part.what) is PartRule and part.what.part == "event"
        return event and self.text[part.start].isupper()

    def _outer_body(self, body: BodyMention, end: int) -> BodyMention | None:
        """The body that a unit named before is part of: `Vụ Địa phương I, Ban Tổ chức Trung ương`."""
        unit = self.scope.terms.at(body.start, BodyRule)
        outer = self._body_at(end + 2) if self.text[end : end + 2] == ", " else None
        rule = unit.what if unit else None
        is_unit = isinstance(rule, BodyRule) and rule.tail == "field" and rule.id not in _WHOLE
        head = self.scope.terms.at(end + 2, BodyRule)
        whole = (
            isinstance(head.what, BodyRule) and (head.what.tail in ("none", "field") or head.what.level)
            if head
            else None
        )
        return outer if outer and is_unit and whole and self._is_last(outer.end) else None

    def _is_last(self, end: int) -> bool:
        """Whether an office ends here: before a separator, one who presides, or a name."""
        start = self.scope.after_blank(end)
        if _CLOSED.match(self.text, end) or start is None:
            return True
        part = self.scope.terms.at(start, PartRule)
        return part is not None or self.name_end(start, shortest=3) is not None

    def _name_after(self, part: Part) -> Part | None:
        """The name that follows `part`, if one does."""
        if part.kind == "group":
            return None
        link = _GAP.match(self.text, part.end)
        gap: Gap = link.lastgroup if link else "none"  # type: ignore[assignment]
        if not link or not self.text[link.end() : link.end() + 1].isupper():
            return None
        if gap == "blank" and part.kind == "name":
            return None
        end = self.name_end(link.end(), shortest=self._shortest(part, gap))
        return Part("name", link.end(), end, gap) if end else None

    def _shortest(self, part: Part, gap: Gap) -> int:
        """How few syllables a name may have here: one after an honorific, as in `ông Trụ`."""
        if part.kind == "honorific" and gap == "blank":
            return 1
        return 2

    def name_end(self, start: int, *, shortest: int = 2) -> int | None:
        """Where the person's name at `start` ends; None when none stands there."""
        if self.scope.terms.at(start, HonorificRule) or self._title_at(start) or self._body_at(start):
            return None
        spans = list(self.scope.syllables(start))[: LONGEST_NAME + 1]
        hyphenated = _HYPHENATED.match(self.text, start)
        if hyphenated and len(spans) <= hyphenated.group().count("-") + 1 and len(spans) > 1:
            return hyphenated.end()
        spans = self._without_hyphen(spans)
        if not shortest <= len(spans) <= LONGEST_NAME:
            return None
        words = [self.text[a:b] for a, b in spans]
        if any(map(_is_short_form, words)) and not all(word.isupper() for word in words):
            return None
        alone = shortest == 1
        if not alone and not self._is_name(words):
            return None
        return spans[-1][1]

    def _without_hyphen(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The syllables before the first hyphen, which links name and title without blanks."""
        for index, (start, _) in enumerate(spans):
            if index and self.text[start - 1] == "-":
                return spans[:index]
        return spans

    def _is_name(self, words: list[str]) -> bool:
        names = self.scope.names
        if names.known_place(words) == len(words):
            return False
        return names.is_surname(words[0]) or len(words) in (3, 4)

    def _bare_name(self, start: int, reached: int) -> Part | None:
        """A name without honorific or title before it; it must begin with a surname."""
        if self.scope.capital_before(start):
            return None
        body = self._body_over(start)
        if body or self.scope.words(_NOT_A_PERSON).search(self.text, max(0, start - 14), start):
            return None
        noun = self.scope.terms.until(start - 1, PlaceRule) if self.text[start - 1 : start] == " " else None
        end = None if noun else self.name_end(start)
        if not end or (self.text[end : end + 1] == "." and self.text[end + 1 : end + 2].isalpha()):
            return None
        words = self.text[start:end].split()
        common = fold(words[0]) in self.scope.names.surnames
        if not common and not (len(words) > 2 and self.scope.names.is_surname(words[0])):
            return None
        return Part("name", start, end, gap_at(self.text, reached, start))

    def _title_at(self, start: int) -> Term | None:
        return self.scope.terms.at(start, TitleRule)

    def _body_at(self, start: int) -> BodyMention | None:
        body = self._body_over(start)
        return body if body and body.start == start else None

    def _body_over(self, position: int) -> BodyMention | None:
        """The body that covers a character."""
        index = bisect_right(self._starts, position) - 1
        body = self.bodies[index] if index >= 0 else None
        return body if body and position < body.end else None

    def _inside_body(self, start: int) -> bool:
        return self._body_over(start) is not None

    def _begins_body(self, start: int) -> bool:
        return self._body_at(start) is not None
