"""Sentences that stand twice: `duplicate_sentence`."""

from collections.abc import Iterator, Sequence

from bienban.check.case import Case, Place
from bienban.records import Flag

_FEWEST_TOKENS = 8
"""A shorter sentence ("Quang cảnh phiên họp.") may stand twice without being a slip."""
_STOPS = (".", "!", "?", "…")


def check_sentences(case: Case) -> Iterator[Flag]:
    """Sentences that stand twice, word by word, where the page does not repeat them on purpose."""
    for first, second in _repeats(case):
        if _is_teaser(case, first, second):
            continue
        raw = case.text[slice(*first)]
        short = raw if len(raw) <= 80 else raw[:80] + "…"
        yield case.flag("duplicate_sentence", f"“{short}” stands twice.", (first, second))


def _is_teaser(case: Case, first: Place, second: Place) -> bool:
    """Whether the first copy is cut off or quoted, or leads to the text: a headline, a lead told again below.

    Within a lead a sentence that follows itself at once is a slip all the same.
    """
    start, end = first
    if case.text[end - 1] not in _STOPS:
        return True
    line = case.text.rfind("\n", 0, start) + 1
    between = case.text[end : second[0]]
    if "\n" not in between or not _is_lead(case, line):
        return False
    alone = not case.text[line:start].strip() and between.lstrip(" ").startswith("\n")
    return alone or bool(between.strip())


def _is_lead(case: Case, line: int) -> bool:
    """Whether at most one line that tells something stands before the one that starts at `line`."""
    told = start = 0
    for before in case.text[:line].splitlines(keepends=True):
        told += bool(before.strip()) and not case.is_aside(start)
        start += len(before)
        if told > 1:
            return False
    return True


def repeated(case: Case) -> list[Place]:
    """The places of the second copies of repeated sentences."""
    return [second for _, second in _repeats(case)]


def _repeats(case: Case) -> Iterator[tuple[Place, Place]]:
    """Each repeated sentence: where it stands first and where again.

    A copy may have lost its full stop and be glued to the next sentence, as captions are.
    """
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    for first, last in case.bounds:
        if last - first < _FEWEST_TOKENS:
            continue
        opening = tuple(case.norms[first : first + _FEWEST_TOKENS])
        known = seen.setdefault(opening, (first, last))
        if known == (first, last) or case.is_aside(case.offsets[first]):
            continue
        length = _shared(case, known, case.norms[first:last])
        if length and not case.is_aside(case.offsets[known[0]]):
            yield _place(case, *known), _place(case, first, first + length)


def _shared(case: Case, known: tuple[int, int], second: Sequence[str]) -> int:
    """How many tokens of `second` say all of the known sentence, final stop aside; 0 when they do not."""
    first, last = known
    body = last - first
    while body > _FEWEST_TOKENS and not case.text[case.offsets[first + body - 1]].isalnum():
        body -= 1
    if second[:body] != case.norms[first : first + body]:
        return 0
    return min(last - first, len(second)) if len(second) - body <= last - first - body + 1 else body


def _place(case: Case, first: int, last: int) -> Place:
    """The characters of some tokens, without white space at their ends."""
    start, end = case.offsets[first], case.offsets[last]
    raw = case.text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
