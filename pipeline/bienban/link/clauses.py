"""A sequence -> clauses: for every figure the words before it and the words after it.

Between two figures stand the tail of the first ("… dự toán tỉnh giao") and the
lead of the second (", tổng chi đạt"). Where one ends and the other begins is
told by a mark, by a verb or a preposition that leads straight to the second, or
not at all: then all is tail.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from bienban.find.mentions import Quantity
from bienban.link.sequence import QUANTITY, REPORTING, Item, letters

# What may stand between a verb or preposition and the figure it leads to.
_TO_FIGURE = re.compile(r"[FEGTLC=VMXIUYZJ]*")
_TO_FIGURE_BY_ACT = re.compile(r"[WFEVhDH]{0,3}")
_TO_FIGURE_BY_HEAD = re.compile(r"[FEVGT]{0,3}")
_TO_FIGURE_BY_WORD = re.compile(r"[FHhWPSDTE&]{0,5}[FETVMXIUYZ]{0,3}")
_TO_NAME = re.compile(r"[FEGT]{0,2}H[WhDO]{0,3}[FETVMXIUYZ]{0,3}")
_TO_NAME_IN_BRACKETS = re.compile(r"[HhWDNO]{1,6}\(")
_LIST = re.compile(r"[WHhDPF]+")
_PREDICATE = REPORTING | frozenset("EF")
_MARKS = frozenset(",;:()&K./")
_LONGEST_LEAD = 10  # items between a verb and the figure it leads to
_LONGEST_NOUN = 15  # characters of one more counted noun: "13 bộ, ngành"
_LONGEST_PART = 50  # characters of one more modifier: "khiếu nại, tố cáo"


@dataclass(frozen=True)
class Clause:
    """One figure with its words.

    `lead` is what stands before it since the figure before, `tail` what follows up
    to the next break, `after` all up to the next figure. `mark` is the letter of what
    opened the lead, "" at the start of the sentence. `place` is the number of the figure
    in its sentence; `outer` that of the figure before the bracket it stands in.
    """

    quantity: Quantity
    lead: tuple[Item, ...]
    tail: tuple[Item, ...]
    after: tuple[Item, ...]
    place: int
    inside: bool
    outer: int | None

    @cached_property
    def mark(self) -> str:
        """The letter that opens the lead of a figure that is not the first, behind closed brackets."""
        return self.lead_kinds.lstrip(")")[:1] if self.place else ""

    @cached_property
    def lead_kinds(self) -> str:
        """The letters of the lead."""
        return letters(self.lead)

    @cached_property
    def tail_kinds(self) -> str:
        """The letters of the tail."""
        return letters(self.tail)

    @property
    def end(self) -> int:
        """Where the words of the figure end."""
        return self.tail[-1].end if self.tail else self.quantity.end

    @property
    def is_ratio(self) -> bool:
        """Whether the figure is a percentage, points or times."""
        return self.quantity.dimension == "ratio" or self.quantity.unit in ("percent", "point", "times")

    @property
    def is_money(self) -> bool:
        """Whether the figure is an amount of money or a price."""
        unit = self.quantity.unit or ""
        return self.quantity.dimension == "money" or (len(unit) > 2 and unit[:3].isupper())

    @property
    def is_measure(self) -> bool:
        """Whether the figure is an area, a mass, a length or a rate of them."""
        return self.quantity.dimension == "measure"

    @property
    def counts(self) -> bool:
        """Whether the unit is a counted noun."""
        return not (self.is_ratio or self.is_money or self.is_measure or self.quantity.dimension == "rank")


def clauses(items: list[Item]) -> list[Clause]:
    """The clauses of one sentence, one a figure."""
    places = [index for index, item in enumerate(items) if item.kind == QUANTITY]
    if not places:
        return []
    borders = [0]
    for place, following in zip(places, [*places[1:], None], strict=True):
        gap = items[place + 1 : following]
        dimension = items[place].quantity.dimension
        length = tail_length(gap, counted=dimension not in ("money", "ratio"), last=following is None)
        borders.append(place + 1 + length)
    return list(_clauses(items, places, borders))


def _clauses(items: list[Item], places: list[int], borders: list[int]) -> list[Clause]:
    found: list[Clause] = []
    nesting: list[int | None] = []
    for number, place in enumerate(places):
        lead, tail = items[borders[number] : place], items[place + 1 : borders[number + 1]]
        before_bracket = _before_bracket(found, lead)
        following = places[number + 1] if number + 1 < len(places) else len(items)
        _follow_brackets(nesting, lead, number - 1 if number else None)
        outer = nesting[-1] if nesting else None
        found.append(
            Clause(
                items[place].quantity,
                tuple(before_bracket + lead[1:] if before_bracket else lead),
                tuple(tail),
                tuple(items[place + 1 : following]),
                number,
                bool(nesting),
                outer,
            )
        )
        _follow_brackets(nesting, tail, number)
    return found


def _before_bracket(found: list[Clause], lead: list[Item]) -> list[Item]:
    """The subject before a bracket that stands between it and its verb: "vốn vay (chiếm 21%) đạt …"."""
    if len(lead) < 2 or lead[0].kind != ")" or lead[1].kind not in _PREDICATE:
        return []
    for clause in reversed(found):
        if not clause.inside:
            break
        at = clause.lead_kinds.rfind("(")
        if at >= 0:
            subject = list(clause.lead[:at])
            return subject if set(letters(subject)) & set("HhWD") else []
    return []


def _follow_brackets(nesting: list[int | None], items: list[Item], before: int | None) -> None:
    """Open and close the brackets of `items`; an open one remembers the figure before it."""
    for item in items:
        if item.kind == "(":
            nesting.append(before)
        elif item.kind == ")" and nesting:
            nesting.pop()


def tail_length(gap: list[Item], *, counted: bool, last: bool) -> int:
    """How many items of `gap` belong to the figure before it.

    `counted` says whether a list may go on there ("13 bộ, ngành"); `last` whether
    no figure follows.
    """
    kinds = letters(gap)
    at = 0
    while at < len(gap):
        kind, rest = kinds[at], kinds[at + 1 : at + 2 + _LONGEST_LEAD]
        if kind == "(":
            closing = kinds.find(")", at)
            if closing < 0:
                return at
            at = closing
        elif kind == "C":
            at += 1  # what is compared with may be any word
        elif kind in ",&":
            if not (counted and _goes_on(gap, at, last=last)):
                return at
        elif kind in ";:)KB./" or (not last and _leads(kind, rest)):
            return at
        at += 1
    return len(gap)


def _leads(kind: str, rest: str) -> bool:
    """Whether an item of `kind` leads straight to the figure behind `rest`, which is cut when too long."""
    if len(rest) > _LONGEST_LEAD:
        return False
    if kind in REPORTING:
        if kind == "V" and (_TO_NAME.fullmatch(rest) or _TO_NAME_IN_BRACKETS.fullmatch(rest)):
            return True
        return bool(_TO_FIGURE.fullmatch(rest))
    if kind in "DJ":
        return bool(_TO_FIGURE_BY_ACT.fullmatch(rest))
    if kind in "NO":
        return bool(_TO_FIGURE_BY_WORD.fullmatch(rest))
    if kind == "H":
        return bool(_TO_FIGURE_BY_HEAD.fullmatch(rest))
    return False


def _goes_on(gap: list[Item], at: int, *, last: bool) -> bool:
    """Whether the mark at `at` only joins one more noun or verb to the words before it."""
    part: list[Item] = []
    closed = last
    for item in gap[at + 1 :]:
        if item.kind in _MARKS:
            closed = True
            break
        part.append(item)
    kinds = letters(part)
    core = _LIST.match(kinds)
    if core is None or not (closed or kinds[core.end() : core.end() + 1] in ("N", "O")):
        return False
    length = part[core.end() - 1].end - part[0].start
    if at == 0:
        return length <= _LONGEST_NOUN and core.end() == 1 and (kinds[0] in "WHhP" or kinds == "D")
    whole = core.end() == len(part) or kinds[core.end()] in "NOBV"
    longest = _LONGEST_PART if gap[at].kind == "," else _LONGEST_PART // 2
    before = gap[at - 1].kind
    alike = kinds[0] == before if "D" in (kinds[0], before) else kinds[0] in "Wh"
    alike = alike or core.group() == "D"
    return whole and length <= longest and alike and "P" not in core.group()
