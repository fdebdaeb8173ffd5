"""Words that stand twice in a row: `doubled_words`."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import IS_ALPHA, NORM

from bienban.check.case import Case
from bienban.records import Flag
from bienban.rules import ReduplicationRule

_LONGEST = 4
"""Up to four words in a row are seen doubled (guide §9)."""


def check_doubles(case: Case) -> Iterator[Flag]:
    """One to four words that stand twice in a row, where Vietnamese does not double them."""
    last = -1
    for first, count in _runs(case.doc):
        start = case.doc[first].idx
        middle = case.doc[first + count].idx
        end = case.doc[first + 2 * count - 1].idx + len(case.doc[first + 2 * count - 1])
        if start < last or (count == 1 and _is_right(case, first)) or not case.is_reported(start):
            continue
        last = end
        message = f"“{case.text[start:end]}”: the same words stand twice in a row."
        yield case.flag("doubled_words", message, ((start, end),), case.text[middle:end])


def _runs(doc: Any) -> list[tuple[int, int]]:
    """First token and number of tokens of everything that stands twice in a row, longest first."""
    if len(doc) < 2:
        return []
    table = doc.to_array([NORM, IS_ALPHA])
    norms, letters = table[:, 0], table[:, 1].astype(bool)
    found: dict[int, int] = {}
    for count in range(1, _LONGEST + 1):
        same = (norms[:-count] == norms[count:]) & letters[:-count]
        for first in np.flatnonzero(same):
            if count == 1 or (first + count <= len(same) and same[first : first + count].all()):
                found.setdefault(int(first), count)
    return sorted(found.items())


def _is_right(case: Case, first: int) -> bool:
    """Whether a doubled syllable is no slip.

    It is none when it is a known reduplication, a name, or the end of one word
    and the start of the next, as in "đầu tư tư nhân".
    """
    one, two = case.doc[first], case.doc[first + 1]
    if case.mentions.terms.at(one.idx, ReduplicationRule) or (
        one.text[0].isupper() and two.text[0].isupper()
    ):
        return True
    words = case.doc.spans.get("words", ())
    return not _are_single(words, first)


def _are_single(words: Any, first: int) -> bool:
    """Whether tokens `first` and the next are words by themselves, or one word that is both."""
    index = bisect_right(range(len(words)), first, key=lambda number: words[number].start) - 1
    if index < 0:
        return False
    word = words[index]
    if word.end > first + 1:
        return (word.start, word.end) == (first, first + 2)
    following = words[index + 1] if index + 1 < len(words) else None
    return len(word) == 1 and following is not None and len(following) == 1
