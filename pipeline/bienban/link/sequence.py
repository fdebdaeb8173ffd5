"""A sentence as a short sequence of what it says: PERIOD NAME VERB BOUND QUANTITY COMPARISON BASE …

The grammar of figures is written over these items instead of over characters
(EDS-NLP's trick). Each item has a kind of one letter, so a stretch of a sentence
is a short string and a construction a regular expression over it:

    Q figure   T time   V reaches   M moves   X exceeds   I equals   U makes up   Y multiple   Z rank
    H head noun   h goods or sector   D verb of doing   J lever   P who   S scope   R topic   W other words
    E estimate   G target   = base   C against   K of which   L respectively   N, O prepositions
    B opener   F filler   & and   and the marks , ; : ( ) / .
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple, TypeVar, cast

from spacy.tokens import Doc

from bienban.find.mentions import Mentions, Quantity, Time
from bienban.rules import (
    BaseRule,
    FigureRule,
    FigureWord,
    IndicatorRule,
    RuleBase,
    Rules,
    StatusRule,
    VerbRule,
)
from bienban.text.page import page_of
from bienban.text.terms import Mention, Term, search

M = TypeVar("M", bound=Mention)

AND: Final = "&"
BASE: Final = "="
QUANTITY: Final = "Q"
TIME: Final = "T"
WORD: Final = "W"
WHO: Final = "P"
FILLER: Final = "F"

# The letter of a reporting verb is told by its measure.
_VERBS: Final = {
    "level": "V",
    "growth": "M",
    "share_of_plan": "X",
    "index": "I",
    "share": "U",
    "multiple": "Y",
    "rank": "Z",
}
_WORDS: Final[dict[FigureWord, str]] = {
    "child": "K",
    "compare": "C",
    "aligned": "L",
    "compound": WORD,
    "head": "H",
    "kind": "h",
    "act": "D",
    "lever": "J",
    "scope": "S",
    "np_end": "N",
    "of": "O",
    "topic": "R",
    "opener": "B",
    "filler": FILLER,
    "agent": WHO,
    "agency": WHO,
}
_STATUSES: Final = {"estimate": "E", "target": "G", "actual": FILLER}
REPORTING: Final = frozenset(_VERBS.values())
# When two rules know the same words, the letter that stands first here wins.
_RANK: Final = {letter: rank for rank, letter in enumerate("QT=EGVMXIUYZKCLWHhDJSRNOBFP")}

_MARK = re.compile(r"\.{2,}|/(?=\s?\d)|[,;:()…?!\n]|(?<!\w)(?:và|hoặc|Và|VÀ)(?!\w)")
_DIGITS = re.compile(r"\s?\d")
_LONGEST_BOUND: Final = 16  # characters of "hơn", "trên dưới", "khoảng"
_BLANK: Final = " \t\r\n\"'“”‘’«»"
_LOOSE: Final = frozenset("DJNOhHFBP")
_NO_WORDS: Final[tuple[list[int], list[int]]] = ([], [])


class Item(NamedTuple):
    """One word, mark or mention of a sentence; `kind` is its letter."""

    kind: str
    start: int
    end: int
    what: Mention | None = None

    @property
    def term(self) -> RuleBase | None:
        """The rule whose words these are."""
        return self.what.what if isinstance(self.what, Term) else None

    @property
    def quantity(self) -> Quantity:
        """The quantity of a figure item."""
        return cast(Quantity, self.what)

    @property
    def time(self) -> Time:
        """The time of a time item."""
        return cast(Time, self.what)


def letters(items: Iterable[Item]) -> str:
    """The kinds of `items` as one string."""
    return "".join([item.kind for item in items])


class Sentence:
    """One sentence that holds a figure: its items, and the words that are only looked up."""

    def __init__(self, text: str, items: list[Item], terms: Sequence[Term]) -> None:
        self.text = text
        self.items = items
        self.start = items[0].start if items else 0
        self._known: list[Term] = []
        self._ends: dict[FigureWord, dict[int, set[int]]] = {}
        self._spans: dict[FigureWord, list[tuple[int, int]]] = {}
        for term in terms:
            rule = term.what
            if isinstance(rule, FigureRule):
                ends = self._ends.setdefault(rule.word, {})
                ends.setdefault(term.start, set()).add(term.end)
                self._spans.setdefault(rule.word, []).append((term.start, term.end))
            elif isinstance(rule, IndicatorRule):
                self._known.append(term)

    def said(self, start: int, end: int) -> str:
        """The characters `start..end` with single blanks."""
        return " ".join(self.text[start:end].split())

    def indicators(self, start: int, end: int) -> tuple[Term, ...]:
        """The known names of indicators within `start..end`, the longest first."""
        first = bisect_left(self._known, start, key=_start)
        found = [
            term for term in takewhile(lambda term: term.start < end, self._known[first:]) if term.end <= end
        ]
        return tuple(sorted(found, key=lambda term: term.start - term.end))

    def has(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `word` stands within `start..end`."""
        spans = self._spans.get(word, [])
        near = spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]
        return any(last <= end for _, last in near)

    def first(self, word: FigureWord, start: int, end: int) -> int | None:
        """Where `word` first stands within `start..end`."""
        spans = self._spans.get(word, [])
        near = spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]
        return next((first for first, last in near if last <= end), None)

    def opens(self, word: FigureWord, start: int) -> bool:
        """Whether `word` starts at `start`."""
        return start in self._ends.get(word, ())

    def covers(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `start..end` is exactly `word`."""
        return end in self._ends.get(word, {}).get(start, ())


def read_sentence(doc: Doc, mentions: Mentions, first: int, last: int) -> Sentence:
    """The sentence of the tokens `first..last` as a sequence without gaps but for white space."""
    page = page_of(doc)
    text, start, end = page.text, page.starts[first], page.ends[last - 1]
    while end > start and text[end - 1] in " .…!?;\n\r\t":
        end -= 1
    terms = search(doc[first:last], _words_of(mentions.terms.rules)) if mentions.terms.rules else ()
    fixed = _fixed(mentions, terms, start, end)
    figures = [item for item in fixed if item.kind == QUANTITY]
    known = [*fixed, *_items_of(doc, text, terms, figures)]
    known += [_mark(match) for match in _MARK.finditer(text, start, end)]
    known.sort(key=_order)
    items = list(_fill(text, _leftmost(known, fixed), start, end))
    return Sentence(text, items, terms)


@lru_cache(maxsize=8)
def _words_of(rules: Rules) -> Rules:
    """The rules this grammar looks for."""
    kinds = (FigureRule, VerbRule, BaseRule, StatusRule, IndicatorRule)
    return Rules(tuple(rule for rule in rules if isinstance(rule, kinds)), f"figures of {rules.sha256}")


def _fixed(mentions: Mentions, terms: Sequence[Term], start: int, end: int) -> list[Item]:
    """Figures and times first, then who and what bounds a figure: no word may cut them."""
    verbs = {term.start: term.end for term in terms if isinstance(term.what, VerbRule)}
    heads = {term.end for term in terms if term.last - term.first > 1 and _names(term)}
    found: list[Item] = []
    for quantity in _inside(mentions.quantities, start, end):
        found.append(Item(QUANTITY, quantity.start, quantity.end, quantity))
        bound = quantity.approximator
        if bound is None or not start <= bound.start < bound.end <= quantity.start or bound.end in heads:
            continue  # "mật độ 65" holds no "độ"
        # Of "đạt trên 65" the verb is "đạt", of "vượt 65" all is verb.
        first = verbs.get(bound.start, bound.start)
        if first < bound.end:
            found.append(Item(FILLER, first, bound.end, bound))
    found += [Item(TIME, time.start, time.end, time) for time in _inside(mentions.times, start, end)]
    for who in (*_inside(mentions.bodies, start, end), *_inside(mentions.persons, start, end)):
        found.append(Item(WHO, who.start, who.end, who))
    found.sort(key=lambda item: (item.kind not in (QUANTITY, TIME), item.start))
    return _apart(found)


def _names(term: Term) -> bool:
    """Whether a term is a head noun."""
    return isinstance(term.what, FigureRule) and term.what.word == "head"


def _apart(items: Iterable[Item]) -> list[Item]:
    """The items in text order, of overlapping ones the one that comes first in `items`."""
    starts: list[int] = []
    kept: dict[int, Item] = {}
    for item in items:
        at = bisect_left(starts, item.end)
        if at == 0 or kept[starts[at - 1]].end <= item.start:
            insort(starts, item.start)
            kept[item.start] = item
    return [kept[start] for start in starts]


def _inside(mentions: Sequence[M], start: int, end: int) -> Iterator[M]:
    for mention in mentions[bisect_left(mentions, start, key=_start) :]:
        if mention.start >= end:
            return
        if mention.end <= end:
            yield mention


def _start(mention: Mention) -> int:
    return mention.start


def _order(item: Item) -> tuple[int, int, int]:
    """Leftmost and longest first."""
    return item.start, -item.end, _RANK.get(item.kind, -1)


def _items_of(doc: Doc, text: str, terms: Sequence[Term], figures: Sequence[Item]) -> Iterator[Item]:
    firsts, lasts = doc.user_data.get("words", _NO_WORDS)
    starts = [item.start for item in figures]
    known = set(starts)
    acts = {term.start for term in terms if isinstance(term.what, FigureRule) and term.what.word == "act"}
    for term in terms:
        letter = _letter(text, term)
        if letter is None or (letter in _LOOSE and _is_part_of_word(term, letter, firsts, lasts)):
            continue
        if letter == "U" and term.start in acts and not _leads_to_ratio(term, figures, starts):
            continue  # "đóng góp 3 tỷ đồng"
        if letter == "H" and (digits := _DIGITS.match(text, term.end)) and digits.end() - 1 not in known:
            letter = WORD  # "bão số 10"
        yield Item(letter, term.start, term.end, term)


def _leads_to_ratio(term: Term, figures: Sequence[Item], starts: list[int]) -> bool:
    """Whether a percentage or points follow, with at most words of bound between."""
    at = bisect_left(starts, term.end)
    if at == len(starts) or starts[at] - term.end > _LONGEST_BOUND:
        return False
    return figures[at].quantity.dimension == "ratio" or figures[at].quantity.unit in ("percent", "point")


def _is_part_of_word(term: Term, letter: str, firsts: Sequence[int], lasts: Sequence[int]) -> bool:
    """Whether a term of one syllable is only a syllable of a longer word: "lượng" in "chất lượng"."""
    if term.last - term.first > 1 or not firsts:
        return False
    word = bisect_right(firsts, term.first) - 1
    if word < 0 or lasts[word] == firsts[word] or lasts[word] < term.first:
        return False
    return letter != "H" or firsts[word] < term.first


def _letter(text: str, term: Term) -> str | None:
    rule = term.what
    if isinstance(rule, FigureRule):
        if rule.word == "agency" and not text[term.start].isupper():
            return None
        if rule.word == "sector":
            return WHO if text[term.end + 1 : term.end + 2].isupper() else "h"
        if rule.word == "region":
            return WHO if text[term.end + 1 : term.end + 3].istitle() else "H"
        return _WORDS.get(rule.word)
    if isinstance(rule, VerbRule):
        return _VERBS[rule.measure or "level"]
    if isinstance(rule, StatusRule):
        return _STATUSES[rule.status]
    if isinstance(rule, IndicatorRule):
        return "H"
    return BASE


def _mark(match: re.Match[str]) -> Item:
    mark = match.group()
    kind = AND if mark[0].isalpha() else "." if mark[0] in ".…?!" else ";" if mark == "\n" else mark
    return Item(kind, match.start(), match.end())


def _leftmost(known: Iterable[Item], fixed: Sequence[Item]) -> Iterator[Item]:
    """Of overlapping items the leftmost, longest; the fixed ones before all others."""
    at, number = -1, 0
    for item in known:
        while number < len(fixed) and fixed[number].end <= item.start:
            number += 1
        if item.start < at:
            continue
        if number < len(fixed) and item is not fixed[number] and item.end > fixed[number].start:
            continue
        at = item.end
        yield item


def _fill(text: str, items: Iterable[Item], start: int, end: int) -> Iterator[Item]:
    """The items with the words between them."""
    at = start
    for item in items:
        yield from _words(text, at, item.start)
        yield item
        at = item.end
    yield from _words(text, at, end)


def _words(text: str, start: int, end: int) -> Iterator[Item]:
    raw = text[start:end].strip(_BLANK)
    if raw:
        first = text.index(raw, start)
        yield Item(WORD, first, first + len(raw))
