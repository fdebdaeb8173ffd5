"""A sequence -> clauses: for every figure the words before it and the words after it.

Between two figures stand the tail of the first ("… dự toán tỉnh giao") and the
lead of the second (", tổng chi đạt"). Where one ends and the other begins is
told by a mark, by a verb or a preposition that leads straight to the second, or
not at all: then all is tail.
"""

import re
from dataclasses import dataclass
from typing import cast

from bienban.find.mentions import Quantity
from bienban.link.sequence import QUANTITY, REPORTING, Item, letters

# What may stand between a verb or preposition and the figure it leads to.
_TO_FIGURE = re.compile(r"[FEGTLC=VMXIUYZJ]*")
_TO_FIGURE_BY_ACT = re.compile(r"[WFEV]{0,2}")
_TO_FIGURE_BY_WORD = re.compile(r"[FHWPSDTE&]{0,4}[FETVMXIUYZ]{0,3}")
_MARKS = frozenset(",;:()&K")
_LONGEST_NOUN = 15  # characters of one more counted noun: "13 bộ, ngành"
_LONGEST_PART = 45  # characters of one more modifier: "khiếu nại, tố cáo"


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure with its words.

    `lead` is what stands before it since the figure before, `tail` what follows up
    to the next break. `mark` is the letter of what opened the lead: a mark, "K" for
    "of which", "" at the start of the sentence. `outer` is the place in the sentence
    of the figure before an open parenthesis, when this one stands inside it.
    """

    quantity: Quantity
    lead: tuple[Item, ...]
    tail: tuple[Item, ...]
    mark: str
    place: int
    inside: bool
    outer: int | None

    @property
    def counts(self) -> bool:
        """Whether the unit is a counted noun."""
        return self.quantity.dimension == "count"


def clauses(items: list[Item]) -> list[Clause]:
    """The clauses of one sentence, one a figure."""
    places = [index for index, item in enumerate(items) if item.kind == QUANTITY]
    breaks = [0]
    for number, place in enumerate(places):
        last = number + 1 == len(places)
        stop = len(items) if last else places[number + 1]
        gap = items[place + 1 : stop]
        counted = cast(Quantity, items[place].what).dimension not in ("money", "ratio")
        breaks.append(place + 1 + tail_length(gap, counted=counted, last=last))
    found: list[Clause] = []
    nesting: list[int | None] = []
    for number, place in enumerate(places):
        lead, tail = tuple(items[breaks[number] : place]), tuple(items[place + 1 : breaks[number + 1]])
        _open_and_close(nesting, lead, number - 1 if number else None)
        outer = nesting[-1] if nesting else None
        mark = lead[0].kind if lead and number else ""
        quantity = cast(Quantity, items[place].what)
        found.append(Clause(quantity, lead, tail, mark, number, bool(nesting), outer))
        _open_and_close(nesting, tail, number)
    return found


def _open_and_close(nesting: list[int | None], items: tuple[Item, ...], before: int | None) -> None:
    """Follow the parentheses of `items`; an open one remembers the figure before it."""
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
        kind, rest = kinds[at], kinds[at + 1 :]
        if kind == "(":
            closing = kinds.find(")", at)
            if closing < 0:
                return at
            at = closing + 1
            continue
        if kind in ",&":
            if not (counted and _goes_on(gap, at, last=last)):
                return at
        elif kind in ";:)KB" or (not last and _leads(kind, rest)):
            return at
        at += 1
    return len(gap)


def _leads(kind: str, rest: str) -> bool:
    """Whether an item of `kind` leads straight to the figure behind `rest`."""
    if kind in REPORTING:
        return bool(_TO_FIGURE.fullmatch(rest))
    if kind in "DJ":
        return bool(_TO_FIGURE_BY_ACT.fullmatch(rest))
    if kind in "NO":
        return bool(_TO_FIGURE_BY_WORD.fullmatch(rest))
    return False


def _goes_on(gap: list[Item], at: int, *, last: bool) -> bool:
    """Whether the mark at `at` only joins one more noun or verb to the words before it."""
    part: list[Item] = []
    for item in gap[at + 1 :]:
        if item.kind in _MARKS:
            break
        part.append(item)
    else:
        if not last:
            return False
    core = re.match(r"[WHDPO]+", letters(part))
    if core is None:
        return False
    words = part[: core.end()]
    length = words[-1].end - words[0].start
    if at == 0:
        return length <= _LONGEST_NOUN and words[0].kind in "WHP"
    return length <= _LONGEST_PART and words[0].kind in "WD" and core.end() == len(part)
