"""Sentences that stand twice: `duplicate_sentence`."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import IDX, NORM

from bienban.check.case import Case
from bienban.records import Flag
from bienban.text.syllables import vocab

_FEWEST_TOKENS = 8
"""A shorter sentence ("Quang cảnh phiên họp.") may stand twice without being a slip."""


def check_sentences(case: Case) -> Iterator[Flag]:
    """Sentences that stand twice, word by word."""
    for first, second in _repeats(case):
        message = f"The sentence “{case.text[first[0] : first[1]].strip()[:80]}…” stands twice."
        yield case.flag("duplicate_sentence", message, (_trim(case, first), _trim(case, second)))


def repeated(case: Case) -> list[tuple[int, int]]:
    """The places of the second copies of repeated sentences."""
    return [second for _, second in _repeats(case)]


def _repeats(case: Case) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each repeated sentence: where it stands first and where again.

    A copy may have lost its full stop and be glued to the next sentence, as captions are.
    """
    norms, offsets = _columns(case)
    seen: dict[bytes, tuple[int, int]] = {}
    for start, end in case.sentences:
        first, last = np.searchsorted(offsets, (start, end))
        tokens = norms[first:last]
        opening = tokens[:_FEWEST_TOKENS].tobytes()
        if len(tokens) < _FEWEST_TOKENS or case.is_aside(start):
            continue
        known = seen.get(opening)
        if known is None:
            seen[opening] = (int(first), int(last))
            continue
        length = _shared(norms[first:last], norms[known[0] : known[1]])
        if length:
            yield _place(case, offsets, *known), _place(case, offsets, int(first), int(first) + length)


def _columns(case: Case) -> tuple[Any, Any]:
    """The folded form and the first character of every token."""
    table = case.doc.to_array([NORM, IDX])
    return table[:, 0], table[:, 1].astype(np.int64)


def _shared(second: Any, known: Any) -> int:
    """How many tokens of `second` say all of `known`, without its final stop; 0 when they do not."""
    body = len(known)
    while body > _FEWEST_TOKENS and _is_mark(known[body - 1]):
        body -= 1
    if len(second) < body or not np.array_equal(second[:body], known[:body]):
        return 0
    return body if len(second) > len(known) else len(second)


def _is_mark(norm: int) -> bool:
    return not any(letter.isalnum() for letter in vocab().strings[int(norm)])


def _place(case: Case, offsets: Any, first: int, last: int) -> tuple[int, int]:
    end = int(offsets[last]) if last < len(offsets) else len(case.text)
    return int(offsets[first]), end


def _trim(case: Case, place: tuple[int, int]) -> tuple[int, int]:
    """`place` without white space at its ends."""
    raw = case.text[place[0] : place[1]]
    start = place[0] + len(raw) - len(raw.lstrip())
    return start, start + len(raw.strip())
