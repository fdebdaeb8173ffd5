"""One record -> what its page shows: its fields, where each was read, and the article around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from bienban.diff.passage import passage
from bienban.diff.values import short
from bienban.page.marks import Mark, Piece, pieces
from bienban.page.said import grouped
from bienban.records import Bound, Measure, MeetingKind, Role, Session, Status
from bienban.review.facts import CORRECTABLE, flat
from bienban.store.decisions import Correction, Name

Item = Mapping[str, Any]

OPTIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("indicators", "measure"): get_args(Measure),
    ("indicators", "status"): get_args(Status),
    ("indicators", "bound"): get_args(Bound),
    ("meetings", "kind"): get_args(MeetingKind),
    ("meetings", "session"): ("", *get_args(Session)),
    ("people", "role"): get_args(Role),
}
"""Columns of few values."""

_TELLING = ("name", "group", "body", "text", "action", "code", "value", "unit", "role", "object", "measure")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A column: as it was extracted, what counts, and where it was read."""

    name: str
    extracted: str
    counts: str
    corrected: bool
    raw: str = ""
    rule: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A record as its page shows it. `pieces` are the article, `before` the passage of an earlier version."""

    name: Name
    said: str
    rule: str
    quote: str
    fields: tuple[Field, ...]
    inputs: tuple[Field, ...]
    readings: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str, str], ...]
    before: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


def said(item: Item) -> str:
    """A record in some words."""
    told = [item[name] for name in _TELLING if item.get(name)]
    return (
        short(" · ".join(_value(name, item) for name in _TELLING if item.get(name)), LONGEST) if told else "–"
    )


def _value(name: str, item: Item) -> str:
    return grouped(item[name]) if name == "value" else str(item[name])


def view(  # noqa: PLR0913 - options are keyword-only
    name: Name,
    item: Item,
    *,
    text: str | None,
    flags: Sequence[Item] = (),
    corrections: Sequence[Correction] = (),
    before: Item | None = None,
) -> View:
    """All that is shown of a record; `flags` are those of its document."""
    place = item.get("provenance") or next(iter(item.get("spans") or ()), None) or {}
    fields = tuple(_fields(name[1], item, corrections))
    return View(
        name,
        said(item),
        place.get("rule", ""),
        place.get("raw", ""),
        tuple(field for field in fields if field.extracted or field.counts),
        tuple(field for field in fields if field.name in CORRECTABLE[name[1]]),
        tuple((grouped(one["value"]), one["evidence"]) for one in item.get("readings") or ()),
        tuple(_flags(item, place, flags)),
        tuple(_changes(before, item)) if before is not None else (),
        sample(before, text, fill="fill-old") if before is not None else (),
        _article(item, text) if text else (),
    )


def sample(item: Item, text: str | None, *, fill: str = "fill-this") -> tuple[Piece, ...]:
    """The passage a record stands in, with its words marked; empty when its text is not there."""
    place = item.get("provenance") or next(iter(item.get("spans") or ()), None)
    around = passage(text, place)
    if around is None or place is None:
        return ()
    start = place["start"] - around.start
    end = min(place["end"] - around.start, len(around.text))
    return tuple(pieces(around.text, [Mark(start, end, fill=fill)] if start < end else []))


def _article(item: Item, text: str) -> tuple[Piece, ...]:
    """The whole text, with the record and the words its fields were read from."""
    places = [("", item["provenance"])] if item.get("provenance") else []
    places += [("", one) for one in (*item.get("also", ()), *item.get("spans", ()))]
    fields = list(item.get("fields", {}).items())
    marks = [Mark(one["start"], one["end"], fill="fill-this", anchor="this") for _, one in places[:1]]
    marks += [Mark(one["start"], one["end"], fill="fill-this") for _, one in places[1:]]
    marks += [Mark(one["start"], one["end"], line="line-field", title=name, rank=1) for name, one in fields]
    return tuple(pieces(text, [mark for mark in marks if mark.start < mark.end <= len(text)]))


def _fields(kind: str, item: Item, corrections: Sequence[Correction]) -> Iterator[Field]:
    fixed = {one.field: one for one in corrections}
    read = item.get("fields") or {}
    now = flat(item)
    apart = (*CORRECTABLE[kind], "readings", "flags")
    ordered = [*CORRECTABLE[kind], *(name for name in now if name not in apart)]
    for name in ordered:
        extracted = now.get(name)
        one = fixed.get(name)
        place = read.get("period" if name == "period_code" else name) or {}
        counts = one.value if one else extracted
        yield Field(
            name,
            "" if extracted in (None, "[]") else str(extracted),
            counts or "",
            one is not None,
            place.get("raw", ""),
            place.get("rule", ""),
            OPTIONS.get((kind, name), ()),
        )


def _flags(item: Item, place: Item, flags: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """The record's own codes, and the flags of the document that stand where it stands."""
    told = set()
    for flag in flags:
        for span in flag["spans"]:
            if place and span["start"] < place["end"] and place["start"] < span["end"]:
                told.add(flag["code"])
                hint = f" → {flag['suggestion']}" if flag["suggestion"] else ""
                yield flag["code"], flag["message"] + hint
                break
    yield from ((code, "") for code in item.get("flags") or () if code not in told)


def _changes(before: Item, now: Item) -> Iterator[tuple[str, str, str]]:
    one, other = flat(before), flat(now)
    for name in dict.fromkeys((*one, *other)):
        if one.get(name) != other.get(name):
            yield name, one.get(name) or "–", other.get(name) or "–"
