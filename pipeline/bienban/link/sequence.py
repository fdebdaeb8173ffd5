"""A sentence as a short sequence of what it says: PERIOD NAME VERB BOUND QUANTITY COMPARISON BASE …

The grammar of figures is written over these items instead of over characters
(EDS-NLP's trick). Each item has a kind of one letter, so a stretch of a sentence
is a short string and a construction a regular expression over it; see `roles` for
the letters of words:

    Q figure   T time   W other words   & and   and the marks , ; : ( ) / .
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Generic, TypeVar, cast

from bienban.find.mentions import Mentions, Quantity, Time
from bienban.link.roles import AND, FILLER, HEAD, QUANTITY, SHARE, TIME, WHO, WORD, Role, roles
from bienban.rules import FigureWord, IndicatorRule, Rule
from bienban.text.doc import Doc
from bienban.text.terms import Mention

M = TypeVar("M", bound=Mention)
Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Where words stand, by what they do: start and negative end, in text order, longer ones first."""

# Each branch opens with its letter, which regexes leap to.
_MARK = re.compile(
    r"[,;:()…?!\n]|\.{2,}|/(?=\s?\d)|v(?<!\wv)à(?!\w)|V(?<!\wV)[àÀ](?!\w)|h(?<!\wh)oặc(?!\w)"
)
_MARKS: Final = {**{mark: mark for mark in ",;:()/."}, "…": ".", "?": ".", "!": ".", "\n": ";"}
_DIGITS = re.compile(r"\s?\d")
_LONGEST_BOUND: Final = 16  # characters of "hơn", "trên dưới", "khoảng"
_BLANK: Final = " \t\r\n\"'“”‘’«»"
_LOOSE: Final = frozenset("DJNOhHFBP")
_CHECKED: Final = _LOOSE | {SHARE}
_start = attrgetter("start")
_AS_NAME: Final = 1 << 20  # adds to the order of who is told by a capital: behind all others
_LONGEST_HEAD: Final = 64  # characters


@dataclass(slots=True, eq=False)
class Item:
    """One word, mark or mention of a sentence; `kind` is its letter. Never written to once it is made."""

    kind: str
    start: int
    end: int
    what: Mention | Rule | None = None

    @property
    def mention(self) -> Mention | None:
        """These characters and the rule that knows them."""
        if self.what is None or isinstance(self.what, Mention):
            return self.what
        return Mention(self.start, self.end, self.what.id)

    @property
    def quantity(self) -> Quantity:
        """The quantity of a figure item."""
        return cast(Quantity, self.what)

    @property
    def time(self) -> Time:
        """The time of a time item."""
        return cast(Time, self.what)


Candidate = tuple[int, int, int, str, Rule | None, int]
"""A word or mark that may become an item: start, negative end, order, letter, rule, token.

Of overlapping ones the least does: the leftmost, longest, first in order. The token is that of
a word of one token, else -1.
"""


def letters(items: Iterable[Item]) -> str:
    """The kinds of `items` as one string."""
    return "".join([item.kind for item in items])


class Sentence:
    """One sentence that holds a figure: its items, their letters, and the words that are only looked up."""

    def __init__(self, text: str, items: Sequence[Item], spans: Spans, known: Sequence[Candidate]) -> None:
        self.text = text
        self.items = tuple(items)
        self.kinds = "".join([item.kind for item in items])
        self.start = items[0].start if items else 0
        self._spans = spans
        self._known = known

    def said(self, start: int, end: int) -> str:
        """The characters `start..end` with single blanks."""
        return said(self.text, start, end)

    def indicators(self, start: int, end: int) -> tuple[IndicatorRule, ...]:
        """The known indicators named within `start..end`, the longest name first."""
        first = bisect_left(self._known, (start,))
        near = self._known[first : bisect_left(self._known, (end,), first)]
        if not near:
            return ()
        found = sorted((name for name in near if -name[1] <= end), key=lambda name: name[0] + name[1])
        return tuple([cast(IndicatorRule, name[4]) for name in found])

    def has(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `word` stands within `start..end`."""
        return self.first(word, start, end) is not None

    def first(self, word: FigureWord, start: int, end: int) -> int | None:
        """Where `word` first stands within `start..end`."""
        spans = self._spans.get(word)
        if spans is None:
            return None
        for index in range(bisect_left(spans, (start,)), len(spans)):
            first, last = spans[index]
            if first >= end:
                break
            if -last <= end:
                return first
        return None

    def knows(self, word: FigureWord) -> bool:
        """Whether `word` stands anywhere in the sentence."""
        return word in self._spans

    def opens(self, word: FigureWord, start: int) -> bool:
        """Whether `word` starts at `start`."""
        spans = self._spans.get(word)
        return spans is not None and _starts_at(spans, start)

    def covers(self, word: FigureWord, start: int, end: int) -> bool:
        """Whether `start..end` is exactly `word`."""
        spans = self._spans.get(word)
        return spans is not None and _has(spans, start, end)

    def says(self, word: FigureWord, item: Item) -> bool:
        """Whether `item` is exactly `word`."""
        spans = self._spans.get(word)
        return spans is not None and _has(spans, item.start, item.end)


def said(text: str, start: int, end: int) -> str:
    """The characters `start..end` with single blanks."""
    return " ".join(text[start:end].split())


class Sequencer:
    """Reads the sentences of one document as sequences."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        self._doc = doc
        self._text = doc.text
        self._roles = roles(mentions.terms.rules) if mentions.terms.rules else None
        self._quantities, self._times = Places(mentions.quantities), Places(mentions.times)
        self._who = Places(sorted([*mentions.bodies, *mentions.persons], key=_start))

    def has_figure(self, start: int, end: int) -> bool:
        """Whether a figure starts in `start..end`."""
        return self._quantities.starts_in(start, end)

    def read(self, first: int, last: int) -> Sentence:
        """The sentence of the tokens `first..last` without gaps but for white space."""
        text = self._text
        start, end = self._doc.place(first, last)
        while end > start and text[end - 1] in " .…!?;\n\r\t":
            end -= 1
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        candidates = self._candidates(first, last, spans)
        known = [candidate for candidate in candidates if type(candidate[4]) is IndicatorRule]
        candidates += map(_mark, _MARK.finditer(text, start, end))
        candidates.sort()
        items = self._items(candidates, self._fixed(start, end, spans), spans, start, end)
        return Sentence(text, items, spans, known)

    def _candidates(self, first: int, last: int, spans: dict[str, list[tuple[int, int]]]) -> list[Candidate]:
        """The words of the grammar in the tokens `first..last`; all of them go into `spans`."""
        if self._roles is None:
            return []
        starts, ends = self._doc.starts, self._doc.ends
        found: list[Candidate] = []
        for opening, closing, role in self._roles.all(self._doc.norms, first, last):
            start, end, letter, order = starts[opening], -ends[closing - 1], role.letter, role.order
            spans[role.word].append((start, end))
            if role.by_case:
                letter = _by_case(self._text, role, start, -end)
                order += _AS_NAME if letter == WHO else 0
            if letter:
                token = opening if closing == opening + 1 else -1
                found.append((start, end, order, letter, role.rule, token))
        return found

    def _fixed(self, start: int, end: int, spans: Spans) -> list[Item]:
        """Figures and times first, then who and what bounds a figure: no word may cut them."""
        quantities = self._quantities.within(start, end)
        firm = [Item(QUANTITY, quantity.start, quantity.end, quantity) for quantity in quantities]
        firm += [Item(TIME, time.start, time.end, time) for time in self._times.within(start, end)]
        loose = [item for quantity in quantities if (item := self._bound(quantity, start, spans))]
        loose += [Item(WHO, who.start, who.end, who) for who in self._who.within(start, end)]
        firm.sort(key=_start)
        loose.sort(key=_start)
        return _apart(firm, loose)

    def _bound(self, quantity: Quantity, start: int, spans: Spans) -> Item | None:
        """What bounds a figure: of "đạt trên 65" the verb is "đạt", of "vượt 65" all is verb."""
        bound = quantity.approximator
        if bound is None or not start <= bound.start < bound.end <= quantity.start:
            return None
        if any(
            end == -bound.end and self._doc.ends[self._doc.first_at[head]] < bound.end
            for head, end in _from(spans.get("head", ()), bound.end - _LONGEST_HEAD, bound.end)
        ):
            return None  # "mật độ 65" holds no "độ"
        verbs = _from(spans.get("verb", ()), bound.start, bound.start + 1)
        first = -verbs[-1][1] if verbs else bound.start
        return Item(FILLER, first, bound.end, bound) if first < bound.end else None

    def _items(
        self, candidates: Sequence[Candidate], fixed: Sequence[Item], spans: Spans, start: int, end: int
    ) -> list[Item]:
        """Of overlapping items the leftmost, longest; the fixed ones before all others; words between."""
        text = self._text
        figures = [item for item in fixed if item.kind == QUANTITY]
        starts = [item.start for item in figures]
        items: list[Item] = []
        at, number, count = start, 0, len(candidates)
        for border in (*fixed, None):
            limit = border.start if border else len(text)
            while number < count and candidates[number][0] < limit:
                candidate = candidates[number]
                number += 1
                first, last = candidate[0], -candidate[1]
                if first < at or last > limit:
                    continue
                kind: str | None = candidate[3]
                if kind in _CHECKED:
                    kind = self._kind(candidate, figures, starts, spans)
                if kind is not None:
                    if text[at:first] != " ":
                        _add_words(text, at, first, items)
                    items.append(Item(kind, first, last, candidate[4]))
                    at = last
            if border is not None:
                _add_words(text, at, limit, items)
                items.append(border)
                at = border.end
        _add_words(text, at, end, items)
        return items

    def _kind(
        self, candidate: Candidate, figures: Sequence[Item], starts: Sequence[int], spans: Spans
    ) -> str | None:
        """The letter of a candidate where it stands; None where it is not what it looks like."""
        start, end, _, letter, _, token = candidate
        if letter in _LOOSE and token >= 0 and self._is_part_of_word(token, letter):
            return None
        if letter == SHARE and _starts_at(spans.get("act", ()), start):
            return SHARE if _leads_to_ratio(-end, figures, starts) else None  # "đóng góp 3 tỷ đồng"
        if letter == HEAD and (digits := _DIGITS.match(self._text, -end)):
            at = bisect_left(starts, digits.end() - 1)
            return HEAD if at < len(starts) and starts[at] == digits.end() - 1 else WORD  # "bão số 10"
        return letter

    def _is_part_of_word(self, token: int, letter: str) -> bool:
        """Whether a term of one syllable is only a syllable of a longer word: "lượng" in "chất lượng"."""
        firsts, lasts = self._doc.words
        word = bisect_right(firsts, token) - 1
        if word < 0 or lasts[word] == firsts[word] or lasts[word] < token:
            return False
        return letter != HEAD or firsts[word] < token


class Places(Generic[M]):
    """Mentions of one kind, found by where they lie."""

    def __init__(self, mentions: Sequence[M]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def starts_in(self, start: int, end: int) -> bool:
        """Whether a mention starts in `start..end`."""
        first = bisect_left(self._starts, start)
        return first < len(self._starts) and self._starts[first] < end

    def within(self, start: int, end: int) -> list[M]:
        """The mentions that lie in `start..end`, in text order."""
        if not self.starts_in(start, end):
            return []
        first = bisect_left(self._starts, start)
        near = self._mentions[first : bisect_left(self._starts, end, first)]
        return [mention for mention in near if mention.end <= end]


def _from(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The spans that start in `start..end`."""
    first = bisect_left(spans, (start,))
    return spans[first : bisect_left(spans, (end,), first)]


def _has(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (start, -end))
    return index < len(spans) and spans[index] == (start, -end)


def _starts_at(spans: Sequence[tuple[int, int]], start: int) -> bool:
    index = bisect_left(spans, (start,))
    return index < len(spans) and spans[index][0] == start


def _apart(firm: Sequence[Item], loose: Sequence[Item]) -> list[Item]:
    """The items in text order, of overlapping ones the first of the firm ones, then of the loose."""
    kept: list[Item] = []
    for item in firm:
        if not kept or kept[-1].end <= item.start:
            kept.append(item)
    starts = [item.start for item in kept]
    for item in loose:
        at = bisect_left(starts, item.end)
        if at == 0 or kept[at - 1].end <= item.start:
            kept.insert(at, item)
            starts.insert(at, item.start)
    return kept


def _leads_to_ratio(end: int, figures: Sequence[Item], starts: Sequence[int]) -> bool:
    """Whether a percentage or points follow, with at most words of bound between."""
    at = bisect_left(starts, end)
    if at == len(starts) or starts[at] - end > _LONGEST_BOUND:
        return False
    return figures[at].quantity.dimension == "ratio" or figures[at].quantity.unit in ("percent", "point")


def _by_case(text: str, role: Role, start: int, end: int) -> str:
    """The letter of words that mean somebody only with a capital, their own or that of the next word."""
    if role.word == "agency":
        return role.letter if text[start].isupper() else ""
    named = text[end + 1 : end + 2].isupper() if role.word == "sector" else text[end + 1 : end + 3].istitle()
    return WHO if named else role.letter


def _mark(match: re.Match[str]) -> Candidate:
    start, end = match.span()
    return start, -end, -1, _MARKS.get(match.string[start], AND), None, -1


def _add_words(text: str, start: int, end: int, items: list[Item]) -> None:
    """Add what stands between two items to them, when it is more than white space and quotation marks."""
    if raw := text[start:end].strip(_BLANK):
        first = text.index(raw, start)
        items.append(Item(WORD, first, first + len(raw)))
