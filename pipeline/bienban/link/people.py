"""Mentions -> people: who presides, attends, is absent, keeps the minutes, speaks."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bienban.find.mentions import Mentions
from bienban.link.attendees import find_attendees
from bienban.link.chairs import find_chairs
from bienban.link.identity import Identities
from bienban.link.scene import Part, Scene
from bienban.link.speakers import find_speakers
from bienban.records import Meeting, Person
from bienban.text.doc import Doc
from bienban.text.fold import fold

_BLANKS = re.compile(r"\s*(?:được cử )?")
_LABEL = re.compile(r"[^.;:,\n]{0,30}?(?::|là)\s*")


def link_people(doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...]) -> tuple[Person, ...]:
    """All people in text order, one record for each person or group and role."""
    scene = Scene.of(doc, mentions)
    identities = Identities(mentions.persons)
    # Without a meeting, who is named behind a ceremony or a visit attends that.
    limit = len(scene.text) if meetings else scene.other_event()
    chairs = [part for part in find_chairs(scene) if part.start < limit]
    presiding = {identities.key(part.person) for part in chairs if part.person}
    others = [
        part
        for part in [*find_attendees(scene, met=bool(meetings)), *_secretaries(scene)]
        if part.start < limit and not (part.person and identities.key(part.person) in presiding)
    ]
    parts = sorted([*chairs, *others, *find_speakers(scene)], key=lambda part: (part.start, part.end))
    return _validator().validate_python(list(_records(scene, identities, parts, meetings)))


@cache
def _validator() -> TypeAdapter[tuple[Person, ...]]:
    return TypeAdapter(tuple[Person, ...])


def _secretaries(scene: Scene) -> Iterator[Part]:
    """Those whom a label of minutes names as secretary."""
    for term in scene.parts("secretary"):
        floor, limit = scene.sentence(term.start)
        label = _LABEL.match(scene.text, term.end, limit)
        named = scene.listed_after(label.end(), limit) if label and term.start - floor < 8 else []
        for person in named or scene.listed_before(term.start, floor, _BLANKS)[-1:]:
            yield Part("secretary", person.start, person.end, "secretary.label", person)


def _records(
    scene: Scene, identities: Identities, parts: Iterable[Part], meetings: tuple[Meeting, ...]
) -> Iterator[dict[str, Any]]:
    """Parts of one person or group in one role become the fields of one record; repeats go to `also`."""
    kept: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        who = identities.key(part.person) if part.person else fold(part.group or "")
        kept.setdefault((part.role, who), []).append(part)
    for (_, who), same in kept.items():
        yield _record(scene, identities, who, same, meetings)


def _record(
    scene: Scene, identities: Identities, who: str, same: list[Part], meetings: tuple[Meeting, ...]
) -> dict[str, Any]:
    first = same[0]
    named = next((part.person for part in same if part.person and part.person.titles), first.person)
    name = identities.name(first.person) if first.person else None
    office = first.person is not None and name is None
    repeats = same[1:] if first.role != "speaker" else []
    return {
        "role": first.role,
        "name": name,
        "group": scene.text[first.start : first.end]
        if office and first.role in ("attendee", "absent")
        else first.group,
        "titles": identities.titles(named) if named else (),
        "honorific": first.person.honorific if first.person else None,
        "count": first.count,
        "of": first.of,
        "person_id": identities.id_of(who) if first.person else None,
        "meeting": _meeting_of(first, meetings),
        "provenance": _place(scene, first),
        "also": [_place(scene, part) for part in repeats],
    }


def _place(scene: Scene, part: Part) -> dict[str, Any]:
    raw = scene.text[part.start : part.end]
    return {"start": part.start, "end": part.end, "raw": raw, "rule": part.rule}


def _meeting_of(part: Part, meetings: tuple[Meeting, ...]) -> int | None:
    """The meeting told last before a part; the first when none was."""
    if not meetings:
        return None
    before = [index for index, meeting in enumerate(meetings) if meeting.provenance.start <= part.start]
    return before[-1] if before else 0
