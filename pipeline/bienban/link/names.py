"""Clause -> the words that name what is measured.

A Vietnamese noun phrase starts with its head, so the left edge of a name is the
first head noun of its part of the sentence and the right edge is the verb. Which
side of the figure the name stands on is told by the unit: a counted noun carries
its name ("64 xã đạt chuẩn …"), an amount follows it ("thu ngân sách đạt 64 tỷ").
"""

from dataclasses import dataclass
from typing import Final, Literal

from bienban.link.clauses import Clause
from bienban.link.sequence import REPORTING, Item, Sentence, letters
from bienban.text.terms import Term

Side = Literal["subject", "noun", "act", "place", "lever", "topic", "plan", "motion"]

_PREDICATE: Final = REPORTING | frozenset("FETLCG")
_BOUNDARIES: Final = frozenset(",;:(KB./")
_NEVER_FIRST: Final = frozenset("FPSTB&REGNOJ)C,") | REPORTING
_NEVER_LAST: Final = frozenset("FNETO&RBGC(,") | REPORTING
_ENDS_NOUN: Final = frozenset("CEGBKIUYZXMTS.;:/")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that names something measured, and how it was found.

    `known` are the names of the field's indicators within it, the longest first.
    """

    start: int
    end: int
    side: Side
    said: str
    is_rate: bool = False
    is_growth: bool = False
    known: tuple[Term, ...] = ()


def name_of(sentence: Sentence, start: int, end: int, side: Side) -> Name:
    """The Name of `start..end`."""
    return Name(
        start,
        end,
        side,
        sentence.said(start, end),
        sentence.opens("rate", start),
        sentence.opens("growth", start),
        sentence.indicators(start, end),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a figure say."""

    subject: Name | None = None
    act: Name | None = None
    place: Name | None = None
    lever: Name | None = None
    predicate: tuple[Item, ...] = ()
    child: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is neither subject nor verb of doing."""
        return self.subject is None and self.act is None


def read_lead(sentence: Sentence, clause: Clause) -> Reading:
    """Split the lead of `clause` into subject and predicate."""
    lead = _from_topic(sentence, clause.lead)
    cut = _predicate_start(lead)
    predicate = lead[cut:]
    levers = [item for item in predicate if item.kind == "J"]
    lever = name_of(sentence, levers[-1].start, levers[-1].end, "lever") if levers else None
    reports = any(
        item.kind == "E" or (item.kind in REPORTING and not sentence.covers("inner", item.start, item.end))
        for item in predicate
    )
    found: dict[str, Name] = {}
    for number, part in enumerate(_parts(sentence, lead[:cut])):
        if number and not reports and not clause.inside:
            break
        name = _name_in(sentence, part, reports=reports) if number == 0 else _name_far(sentence, part)
        if name is None:
            if _is_bare(sentence, part):
                break
            continue
        found.setdefault(name.side, name)
        if name.side != "place":
            break
    child = "K" in clause.lead_kinds
    subject = found.get("subject") or found.get("plan")
    return Reading(subject, found.get("act"), found.get("place"), lever, predicate, child)


def _is_bare(sentence: Sentence, part: list[Item]) -> bool:
    """Whether a part only holds a head that names nothing alone: "bình quân"."""
    items = _stripped(part)
    return bool(items) and sentence.covers("bare", items[0].start, items[-1].end)


def _from_topic(sentence: Sentence, lead: tuple[Item, ...]) -> tuple[Item, ...]:
    """`lead` from the last topic on that opens a sentence which the text glues to the one before."""
    for index in range(len(lead) - 1, 0, -1):
        if lead[index].kind == "R" and sentence.text[lead[index].start].isupper():
            return lead[index:]
    return lead


def _predicate_start(lead: tuple[Item, ...]) -> int:
    """Where the verb phrase before the figure begins."""
    cut = len(lead)
    while cut:
        kind = lead[cut - 1].kind
        is_base = kind == "=" and cut > 1 and lead[cut - 2].kind in "CMXIY"
        is_lever = kind == "J" and not set(letters(lead[cut:])) - {"F"}
        if not (kind in _PREDICATE or is_base or is_lever):
            break
        cut -= 1
    return cut


def _parts(sentence: Sentence, items: tuple[Item, ...]) -> list[list[Item]]:
    """The parts of a lead between its marks, the last first; lists and brackets stay whole."""
    parts: list[list[Item]] = [[]]
    marks: list[Item] = []
    depth = 0
    kinds = letters(items)
    opening = max(kinds.rfind(";"), kinds.rfind("."))
    items, kinds = items[max(opening, 0) :], kinds[max(opening, 0) :]
    for index, item in enumerate(items):
        if item.kind == "(" and ")" in kinds[index:]:
            depth += 1
        elif item.kind == ")" and depth:
            depth -= 1
        elif not depth and (
            item.kind in _BOUNDARIES or (item.kind == "N" and kinds[index + 1 : index + 2] == "H")
        ):
            parts.append([])
            marks.append(item)
            continue
        parts[-1].append(item)
    return _joined(sentence, parts, marks)[::-1]


def _joined(sentence: Sentence, parts: list[list[Item]], marks: list[Item]) -> list[list[Item]]:
    """Put the members of one list, cut at their commas, together again."""
    joined = [parts[0]]
    opened = "" if not parts[0] else "^"
    for part, mark in zip(parts[1:], marks, strict=True):
        before = joined[-1]
        if mark.kind == "," and part and before and _same_list(before, part, free=opened != "^"):
            joined[-1] = [*before, mark, *part]
        elif mark.kind == "N" and not _is_second_figure(sentence, before, mark):
            joined[-1] = [*before, mark, *part]
        else:
            joined.append(part)
            opened = mark.kind
    return joined


def _is_second_figure(sentence: Sentence, before: list[Item], mark: Item) -> bool:
    """Whether the preposition `mark` opens the name of another figure: "… với tổng vốn"."""
    kinds = letters(before)
    if not kinds or set(kinds) & (REPORTING | set("=Q")):
        return True
    along = sentence.covers("with", mark.start, mark.end)
    return along and (bool(set(kinds) & set("DTP")) or (kinds[-1] == "W" and "H" not in kinds))


def _same_list(before: list[Item], part: list[Item], *, free: bool) -> bool:
    """Whether `part` goes on with the noun phrase or the verbs of `before`.

    `free` says that `before` opens behind a mark inside the sentence, so that it cannot
    be a clause of its own.
    """
    kinds, rest = letters(before).lstrip("FO&SP"), letters(part)
    if not kinds or not rest or set(kinds) & (REPORTING | set("TPEGR")):
        return False
    if rest[0] == "D":
        return kinds[0] == "D" or (kinds[0] in "Hh" and kinds[-1] == "D" and not set(rest) - set("DWHh&"))
    if rest[0] not in "Wh" or set(rest) - set("WHhD&O"):
        return False
    return kinds[0] in "Hh" or (free and not set(kinds) - set("WDh"))


def _name_in(sentence: Sentence, part: list[Item], *, reports: bool) -> Name | None:
    """The name in one part of a lead; `reports` says whether a verb of reporting follows."""
    items = _stripped(part)
    kinds = letters(items)
    if not items:
        return _place_in(sentence, part)
    if kinds[0] == "D" and (reports or not set(kinds) & set("FPV")):
        return _named(sentence, items, "subject" if reports else "act")
    if kinds[0] == "=" and items[0].what and items[0].what.rule == "base.plan" and kinds[1:2] in ("H", "h"):
        return _named(sentence, _until_verb(sentence, items, reports=reports), "subject")
    heads = [kinds.find("H")] if "H" in kinds else []
    if "h" in kinds and (not heads or kinds.find("h") < heads[0]):
        first = kinds.find("h")
        heads = [0 if set(kinds[:first]) <= {"W"} else first]
        owned = kinds.find("VH", first)
        if owned > 0 and sentence.covers("has", items[owned].start, items[owned].end):
            heads = [owned + 1]  # "dự án có tổng chiều dài"
    if heads and (reports or "D" not in kinds[: min(heads)]):
        subject = _named(sentence, _until_verb(sentence, items[min(heads) :], reports=reports), "subject")
        if subject or "D" not in kinds:
            return subject
    if "D" in kinds:
        last = max((kinds.rfind(kind) for kind in "PFVNSJ"), default=-1)
        first = kinds.find("D", last + 1)
        return _named(sentence, items[first if first >= 0 else kinds.rfind("D") :], "act")
    if kinds[0] in "W=":
        return _named(
            sentence, _until_verb(sentence, items, reports=True), "plan" if kinds[0] == "=" else "subject"
        )
    return None


def _name_far(sentence: Sentence, part: list[Item]) -> Name | None:
    """The name in a part that a mark cuts off from the figure: a clause with a verb of its own."""
    kinds = letters(part)
    verbs = [
        i
        for i, item in enumerate(part)
        if item.kind in REPORTING or sentence.covers("tense", item.start, item.end)
    ]
    inside = [
        i
        for i in verbs
        if kinds[:i].strip("FPSTB") and not sentence.covers("has", part[i].start, part[i].end)
    ]
    return _name_in(sentence, part[: inside[0]] if inside else part, reports=True)


def _place_in(sentence: Sentence, part: list[Item]) -> Name | None:
    """A place or body alone, which may say for whom a figure holds."""
    places = [item for item in part if item.kind in "PS"]
    return name_of(sentence, places[0].start, places[-1].end, "place") if places else None


def _stripped(part: list[Item]) -> list[Item]:
    """`part` without the words that never open or close a name."""
    first, last = 0, len(part)
    while first < last and part[first].kind in _NEVER_FIRST:
        agent = part[first].kind == "P"
        first += 1
        # The proper name of a place or body belongs to it.
        while agent and first < last and part[first].kind in "WO&PS":
            first += 1
    while last > first and part[last - 1].kind in _NEVER_LAST:
        last -= 1
    return part[first:last]


def _until_verb(sentence: Sentence, items: list[Item], *, reports: bool) -> list[Item]:
    """`items` up to a time, or up to the verb of doing that governs the figure."""
    for index, item in enumerate(items[1:], 1):
        rest = letters(items[index + 1 :])
        if ")" in rest and "(" not in rest:
            continue  # a bracket belongs to the name as a whole
        if item.kind in "TEG" or (item.kind in REPORTING and item.kind != "V"):
            return items[:index]
        if reports:
            continue
        acts = (
            item.kind == "F" and rest[:1] in tuple("DHhJ") and sentence.covers("tense", item.start, item.end)
        )
        if acts or (item.kind == "D" and not rest):
            return items[:index]
    return items


def _named(sentence: Sentence, items: list[Item], side: Side) -> Name | None:
    items = _stripped(items) if side != "act" else items
    if not items or not any(map(str.isalnum, sentence.text[items[0].start : items[-1].end])):
        return None
    name = name_of(sentence, items[0].start, items[-1].end, side)
    return None if sentence.covers("bare", name.start, name.end) else name


def noun_after(
    sentence: Sentence, clause: Clause, noun_start: int, *, whole: bool, acts: bool = False
) -> Name | None:
    """The counted noun with all that modifies it, or None when nothing does.

    `whole` says whether the noun of the unit belongs to the name ("hộ nghèo") or only
    holds it ("4.600 lít hóa chất"); `acts` whether a verb of doing may modify it.
    """
    items = _modifiers(sentence, clause.tail, is_object=clause.lead_kinds[:1] not in ("N", "O"))
    if not (whole or acts):
        act = next((index for index, item in enumerate(items) if item.kind == "D" and index), len(items))
        items = items[:act]
    if not items:
        return None
    first = items[0].kind
    if first in "(VA)" and not sentence.covers("inner", items[0].start, items[0].end):
        return None
    if not whole and first not in "WHhP":
        return None
    if first in ",&" and not whole:
        return None
    return name_of(sentence, noun_start if whole else items[0].start, items[-1].end, "noun")


def _modifiers(sentence: Sentence, tail: tuple[Item, ...], *, is_object: bool) -> list[Item]:
    """What modifies the noun before `tail`; behind a preposition a verb is that of the clause."""
    kept: list[Item] = []
    ranged = False
    for index, item in enumerate(tail):
        inner = sentence.covers("inner", item.start, item.end)
        if item.kind in _ENDS_NOUN or (item.kind == "V" and not (inner and is_object)):
            break
        if item.kind == "=" and not (kept and kept[-1].kind == "W" and kept[-1].what):
            break
        if item.kind == "N" and not (ranged and tail[index + 1 : index + 2]):
            break
        if item.kind == "O" and sentence.covers("doer", item.start, item.end):
            if not kept or "P" in letters(tail[index + 1 : index + 3]):
                break
        ranged = ranged or item.kind == "F"
        kept.append(item)
        if sentence.covers("final", item.start, item.end):
            break
    while kept and kept[-1].kind in ",&(ONFJR":
        if kept[-1].kind == "F" and sentence.covers("inner", kept[-1].start, kept[-1].end):
            break
        kept.pop()
    return kept


def topic_of(sentence: Sentence, clause: Clause) -> Name | None:
    """The fronted topic of a clause: "Về đất nông nghiệp, …"."""
    items = clause.lead
    for index, item in enumerate(items):
        if item.kind == "R" and ((index == 0 and not clause.place) or sentence.text[item.start].isupper()):
            stop = next((i for i in items[index + 1 :] if i.kind in ",QT;:(V"), None)
            if stop and stop.start > item.end:
                raw = sentence.text[item.end : stop.start].strip()
                start = sentence.text.find(raw, item.end)
                return name_of(sentence, start, start + len(raw), "topic") if raw else None
            if not stop and index + 1 < len(items):
                return name_of(sentence, items[index + 1].start, items[-1].end, "topic")
    return None
