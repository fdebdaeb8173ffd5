"""A record -> what it says, field by field, so that two versions of it can be compared.

Names that only tell records of one document apart (`id`, `person_id`, positions of meetings)
may all shift when one record is gained; what matters is which record they mean. So the old
names are put into the terms of the new version before anything is compared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bienban.diff.pair import Item, Pair
from bienban.records import KINDS, DocumentRecord

Facts = dict[str, Any]
Lists = Mapping[str, tuple[Sequence[Item], Sequence[Item]]]
"""The old list and the new one of each kind."""

_REFERENCES = {"parent": "id", "record": "id", "person_id": "person_id", "meeting": "meeting"}
"""The fields that name a record, and the sort of name each holds."""


@dataclass(frozen=True, slots=True)
class Names:
    """For each sort of name, what stands in the new version for an old one; None for what is lost."""

    of: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)

    @property
    def are_stable(self) -> bool:
        """Whether every name means the same in both versions."""
        return all(old == new for names in self.of.values() for old, new in names.items())

    def now(self, reference: str, name: Any) -> Any:
        """The new name for what `name` means in the field `reference` of the old version."""
        new = self.of.get(_REFERENCES[reference], {}).get(name, name)
        return f"{name} (lost)" if new is None else new

    def translated(self, record: Item) -> Facts:
        """A copy of an old record with its references in the terms of the new version."""
        names = {name: self.now(name, record[name]) for name in _REFERENCES if record.get(name) is not None}
        return {**record, **names}


def names_of(lists: Lists, paired: Mapping[str, Sequence[Pair]]) -> Names:
    """The names of a document's records in both versions."""
    return Names(
        {
            "id": _renamed(lists["indicators"], paired["indicators"], lambda item, _: item["id"]),
            "person_id": _renamed(lists["people"], paired["people"], lambda item, _: item.get("person_id")),
            "meeting": _renamed(lists["meetings"], paired["meetings"], lambda _, position: position),
        }
    )


def _renamed(
    sides: tuple[Sequence[Item], Sequence[Item]], paired: Sequence[Pair], name: Callable[[Item, int], Any]
) -> dict[Any, Any]:
    """Old name -> new name; one that stands at several records follows the first that is in both."""
    renamed: dict[Any, Any] = {}
    for old, new in paired:
        if old is not None and renamed.get(before := name(sides[0][old], old)) is None:
            renamed[before] = None if new is None else name(sides[1][new], new)
    return {before: after for before, after in renamed.items() if before is not None}


def facts_of(kind: str, record: Item, *, with_places: bool, names: Names | None = None) -> Facts:
    """What a record says, held against its model; its own id is no fact.

    Without places, only the quotes of its spans: those of an edited text move. `names` puts
    its references into the terms of the new version. Raises ValidationError for what is no
    record of this kind.
    """
    dumped = KINDS[kind].model_validate(record).model_dump(mode="json", exclude={"id"})
    if kind == "numerals":
        dumped["provenance"] = {name: dumped.pop(name) for name in ("start", "end", "raw")}
    if names:
        dumped = names.translated(dumped)
    facts: Facts = {}
    for name, value in dumped.items():
        if name == "provenance":
            rule = value.pop("rule", None)
            facts |= {"span": value} if rule is None else {"span": value, "rule": rule}
        elif name == "fields":
            facts |= {f"fields.{part}": span for part, span in value.items()}
        else:
            facts[name] = value
    return facts if with_places else {name: _without_places(value) for name, value in facts.items()}


def _without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_places(item) for item in value]
    if isinstance(value, dict) and isinstance(value.get("start"), int):
        return {name: item for name, item in value.items() if name not in ("start", "end")}
    return value


def document_facts(record: Mapping[str, Any]) -> Facts:
    """What a document says besides its lists; the hash stands for its text. Raises ValidationError."""
    head = DocumentRecord.model_validate({name: value for name, value in record.items() if name not in KINDS})
    facts = head.model_dump(mode="json", exclude={*KINDS, "doc_id", "text", "schema_"})
    source = facts.pop("source")
    return {**facts, **{f"source.{name}": value for name, value in source.items()}}
