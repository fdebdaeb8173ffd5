"""Who attends and who is absent (guide §6): lists of persons and groups behind an opener."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bienban.find.mentions import PersonMention
from bienban.link.groups import Groups
from bienban.link.scene import Part, Scene, invited, part_of
from bienban.text.terms import Term

_OBJECT = r"(?P<object>[^.;:\n]{0,100}?)(?:(?<![^\W_]){hinge}(?: {presence})?(?![^\W_])|:)\s*"
_NOT_ATTEND = r" {compound}(?![^\W_])"
_SENT = r"(?:{sends} [^,;.:()\n]{2,50}?\s)?"
_FRONT = rf"{_SENT}(?:[\s,;(–-]|{{connective}} |\d{{1,2}}[.)]|(?:tại|ở) {{venue}}[^,;.:]{{0,50}}, )*"
_AFTER_LIST = r"\s*(?:[.;]|\Z|{after_list}(?![^\W_]))"
_LINK = r"[\s,)–-]*(?:{aside}[\s,]*){0,3}"
_STOP = r"[,;]?\s(?:{list_end}\s|{attends}\s(?!{compound})|dưới sự chủ trì|tại (?:{several} |\d+ )?{screen})"
_ABSENT = r"\(\s*{absence}(?: {excuse})?:?\s*(?P<who>[^()\n]{0,80})\)"
_SIDE = (
    r"(?:[,;.]\s*)?(?<![^\W_])(?:(?:về )?phía [^.;:,\n]{2,70}?(?:{hinge}(?![^\W_])|:)|{attends} (?:còn )?có)"
    r"\s*{presence}?\s?"
)
_SMALL_WORD = r"(?-i:[^\W\d_A-ZĐÂĂÊÔƠƯ][^\W\d_]{0,8})"
_LABEL = rf"(?:\s(?!{{colleague}}(?![^\W_])){_SMALL_WORD}){{0,6}}(?:\s?\([^()\n]{{1,40}}\))?\s?:[^\S\n]*"
_ANNOUNCED = re.compile(r"[^:\n]{1,80}:\s*\Z")
_NUMBERING = re.compile(r"[\s–+•*-]*(?:[IVX\d]{1,4}[.)])*\s*")
_BULLET = re.compile(r"[^\S\n]*(?:[-–+•*]|\d{1,2}[.)]|[a-z]\))[^\S\n]*(?P<item>[^\n]+)\n?")
_CLASS_LABEL = r"(?:{several} (?:{address} )?)[^.;:,\n]{2,60}:\s?\Z"
_ALONG = r"(?: [^.;:,\n]{0,60})?[,;]\s{along}\s"
_PLACE_FIRST = r"\s*{in_place}\s"
_SKIPPED = ("title", "chrome", "tail", "caption", "plan", "conclusion")
_Role = Literal["attendee", "absent"]


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of text that lists people, and their role."""

    role: _Role
    start: int
    end: int


def find_attendees(scene: Scene, *, met: bool) -> list[Part]:
    """All who attend or are absent, in text order; a delegation attends only where somebody `met`."""
    found: list[Part] = []
    reached = 0
    for term in scene.parts(
        "attend", "attended", "present", "absent", *(["delegation", "chair"] if met else [])
    ):
        read = _beside_chair if part_of(term) == "chair" else _region
        region = read(scene, term, reached) if term.start >= reached else None
        if region:
            found += _members(scene, region)
            reached = region.end
    return found


def _region(scene: Scene, term: Term, reached: int) -> _Region | None:
    """The list that a word for attending opens, or that stands before it."""
    floor, limit = scene.sentence(term.start)
    floor = max(floor, reached)
    role: _Role = "absent" if part_of(term) == "absent" else "attendee"
    label = scene.words(_LABEL).match(scene.text, term.end, limit)
    if label and _NUMBERING.fullmatch(scene.text, floor, term.start):
        return _opened(scene, role, label.end(), limit)
    if (
        part_of(term) == "present"
        or scene.section(term.start) in _SKIPPED
        or _is_elsewhere(scene, term, floor, limit)
    ):
        return None
    if scene.text[term.start : term.end].lower().endswith(" của"):
        gathering = scene.has("event", floor, term.start) and not scene.has("planned", term.end, limit)
        return _opened(scene, role, term.end, limit) if gathering else None
    if _is_front(scene, floor, term.start):
        opened = scene.words(_OBJECT).match(scene.text, term.end, limit)
        if opened and _is_gathering(scene, term, opened):
            return _opened(scene, role, opened.end(), limit)
    return _closed(scene, role, term, floor, limit)


def _beside_chair(scene: Scene, term: Term, reached: int) -> _Region | None:
    """The list that one who presides has beside him: `… chủ trì hội nghị, cùng lãnh đạo các sở`."""
    floor, limit = scene.sentence(term.start)
    along = scene.words(_ALONG).match(scene.text, term.end, limit)
    if (
        not along
        or scene.section(term.start) in _SKIPPED
        or scene.has("planned", max(floor, reached), term.start)
    ):
        return None
    start = along.end()
    persons = scene.persons(start, limit)
    groups = Groups(scene).read(start, persons[0].start if persons else limit)
    first = (
        persons[0].start if persons and persons[0].start == start else next((g.start for g in groups), None)
    )
    return _opened(scene, "attendee", start, limit) if first == start else None


def _is_elsewhere(scene: Scene, term: Term, floor: int, limit: int) -> bool:
    """Whether the word is part of another (`dự án`), or about another time or no meeting."""
    other = scene.text[term.start : term.end].lower().endswith("dự") and scene.words(_NOT_ATTEND).match(
        scene.text, term.end
    )
    planned = scene.has("planned", floor, term.start)
    return bool(other) or planned or scene.has("no_meeting", term.end, min(limit, term.end + 40))


def _is_gathering(scene: Scene, term: Term, opened: re.Match[str]) -> bool:
    """Whether what is attended is a meeting, or is not said again."""
    if part_of(term) == "delegation" or scene.text[term.start : term.end].lower().endswith("phía"):
        return True
    said = opened["object"]
    nothing = not said.strip(" ,") or scene.words(_PLACE_FIRST).match(said)
    return bool(nothing) or scene.has("event", term.start, min(opened.end(), term.end + 16))


def _is_front(scene: Scene, floor: int, start: int) -> bool:
    """Whether only connectives stand between the start of the clause and `start`."""
    comma = max(scene.text.rfind(mark, floor, start) for mark in ",;.")
    return any(
        scene.words(_FRONT).fullmatch(scene.text, begin, start)
        for begin in {floor, comma + 1 if comma >= 0 else floor}
    )


def _opened(scene: Scene, role: _Role, start: int, limit: int) -> _Region | None:
    """The list from `start` on: to the end of the sentence, or over the lines that follow."""
    if not scene.text[start:limit].strip():
        return _lines(scene, role, limit)
    if _ANNOUNCED.match(scene.text[start:limit]):
        lines = _lines(scene, role, limit)
        return _Region(role, start, lines.end) if lines else None
    stop = scene.words(_STOP).search(scene.text, start, limit)
    return _Region(role, start, stop.start() if stop else limit)


def _lines(scene: Scene, role: _Role, start: int) -> _Region | None:
    """The lines behind a label that each name somebody: `- Ông …`"""
    end = start
    while bullet := _BULLET.match(scene.text, end):
        first, last = bullet.span("item")
        persons = scene.persons(first, last)
        label = any(
            scene.words(_LABEL).match(scene.text, term.end)
            for term in scene.parts("attend", "absent", "secretary", "chair", start=first, end=last)
        )
        if label or not (
            (persons and persons[0].start < first + 20) or next(Groups(scene).read(first, last), None)
        ):
            break
        end = bullet.end()
    return _Region(role, start, end) if end > start else None


def _closed(scene: Scene, role: _Role, term: Term, floor: int, limit: int) -> _Region | None:
    """The list that stands before its verb: `Các đồng chí: A, …; B, … dự.`"""
    if role != "absent" and not (
        scene.words(_AFTER_LIST).match(scene.text, term.end, limit)
        or scene.has("event", term.end, min(limit, term.end + 14))
    ):
        return None
    persons = scene.listed_before(term.start, floor, scene.words(_LINK))
    if persons and invited(scene, persons[0], floor):
        return None
    if persons:
        return _Region(role, persons[0].start, persons[-1].end)
    linked = re.search(r"[\s,]*(?:(?:đã|cùng|cũng) )?\Z", scene.text[floor : term.start])
    end = floor + linked.start() if linked else term.start
    listed = next(Groups(scene).read(floor, end), None)
    return _Region(role, floor, end) if listed and listed.start == floor else None


def _members(scene: Scene, region: _Region) -> Iterator[Part]:
    """The persons and groups of one list."""
    at = region.start
    for first, last, role in _breaks(scene, region):
        yield from _stretch(scene, region.role, at, first)
        if role == "absent":
            yield from _stretch(scene, "absent", first, last)
        at = last
    yield from _stretch(scene, region.role, at, region.end)


def _breaks(scene: Scene, region: _Region) -> list[tuple[int, int, str]]:
    """What interrupts a list: absences in parentheses, and the next side of the table."""
    found = [
        (*match.span("who"), "absent")
        for match in scene.words(_ABSENT).finditer(scene.text, region.start, region.end)
    ]
    found += [
        (match.start(), match.end(), "side")
        for match in scene.words(_SIDE).finditer(scene.text, region.start, region.end)
    ]
    return sorted(found)


def _stretch(scene: Scene, role: _Role, start: int, end: int) -> Iterator[Part]:
    """Persons in text order, and the groups between them."""
    groups = Groups(scene)
    at = start
    for person in scene.persons(start, end):
        yield from _groups(groups, role, at, _before_label(scene, at, person.start))
        for one in _each_office(scene, person):
            yield Part(role, one.start, one.end, f"{role}.person", one)
        at = person.end
    yield from _groups(groups, role, at, end)


def _each_office(scene: Scene, person: PersonMention) -> Iterator[PersonMention]:
    """Offices listed without names and honorific are those of several: `Chánh án TAND, Viện trưởng VKSND`."""
    if person.name or person.honorific or len(person.titles) < 2:
        yield person
        return
    at = person.start
    for title in person.titles:
        at = scene.text.index(title, at)
        yield replace(person, start=at, end=at + len(title), titles=(title,))
        at += len(title)


def _before_label(scene: Scene, start: int, end: int) -> int:
    """Where the last item begins that only announces whom it names: `các Ủy viên Bộ Chính trị: …`."""
    label = scene.words(_CLASS_LABEL).search(scene.text, start, end)
    return label.start() if label else end


def _groups(groups: Groups, role: _Role, start: int, end: int) -> Iterator[Part]:
    for group in groups.read(start, end):
        yield Part(role, group.start, group.end, f"{role}.group", None, group.text, group.count, group.of)
