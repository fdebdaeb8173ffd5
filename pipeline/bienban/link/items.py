"""One order: where it starts, who has to do it, and whether it is worded as an order.

An item is what stands between two semicolons or sentence ends. Its head tells
(guide §7.1): a verb of ordering, an addressee with what he must do, a modal, or
an action without subject.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bienban.link.fronts import skip_head
from bienban.link.order_words import ACTS, TELLS, OrderWords
from bienban.text.terms import Term

_NUMBERED = re.compile(r"[,;.:]\s(?=\(?\d{1,2}[).]\s)")
_QUOTES = {"“": "”", "‘": "’", "«": "»", "(": ")", '"': '"'}
_MARKS = re.compile('[;“”‘’«»()"]')
_BREAK = re.compile(f"{_MARKS.pattern}|{_NUMBERED.pattern}")
_LONGEST_NAME = 220  # characters of the names in front of what they must do
_LONGEST_TOPIC = 300
_NEAR_MODAL = 90
_LONGEST_OWNER = 60  # of a name behind a word that says whose or by whom something is
_LONGEST_PROPER = 40  # of a name that no rule knows, up to its modal
_NEAR_TASK = 60  # from the name of a task to its verb
_NEAR_END = 45
_NEAR_TOLD = 12  # from an addressee to what is told of him, an adverb between them
_NEAR_MUST = 60  # from an addressee to what he must, with what describes him between them

HeadKind = Literal["order", "addressee", "modal", "action", "topic", "thing"]


@dataclass(frozen=True, slots=True)
class Head:
    """How an item opens; `addressee` is where who must do it is named."""

    kind: HeadKind
    addressee: tuple[int, int] | None = None


def split_items(words: OrderWords, start: int, end: int) -> list[tuple[int, int]]:
    """`start..end` cut at semicolons outside quotes and parentheses, and in front of numbers."""
    text = words.text
    if not _BREAK.search(text, start, end) and not words.cues.has(start, end, "ordinal"):
        item = text[start:end].rstrip()
        return [(start, start + len(item))] if item.strip(" ;\n") else []
    borders = [start]
    closing: list[str] = []
    for mark in _MARKS.finditer(text, start, end):
        letter = mark.group()
        if closing and letter == closing[-1]:
            closing.pop()
        elif letter in _QUOTES and text.find(_QUOTES[letter], mark.end(), end) > 0:
            closing.append(_QUOTES[letter])
        elif letter == ";" and not closing:
            borders.append(mark.end())
    borders += [found.end() for found in _NUMBERED.finditer(text, start, end)]
    borders += [
        term.start for term in words.cues.within(start, end, "ordinal") if _opens_item(text, term.start)
    ]
    cuts = [*sorted(set(borders)), end]
    items = [(first, text[first:last].rstrip()) for first, last in pairwise(cuts)]
    return [(first, first + len(item)) for first, item in items if item.strip(" ;\n")]


def _opens_item(text: str, place: int) -> bool:
    return text[max(0, place - 4) : place].rstrip()[-1:] in (",", ":", "")


def read_head(words: OrderWords, start: int, end: int, *, depth: int = 0) -> Head | None:
    """How what stands in `start..end` orders; None when it does not."""
    verb = words.cues.at(start, "order", "urge")
    if verb and not words.is_fixed(verb, start):
        return Head("order", _addressee_behind(words, verb.end, end))
    if (
        words.cues.at(start, "remark", "agree")
        or words.cues.has(start, end, "result")
        or _lacks(words, start, end)
    ):
        return None
    name = words.name_end(start)
    act = words.cues.at(start, "action", "modal")
    topic = words.cues.at(start, "topic", "circumstance")
    if act and topic and topic.end > act.end:
        act = None
    if name and (
        not act or name > act.end or (name == act.end and words.text[name + 1 : name + 2].isupper())
    ):
        found = _predicate(words, start, name, end)
        if found:
            return Head("addressee", _behind_then(words, start, end) or found) if found[1] else None
        act = None
    if words.cues.at(start, "we") and words.cues.has(start, min(start + 60, end), "modal"):
        return Head("modal")
    if act:
        return Head("modal" if words.cues.at(start, "modal") else "action")
    if depth and not name and not topic and (proper := _proper_name_that_must(words, start, end)):
        return Head("addressee", proper)
    if topic and depth < 2:
        behind = _topic_that_must(words, topic, end) or _behind_topic(words, topic.end, end, depth)
        return behind or _condition(words, start, end) or _case_that_must(words, topic, end)
    return _condition(words, start, end)


def _proper_name_that_must(words: OrderWords, start: int, end: int) -> tuple[int, int] | None:
    """A name that no rule knows, behind a comma, and its modal: `…, CAH Bắc Sơn cần …`."""
    if not words.text[start : start + 1].isupper():
        return None
    modal = words.cues.first(start, min(end, start + _LONGEST_PROPER), "modal")
    if not modal or "," in words.text[start : modal.start] or words.cues.has(start, modal.start, "told"):
        return None
    return start, words.trim_name(start, modal.start)


def behind_circumstance(words: OrderWords, start: int, head: Head) -> int:
    """Where the order of `head` starts: at who must act, when only circumstances stand in front of him.

    What an order is about stays in it, and so do its grounds (FORMAT.md).
    """
    front = words.cues.at(start, "circumstance")
    if not front or head.kind != "topic" or not head.addressee or head.addressee[0] <= start:
        return start
    return head.addressee[0]


def behind_task(words: OrderWords, start: int, end: int) -> int:
    """Where what has to be done starts behind a named task, `Nhiệm vụ trọng tâm là …`; else `start`."""
    task = words.cues.at(start, "task")
    verb = words.cues.first(task.end, min(end, task.end + _NEAR_TASK), "is") if task else None
    if not verb or any(mark in words.text[start : verb.start] for mark in ",:"):
        return start
    place = skip_head(words, verb.end, end)
    head = read_head(words, place, end)
    return place if head and head.kind in ("action", "modal", "addressee") else start


def is_told(words: OrderWords, start: int, end: int) -> bool:
    """Whether something is told of the bearer of the name that opens `start..end`."""
    name = words.name_end(start)
    return bool(name) and words.cues.has(name, min(end, name + _NEAR_TOLD), "told")


def tells_later(words: OrderWords, name: tuple[int, int], end: int) -> bool:
    """Whether a verb that tells stands behind a name that was cut short: `Cơ quan điều tra … đã bắt`."""
    stop = words.text.find(",", name[1], end)
    for term in words.cues.within(name[1], stop if stop > 0 else end, "done"):
        before = len(words.text[: term.start].rstrip())
        closed = words.text[before - 1] == ")"
        if (closed or before in words.name_ends) and not _is_passive(words, name[1], before):
            return not words.cues.has(name[1], term.start, "modal")
    return False


def _is_passive(words: OrderWords, start: int, end: int) -> bool:
    """Whether the name that ends at `end` only says by whom, or whose, something is."""
    return words.cues.has(max(start, end - _LONGEST_OWNER), end, "past")


def _lacks(words: OrderWords, start: int, end: int) -> bool:
    """Whether a shortcoming is told: the item ends with one, and says of nothing that it must be."""
    lack = words.cues.first(max(start, end - _NEAR_END), end, "lack")
    return lack is not None and not words.cues.has(start, lack.start, "modal")


def _behind_then(words: OrderWords, start: int, end: int) -> tuple[int, int] | None:
    """Who must act when the condition in front of him is true."""
    then = words.cues.first(start, end, "then")
    name = words.name_end(then.end + 1) if then else 0
    found = _predicate(words, then.end + 1, name, end) if then and name else None
    return found if found and found[1] else None


def _addressee_behind(words: OrderWords, place: int, end: int) -> tuple[int, int] | None:
    """The addressee that a verb of ordering names."""
    start = skip_head(words, place, end)
    name = words.name_end(start)
    act = words.cues.at(start, "action", "modal")
    if not name or (act and act.end > name):
        return None
    found = _predicate(words, start, name, end)
    return found if found and found[1] else (start, words.trim(start, name))


def _predicate(
    words: OrderWords, start: int, name: int, end: int, *, tells: bool = True
) -> tuple[int, int] | None:
    """The name that starts at `start` up to what its bearer must do.

    (start, 0) when that is only told, unless words that tell do not count: `tells`.
    """
    due = 0
    for term in words.predicates.within(name, min(end, start + _LONGEST_NAME)):
        if words.text[term.start].isupper() or words.is_inside_name(start, term.start):
            continue
        if _modifies(words, term) or (words.cues.at(term.start, "order") and words.is_fixed(term, start)):
            continue
        part = _part_of(words, term)
        if part == "act" and _suffers(words, term):
            part = "told"
        if part == "told":
            if tells:
                return start, 0
            continue
        if part != "deadline":
            return start, words.trim_name(start, due or term.start)
        if not due and term.end + 1 in words.times:
            due = term.start
    return None


def _suffers(words: OrderWords, act: Term) -> bool:
    """Whether an action is done to the subject in front of it: `… được chuẩn bị chu đáo`."""
    if words.cues.at(act.start, "modal") or words.cues.until(act.end, "modal"):
        return False
    return words.cues.until(act.start - 1, "suffers") is not None


def _part_of(words: OrderWords, term: Term) -> Literal["act", "told", "deadline"]:
    """What the word at a place does: the longest rule decides, to act before to tell."""
    act = words.cues.at(term.start, *ACTS)
    tell = words.cues.at(term.start, *TELLS)
    if tell and (not act or tell.end > act.end):
        return "told"
    return "act" if act else "deadline"


def _modifies(words: OrderWords, term: Term) -> bool:
    """Whether the word belongs to the noun in front of it, or names one more addressee."""
    floor = max(term.start - 4, 0)
    before = words.text[floor : term.start].rstrip()
    behind = floor + len(before)
    if words.cues.until(behind, "noun_mark"):
        return True
    joint = words.cues.until(term.end, "connective")
    if joint and joint.start < term.start:
        return True
    is_short = term.last - term.first == 1 and words.cues.at(term.start, "action") is not None
    if is_short and not words.ends_name(behind):
        return not words.cues.at(term.start, "modal", "order", "told")
    joined = before[-1:] == "," or words.cues.until(behind, "connective") is not None
    return joined and words.cues.at(term.start, "addressee") is not None


def _topic_that_must(words: OrderWords, topic: Term, end: int) -> Head | None:
    """A name behind a topic's first word, with what its bearer must do: in particular the ward must …"""
    start = topic.end + 1
    name = words.name_end(start)
    found = _predicate(words, start, name, end) if name else None
    if not found or not found[1] or "," in words.text[start : found[1]]:
        return None
    told = _has_modal(words, found[1], end) or words.cues.at(found[1] + 1, "action")
    return Head("addressee", found) if told else None


def _case_that_must(words: OrderWords, topic: Term, end: int) -> Head | None:
    """What must be done in a case, named without a comma: `Trường hợp … phải cưỡng chế`."""
    modal = words.cues.first(topic.end, min(end, topic.end + _NEAR_MODAL), "modal")
    if (
        not modal
        or "," in words.text[topic.end : modal.start]
        or words.cues.has(topic.end, modal.start, "told")
    ):
        return None
    return Head("topic") if words.cues.at(modal.end + 1, "action") else None


def _behind_topic(words: OrderWords, place: int, end: int, depth: int) -> Head | None:
    """The head behind the comma that closes what an order is about."""
    limit = min(end, place + _LONGEST_TOPIC)
    comma = words.text.find(",", place, limit)
    while comma > 0:
        start = skip_head(words, comma + 1, end)
        head = read_head(words, start, end, depth=depth + 1)
        if head:
            return Head("topic", head.addressee)
        comma = words.text.find(",", comma + 1, limit)
    return None


def _condition(words: OrderWords, start: int, end: int) -> Head | None:
    """A condition and what follows from it: where it is slow, capital must be moved."""
    then = words.cues.first(start, min(end, start + _LONGEST_TOPIC), "then")
    follows = words.cues.at(then.end + 1, "modal", "action", "order") if then else None
    return Head("thing") if follows else None


def thing_that_must(words: OrderWords, start: int, end: int) -> Head | None:
    """A subject that is no addressee and a modal: this must be done."""
    modal = words.cues.first(start, min(end, start + _NEAR_MODAL), "modal")
    if not modal or "," in words.text[start : modal.start]:
        return None
    plural = words.cues.at(start, "plural")
    return None if words.cues.has(plural.end if plural else start, modal.start, "told") else Head("thing")


def thing_due(words: OrderWords, start: int, end: int) -> Head | None:
    """A thing that has to be done, outside what is ordered: `Quy trình phải được thực hiện`.

    A bare `phải` may tell what somebody suffers: only of work it says what is due.
    """
    head = thing_that_must(words, start, end)
    modal = words.cues.first(start, min(end, start + _NEAR_MODAL), "duty") if head else None
    if modal:
        return head
    bare = words.cues.first(start, end, "modal") if head else None
    if bare is None or not words.cues.at(bare.end + 1, "action", "modal"):
        return None
    is_work = words.cues.at(start, "noun_mark") and not words.cues.at(start, "plural")
    return head if is_work or words.cues.at(bare.start, "need") else None


def read_behind_comma(words: OrderWords, start: int, end: int) -> Head | None:
    """Who must act, named behind what he must act on: `Những vấn đề đã nêu, các sở phải trả lời`."""
    comma = words.text.find(",", start, min(end, start + _LONGEST_TOPIC))
    place = skip_head(words, comma + 1, end) if comma > 0 else 0
    name = words.name_end(place) if place else 0
    if not name or words.cues.has(start, comma, "told", "done", "earlier"):
        return None
    found = _predicate(words, place, name, end)
    if not found or not found[1] or not words.cues.has(found[1], found[1] + _NEAR_TOLD, "modal"):
        return None
    return Head("topic", found)


def read_label(words: OrderWords, start: int, colon: int) -> Head | None:
    """Names that stand alone in front of a colon or in a heading, behind a verb of ordering or not."""
    verb = words.cues.at(start, "order")
    place = skip_head(words, verb.end, colon) if verb else start
    name = words.name_end(place)
    if not name or name > colon or _predicate(words, place, name, colon):
        return None
    return Head("order" if verb else "addressee", (place, words.trim(place, colon)))


def read_ordered(words: OrderWords, start: int, end: int) -> Head | None:
    """The head of what stands behind a verb of ordering.

    A name that no rule knows may open it, and what is told of its bearer only describes him.
    """
    head = read_head(words, start, end) or thing_due(words, start, end)
    named = head is not None and head.addressee is not None and not _is_statement(words, *head.addressee)
    if head and (named or head.kind in ("action", "modal")):
        return head
    is_thing = words.cues.at(start, "noun_mark", "topic") and not words.cues.at(start, "plural")
    if is_thing or not words.text[start : start + 1].isalpha():
        return head
    found = _predicate(words, start, max(words.name_end(start), start), end, tells=False)
    if not found or found[1] <= start or not _stays_in_clause(words, *found):
        return head
    if _is_statement(words, *found):
        return _behind_topic(words, start, end, 0) or head or Head("thing")
    opens_name = words.text[start].isupper() or words.name_end(start)
    if not opens_name and " " not in words.text[start : found[1]]:
        return head or Head("action")
    is_row = "," in words.text[start : found[1]] and not words.cues.at(start, "plural")
    return Head("modal") if is_row else Head("addressee", found)


def _is_statement(words: OrderWords, start: int, end: int) -> bool:
    """Whether what reads as a name holds a verb of being: it states something in front of the order."""
    verbs = words.cues.within(start, end, "is")
    return any(not words.cues.until(verb.end, "connective") for verb in verbs)


def must(words: OrderWords, start: int, end: int) -> bool:
    """Whether what stands in `start..end` says that somebody, or something, must."""
    head = read_head(words, start, end) or thing_that_must(words, start, end)
    if head is None or words.cues.has(start, end, "result"):
        return False
    if head.kind in ("modal", "thing"):
        return True
    reach = head.addressee[1] if head.addressee else start
    return _has_modal(words, reach, end)


def _has_modal(words: OrderWords, start: int, end: int) -> bool:
    """Whether a modal follows soon, in the same clause."""
    modal = words.cues.first(start, min(end, start + _NEAR_MUST), "modal")
    return modal is not None and "," not in words.text[start : modal.start]


def _stays_in_clause(words: OrderWords, start: int, end: int) -> bool:
    """Whether nothing behind a comma opens another clause."""
    comma = words.text.find(",", start, end)
    while comma > 0:
        if words.cues.at(comma + 2, "topic", "deadline", "past", "told", "so", "then"):
            return False
        comma = words.text.find(",", comma + 1, end)
    return True


def names_end(words: OrderWords, start: int, end: int) -> int:
    """Where a row of names that starts at `start` ends: at what its bearers must do; `start` for none."""
    name = words.name_end(start)
    if not name or name > end:
        return start
    found = _predicate(words, start, name, end, tells=False)
    return found[1] if found else name
