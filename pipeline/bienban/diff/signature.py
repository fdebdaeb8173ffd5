"""A Change -> its Signature: what all changes of one kind share, however many records they touch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bienban.diff.compare import Change, Op
from bienban.diff.words import Wording, wording


@dataclass(frozen=True, slots=True, order=True)
class Signature:
    """The kind of record, what became of it, how, by which rules, and whether its text was edited.

    `says` has one phrase for each field that leads the change ("unit ha → hecta"); `rules`
    names the rules that read those fields, `old → new` where they are not the same.
    """

    kind: str
    op: Op
    says: tuple[str, ...]
    rules: tuple[str, ...]
    edited: bool

    @property
    def pattern(self) -> str:
        """The change in words, without its rules: what one edit of a rule does to many records."""
        said = "; ".join(self.says)
        words = f"{self.kind}: {said}" if self.op == "changed" else f"{self.kind} {self.op}"
        if said and self.op != "changed":
            words += f": {said}"
        return f"{words}, in edited texts" if self.edited else words

    def __str__(self) -> str:
        return f"{self.pattern} [{', '.join(self.rules)}]" if self.rules else self.pattern


_FOLLOWS = frozenset(
    [
        *("concept", "readings", "parent", "flags", "deadline_date", "body_full", "person_id"),
        *("speaker_titles", "addressee_inherited", "message", "suggestion"),
    ]
)
"""Fields that follow from others; they lead a change only when no other field does."""

_PLACES = frozenset(["span", "spans", "rule", "also"])
"""Where a record was read and by what; the least that may change."""


def signature_of(change: Change) -> tuple[Signature, str]:
    """The signature of a change, and the particular of this one in words, which may be empty."""
    if change.op != "changed":
        says = _nature(change.kind, change.old or change.new or {})
        return Signature(change.kind, change.op, says, _rules(change, ()), change.edited), ""
    leading = tuple(_leading(change.fields))
    told: list[Wording] = [wording(name, *change.fields[name]) for name in leading]
    says = tuple(one.says for one in told)
    detail = "; ".join(one.detail for one in told if one.detail)
    return Signature(change.kind, change.op, says, _rules(change, leading), change.edited), detail


def _nature(kind: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What a lost or gained record is, where its kind has few sorts."""
    match kind:
        case "people":
            return (facts["role"],)
        case "flags":
            return (facts["code"],)
        case "meetings":
            return (facts["kind"],)
        case "numerals":
            return (facts["reason"] or "taken",)
    return ()


def _leading(fields: Mapping[str, Any]) -> Iterator[str]:
    """The fields that are told: of those that changed, the ones others follow from."""
    tiers: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name in fields:
        tiers[_tier(name)].append(name)
    yield from next(filter(None, tiers))


def _tier(name: str) -> int:
    return 2 if name in _PLACES or name.startswith("fields.") else 1 if name in _FOLLOWS else 0


def only_follows(change: Change) -> bool:
    """Whether nothing changed in a record but what follows from others."""
    return change.op == "changed" and all(_tier(name) for name in change.fields)


def beside(change: Change) -> Iterator[str]:
    """The fields that changed, too, and do not stand in the signature."""
    if change.op == "changed":
        leading = set(_leading(change.fields))
        yield from (name for name in change.fields if name not in leading)


_BY_RECORD = frozenset(["value", "value_max", "of", "unit", "bound", "measure", "readings", "span", "rule"])
"""Fields of an indicator that the rule of the record itself read; others have theirs in `fields`, or none."""


def _rules(change: Change, leading: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that read what changed, in the order of the fields."""
    told = []
    for name in leading or ("rule",):
        old, new = _rule(change.kind, change.old, name), _rule(change.kind, change.new, name)
        if old == new or change.op != "changed":
            told.append(old or new)
        else:
            told.append(f"{old or 'none'} → {new or 'none'}")
    return tuple(dict.fromkeys(filter(None, told)))


def _rule(kind: str, facts: Mapping[str, Any] | None, name: str) -> str | None:
    """The rule that read one field on one side, if one did."""
    if facts is None:
        return None
    field = facts.get(name if name.startswith("fields.") else f"fields.{name}")
    if field:
        return str(field["rule"])
    own = kind != "indicators" or name in _BY_RECORD
    return facts.get("rule") if own else None
