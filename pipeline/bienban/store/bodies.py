"""Meetings of many documents -> the bodies that met."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bienban.store.names import Names
from bienban.store.numbering import number_of

Record = tuple[int, str]
"""The number of a document and the key of a record in it."""


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting whose body is told. `home` is the outlet or the host of its document."""

    record: Record
    body: str
    level: str | None
    home: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its number, the fullest name it goes by, and the home of one that has no place."""

    number: int
    name: str
    home: str | None


def join_bodies(meetings: Iterable[Met], names: Names) -> tuple[dict[Record, Body], list[Record]]:
    """The body of each meeting, and the meetings whose body stays alone for want of a place.

    A name that has a place, or is of the central level, is one body wherever it stands. One without
    means the one body of its home whose name goes on with a place, else the body of its home.
    """
    told = list(meetings)
    placed = _placed(told, names)
    groups: dict[tuple[str, ...], list[Met]] = defaultdict(list)
    alone: list[Record] = []
    for met in told:
        group = _group(met, names, placed)
        groups[group].append(met)
        if len(group) == _ALONE:
            alone.append(met.record)
    bodies = {
        met.record: body for group, found in groups.items() for body in [_body(group, found)] for met in found
    }
    return bodies, alone


_ALONE = 4
"""The length of the name of a group that is one document's own."""


def _is_placed(met: Met, names: Names) -> bool:
    return met.level == "central" or names.read(met.body).place is not None


def _placed(told: Iterable[Met], names: Names) -> dict[tuple[str, str], set[str]]:
    """The names with a place that each home writes of, by home and name without the place."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for met in told:
        name = names.read(met.body)
        if met.home and name.place:
            found[met.home, name.rest].add(name.words)
    return found


def _group(met: Met, names: Names, placed: dict[tuple[str, str], set[str]]) -> tuple[str, ...]:
    words = names.read(met.body).words
    if _is_placed(met, names):
        return (words,)
    known = placed.get((met.home or "", words), set())
    if len(known) == 1:
        return (next(iter(known)),)
    if met.home and not known:
        return (words, met.home)
    return (words, met.home or "", *map(str, met.record[:1]), "alone")


def _body(group: tuple[str, ...], found: Iterable[Met]) -> Body:
    written = Counter(met.body for met in found)
    longest = max(written, key=lambda name: (len(name.split()), written[name], name))
    return Body(number_of(*group), longest, group[1] or None if len(group) > 1 else None)
