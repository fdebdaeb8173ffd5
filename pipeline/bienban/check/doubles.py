"""Words that stand twice in a row: `doubled_words`."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import eq

from bienban.check.case import Case
from bienban.records import Flag

_LONGEST = 4
"""Up to four words in a row are seen doubled (guide §9)."""


def check_doubles(case: Case) -> Iterator[Flag]:
    """One to four words that stand twice in a row, where Vietnamese does not double them."""
    last = -1
    for first, count in _runs(case):
        start, middle = case.offsets[first], case.offsets[first + count]
        end = case.end_of(first + 2 * count - 1)
        if start < last or (count == 1 and _is_right(case, first)) or not case.is_reported(start):
            continue
        last = end
        message = f"“{case.text[start:end]}”: the same words stand twice in a row."
        yield case.flag("doubled_words", message, ((start, end),), case.text[middle:end])


def _runs(case: Case) -> list[tuple[int, int]]:
    """First token and number of tokens of everything that stands twice in a row, in text order."""
    found: dict[int, int] = {}
    norms = case.norms
    for count in range(1, _LONGEST + 1):
        # Of so many tokens, each equal to the one so many behind it, one has a multiple as its number.
        same = map(eq, norms[::count], norms[count::count])
        for hit in compress(range(0, len(norms), count), same):
            for first in range(max(hit - count + 1, 0), hit + 1):
                middle, last = first + count, first + 2 * count
                if norms[first:middle] == norms[middle:last] and _are_letters(case, first, middle):
                    found.setdefault(first, count)
    return sorted(found.items())


def _are_letters(case: Case, first: int, last: int) -> bool:
    """Whether all tokens of a run are words; blank lines are none."""
    words = case.text[case.offsets[first] : case.end_of(last - 1)].split()
    return len(words) == last - first and all(word.isalpha() for word in words)


def _is_right(case: Case, first: int) -> bool:
    """Whether a doubled syllable is no slip.

    It is none when it is a known reduplication, a name, or the end of one word
    and the start of the next, as in "đầu tư tư nhân".
    """
    one, two = case.offsets[first], case.offsets[first + 1]
    is_name = case.text[one].isupper() and case.text[two].isupper()
    if is_name or case.word_at("reduplication", first):
        return True
    return not _are_single(*case.doc.words, first)


def _are_single(firsts: Sequence[int], lasts: Sequence[int], token: int) -> bool:
    """Whether `token` and the next are words by themselves, or one word that is both."""
    word = bisect_right(firsts, token) - 1
    if word < 0:
        return False
    if lasts[word] > token:
        return firsts[word] == token and lasts[word] == token + 1
    has_next = word + 1 < len(firsts) and firsts[word + 1] == lasts[word + 1]
    return firsts[word] == lasts[word] and has_next
