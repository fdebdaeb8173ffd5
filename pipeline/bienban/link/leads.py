"""The words before a figure -> its subject and its predicate.

A Vietnamese noun phrase starts with its head, so the left edge of a name is the first
head noun of its part of the sentence and the right edge is the verb.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bienban.link.clauses import Clause
from bienban.link.names import Name, Side, name_of
from bienban.link.parts import parts_of
from bienban.link.sequence import REPORTING, WHO, WORD, Item, Sentence, letters

# "takes the highest share (58%)": the value stands in the bracket
_COMPARING_IN_WORDS: Final = re.compile(r"[MXIUY][WF]{0,2}\($")
_LONGEST_ADVERB: Final = 4  # items
_PREDICATE: Final = REPORTING | frozenset("FETLCG")
_NEVER_FIRST: Final = frozenset("FPSTB&REGNOJ)C,") | REPORTING
_NEVER_LAST: Final = frozenset("FNETO&RBGC(,") | REPORTING


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a figure say."""

    subject: Name | None = None
    act: Name | None = None
    place: Name | None = None
    lever: Name | None = None
    predicate: tuple[Item, ...] = ()
    child: bool = False
    detail: bool = False

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
    found: dict[Side, Name] = {}
    reports = any(_reports(sentence, item) for item in predicate)
    for number, part in enumerate(_within_reach(sentence, clause, lead[:cut], predicate)):
        name = _name_far(sentence, part) if number else _name_in(sentence, part, reports=reports)
        if name:
            found.setdefault(name.side, name)
        if (name and name.side != "place") or (name is None and _is_bare(sentence, part)):
            break
    subject = found.get("subject") or found.get("plan")
    parts = [item for item in clause.lead if item.kind == "K"]
    detail = bool(parts) and sentence.covers("detail", parts[-1].start, parts[-1].end)
    return Reading(subject, found.get("act"), found.get("place"), lever, predicate, bool(parts), detail)


def _reports(sentence: Sentence, item: Item) -> bool:
    """Whether a word says what a figure reaches, so that a subject stands before it."""
    if item.kind in REPORTING:
        return not sentence.covers("passive", item.start, item.end)
    return item.kind == "E"


def _within_reach(
    sentence: Sentence, clause: Clause, before: tuple[Item, ...], predicate: tuple[Item, ...]
) -> Iterator[list[Item]]:
    """The parts of a lead that may hold the subject, the last first.

    A verb looks for it across a mark; "đạt" only at the start of a sentence and only for
    a head noun, for it mostly goes on with the figure before (guide §3.4).
    """
    parts = parts_of(sentence, before)
    yield parts[0]
    if not _stripped(sentence, parts[0]) and _place_in(sentence, parts[0]):
        yield from (part for part in parts[1:] if "H" in letters(part))
        return  # "tỷ lệ giải ngân còn thấp: huyện A 23%, huyện B 21%"
    goes_on = all(sentence.covers("inner", i.start, i.end) for i in predicate if i.kind in REPORTING)
    goes_on = goes_on and not clause.inside and all(item.kind != "E" for item in predicate)
    if not (clause.inside or any(_reports(sentence, item) for item in predicate)) or (
        goes_on and clause.place
    ):
        return
    for part in parts[1:]:
        if goes_on and _stripped(sentence, part) and "H" not in letters(part):
            return
        yield part


def _is_bare(sentence: Sentence, part: list[Item]) -> bool:
    """Whether a part only holds a head that names nothing alone: "bình quân"."""
    items = _stripped(sentence, part)
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
    if comparing := _COMPARING_IN_WORDS.search(letters(lead[-_LONGEST_ADVERB:])):
        cut -= len(comparing.group())
    while cut:
        kind = lead[cut - 1].kind
        is_base = kind == "=" and cut > 1 and lead[cut - 2].kind in "CMXIY"
        is_lever = kind == "J" and not set(letters(lead[cut:])) - {"F"}
        if not (kind in _PREDICATE or is_base or is_lever):
            break
        cut -= 1
    return cut


def _name_in(sentence: Sentence, part: list[Item], *, reports: bool) -> Name | None:
    """The name in one part of a lead; `reports` says whether a verb of reporting follows."""
    items = _stripped(sentence, part)
    kinds = letters(items)
    if not items:
        return _place_in(sentence, part)
    if kinds[0] == "D" and (reports or not set(kinds) & set("FPV")):
        return _named(sentence, items, "subject" if reports else "act")
    head = 0 if _opens_with_plan(items) else _head(sentence, items)
    if head is not None and (reports or "D" not in kinds[:head]):
        subject = _named(sentence, _until_verb(sentence, items[head:], reports=reports), "subject")
        if subject or "D" not in kinds:
            return subject
    if "D" in kinds:
        return _named(sentence, items[_governing_act(kinds) :], "act")
    if kinds[0] in "W=":
        side: Side = "plan" if kinds[0] == "=" else "subject"
        return _named(sentence, _until_verb(sentence, items, reports=True), side)
    return None


def _opens_with_plan(items: list[Item]) -> bool:
    """Whether a plan itself is measured: "dự toán thu ngân sách", not "mục tiêu tăng trưởng"."""
    what = items[0].what
    return what is not None and what.rule == "base.plan" and letters(items[1:2]) in ("H", "h")


def _head(sentence: Sentence, items: list[Item]) -> int | None:
    """The number of the item that opens the noun phrase: the first head, or goods that open the part."""
    kinds = letters(items)
    strong, weak = kinds.find("H"), kinds.find("h")
    if weak < 0 or 0 <= strong < weak:
        return strong if strong >= 0 else None
    owned = kinds.find("VH", weak)
    if owned > 0 and sentence.covers("has", items[owned].start, items[owned].end):
        return owned + 1  # "dự án có tổng chiều dài"
    if (
        strong > 1
        and kinds[strong - 1] == "F"
        and sentence.covers("tense", items[strong - 1].start, items[strong - 1].end)
    ):
        return strong  # "dự án đã giải phóng mặt bằng được"
    return 0 if set(kinds[:weak]) <= set("W,&") else weak


def _governing_act(kinds: str) -> int:
    """The number of the verb of doing that governs the figure: the first behind the last subject."""
    last = max(kinds.rfind(kind) for kind in "PFVNSJ")
    first = kinds.find("D", last + 1)
    return first if first >= 0 else kinds.rfind("D")


def _name_far(sentence: Sentence, part: list[Item]) -> Name | None:
    """The name in a part that a mark cuts off from the figure: a clause with a verb of its own."""
    kinds = letters(part)
    for index, item in enumerate(part):
        is_verb = item.kind in REPORTING or sentence.covers("tense", item.start, item.end)
        if is_verb and kinds[:index].strip("FPSTB") and not sentence.covers("has", item.start, item.end):
            return _name_in(sentence, part[:index], reports=True)
    return _name_in(sentence, part, reports=True)


def _place_in(sentence: Sentence, part: list[Item]) -> Name | None:
    """A place or body alone, which may say for whom a figure holds."""
    places = [item for item in part if item.kind in "PS" or _is_proper(sentence, item)]
    return name_of(sentence, places[0].start, places[-1].end, "place") if places else None


def _is_proper(sentence: Sentence, item: Item) -> bool:
    """Whether words are a proper name: every syllable has a capital, the last is no abbreviation."""
    if item.kind != WORD:
        return False
    syllables = sentence.text[item.start : item.end].split()
    return len(syllables) > 1 and all(s[0].isupper() for s in syllables) and syllables[-1].istitle()


def _stripped(sentence: Sentence, part: list[Item]) -> list[Item]:
    """`part` without the words that never open or close a name."""
    first, last = 0, len(part)
    while first < last and (part[first].kind in _NEVER_FIRST or _is_proper(sentence, part[first])):
        agent = part[first].kind in (WHO, WORD)
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
        if acts or (item.kind == "D" and not rest and items[index - 1].kind not in "NO"):
            return items[:index]
    return items


def _named(sentence: Sentence, items: list[Item], side: Side) -> Name | None:
    items = _stripped(sentence, items) if side != "act" else items
    if not items or not any(map(str.isalnum, sentence.text[items[0].start : items[-1].end])):
        return None
    name = name_of(sentence, items[0].start, items[-1].end, side)
    return None if sentence.covers("bare", name.start, name.end) else name


def topic_of(sentence: Sentence, clause: Clause) -> Name | None:
    """The fronted topic of a clause: "Về đất nông nghiệp, …"."""
    items = clause.lead
    for index, item in enumerate(items):
        if item.kind != "R" or not ((index == 0 and not clause.place) or sentence.text[item.start].isupper()):
            continue
        last = next((i for i in range(index + 1, len(items)) if items[i].kind in ",T;:(V"), len(items))
        if last > index + 1:
            return name_of(sentence, items[index + 1].start, items[last - 1].end, "topic")
    return None
