"""Records of a document as they are stored, records as they come -> what has to be written.

stored, coming ──by key──▶ unchanged: nothing is written
                           moved: another place in the text or the list, the same version
                           changed: the next version, the former one goes into history
                           gained, lost
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bienban.store.rows import Item, Spread

_NAMES = ("id", "parent", "person_id", "meeting")
"""Fields that only tell records of one document apart; another version may number them anew."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record that is in the archive. `item` is as in the data contract."""

    item: Item
    key: str
    position: int
    version: int
    run: int


@dataclass(slots=True)
class Changes:
    """What becomes of the records of one kind in one document."""

    moved: list[tuple[Stored, Spread]] = field(default_factory=list)
    changed: list[tuple[Stored, Spread]] = field(default_factory=list)
    gained: list[Spread] = field(default_factory=list)
    lost: list[Stored] = field(default_factory=list)
    unchanged: int = 0


def changes(
    stored: Mapping[str, Sequence[Stored]], coming: Mapping[str, Sequence[Spread]]
) -> dict[str, Changes]:
    """What to write, by kind."""
    before = _Names.of(stored)
    now = _Names.of(coming)
    found = {}
    for kind, records in coming.items():
        old = {record.key: record for record in stored.get(kind, ())}
        found[kind] = Changes()
        for record in records:
            _sort(found[kind], old.pop(record.key, None), record, before, now)
        found[kind].lost.extend(old.values())
    return found


def _sort(into: Changes, old: Stored | None, new: Spread, before: "_Names", now: "_Names") -> None:
    if old is None:
        into.gained.append(new)
    elif before.said(old.item) != now.said(new.item):
        into.changed.append((old, new))
    elif before.stands(old) != now.stands(new):
        into.moved.append((old, new))
    else:
        into.unchanged += 1


@dataclass(frozen=True, slots=True)
class _Names:
    """The records that names in a document mean."""

    parents: Mapping[str, Stored | Spread]
    meetings: Sequence[Stored | Spread]

    @classmethod
    def of(cls, records: Mapping[str, Sequence[Stored | Spread]]) -> "_Names":
        return cls(
            {record.item["id"]: record for record in records.get("indicators", ())},
            records.get("meetings", ()),
        )

    def said(self, item: Item) -> dict[str, Any]:
        """What a record says, wherever it stands and whatever it is called.

        The records it names are told by their quotes, since an edit may give them other keys.
        """
        told = {name: _unplaced(value) for name, value in item.items() if name not in _NAMES}
        parent = self.parents.get(item.get("parent", ""))
        told["parent"] = parent.item["provenance"]["raw"] if parent else item.get("parent")
        meeting = self._meeting(item)
        told["meeting"] = meeting and meeting.item["provenance"]["raw"]
        return told

    def stands(self, record: Stored | Spread) -> tuple[object, ...]:
        """All that a row holds of a record."""
        meeting = self._meeting(record.item)
        return record.position, record.item, meeting and meeting.key

    def _meeting(self, item: Item) -> Stored | Spread | None:
        place = item.get("meeting")
        return None if place is None else self.meetings[place]


def _unplaced(value: Any) -> Any:
    """A value without the offsets of its spans."""
    if isinstance(value, list):
        return [_unplaced(part) for part in value]
    if isinstance(value, dict):
        return dict(_unplaced_parts(value))
    return value


def _unplaced_parts(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    is_span = isinstance(value.get("start"), int)
    for name, part in value.items():
        if not (is_span and name in ("start", "end")):
            yield name, _unplaced(part)
