"""The changes of one document -> those that lead, each with its consequences.

A change of a flag or of the account of a numeral that stands on a changed record is the
consequence of that change.
"""

from collections import deque
from collections.abc import Iterator, Sequence

from bienban.diff.compare import Change

_CONSEQUENCES = ("numerals", "flags")


def led(changes: Sequence[Change]) -> Iterator[tuple[Change, list[Change]]]:
    """The changes that lead, each with its consequences; every change once."""
    leaders = [change for change in changes if change.kind not in _CONSEQUENCES]
    others = [change for change in changes if change.kind in _CONSEQUENCES]
    leader_of: dict[int, Change] = {}
    for side in (1, 0):  # where both texts are known, the new one counts
        for other, near in _touching(others, leaders, side):
            leader_of.setdefault(id(other), min(near, key=lambda leader: _length(leader, side)))
    followers: dict[int, list[Change]] = {}
    for other in others:
        if leader := leader_of.get(id(other)):
            followers.setdefault(id(leader), []).append(other)
    yield from ((leader, followers.get(id(leader), [])) for leader in leaders)
    yield from ((other, []) for other in others if id(other) not in leader_of)


def _touching(
    others: Sequence[Change], leaders: Sequence[Change], side: int
) -> Iterator[tuple[Change, list[Change]]]:
    """Each of `others` that stands on a leader, in the text of one side, with all it stands on."""
    coming = deque(sorted((c for c in leaders if c.spans[side]), key=lambda c: _bounds(c, side)))
    open_: list[Change] = []
    for other in sorted((c for c in others if c.spans[side]), key=lambda c: _bounds(c, side)):
        start, end = _bounds(other, side)
        while coming and _bounds(coming[0], side)[0] < end:
            open_.append(coming.popleft())
        open_ = [leader for leader in open_ if _bounds(leader, side)[1] > start]
        if near := [leader for leader in open_ if _bounds(leader, side)[0] < end]:
            yield other, near


def _bounds(change: Change, side: int) -> tuple[int, int]:
    span = change.spans[side] or {"start": 0, "end": 0}
    return span["start"], span["end"]


def _length(change: Change, side: int) -> int:
    start, end = _bounds(change, side)
    return end - start
