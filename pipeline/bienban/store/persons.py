"""People of many documents -> the persons they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bienban.store.bodies import Record
from bienban.store.fold import toned
from bienban.store.names import Names
from bienban.store.numbering import number_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A record of a person. `person_id` is the same for one person throughout a document.

    `place` is that of the body it meets with, else the home of the document.
    """

    record: Record
    name: str
    titles: tuple[str, ...]
    person_id: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person: a number, a name, all titles it goes by, and where it holds office."""

    number: int
    name: str
    titles: tuple[str, ...]
    place: str | None


@dataclass(slots=True)
class _Part:
    """What one document tells of one person, and later all of what is one person."""

    records: list[Record]
    names: list[str]
    place: str | None
    titles: dict[str, str] = field(default_factory=dict)
    """Titles as written, by what they say."""

    def take(self, other: "_Part") -> None:
        self.records += other.records
        self.names += other.names
        self.titles = {**other.titles, **self.titles}


def join_persons(seen: Iterable[Seen], names: Names) -> tuple[dict[Record, Person], dict[Record, str]]:
    """The person of each record, and why a record may be another person of the same name.

    Parts are one person when the name and the place are the same and a title is shared, or when one
    has no title and there is no other. Without a place a person stays with its document.
    """
    persons: dict[Record, Person] = {}
    doubts: dict[Record, str] = {}
    for name, parts in _by_name(seen, names).items():
        found = [one for of_place in _by_place(parts) for one in _joined(of_place)]
        for one in found:
            person = _person(name, one)
            persons |= dict.fromkeys(one.records, person)
            if doubt := _doubt(one, found):
                doubts |= dict.fromkeys(one.records, doubt)
    return persons, doubts


def _by_name(seen: Iterable[Seen], names: Names) -> dict[str, list[_Part]]:
    """The parts of each name; what one document calls one person is one part."""
    parts: dict[tuple[int, str, str], _Part] = {}
    for one in seen:
        folded = toned(one.name)
        mine = (one.record[0], folded, one.person_id or f"key {one.record[1]}")
        titles = {names.read(title).rest or names.read(title).words: title for title in one.titles}
        place = next((place for title in one.titles if (place := names.read(title).place)), one.place)
        part = _Part([one.record], [one.name], place, titles)
        if mine in parts:
            parts[mine].take(part)
        else:
            parts[mine] = part
    by_name: dict[str, list[_Part]] = defaultdict(list)
    for (_, folded, _), part in sorted(parts.items()):
        by_name[folded].append(part)
    return by_name


def _by_place(parts: Iterable[_Part]) -> list[list[_Part]]:
    places: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        places[toned(part.place) if part.place else f"in {part.records[0][0]}"].append(part)
    return list(places.values())


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Parts of one name and place that share titles, joined; one without a title goes to the only other."""
    owner: dict[str, _Part] = {}
    joined: list[_Part] = []
    for part in sorted(parts, key=lambda part: not part.titles):
        others = {id(other): other for title in part.titles if (other := owner.get(title)) is not None}
        if not part.titles and len(joined) == 1:
            others = {id(joined[0]): joined[0]}
        for other in others.values():
            joined.remove(other)
            part.take(other)
        owner |= dict.fromkeys(part.titles, part)
        joined.append(part)
    return joined


def _person(name: str, one: _Part) -> Person:
    first, key = min(one.records)
    where = (toned(one.place), min(one.titles, default="")) if one.place else (str(first), key)
    written = max(set(one.names), key=lambda written: (one.names.count(written), written))
    return Person(number_of(name, *where), written, tuple(sorted(one.titles.values())), one.place)


def _doubt(one: _Part, found: Sequence[_Part]) -> str | None:
    """What speaks for another person of the same name: the same place, or no place to tell them apart."""
    others = [
        other
        for other in found
        if other is not one and (not one.place or not other.place or one.place == other.place)
    ]
    if not others:
        return None
    titles = sorted({title for other in others for title in other.titles.values()})
    told = f"with {', '.join(titles[:3])}" if titles else "without a title"
    return f"the same name stands elsewhere {told}"
