"""The changes of one document -> those that lead, each with its consequences.

A change is the consequence of another one when it is that of a flag, or of the account of a
numeral, that stands on the other record; or of an indicator in which only what follows from
others changed, such as its concept, when the indicator it belongs to changed.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from bienban.diff.compare import Change
from bienban.diff.signature import only_follows

_ON_OTHERS = ("numerals", "flags")


def led(changes: Sequence[Change]) -> Iterator[tuple[Change, list[Change]]]:
    """The changes that lead, each with its consequences; every change once."""
    others = [change for change in changes if change.kind in _ON_OTHERS]
    records = [change for change in changes if change.kind not in _ON_OTHERS]
    leader_of = dict(_inherited(records))
    for side in (1, 0):  # where both texts are known, the new one counts
        for other, near in _touching(others, records, side):
            nearest = min(near, key=lambda record: _length(record, side))
            leader_of.setdefault(id(other), leader_of.get(id(nearest), nearest))
    followers: dict[int, list[Change]] = {}
    for change in changes:
        if leader := leader_of.get(id(change)):
            followers.setdefault(id(leader), []).append(change)
    for change in (*records, *others):
        if id(change) not in leader_of:
            yield change, followers.get(id(change), [])


def _inherited(records: Sequence[Change]) -> Iterator[tuple[int, Change]]:
    """Indicators that only follow, each by the identity of its change, with the change they follow from."""
    of_id = {change.id: change for change in records if change.kind == "indicators" and change.id is not None}
    for change in of_id.values():
        if only_follows(change) and (leader := _above(change, of_id)):
            yield id(change), leader


def _above(change: Change, of_id: Mapping[str, Change]) -> Change | None:
    """The first change above that does not only follow."""
    seen: set[str] = set()
    above: Change | None = change
    while above is not None and only_follows(above):
        parent = (above.new or {}).get("parent")
        if parent is None or parent in seen:
            return None
        seen.add(parent)
        above = of_id.get(parent)
    return above


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
