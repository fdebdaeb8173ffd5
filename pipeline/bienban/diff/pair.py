"""Records of one kind in two versions of a document -> which is which.

In the same text a record is known by its place: the same span, then one that overlaps.
In an edited text it is known by what it quotes and what is quoted before and after it,
then by the quote alone, then by what it is about.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Item = Mapping[str, Any]
"""One record of a list of a document, as JSON gives it."""

Pair = tuple[int | None, int | None]
"""Positions of one record in the old list and in the new one; None where it is not."""

Key = Hashable | None
"""What two records must share to be paired; None pairs with nothing."""


class Anchor(NamedTuple):
    """What a record is known by.

    `identity` always has to agree; `topic` is what it is about, and `before` and `after`
    are the quotes of its neighbours.
    """

    start: int
    end: int
    raw: str
    identity: str
    topic: Key
    before: str
    after: str


def pairs(kind: str, old: Sequence[Item], new: Sequence[Item], *, same_text: bool) -> list[Pair]:
    """Each position of both lists exactly once: pairs and losses in old order, then gains."""
    if old == new:
        return [(n, n) for n in range(len(old))]
    matched = dict(_matches(_anchors(kind, old), _anchors(kind, new), same_text=same_text))
    taken = set(matched.values())
    return [
        *((position, matched.get(position)) for position in range(len(old))),
        *((None, position) for position in range(len(new)) if position not in taken),
    ]


def place(kind: str, record: Item) -> Item | None:
    """The span a record is known by, if there is one."""
    if kind == "numerals":
        return record
    if kind == "flags":
        spans = record.get("spans")
        return spans[0] if spans else None
    provenance: Item = record["provenance"]
    return provenance


_NOWHERE: Item = {"start": 0, "end": 0, "raw": ""}


def _anchors(kind: str, records: Sequence[Item]) -> list[Anchor]:
    spans = [place(kind, record) or _NOWHERE for record in records]
    raws = ["", *(span["raw"] for span in spans), ""]
    return [
        Anchor(span["start"], span["end"], span["raw"], *_meaning(kind, record), raws[n], raws[n + 2])
        for n, (record, span) in enumerate(zip(records, spans, strict=True))
    ]


def _meaning(kind: str, record: Item) -> tuple[str, Key]:
    """The identity and the topic of a record."""
    match kind:
        case "flags":
            return record["code"], record["message"]
        case "people":
            return "", (record["role"], record.get("name") or record.get("group"))
        case "indicators":
            return "", record.get("name") and (record["name"], record["measure"])
        case "meetings":
            return "", record["kind"]
    return "", None


_IN_SAME_TEXT: tuple[Callable[[Anchor], Key], ...] = (
    lambda a: (a.start, a.end, a.identity, a.topic),
    lambda a: (a.start, a.end, a.identity),
)
_IN_EDITED_TEXT: tuple[Callable[[Anchor], Key], ...] = (
    lambda a: (a.raw, a.identity, a.topic, a.before, a.after),
    lambda a: (a.raw, a.identity, a.topic),
    lambda a: (a.raw, a.identity),
    lambda a: a.topic and (a.identity, a.topic),
)


def _matches(old: Sequence[Anchor], new: Sequence[Anchor], *, same_text: bool) -> Iterator[tuple[int, int]]:
    """Matched positions, the surest first."""
    left, right = dict(enumerate(old)), dict(enumerate(new))
    for key in _IN_SAME_TEXT if same_text else _IN_EDITED_TEXT:
        if left and right:
            yield from _by_key(left, right, key)
    if same_text and left and right:
        yield from _by_overlap(left, right)


def _by_key(
    left: dict[int, Anchor], right: dict[int, Anchor], key: Callable[[Anchor], Key]
) -> Iterator[tuple[int, int]]:
    """Match what has the same key, first with first; what is matched leaves `left` and `right`."""
    waiting: dict[Key, deque[int]] = defaultdict(deque)
    for position, anchor in left.items():
        waiting[key(anchor)].append(position)
    waiting.pop(None, None)
    for position, anchor in list(right.items()):
        if queue := waiting.get(key(anchor)):
            del left[queue[0]], right[position]
            yield queue.popleft(), position


def _by_overlap(left: dict[int, Anchor], right: dict[int, Anchor]) -> Iterator[tuple[int, int]]:
    """Match each record of `right`, by place, with the one of `left` that shares most characters."""
    coming = deque(sorted(left, key=lambda position: left[position].start))
    open_: list[int] = []
    for position, anchor in sorted(right.items(), key=lambda item: item[1].start):
        while coming and left[coming[0]].start < anchor.end:
            open_.append(coming.popleft())
        open_ = [other for other in open_ if left[other].end > anchor.start]
        alike = [other for other in open_ if left[other].identity == anchor.identity]
        if alike:
            best = max(alike, key=lambda other: _shared(left[other], anchor))
            open_.remove(best)
            yield best, position


def _shared(one: Anchor, other: Anchor) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
