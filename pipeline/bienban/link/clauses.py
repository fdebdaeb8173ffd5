"""A sequence -> clauses: for every figure the words before it and the words after it.

Between two figures stand the tail of the first ("… dự toán tỉnh giao") and the
lead of the second (", tổng chi đạt"). Where one ends and the other begins is
told by a mark, by a verb or a preposition that leads straight to the second, or
not at all: then all is tail.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bienban.find.mentions import Quantity
from bienban.link.roles import QUANTITY, REPORTING
from bienban.link.sequence import Item

# What may stand between a verb or preposition and the figure it leads to.
_TO_FIGURE = re.compile(r"[FEGTLC=VMXIUYZJ]*")
_TO_FIGURE_BY_ACT = re.compile(r"[WFEVhDH]{0,3}")
_TO_FIGURE_BY_HEAD = re.compile(r"[FEVGT]{0,3}")
_TO_FIGURE_BY_WORD = re.compile(r"[FHhWPSDTE&]{0,5}[FETVMXIUYZ]{0,3}")
_TO_NAME = re.compile(r"[FEGT]{0,2}H[WhDO]{0,3}[FETVMXIUYZ]{0,3}")
_TO_NAME_IN_BRACKETS = re.compile(r"[HhWDNO]{1,6}\(")
_OWNED = re.compile(r"(?:^|[,;.:BTSRN])(H[HhWD]*)T?[ON]F?$")
_OWNER = re.compile(r"[OPWhNTS]{0,6}(?=[FE]{0,2}[VE])")
_NOUNS = re.compile(r"[WHhDPB][WhDH]{0,4}(?:[,;:)&K./NO]|$)")
_LIST = re.compile(r"[WHhDPF]+")
_PREDICATE = REPORTING | frozenset("EF")
_CLOSING = re.compile(r"[,;:()&K./]")
_NAMING = re.compile("[HhWD]")
_LONGEST_LEAD = 10  # items between a verb and the figure it leads to
_LONGEST_NOUN = 15  # characters of one more counted noun: "13 bộ, ngành"
_LONGEST_PART = 50  # characters of one more modifier: "khiếu nại, tố cáo"


@dataclass(slots=True, eq=False)
class Clause:
    """One figure with its words; never written to once it is made.

    `lead` is what stands before it since the figure before, `tail` what follows up
    to the next break, `after` all up to the next figure; `lead_kinds` and `tail_kinds` are
    the letters of two of them. `mark` is the letter of what opened the lead, behind closed
    brackets; "" at the start of the sentence. `place` is the number of the figure in its
    sentence; `outer` that of the figure before the bracket it stands in.
    """

    quantity: Quantity
    lead: tuple[Item, ...]
    lead_kinds: str
    tail: tuple[Item, ...]
    tail_kinds: str
    after: tuple[Item, ...]
    place: int
    inside: bool
    outer: int | None
    mark: str = field(init=False)
    is_ratio: bool = field(init=False)
    """Whether the figure is a percentage, points or times."""
    is_money: bool = field(init=False)
    """Whether the figure is an amount of money or a price."""
    is_measure: bool = field(init=False)
    """Whether the figure is an area, a mass, a length or a rate of them."""
    counts: bool = field(init=False)
    """Whether the unit is a counted noun."""

    def __post_init__(self) -> None:
        dimension, unit = self.quantity.dimension, self.quantity.unit or ""
        self.mark = self.lead_kinds.lstrip(")")[:1] if self.place else ""
        self.is_ratio = dimension == "ratio" or unit in ("percent", "point", "times")
        self.is_money = dimension == "money" or (len(unit) > 2 and unit[:3].isupper())
        self.is_measure = dimension == "measure"
        self.counts = not (self.is_ratio or self.is_money or self.is_measure or dimension == "rank")

    @property
    def end(self) -> int:
        """Where the words of the figure end."""
        return self.tail[-1].end if self.tail else self.quantity.end


def clauses(
    items: tuple[Item, ...], kinds: str, counts: Callable[[int], bool] = lambda _: False
) -> list[Clause]:
    """The clauses of one sentence, one a figure; `kinds` are the letters of its items.

    `counts` says whether a counted noun starts at a character.
    """
    places = [index for index, kind in enumerate(kinds) if kind == QUANTITY]
    found: list[Clause] = []
    nesting: list[int | None] = []
    first = 0
    for number, place in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else len(items)
        quantity, behind = items[place].quantity, kinds[place + 1 : following]
        counted, is_last = quantity.dimension not in ("money", "ratio"), number + 1 == len(places)
        after = items[place + 1 : following]
        more = counts if counted else None
        length = tail_length(after, behind, counted=counted, last=is_last, counts=more)
        lead, lead_kinds = items[first:place], kinds[first:place]
        _follow_brackets(nesting, lead_kinds, found)
        closed = _closed(lead_kinds)
        lead, lead_kinds = lead[closed:], lead_kinds[closed:]
        if subject := _before_bracket(found, lead_kinds):
            lead, lead_kinds = subject[0] + lead[1:], subject[1] + lead_kinds[1:]
        elif not nesting and (subject := _around_count(found, lead_kinds, quantity)):
            own = _OWNER.match(lead_kinds).end()  # type: ignore[union-attr]
            lead, lead_kinds = subject[0] + lead[own:], subject[1] + lead_kinds[own:]
        outer = nesting[-1] if nesting else None
        tail, tail_kinds = after[:length], behind[:length]
        found.append(
            Clause(quantity, lead, lead_kinds, tail, tail_kinds, after, number, bool(nesting), outer)
        )
        _follow_brackets(nesting, tail_kinds, found)
        first = place + 1 + length
    return found


def _closed(kinds: str) -> int:
    """How many items of a lead still belong to the bracket of the figure before: "(75% là gia công) đạt"."""
    at = kinds.find(")")
    told = at > 0 and "(" not in kinds[:at] and kinds[at + 1 : at + 2] in _PREDICATE
    return at if told else 0


def _before_bracket(found: list[Clause], kinds: str) -> tuple[tuple[Item, ...], str] | None:
    """The subject before a bracket that stands between it and its verb: "vốn vay (chiếm 21%) đạt …"."""
    if kinds[:1] != ")" or kinds[1:2] not in _PREDICATE:
        return None
    for clause in reversed(found):
        if not clause.inside:
            return None
        at = clause.lead_kinds.rfind("(")
        if at >= 0:
            subject = clause.lead_kinds[:at]
            return (clause.lead[:at], subject) if _NAMING.search(subject) else None
    return None


def _around_count(found: list[Clause], kinds: str, quantity: Quantity) -> tuple[tuple[Item, ...], str] | None:
    """The subject before a count that only tells whose it is: "sản lượng của 4 tỉnh trong quý I là 6 tấn"."""
    before = found[-1] if found else None
    if before is None or quantity.dimension == "ratio" or not _OWNER.match(kinds):
        return None
    owner = _OWNED.search(before.lead_kinds)
    if owner is None or not before.counts:
        return None
    return before.lead[: owner.end(1)], before.lead_kinds[: owner.end(1)]


def _follow_brackets(nesting: list[int | None], kinds: str, found: list[Clause]) -> None:
    """Open and close the brackets in `kinds`; an open one remembers the figure before it."""
    if "(" in kinds or ")" in kinds:
        for kind in kinds:
            if kind == "(":
                nesting.append(_figure_before(found, within=bool(nesting)))
            elif kind == ")" and nesting:
                nesting.pop()


def _figure_before(found: list[Clause], *, within: bool) -> int | None:
    """The number of the figure a bracket belongs to; outside of brackets that of one outside, if any.

    "đạt 15%, gần mục tiêu (16%) và cao hơn cả nước (14%)"
    """
    if not found or within:
        return len(found) - 1 if found else None
    return next((clause.place for clause in reversed(found) if not clause.inside), len(found) - 1)


def tail_length(
    gap: tuple[Item, ...],
    kinds: str,
    *,
    counted: bool,
    last: bool,
    counts: Callable[[int], bool] | None = None,
) -> int:
    """How many items of `gap`, whose letters are `kinds`, belong to the figure before it.

    `counted` says whether a list may go on there ("13 bộ, ngành"); `last` whether
    no figure follows.
    """
    at = 0
    while at < len(kinds):
        kind = kinds[at]
        if kind == "(":
            closing = kinds.find(")", at)
            if closing < 0:
                return at
            at = closing
        elif kind == "C":
            at += 1  # what is compared with may be any word
        elif kind in ",&":
            again = at == 0 and kind == "," and counts is not None and _counts_again(gap, kinds, counts)
            if not (again or (counted and _goes_on(gap, kinds, at, last=last))):
                return at
        elif kind in ";:)KB./" or (not last and _leads(kind, kinds[at + 1 : at + 2 + _LONGEST_LEAD])):
            return at
        at += 1
    return len(kinds)


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


def _counts_again(gap: tuple[Item, ...], kinds: str, counts: Callable[[int], bool]) -> bool:
    """Whether a second counted noun without a number follows: "12 nhà máy, dự án chậm tiến độ"."""
    found = _NOUNS.match(kinds, 1)
    return found is not None and counts(gap[1].start)


def _goes_on(gap: tuple[Item, ...], kinds: str, at: int, *, last: bool) -> bool:
    """Whether the mark at `at` only joins one more noun or verb to the words before it."""
    closing = _CLOSING.search(kinds, at + 1)
    closed = last or closing is not None
    part = kinds[at + 1 : closing.start() if closing else len(kinds)]
    core = _LIST.match(part)
    if core is None or not (closed or part[core.end() : core.end() + 1] in ("N", "O")):
        return False
    length = gap[at + core.end()].end - gap[at + 1].start
    if at == 0:
        return length <= _LONGEST_NOUN and core.end() == 1 and (part[0] in "WhP" or part == "D")
    whole = core.end() == len(part) or part[core.end()] in "NOBV"
    longest = _LONGEST_PART if kinds[at] == "," else _LONGEST_PART // 2
    alike = part[0] == kinds[at - 1] if "D" in (part[0], kinds[at - 1]) else part[0] in "Wh"
    alike = alike or core.group() == "D"
    return whole and length <= longest and alike and "P" not in core.group()
