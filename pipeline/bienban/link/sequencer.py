"""Tokens and mentions -> the sequence of a sentence."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, Generic, TypeVar

from bienban.find.mentions import Mentions, Quantity
from bienban.link.roles import AND, FILLER, HEAD, QUANTITY, SHARE, TIME, WHO, WORD, Role, roles
from bienban.link.sequence import Item, Sentence, Word, Words, near
from bienban.text.doc import Doc
from bienban.text.terms import Mention

M = TypeVar("M", bound=Mention)
# Each branch opens with its letter, which regexes leap to.
_MARK = re.compile(r"[,;:()…?!\n]|\.{2,}|/(?=\s?\d)|v(?<!\wv)à(?!\w)|V(?<!\wV)[àÀ](?!\w)|h(?<!\wh)oặc(?!\w)")
_MARKS: Final = {**{mark: mark for mark in ",;:()/."}, "…": ".", "?": ".", "!": ".", "\n": ";"}
_DIGITS = re.compile(r"\s?\d")
_LONGEST_BOUND: Final = 16  # characters of "hơn", "trên dưới", "khoảng"
_BLANK: Final = " \t\r\n\"'“”‘’«»"
_NOTHING: Final = ("", " ")
_LOOSE: Final = frozenset("DJNOhHFBP")
_CHECKED: Final = _LOOSE | {SHARE}
_start = attrgetter("start")
_END: Final = Item("", sys.maxsize, sys.maxsize)
_LAST: Final[Word] = (sys.maxsize, -sys.maxsize, 0, "", None, -1)
_AS_NAME: Final = 1 << 20  # adds to the order of who is told by a capital: behind all others
_LONGEST_HEAD: Final = 64  # characters


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
        words: defaultdict[str, list[Word]] = defaultdict(list)
        candidates = self._candidates(first, last, words)
        candidates += map(_mark, _MARK.finditer(text, start, end))
        candidates.sort()
        items = self._items(candidates, self._fixed(start, end, words), words, start, end)
        return Sentence(text, items, words)

    def _candidates(self, first: int, last: int, words: dict[str, list[Word]]) -> list[Word]:
        """The words in the tokens `first..last` that have a letter; all of them go into `words`."""
        if self._roles is None:
            return []
        starts, ends = self._doc.starts, self._doc.ends
        found: list[Word] = []
        for opening, closing, role in self._roles.all(self._doc.norms, first, last):
            start, end, letter, order = starts[opening], ends[closing - 1], role.letter, role.order
            if role.by_case:
                letter = _by_case(self._text, role, start, end)
                order += _AS_NAME if letter == WHO else 0
            word = (start, -end, order, letter, role.rule, opening if closing == opening + 1 else -1)
            words[role.word].append(word)
            if letter:
                found.append(word)
        return found

    def _fixed(self, start: int, end: int, words: Words) -> list[Item]:
        """Figures and times first, then who and what bounds a figure: no word may cut them."""
        quantities = self._quantities.within(start, end)
        firm = [Item(QUANTITY, quantity.start, quantity.end, quantity) for quantity in quantities]
        firm += [Item(TIME, time.start, time.end, time) for time in self._times.within(start, end)]
        loose = [item for quantity in quantities if (item := self._bound(quantity, start, words))]
        loose += [Item(WHO, who.start, who.end, who) for who in self._who.within(start, end)]
        firm.sort(key=_start)
        loose.sort(key=_start)
        return _apart(firm, loose)

    def _bound(self, quantity: Quantity, start: int, words: Words) -> Item | None:
        """What bounds a figure: of "đạt trên 65" the verb is "đạt", of "vượt 65" all is verb."""
        bound = quantity.approximator
        if bound is None or not start <= bound.start < bound.end <= quantity.start:
            return None
        heads = near(words, "head", bound.end - _LONGEST_HEAD, bound.end)
        if any(head[1] == -bound.end and head[5] < 0 for head in heads):
            return None  # "mật độ 65" holds no "độ"
        if any(said[0] == bound.start for said in near(words, "status", bound.start, bound.start + 1)):
            return None  # "ước khoảng 65" is an estimate
        verbs = near(words, "verb", bound.start, bound.start + 1)
        first = -verbs[-1][1] if verbs else bound.start
        return Item(FILLER, first, bound.end, bound) if first < bound.end else None

    def _items(
        self, candidates: Sequence[Word], fixed: Sequence[Item], words: Words, start: int, end: int
    ) -> list[Item]:
        """Of overlapping items the leftmost, longest; the fixed ones before all others; words between."""
        text, items, at = self._text, list[Item](), start
        figures = [item for item in fixed if item.kind == QUANTITY]
        starts = [item.start for item in figures]
        told = [item.start for item in fixed if item.kind == TIME]
        borders = iter([*fixed, _END])
        border = next(borders)
        for candidate in (*candidates, _LAST):
            first, last, _, letter, rule, _ = candidate
            while border.start <= first and border is not _END:
                if text[at : border.start] not in _NOTHING:
                    _add_words(text, at, border.start, items)
                items.append(border)
                at, border = border.end, next(borders)
            if first < at or -last > border.start:
                continue
            kind = self._kind(candidate, figures, starts, told, words) if letter in _CHECKED else letter
            if kind:
                if text[at:first] not in _NOTHING:
                    _add_words(text, at, first, items)
                items.append(Item(kind, first, -last, rule))
                at = -last
        _add_words(text, at, end, items)
        return items

    def _kind(
        self,
        candidate: Word,
        figures: Sequence[Item],
        starts: Sequence[int],
        told: Sequence[int],
        words: Words,
    ) -> str | None:
        """The letter of a candidate where it stands; None where it is not what it looks like.

        `starts` and `told` are where figures and times start.
        """
        start, end, _, letter, _, token = candidate
        if letter in _LOOSE and token >= 0 and self._is_part_of_word(token, letter):
            return None
        if letter == SHARE and near(words, "act", start, start + 1):
            return SHARE if _leads_to_ratio(-end, figures, starts) else None  # "đóng góp 3 tỷ đồng"
        if letter == HEAD and (digits := _DIGITS.match(self._text, -end)):
            number = digits.end() - 1
            return HEAD if _holds(starts, number) or _holds(told, number) else WORD  # "bão số 10"
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
        first = bisect_left(self._starts, start)
        near = self._mentions[first : bisect_left(self._starts, end, first)]
        return [mention for mention in near if mention.end <= end] if near else []


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


def _holds(starts: Sequence[int], start: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] == start


def _by_case(text: str, role: Role, start: int, end: int) -> str:
    """The letter of words that mean somebody only with a capital, their own or that of the next word."""
    if role.word == "agency":
        return role.letter if text[start].isupper() else ""
    named = text[end + 1 : end + 2].isupper() if role.word == "sector" else text[end + 1 : end + 3].istitle()
    return WHO if named else role.letter


def _mark(match: re.Match[str]) -> Word:
    start, end = match.span()
    return start, -end, -1, _MARKS.get(match.string[start], AND), None, -1


def _add_words(text: str, start: int, end: int, items: list[Item]) -> None:
    """Add what stands between two items to them, when it is more than white space and quotation marks."""
    if raw := text[start:end].strip(_BLANK):
        first = text.index(raw, start)
        items.append(Item(WORD, first, first + len(raw)))
