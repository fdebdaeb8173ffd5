"""Who presides (guide §5): a person, never an organisation that leads a task."""

import re
from collections.abc import Iterator, Sequence

from bienban.find.mentions import PersonMention, within
from bienban.link.scene import Part, Scene, invited, part_of
from bienban.text.terms import Term

_TO_VERB = (
    r"\)?(?: {bond} [^,.;:()\n]{2,50})?(?:\s?\([^()\n]{1,40}\))?[\s,–-]*"
    r"(?:(?:{aside}|{passing}|thay mặt [^.;:,]{3,40})[\s,]*){0,5}"
    r"(?:[\s,]*{joint} (?:{several} )?(?:{address} )?{colleague}[^.;:\n]{0,60}? )?"
)
"""What may stand between the one who presides and the verb."""
_FRONTED = r"(?P<object>[^.;:,\n]{0,70}?)(?:,?\s(?:{hinge}|do|bởi)\s|\s?:\s?)"
_LEADS_TASK = r",? ?(?:và )?{task}(?![^\W_])"
_ADVERBIAL = re.compile(r"[^.;:,\n]{0,70}, ")
_NUMBERING = re.compile(r"[\s–+•*-]*(?:[IVX\d]{1,4}[.)])*\s*")
_LABEL = r"(?:\s?/\s?[^\W_]+ [^\W_]+)?(?: {gathering})?\s?:"
_OPEN_END = r"\s*(?:[.,;:)\n–-]|\Z|{goes_on} )"
_GROUP = r"(?P<who>(?:{several} (?:{address} )?)?{presidium}(?![^\W_])[^.;:,()\n]{0,60}?)"
_GROUP_BEFORE = rf"(?:\A|[,;:.\n] ?|do ){_GROUP}(?: {{aside}}){{0,2}} \Z"
_GROUP_BEHIND = rf"(?: {{gathering}})?(?:\s?:| {{hinge}}) {_GROUP}(?=[.;:,()\n]|\Z)"
_SKIPPED = ("title", "chrome", "tail")


def find_chairs(scene: Scene) -> list[Part]:
    """All who preside, in text order; a caption, else a group, only when nothing else names a chair."""
    found: list[Part] = []
    captions: list[Part] = []
    groups: list[Part] = []
    for term in scene.parts("chair", "steer", "heads", "under"):
        section = scene.section(term.start)
        if section not in _SKIPPED or _is_label(scene, term):
            (captions if section == "caption" else found).extend(_chairs_at(scene, term))
            groups.extend(_presidium(scene, term))
    return found or [part for part in captions if part.person and part.person.name] or groups


def _presidium(scene: Scene, term: Term) -> Iterator[Part]:
    """Those who preside without being named: `Chủ trì hội nghị: Thường trực Huyện ủy`."""
    floor, limit = scene.sentence(term.start)
    if part_of(term) != "chair" or scene.has("planned", floor, term.start):
        return
    floor = max(floor, term.start - 120)
    group = scene.words(_GROUP_BEFORE).search(scene.text[floor : term.start])
    if group and _presides(scene, term, limit):
        start, end = (floor + place for place in group.span("who"))
    else:
        group = scene.words(_GROUP_BEHIND).match(scene.text, term.end, limit)
        if not group or not _is_front(scene, term, floor):
            return
        start, end = group.span("who")
    yield Part("chair", start, end, "chair.group", None, scene.text[start:end])


def _is_label(scene: Scene, term: Term) -> bool:
    """Whether the verb is a label of minutes, whatever section its line was taken for: `1. Chủ trì: …`"""
    floor, limit = scene.sentence(term.start)
    return bool(
        _NUMBERING.fullmatch(scene.text, floor, term.start)
        and scene.words(_LABEL).match(scene.text, term.end, limit)
    )


def _chairs_at(scene: Scene, term: Term) -> Iterator[Part]:
    """The chairs that one verb gives."""
    floor, limit = scene.sentence(term.start)
    if scene.has("planned", floor, term.start):
        return
    if part_of(term) == "under":
        found: tuple[str, Sequence[PersonMention]] = ("under", scene.listed_after(term.end, limit))
    else:
        found = _of_verb(scene, term, floor, limit)
    construction, persons = found
    for person in persons:
        yield Part("chair", person.start, person.end, f"chair.{construction}", person)


def _of_verb(scene: Scene, term: Term, floor: int, limit: int) -> tuple[str, Sequence[PersonMention]]:
    """The construction of a verb and its persons: before it, or after it when it is fronted."""
    before = scene.listed_before(term.start, floor, scene.words(_TO_VERB))
    if before:
        told = invited(scene, before[0], floor)
        presides = _presides(scene, term, limit) or _steers(scene, term, before[0], floor, limit)
        return "subject", [] if told or not presides else before
    if not _is_front(scene, term, floor):
        return "fronted", []
    adverbial = _ADVERBIAL.match(scene.text, term.end, limit)
    if adverbial and scene.has("event", term.end, adverbial.end()):
        speaker = scene.listed_after(adverbial.end(), limit)[:1]
        if speaker:
            return "adverbial", speaker
    fronted = scene.words(_FRONTED).match(scene.text, term.end, limit)
    after = scene.listed_after(fronted.end(), limit) if fronted else []
    guests_too = (
        scene.has("attend", floor, term.start) and "đồng" not in scene.text[term.start : term.end].lower()
    )
    return "fronted", after[:1] if guests_too else after


def _presides(scene: Scene, term: Term, limit: int) -> bool:
    """Whether the verb is about a meeting and not about a task."""
    text = scene.text
    if scene.words(_LEADS_TASK).match(text, term.end, limit):
        return False
    if part_of(term) == "heads":
        return True
    kinds = ("event", "debate") if part_of(term) == "steer" else ("event",)
    event = next(scene.parts(*kinds, start=term.end, end=min(limit, term.end + 60)), None)
    if event and "," not in text[term.end : event.start]:
        return True
    return part_of(term) == "chair" and bool(scene.words(_OPEN_END).match(text, term.end, limit))


def _steers(scene: Scene, term: Term, person: PersonMention, floor: int, limit: int) -> bool:
    """Whether the meeting that is steered stands in front: `Phiên họp do ông A điều hành.`"""
    by = scene.text.endswith(" do ", floor, person.start) and scene.has("event", floor, person.start)
    return part_of(term) == "steer" and by and bool(scene.words(_OPEN_END).match(scene.text, term.end, limit))


def _is_front(scene: Scene, term: Term, floor: int) -> bool:
    """Whether nothing that could be the subject of the verb stands before it in its clause."""
    start = max(scene.text.rfind(mark, floor, term.start) + 1 for mark in ",;:") or floor
    words = scene.text[start : term.start].split()
    return len(words) <= 6 and not within(scene.mentions.bodies, start, term.start)
