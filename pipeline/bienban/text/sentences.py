"""Where sentences start."""

import re

_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘«([-–—+*•")
_STOPS = frozenset(".!?…")
# A full stop after these is part of a short form: TP. Hồ Chí Minh, v.v., TS. Nguyễn …
_SHORT = frozenset(
    ["tp", "tx", "tt", "ts", "ths", "pgs", "gs", "ks", "bs", "cn", "đc", "tw", "v", "vv", "st"]
)
_NUMBERING = re.compile(r"[0-9]{1,2}|[IVX]{1,5}|[a-zđ]")


def sentence_starts(words: list[str], blanks: list[bool]) -> list[bool]:
    """For each token, whether a sentence starts there. The first always does."""
    starts = [False] * len(words)
    fresh = True
    for index, word in enumerate(words):
        if fresh and not word.isspace():
            starts[index] = True
            fresh = False
        if "\n" in word or _ends(words, blanks, starts, index):
            fresh = True
    if words:
        starts[0] = True
    return starts


def _ends(words: list[str], blanks: list[bool], starts: list[bool], index: int) -> bool:
    """Whether the sentence ends behind token `index`."""
    word = words[index]
    if word in _CLOSERS:
        return index > 0 and words[index - 1] in ".!?" and _opens(words, blanks, index)
    if word[-1] not in _STOPS or not _opens(words, blanks, index):
        return False
    if word != ".":
        return True
    before = words[index - 1] if index else ""
    if index and blanks[index - 1]:
        return True
    if starts[index - 1] and _NUMBERING.fullmatch(before):
        return False
    return before.lower() not in _SHORT and not (len(before) == 1 and before.isupper())


def _opens(words: list[str], blanks: list[bool], index: int) -> bool:
    """Whether what follows token `index` can open a sentence."""
    rest = words[index + 1 : index + 4]
    while rest and rest[0] in _OPENERS:
        rest = rest[1:]
    if not rest:
        return True
    glued = not blanks[index] and not rest[0].isspace() and words[index] != "."
    first = rest[0]
    return not glued and (first[0].isupper() or first[0].isdigit() or first.isspace())
