"""What a record says field by field, in the columns of its table, and what a reviewer may correct."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from bienban.errors import UsageError
from bienban.records import KINDS
from bienban.store.decisions import Correction
from bienban.store.due import last_day

Item = Mapping[str, Any]

CORRECTABLE: dict[str, tuple[str, ...]] = {
    "indicators": (
        *("name", "value", "unit", "period_code", "measure", "base", "status", "bound"),
        *("concept", "value_max", "of", "scope", "assigner"),
    ),
    "directives": ("text", "addressee", "speaker", "deadline", "deadline_date", "lead"),
    "meetings": ("kind", "body", "date", "session", "period_code", "place"),
    "people": ("name", "group", "role"),
    "decisions": ("action", "object"),
    "flags": (),
}
"""Columns of each kind of record that a reviewer may correct, those looked at first in front."""

NEEDED = frozenset(["value", "measure", "status", "bound", "text", "kind", "role", "action"])
"""Columns that hold something in every record."""

_PLACES = frozenset(["id", "parent", "person_id", "meeting", "provenance", "fields", "also", "spans"])
"""What tells where a record stands and what it is called; none of it is what the record says."""


def flat(item: Item) -> dict[str, str | None]:
    """What a record says, by column, as text; where it was read and by which rule is left out."""
    told: dict[str, str | None] = {}
    for name, value in item.items():
        if name == "period":
            told["period_code"] = value["code"] if value else None
        elif name not in _PLACES:
            told[name] = _text(value)
    return told


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def says_the_same(before: Item, now: Item, locked: Collection[str] = ()) -> bool:
    """Whether two versions of a record say the same, locked columns aside."""
    fields = {*before, *now}.difference(_PLACES)
    if all(before.get(name) == now.get(name) for name in fields):
        return True
    one, other = flat(before), flat(now)
    left = {*one, *other}.difference(locked)
    return bool(locked) and all(one.get(name) == other.get(name) for name in left)


def facts(item: Item) -> dict[str, Any]:
    """A record as `bienban diff` tells changes of it: what it says, and what read which field."""
    told = {name: value for name, value in item.items() if name not in _PLACES}
    place = item.get("provenance")
    if place:
        told |= {"span": {"raw": place["raw"]}, "rule": place["rule"]}
    for name, read in item.get("fields", {}).items():
        told[f"fields.{name}"] = {"raw": read["raw"], "rule": read["rule"]}
    return told


def correct(kind: str, item: Item, corrections: Iterable[Correction]) -> dict[str, Any]:
    """A record as corrected. Raises UsageError naming the field that cannot be so."""
    fields = {one.field: one.value for one in corrections}
    told = {**item, **{name: value for name, value in fields.items() if name in KINDS[kind].model_fields}}
    if "period_code" in fields:
        told["period"] = period_of(fields["period_code"])
    try:
        made = KINDS[kind].model_validate(told)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise UsageError(f"{where}: {problem['msg']} (got {str(problem['input'])[:60]!r})") from error
    return made.model_dump(mode="json")


def period_of(code: str | None) -> dict[str, str | None] | None:
    """The period of a code with its first and last day; a code nobody knows is left to be refused."""
    from bienban.link.calendar import days
    from bienban.records import is_period

    if code is None:
        return None
    start, end = days(code) if is_period(code) else (None, None)
    return {"code": code, "start": start, "end": end, "raw": None}


def corrections(
    kind: str, item: Item, given: Mapping[str, str], places: Mapping[str, str]
) -> list[Correction]:
    """What a form says otherwise than the record; `places` has the `start-end` of selected text.

    Columns that follow from a corrected one are corrected with it. Raises UsageError for what no
    record can say.
    """
    now = flat(item)
    found = []
    for field in CORRECTABLE[kind]:
        extracted = now.get(field)
        value = " ".join(given.get(field, extracted or "").split()) or None  # a form knows no line breaks
        if value is None and field in NEEDED:
            continue
        if value != (" ".join(extracted.split()) if extracted else None):
            found.append(Correction(field, extracted, value, *_place(places.get(field, ""))))
    made = correct(kind, item, found)
    return [*found, *_following(item, made, found)]


def _place(told: str) -> tuple[int, int] | tuple[()]:
    start, _, end = told.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else ()


def _following(item: Item, made: Item, found: Iterable[Correction]) -> Iterable[Correction]:
    """Columns that are made from corrected ones."""
    fields = {one.field for one in found}
    if "period_code" in fields:
        for part in ("start", "end"):
            was, now = ((side["period"] or {}).get(part) for side in (item, made))
            yield Correction(f"period_{part}", was, now)
    if "deadline_date" in fields:
        yield Correction("due", last_day(item["deadline_date"]), last_day(made["deadline_date"]))
