"""Clause -> the words that name what is measured.

A Vietnamese noun phrase starts with its head, so the left edge of a name is the
first head noun of its part of the sentence and the right edge is the verb. Which
side of the figure the name stands on is told by the unit: a counted noun carries
its name ("64 xã đạt chuẩn …"), an amount follows it ("thu ngân sách đạt 64 tỷ").
"""

from dataclasses import dataclass
from typing import Final, Literal

from bienban.link.clauses import Clause
from bienban.link.sequence import REPORTING, Item, letters

Side = Literal["subject", "noun", "act", "plan", "place"]

_PREDICATE: Final = REPORTING | frozenset("FETLCGAJ")
_BOUNDARIES: Final = frozenset(",;:(KB")
_NOT_FIRST: Final = frozenset("FPSTB&REAGNOJ)C") | REPORTING
_NOT_LAST: Final = frozenset("FNETO&RSBAGCJ(") | REPORTING
_ENDS_NOUN: Final = frozenset("NCEGBKUIY")
_NUMBER_HEADS: Final = frozenset(["số", "tổng", "lượng", "đàn", "diện", "tỷ", "tỉ", "quân", "quy"])


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that names something measured, and how it was found."""

    start: int
    end: int
    side: Side


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a figure say: its subject, its verb, its mark."""

    subject: Name | None
    act: Name | None
    place: Name | None
    predicate: tuple[Item, ...]
    child: bool
    lever: Item | None


def read_lead(text: str, clause: Clause) -> Reading:
    """Split the lead of `clause` into subject and predicate."""
    lead = clause.lead
    cut = _predicate_start(lead)
    predicate = lead[cut:]
    child = any(item.kind == "K" for item in lead)
    lever = next((item for item in reversed(predicate) if item.kind == "J"), None)
    subject = act = place = None
    parts = _parts(lead[:cut])
    for number, part in enumerate(parts):
        reports = number > 0 or any(item.kind in REPORTING for item in predicate)
        found = _name_of(text, part, reports=reports)
        if found is None:
            continue
        if found.side == "subject":
            subject = found
        elif found.side == "act":
            act = found
        else:
            place = place or found
            continue
        break
    return Reading(subject, act, place, predicate, child, lever)


def _predicate_start(lead: tuple[Item, ...]) -> int:
    """Where the verb phrase before the figure begins."""
    cut = len(lead)
    while cut:
        kind = lead[cut - 1].kind
        if kind in _PREDICATE or (kind == "=" and cut > 1 and lead[cut - 2].kind == "C"):
            cut -= 1
        else:
            break
    return cut


def _parts(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """The parts of a lead between its marks, the last first; lists and parentheses stay whole."""
    parts: list[list[Item]] = [[]]
    marks: list[str] = []
    depth = 0
    for item in items:
        if item.kind == "(" and _closes(items, item):
            depth += 1
        elif item.kind == ")" and depth:
            depth -= 1
        elif not depth and item.kind in _BOUNDARIES:
            parts.append([])
            marks.append(item.kind)
            continue
        parts[-1].append(item)
    return [tuple(part) for part in _joined(parts, marks, items)][::-1]


def _closes(items: tuple[Item, ...], opening: Item) -> bool:
    return any(item.kind == ")" and item.start > opening.start for item in items)


def _joined(parts: list[list[Item]], marks: list[str], items: tuple[Item, ...]) -> list[list[Item]]:
    """Put the members of one list, cut at their commas, together again."""
    joined = [parts[0]]
    for number, part in enumerate(parts[1:]):
        commas = marks[number] == ","
        before = joined[-1]
        if commas and part and before and _same_list(before, part, first=len(joined) == 1):
            comma = next(item for item in items if before[-1].end <= item.start and item.kind == ",")
            joined[-1] = [*before, comma, *part]
        else:
            joined.append(part)
    return joined


def _same_list(before: list[Item], part: list[Item], *, first: bool) -> bool:
    """Whether `part` goes on with the noun phrase or the verbs of `before`."""
    kinds, rest = letters(before).lstrip("RFO&"), letters(part)
    if rest[0] == "D":
        return kinds.startswith("D") or kinds[:2] == "FD"
    if rest[0] != "W" or set(rest) - set("WHD&O"):
        return False
    if kinds.startswith("H"):
        return not set(kinds) & (REPORTING | set("TPFEG"))
    return not first and not set(kinds) - set("WD")


def _name_of(text: str, part: tuple[Item, ...], *, reports: bool) -> Name | None:
    """The name in one part of a lead; `reports` says whether a verb of reporting follows."""
    items = _stripped(part)
    if not items:
        return _place_of(part)
    kinds = letters(items)
    if kinds[0] == "D":
        return _span(items, "act")
    if "H" in kinds:
        items = items[kinds.index("H") :]
        return _span(_until_verb(items, reports=reports), "subject")
    if "D" in kinds:
        last = max((kinds.rfind(kind) for kind in "PFVNS"), default=-1)
        first = kinds.find("D", last + 1)
        return _span(items[first if first >= 0 else kinds.rfind("D") :], "act")
    return _span(_until_verb(items, reports=True), "subject") if items[0].kind in "W=" else None


def _place_of(part: tuple[Item, ...]) -> Name | None:
    """A place or body alone, which may say for whom a figure holds."""
    places = [item for item in part if item.kind in "PS"]
    return Name(places[0].start, places[-1].end, "place") if places else None


def _stripped(part: tuple[Item, ...]) -> tuple[Item, ...]:
    """`part` without the words that never open or close a name."""
    first, last = 0, len(part)
    while first < last and part[first].kind in _NOT_FIRST:
        agent = part[first].kind == "P"
        first += 1
        # The proper name of a place or body belongs to it.
        while agent and first < last and part[first].kind in "WO&PS":
            first += 1
    while last > first and part[last - 1].kind in _NOT_LAST:
        last -= 1
    return part[first:last]


def _until_verb(items: tuple[Item, ...], *, reports: bool) -> tuple[Item, ...]:
    """`items` up to a time, or up to the verb of doing that governs the figure."""
    for index, item in enumerate(items[1:], 1):
        rest = letters(items[index + 1 :])
        if item.kind == "T":
            return items[:index]
        if item.kind in REPORTING and item.kind != "V":
            return items[:index]
        if not reports and (
            (item.kind == "F" and rest[:1] in ("D", "H", "J")) or (item.kind == "D" and not rest)
        ):
            return _stripped(items[:index])
    return items


def _span(items: tuple[Item, ...], side: Side) -> Name | None:
    items = _stripped(items)
    return Name(items[0].start, items[-1].end, side) if items else None


def noun_after(text: str, clause: Clause, noun_start: int, *, whole: bool) -> Name | None:
    """The counted noun with all that modifies it, or None when nothing does.

    `whole` says whether the noun of the unit belongs to the name ("hộ nghèo") or only
    holds it ("4.600 lít hóa chất").
    """
    items: list[Item] = []
    for item in clause.tail:
        if item.kind in _ENDS_NOUN or (item.kind in "TS=" and not items) or item.kind in "T;:":
            break
        if item.kind == "V" and text[item.start : item.end].lower() in ("là", "gồm"):
            break
        if item.kind == "O" and _names_doer(clause.tail, item):
            break
        if item.kind == "S":
            break
        items.append(item)
    while items and items[-1].kind in _NOT_LAST | {",", "("} and items[-1].kind not in "F":
        items.pop()
    if not items or items[0].kind in ",&(V" + "MXZ" + "A":
        if not (items and items[0].kind in ",&" and whole):
            return None
    start = noun_start if whole else items[0].start
    return Name(start, items[-1].end, "noun")


def _names_doer(tail: tuple[Item, ...], joint: Item) -> bool:
    """Whether `joint` ("by", "of") opens the one who did or has it."""
    after = next((item for item in tail if item.start >= joint.end), None)
    return after is None
