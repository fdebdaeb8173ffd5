"""The words before a figure -> its subject and its predicate.

A Vietnamese noun phrase starts with its head, so the left edge of a name is the first
head noun of its part of the sentence and the right edge is the verb.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bienban.link.clauses import Clause
from bienban.link.names import Name, Side, name_of
from bienban.link.parts import Part, parts_of
from bienban.link.roles import REPORTING, WHO, WORD
from bienban.link.sequence import Item, Sentence
from bienban.rule_kinds import BaseRule

# "takes the highest share (58%)": the value stands in the bracket
_COMPARING_IN_WORDS: Final = re.compile(r"[MXIUY][WF]{0,2}\($")
_LONGEST_ADVERB: Final = 4  # items
_PREDICATE: Final = REPORTING | frozenset("FETLCG")
_NEVER_FIRST: Final = frozenset("FPSTB&REGNOJ)C,") | REPORTING
_NEVER_LAST: Final = frozenset("FNETO&RBGC(,") | REPORTING
_NAMING: Final = re.compile("[HhWDPS=]")
_HAS_VERB: Final = re.compile("[FPV]")
_BEHIND_TOPIC: Final = re.compile("[,T;:(V]")
_PLACE_OR_WORD: Final = re.compile("[PSW]")
_ENDS_NAME: Final = frozenset("TEG") | REPORTING - {"V"}


@dataclass(slots=True, eq=False)
class Reading:
    """What the words before a figure say; never written to once it is made.

    `predicate_kinds` are the letters of `predicate`.
    """

    subject: Name | None = None
    act: Name | None = None
    place: Name | None = None
    lever: Name | None = None
    predicate: tuple[Item, ...] = ()
    predicate_kinds: str = ""
    child: bool = False
    detail: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is neither subject nor verb of doing."""
        return self.subject is None and self.act is None


def read_lead(sentence: Sentence, clause: Clause) -> Reading:
    """Split the lead of `clause` into subject and predicate."""
    items, kinds = clause.lead, clause.lead_kinds
    first, cut = _topic_start(sentence, items, kinds), _predicate_start(sentence, items, kinds)
    predicate = Part(items[cut:], kinds[cut:])
    found: dict[Side, Name] = {}
    if _NAMING.search(kinds, first, cut):
        found = _names(sentence, clause, Part(items[first:cut], kinds[first:cut]), predicate)
    lever = predicate.kinds.rfind("J")
    parts = kinds.rfind("K")
    return Reading(
        found.get("subject") or found.get("plan"),
        found.get("act"),
        found.get("place"),
        _name(sentence, predicate.items[lever : lever + 1], "lever") if lever >= 0 else None,
        predicate.items,
        predicate.kinds,
        parts >= 0,
        parts >= 0 and sentence.says("detail", items[parts]),
    )


def _topic_start(sentence: Sentence, items: Sequence[Item], kinds: str) -> int:
    """Where the last topic stands that opens a sentence which the text glues to the one before, else 0."""
    at = kinds.rfind("R")
    while at > 0 and not sentence.text[items[at].start].isupper():
        at = kinds.rfind("R", 0, at)
    return max(at, 0)


def _predicate_start(sentence: Sentence, items: Sequence[Item], kinds: str) -> int:
    """Where the verb phrase before the figure begins."""
    cut = len(kinds)
    if comparing := _COMPARING_IN_WORDS.search(kinds, max(cut - _LONGEST_ADVERB, 0)):
        cut = comparing.start()
    while cut:
        kind = kinds[cut - 1]
        is_base = kind == "=" and cut > 1 and kinds[cut - 2] in "CMXIY"
        if kind == "V" and cut > 1 and kinds[cut - 2] in "HhW" and sentence.says("final", items[cut - 1]):
            break  # "số vốn còn lại 12 tỷ đồng"
        is_lever = kind == "J" and not kinds[cut:].strip("F")
        if not (kind in _PREDICATE or is_base or is_lever):
            break
        cut -= 1
    return cut


def _names(sentence: Sentence, clause: Clause, before: Part, predicate: Part) -> dict[Side, Name]:
    """The nearest name of each side in the lead before the predicate, up to the first that is no place."""
    found: dict[Side, Name] = {}
    reports = _reports(sentence, predicate)
    for number, part in enumerate(_within_reach(sentence, clause, before, predicate, reports=reports)):
        name = _name_far(sentence, part) if number else _name_in(sentence, part, reports=reports)
        if name:
            found.setdefault(name.side, name)
        if (name and name.side != "place") or (name is None and _is_bare(sentence, part)):
            break
    return found


def _reports(sentence: Sentence, predicate: Part) -> bool:
    """Whether a word says what a figure reaches, so that a subject stands before it."""
    if "E" in predicate.kinds:
        return True
    verbs = [item for item in predicate.items if item.kind in REPORTING]
    if not sentence.knows("passive"):
        return bool(verbs)
    return not all(sentence.says("passive", verb) for verb in verbs)


def _within_reach(
    sentence: Sentence, clause: Clause, before: Part, predicate: Part, *, reports: bool
) -> Iterator[Part]:
    """The parts of a lead that may hold the subject, the last first.

    A verb looks for it across a mark; "đạt" only at the start of a sentence and only for
    a head noun, for it mostly goes on with the figure before (guide §3.4).
    """
    last, *others = parts_of(sentence, before)
    yield last
    if not others:
        return
    if not _stripped(sentence, last).items and _place_in(sentence, last):
        yield from (part for part in others if "H" in part.kinds)
        return  # "tỷ lệ giải ngân còn thấp: huyện A 23%, huyện B 21%"
    goes_on = not clause.inside and _goes_on(sentence, predicate)
    if not (clause.inside or reports) or (goes_on and clause.place):
        return
    for part in others:
        if goes_on and "H" not in part.kinds and _stripped(sentence, part).items:
            return
        yield part


def _goes_on(sentence: Sentence, predicate: Part) -> bool:
    """Whether a predicate may go on with the subject of the figure before."""
    verbs = [item for item in predicate.items if item.kind in REPORTING]
    return "E" not in predicate.kinds and all(sentence.says("inner", verb) for verb in verbs)


def _is_bare(sentence: Sentence, part: Part) -> bool:
    """Whether a part only holds a head that names nothing alone: "bình quân"."""
    items = _stripped(sentence, part).items
    return bool(items) and sentence.covers("bare", items[0].start, items[-1].end)


def _name_in(sentence: Sentence, part: Part, *, reports: bool) -> Name | None:
    """The name in one part of a lead; `reports` says whether a verb of reporting follows."""
    core = _stripped(sentence, part)
    items, kinds = core.items, core.kinds
    if not items:
        return _place_in(sentence, part)
    if kinds[0] == "D" and reports and (object_ := _object_of_done(sentence, part, core)):
        return object_
    if kinds[0] == "D" and (reports or not _HAS_VERB.search(kinds)):
        return _named(sentence, core, "subject" if reports else "act")
    head = 0 if _opens_with_plan(core) else _head(sentence, core)
    if head is not None and (reports or "D" not in kinds[:head]):
        whole = _until_verb(sentence, core.cut(head, len(kinds)), reports=reports)
        subject = _named(sentence, whole, "subject")
        if subject or "D" not in kinds:
            return subject
    if "D" in kinds:
        return _named(sentence, core.cut(_governing_act(kinds), len(kinds)), "act")
    if kinds[0] in "W=":
        side: Side = "plan" if kinds[0] == "=" else "subject"
        return _named(sentence, _until_verb(sentence, core, reports=True), side)
    return None


def _object_of_done(sentence: Sentence, part: Part, core: Part) -> Name | None:
    """The last head behind a verb that was done, or what somebody has.

    "tỉnh đã triển khai các biện pháp thu ngân sách, ước đạt", "thành lập mới có diện tích là"
    """
    owned = core.kinds.find("VH")
    if owned > 0 and sentence.says("has", core.items[owned]):
        return _named(sentence, core.cut(owned + 1, len(core.kinds)), "subject")
    at = part.items.index(core.items[0])
    strong = core.kinds.rfind("H")
    if strong < 1 or not at or not sentence.says("tense", part.items[at - 1]):
        return None
    return _named(sentence, core.cut(strong, len(core.kinds)), "subject")


def _opens_with_plan(part: Part) -> bool:
    """Whether a plan itself is measured: "dự toán thu ngân sách", not "mục tiêu tăng trưởng"."""
    what = part.items[0].what
    return part.kinds[1:2] in ("H", "h") and isinstance(what, BaseRule) and what.id == "base.plan"


def _head(sentence: Sentence, part: Part) -> int | None:
    """The number of the item that opens the noun phrase: the first head, or goods that open the part."""
    items, kinds = part.items, part.kinds
    strong, weak = kinds.find("H"), kinds.find("h")
    if weak < 0 or 0 <= strong < weak:
        return _behind_goods(sentence, part, strong) if strong >= 0 else None
    owned = kinds.find("VH", weak)
    if owned > 0 and sentence.says("has", items[owned]):
        return owned + 1  # "dự án có tổng chiều dài"
    if strong > 1 and kinds[strong - 1] == "F" and sentence.says("tense", items[strong - 1]):
        return strong  # "dự án đã giải phóng mặt bằng được"
    return weak if kinds[:weak].strip("W,&") else 0


def _behind_goods(sentence: Sentence, part: Part, strong: int) -> int:
    """The number of the head, or that of the goods before it where it only says what they are worth."""
    last = 0 < strong == len(part.kinds) - 1 and not part.kinds[:strong].strip("W")
    return 0 if last and sentence.says("worth", part.items[strong]) else strong


def _governing_act(kinds: str) -> int:
    """The number of the verb of doing that governs the figure: the first behind the last subject."""
    last = len(kinds) - 1
    while last >= 0 and kinds[last] not in "PFVNSJ":
        last -= 1
    first = kinds.find("D", last + 1)
    return first if first >= 0 else kinds.rfind("D")


def _name_far(sentence: Sentence, part: Part) -> Name | None:
    """The name in a part that a mark cuts off from the figure: a clause with a verb of its own."""
    opening = len(part.kinds) - len(part.kinds.lstrip("FPSTB"))
    for index in range(opening + 1, len(part.kinds)):
        item = part.items[index]
        is_verb = item.kind in REPORTING or sentence.says("tense", item)
        if is_verb and not sentence.says("has", item):
            return _name_in(sentence, part.cut(0, index), reports=True)
    return _name_in(sentence, part, reports=True)


def _place_in(sentence: Sentence, part: Part) -> Name | None:
    """A place or body alone, which may say for whom a figure holds."""
    if not _PLACE_OR_WORD.search(part.kinds):
        return None
    places = [item for item in part.items if item.kind in "PS" or _is_proper(sentence, item)]
    return _name(sentence, places, "place") if places else None


def _is_proper(sentence: Sentence, item: Item) -> bool:
    """Whether words are a proper name: every syllable has a capital, the last is no abbreviation."""
    if item.kind != WORD or not sentence.text[item.start].isupper():
        return False
    syllables = sentence.text[item.start : item.end].split()
    return len(syllables) > 1 and all(s[0].isupper() for s in syllables) and syllables[-1].istitle()


def _stripped(sentence: Sentence, part: Part) -> Part:
    """`part` without the words that never open or close a name."""
    items, kinds = part.items, part.kinds
    first, last = 0, len(kinds)
    while first < last and (kinds[first] in _NEVER_FIRST or _is_proper(sentence, items[first])):
        agent = kinds[first] in (WHO, WORD)
        first += 1
        # The proper name of a place or body belongs to it.
        while agent and first < last and kinds[first] in "WO&PS":
            first += 1
    while last > first and kinds[last - 1] in _NEVER_LAST:
        if kinds[last - 1] == "V" and sentence.says("final", items[last - 1]):
            break
        last -= 1
    return part.cut(first, last) if last - first < len(kinds) else part


def _until_verb(sentence: Sentence, part: Part, *, reports: bool) -> Part:
    """`part` up to a time, or up to the verb of doing that governs the figure."""
    items, kinds = part.items, part.kinds
    for index in range(1, len(kinds)):
        kind, behind = kinds[index], index + 1
        if not (kind in _ENDS_NAME or (kind in "FD" and not reports)):
            continue
        if kinds.find(")", behind) >= 0 and kinds.find("(", behind) < 0:
            continue  # a bracket belongs to the name as a whole
        if kind in _ENDS_NAME:
            return part.cut(0, index)
        acts = kind == "F" and kinds[behind : behind + 1] in tuple("DHhJ")
        if acts and sentence.says("tense", items[index]):
            return part.cut(0, index)
        if kind == "D" and behind == len(kinds) and kinds[index - 1] not in "NO":
            counts = sentence.opens("number", items[0].start)  # "tổng số tiền xử phạt"
            return part if counts else part.cut(0, index)
    return part


def _named(sentence: Sentence, part: Part, side: Side) -> Name | None:
    if side == "act" and part.kinds.endswith("NP") and len(part.kinds) > len("NP"):
        part = part.cut(0, len(part.kinds) - len("NP"))  # "bố trí cho thành phố"
    items = part.items if side == "act" else _stripped(sentence, part).items
    if not items or not any(map(str.isalnum, sentence.text[items[0].start : items[-1].end])):
        return None
    return None if sentence.covers("bare", items[0].start, items[-1].end) else _name(sentence, items, side)


def _name(sentence: Sentence, items: Sequence[Item], side: Side) -> Name:
    return name_of(sentence, items[0].start, items[-1].end, side)


def topic_of(sentence: Sentence, clause: Clause) -> Name | None:
    """The fronted topic of a clause: "Về đất nông nghiệp, …"."""
    kinds, items = clause.lead_kinds, clause.lead
    at = kinds.find("R")
    while at >= 0:
        if (at == 0 and not clause.place) or sentence.text[items[at].start].isupper():
            end = _BEHIND_TOPIC.search(kinds, at + 1)
            last = end.start() if end else len(kinds)
            if last > at + 1:
                return _name(sentence, items[at + 1 : last], "topic")
        at = kinds.find("R", at + 1)
    return None
