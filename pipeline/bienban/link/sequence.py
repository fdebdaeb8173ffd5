"""A sentence as a short sequence of what it says: PERIOD NAME VERB BOUND QUANTITY COMPARISON BASE …

The grammar of figures is written over these items instead of over characters
(EDS-NLP's trick). Each item has a kind of one letter, so a stretch of a sentence
is a short string and a construction a regular expression over it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bienban.find.mentions import Mentions, Quantity, Time
from bienban.rules import BaseRule, CueRule, RuleBase, StatusRule, VerbRule
from bienban.text.terms import Mention, Term, Terms

QUANTITY: Final = "Q"
TIME: Final = "T"
WORD: Final = "W"
AND: Final = "&"

# The letter of a reporting verb is told by its measure; of a cue by the cue.
VERB_LETTERS: Final = {
    "level": "V",
    "growth": "M",
    "share_of_plan": "X",
    "index": "I",
    "share": "U",
    "multiple": "Y",
    "rank": "Z",
}
CUE_LETTERS: Final = {
    "child": "K",
    "compare": "C",
    "aligned": "L",
    "compound": "W",
    "name_head": "H",
    "act": "D",
    "lever": "J",
    "scope": "S",
    "np_end": "N",
    "of": "O",
    "topic": "R",
    "opener": "B",
    "filler": "F",
    "agent": "P",
    "assign": "A",
}
BASE: Final = "="
STATUS: Final = {"estimate": "E", "target": "G", "actual": "F"}
REPORTING: Final = frozenset(VERB_LETTERS.values())
# When two rules know the same words, the letter that stands first here wins.
_RANK: Final = {letter: rank for rank, letter in enumerate("=EGVMXIUYZKCLWHDJSRNOBFPA")}

_MARK = re.compile(r"[,;:()…?!]|\.{2,}|(?<!\w)(?:và|hoặc|VÀ|Và)(?!\w)|\n")


@dataclass(frozen=True, slots=True)
class Item:
    """One word, mark or mention of a sentence; `kind` is its letter."""

    kind: str
    start: int
    end: int
    what: Term | Time | Quantity | None = None


def letters(items: Iterable[Item]) -> str:
    """The kinds of `items` as one string."""
    return "".join(item.kind for item in items)


def sequence(text: str, mentions: Mentions, start: int, end: int) -> list[Item]:
    """The items of `text[start:end]` in text order, without gaps but for white space."""
    fixed = _without_overlap(_fixed(mentions, start, end))
    known = [*fixed, *_terms(mentions.terms, start, end)]
    known += (_mark(match) for match in _MARK.finditer(text, start, end))
    known.sort(key=lambda item: (item.start, -item.end, _RANK.get(item.kind, -1)))
    taken = [(item.start, item.end) for item in fixed]
    return list(_fill(text, _leftmost(known, taken), start, end))


def _fixed(mentions: Mentions, start: int, end: int) -> list[Item]:
    """Quantities and times: nothing else may cut them."""
    quantities = (Item(QUANTITY, q.start, q.end, q) for q in _inside(mentions.quantities, start, end))
    times = (Item(TIME, t.start, t.end, t) for t in _inside(mentions.times, start, end))
    return sorted([*quantities, *times], key=lambda item: (item.start, item.kind))


def _inside(mentions: Sequence[Quantity] | Sequence[Time], start: int, end: int) -> Iterator[Quantity | Time]:
    first = bisect_left(mentions, start, key=_start)
    for mention in mentions[first:]:
        if mention.start >= end:
            return
        yield mention


def _without_overlap(items: Iterable[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in items:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _terms(terms: Terms, start: int, end: int) -> Iterator[Item]:
    items = terms.items
    for index in range(bisect_left(items, start, key=_start), len(items)):
        term = items[index]
        if term.start >= end:
            return
        letter = _letter(term.what)
        if letter and term.end <= end:
            yield Item(letter, term.start, term.end, term)


def _start(mention: Mention) -> int:
    return mention.start


def _letter(rule: RuleBase) -> str | None:
    if isinstance(rule, CueRule):
        return CUE_LETTERS.get(rule.cue)
    if isinstance(rule, VerbRule):
        return VERB_LETTERS.get(rule.measure or "level")
    if isinstance(rule, BaseRule):
        return BASE
    if isinstance(rule, StatusRule):
        return STATUS[rule.status]
    return None


def _mark(match: re.Match[str]) -> Item:
    mark = match.group()
    return Item(AND if mark[0] in "vhV" else ";" if mark == "\n" else mark[0], match.start(), match.end())


def _leftmost(known: Iterable[Item], taken: Sequence[tuple[int, int]]) -> Iterator[Item]:
    """Of overlapping items the leftmost, longest; quantities and times before all others."""
    at, fixed = -1, iter(taken)
    low, high = next(fixed, (1 << 60, 1 << 60))
    for item in known:
        while item.start >= high:
            low, high = next(fixed, (1 << 60, 1 << 60))
        if item.start < at:
            continue
        if item.end > low and item.kind not in (QUANTITY, TIME):
            continue
        at = item.end
        yield item


def _fill(text: str, items: Iterable[Item], start: int, end: int) -> Iterator[Item]:
    """The items with the words between them."""
    at = start
    for item in items:
        if text[at : item.start].strip():
            yield _words(text, at, item.start)
        yield item
        at = item.end
    if text[at:end].strip():
        yield _words(text, at, end)


def _words(text: str, start: int, end: int) -> Item:
    raw = text[start:end]
    return Item(WORD, start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip()))
