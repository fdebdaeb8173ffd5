"""Where sentences start."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bienban.rule_kinds import SectionRule
from bienban.rules import Rules
from bienban.text.syllables import cut

Openers = Mapping[str, tuple[tuple[str, ...], ...]]
"""Token runs that open a sentence, by their first token, as written."""

_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘«([-–—+*•")
_STOPS = frozenset(".!?…")
_LIST_MARKS = frozenset(":;.,(")
# A full stop after these is part of a short form: TP. Hồ Chí Minh, v.v., TS. Nguyễn …
_SHORT = frozenset(
    "tp tx tt ts ths th pgs gs ks kts bs cn ctv cv đc đ tw v vv st tr mr mrs dr".split()  # noqa: SIM905
)
_NUMBERING = re.compile(r"[0-9]{1,2}|[IVX]{1,5}|[a-zđ]")
_ARTICLES = frozenset(["điều", "mục", "phần", "chương", "khoản", "chuyên đề", "câu", "bài"])
_DAY_PARTS = frozenset(["Sáng", "Chiều", "Trưa", "Tối"])
_DAY = re.compile(r"\d{1,2}([./]\d{1,2}){0,2}")

WRAPPED = 40
"""A line of so many characters that ends without a stop goes on in the next one, if that
one starts in lower case: a text wrapped at a column."""


@lru_cache(maxsize=8)
def openers_of(rules: Rules) -> Openers:
    """The runs of the rules whose part is `glued`, for `sentence_starts`."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for rule in rules.of_type(SectionRule):
        for term in rule.terms if rule.part == "glued" else ():
            run = tuple(cut(term)[0])
            found.setdefault(run[0], []).append(run)
    return {first: tuple(runs) for first, runs in found.items()}


def sentence_starts(
    words: Sequence[str], blanks: Sequence[int], openers: Openers | None = None
) -> list[bool]:
    """For each token, whether a sentence starts there. The first always does.

    `words` and `blanks` are those of `syllables.cut`. Besides stops and line breaks, a run of
    `openers` starts a sentence where a title or a caption has been glued to it (guide §9).
    """
    openers = openers or {}
    glued = _DAY_PARTS.union(openers)
    starts = [False] * len(words)
    fresh = True
    line = 0
    for index, word in enumerate(words):
        if (fresh and not word.isspace()) or (word in glued and _is_glued(words, index, openers)):
            starts[index] = True
            fresh = False
        if "\n" in word:
            fresh = fresh or not _goes_on(words, index, line)
            line = 0
        else:
            line += len(word) + blanks[index]
            if not fresh and (word in _CLOSERS or word[-1] in _STOPS):
                fresh = _ends(words, blanks, starts, index)
    if words:
        starts[0] = True
    return starts


def _goes_on(words: Sequence[str], index: int, line: int) -> bool:
    """Whether the line break at `index`, behind `line` characters, only wraps a sentence."""
    if words[index] != "\n" or line < WRAPPED or index + 1 == len(words):
        return False
    before, after = words[index - 1], words[index + 1]
    return after[0].islower() and before[-1] not in _STOPS and before not in _LIST_MARKS


def _is_glued(words: Sequence[str], index: int, openers: Openers) -> bool:
    """Whether a capitalised opening follows a word without any stop between them."""
    word = words[index]
    if not index or not (words[index - 1][-1].isalnum() or words[index - 1] in _CLOSERS):
        return False
    if word in _DAY_PARTS:
        return any(_DAY.fullmatch(after) for after in words[index + 1 : index + 3])
    return any(tuple(words[index : index + len(run)]) == run for run in openers.get(word, ()))


def _ends(words: Sequence[str], blanks: Sequence[int], starts: list[bool], index: int) -> bool:
    """Whether the sentence ends behind token `index`, a stop or a closing mark."""
    word = words[index]
    if word in _CLOSERS:
        return index > 0 and words[index - 1] in ".!?" and _opens(words, blanks, index)
    if not _opens(words, blanks, index):
        return False
    if word != "." or not index:
        return True
    before = words[index - 1]
    if blanks[index - 1]:
        return True
    if _NUMBERING.fullmatch(before) and _numbers(words, starts, index - 1):
        return False
    if before.lower() in _SHORT or (len(before) == 1 and before.isupper()):
        return False
    return not _joins_initials(words, blanks, index)


def _numbers(words: Sequence[str], starts: list[bool], index: int) -> bool:
    """Whether the token at `index` numbers an item: `1.`, `a.`, `: 2.`, `Điều 3.`"""
    if starts[index]:
        return True
    before = words[index - 1]
    return before in _LIST_MARKS or (starts[index - 1] and before.lower() in _ARTICLES)


def _joins_initials(words: Sequence[str], blanks: Sequence[int], index: int) -> bool:
    """Whether the stop at `index` stands inside an abbreviation such as VOV.VN or KH.CN."""
    if blanks[index] or index + 1 >= len(words):
        return False
    before, after = words[index - 1], words[index + 1]
    return before.isupper() and after.isupper() and len(before) <= 6 and len(after) <= 4


def _opens(words: Sequence[str], blanks: Sequence[int], index: int) -> bool:
    """Whether what follows token `index` can open a sentence."""
    rest = words[index + 1 : index + 4]
    while rest and rest[0] in _OPENERS:
        rest = rest[1:]
    if not rest:
        return True
    glued = not blanks[index] and not rest[0].isspace() and words[index] != "."
    first = rest[0]
    return not glued and (first[0].isupper() or first[0].isdigit() or first.isspace())
