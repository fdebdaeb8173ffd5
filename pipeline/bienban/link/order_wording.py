"""How an item of a leader's words is worded: where its list opens, and what keeps it from being an order."""

from dataclasses import dataclass
from typing import Literal

from bienban.link.fronts import skip_head
from bienban.link.items import (
    Head,
    read_behind_comma,
    read_head,
    read_label,
    tells_later,
    thing_due,
)
from bienban.link.order_words import OrderWords
from bienban.text.terms import Term

Wording = Literal["strict", "list", "ordered"]
"""How much the words of an item must tell: that it is an order; in a list of orders only that
it is no report; behind a strong verb of ordering nothing."""

_LONGEST_REASON = 300
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_LONGEST_QUOTE = 900  # characters; a longer one is no speech of a leader in one piece
_LONGEST_LABEL = 60  # characters of an action that names a field: `Phát triển kinh tế: …`
_NEAR_ANNOUNCED = 40  # from a word that announces a list to its colon
_NEAR_START = 60  # how far into an item of a list a word may stand that makes it a report
_NEAR_NUMBER = 12  # from a verb that tells a result to its number
ENDS = frozenset(".;,…!")
"""What an item of a list ends with; a heading does not."""


@dataclass(frozen=True, slots=True)
class Look:
    """The rule of the word that makes an item look like an order; why it is none, when the word tells it."""

    rule: str
    reason: str = ""
    is_fixed: bool = False
    is_verb: bool = True
    """Whether it is a verb of ordering, and no mere action or name."""


def look_of_order(words: OrderWords, start: int, end: int) -> Look | None:
    """What makes `start..end` look like an order; None when nothing does."""
    for verb in words.cues.within(start, end, "order"):
        return _look_of_verb(words, verb, start)
    term = words.cues.at(start, "action", "modal", "urge") or words.cues.first(start, end, "modal", "urge")
    if term is None and (head := read_head(words, start, end)) and head.addressee:
        term = words.cues.first(head.addressee[1], end, "action")
    term = term or words.cues.first(start, end, "remark")
    return Look(term.rule, is_verb=False) if term else None


def _look_of_verb(words: OrderWords, verb: Term, start: int) -> Look:
    """How a verb of ordering looks in an item that starts at `start`."""
    told = f"“{words.text[verb.start : verb.end]}”"
    before = start + len(words.text[start : verb.start].rstrip())
    if words.cues.until(before, "past"):
        return Look(verb.rule, f"{told} is told as past, or of another")
    if words.is_fixed(verb, start):
        return Look(verb.rule, f"{told} is part of a fixed phrase or a noun", is_fixed=True)
    if words.cues.at(start, "petition"):
        return Look(verb.rule, "it is a petition")
    if words.cues.at(verb.start, "asking") and any(
        b.end == before for b in words.bodies_within(start, before)
    ):
        return Look(verb.rule, f"a body asks with {told}: of those beside or above it that is a petition")
    return Look(verb.rule)


def stops(words: OrderWords, end: int) -> bool:
    """Whether a stop ends the item."""
    return words.text[end - 1 : end] in ENDS


def quote_end(words: OrderWords, place: int, end: int) -> int:
    """Where the quote ends that opens right in front of `place`; 0 when none does.

    It may end in a later sentence of the paragraph.
    """
    text = words.text
    closing = _QUOTES.get(text[place - 1 : place])
    if closing is None:
        return 0
    stop = text.find(closing, place, max(end, place + _LONGEST_QUOTE))
    return 0 if stop < 0 or (stop >= end and "\n" in text[place:stop]) else stop


def list_colon(words: OrderWords, start: int, end: int) -> int | None:
    """The colon that opens a list of orders in `start..end`, if one does."""
    text = words.text
    colon = text.find(":", start, end)
    while colon > 0 and text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit():
        colon = text.find(":", colon + 1, end)
    if colon < 0:
        return None
    after = skip_head(words, colon + 1, end)
    if _goes_on(words, start, colon) and after < end:
        return None
    if after >= end or text[end - 1] == ";" or text[after].isupper() or after - colon > 3:
        return colon
    is_label = words.cues.at(start, "topic") or read_label(words, start, colon)
    return colon if is_label else None


def _goes_on(words: OrderWords, start: int, colon: int) -> bool:
    """Whether the colon only stands between a word of an order and what it names."""
    if words.cues.until(colon, "plural_noun") and words.cues.has(start, colon, "with"):
        return True
    near = max(start, colon - _NEAR_ANNOUNCED)
    if words.cues.has(near, colon, "announce"):
        return False
    head = read_head(words, start, colon)
    if head is None or head.kind not in ("action", "addressee", "modal"):
        return False
    return head.kind == "addressee" or colon - start > _LONGEST_LABEL


def behind_reason(words: OrderWords, start: int, end: int) -> int:
    """Where what has to be done starts behind a reason; 0 when nothing does."""
    for term in words.cues.within(start, min(end, start + _LONGEST_REASON), "so"):
        place = skip_head(words, term.end, end)
        if read_head(words, place, end):
            return place
    return 0


def thing_that_is_due(words: OrderWords, start: int, end: int) -> Head | None:
    """Behind orders, a thing that must be done; no opinion on what was said before."""
    if words.cues.at(start, "topic", "earlier", "remark", "say") or words.cues.has(start, end, "result"):
        return None
    return thing_due(words, start, end) or read_behind_comma(words, start, end)


def may_be_listed(words: OrderWords, start: int, end: int) -> bool:
    """Whether an item of a list may be an order though no rule knows its verb."""
    if not stops(words, end) or words.cues.at(start, "topic", "say", "remark", "agree"):
        return False
    if words.cues.until(words.trim(start, end), "lead"):
        return False
    return not words.cues.has(start, min(end, start + _NEAR_START), "told", "remark", "result")


def says_must(words: OrderWords, start: int, end: int, head: Head) -> bool:
    """Whether an item says with a modal, or a verb of ordering, that somebody must do something."""
    if head.kind in ("modal", "order", "thing"):
        return True
    reach = head.addressee[1] if head.addressee else start
    return words.cues.has(reach, min(end, reach + _NEAR_START), "modal")


def is_loose(words: OrderWords, start: int, head: Head | None) -> bool:
    """Whether nothing at `start` says that somebody must: he may be named behind what is told first."""
    if head is None or (head.kind == "modal" and words.cues.at(start, "modal") is None):
        return True
    return head.kind == "addressee" and not words.name_end(start)


def announces(words: OrderWords, start: int, end: int) -> bool:
    """Whether an item only says that something is stressed: `nhấn mạnh một số nhiệm vụ trọng tâm`."""
    verb = words.cues.at(start, "urge")
    if not verb or not words.cues.at(verb.end + 1, "plural") or words.cues.has(verb.end, end, "modal"):
        return False
    return words.cues.has(verb.end, min(end, verb.end + _NEAR_ANNOUNCED), "announce")


def only_tells(words: OrderWords, start: int, end: int, head: Head | None, *, ordered: bool) -> bool:
    """Whether something is only told of who or what opens an item; a result may be `ordered`."""
    if head is None or head.kind not in ("action", "addressee", "topic"):
        return False
    reach = head.addressee[1] if head.addressee else start
    if head.kind != "topic" and not ordered and _tells_result(words, reach, end):
        return True
    if head.kind == "action":
        return False
    if tells_later(words, head.addressee or (start, start), end):
        return True
    return words.cues.has(start, end, "promise") and not words.cues.has(start, end, "modal", "order")


def petitions(words: OrderWords, start: int, end: int) -> bool:
    """Whether those who only ask for something open an item: voters, delegates, who speaks for a company."""
    asks = words.cues.at(start, "petition") and not words.cues.at(start, "action")
    return bool(asks) and words.cues.has(start, end, "order")


def _tells_result(words: OrderWords, start: int, end: int) -> bool:
    """Whether what reads as an action is a noun, whose result is told in numbers: `Thu ngân sách đạt 56%`."""
    act = words.cues.at(start + (words.text[start] == " "), "action")
    reach = act.end if act else start
    near = _NEAR_START if words.cues.at(start, "action") else 2
    comma = words.text.find(", ", reach, end)
    stop = comma if comma > 0 else end
    for verb in words.cues.within(reach, min(stop, reach + near), "reached"):
        if any(map(str.isdigit, words.text[verb.end : verb.end + _NEAR_NUMBER])):
            return not words.cues.has(start, stop, "aim", "modal")
    return False


def is_result(words: OrderWords, front: int, start: int, end: int) -> bool:
    """Whether a percentage reached in a time told in front, from `front` on, makes it a report."""
    if not words.times_within(front, start) or words.cues.has(front, start, "future"):
        return False
    return "%" in words.text[start:end] and not words.cues.has(start, end, "aim")


def calls(words: OrderWords, start: int, end: int, *, quoted: bool) -> bool:
    """Whether the item is a question, or a quoted exclamation."""
    last = words.text[start:end].rstrip(' \n"”’»')[-1:]
    return last == "?" or (last == "!" and quoted)
