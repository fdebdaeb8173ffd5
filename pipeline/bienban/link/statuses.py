"""Which figures are estimates and which targets.

"ước" holds for its own figure, its comparisons and its parts; "phấn đấu" for all that
follows in the sentence (FORMAT.md). In an order a figure is a target, unless it counts
what is already there; a period that lies ahead makes one too.
"""

import re
from collections.abc import Sequence

from bienban.link.bases import is_plan
from bienban.link.calendar import Calendar, days
from bienban.link.drafts import Draft
from bienban.link.sequence import Item, Sentence
from bienban.text.sections import Section

ORDERS: frozenset[Section] = frozenset(["conclusion", "plan"])
_MARKS = frozenset(",;:.()")
_TOLD = _MARKS | frozenset("GE=CKBF")
_FRONTED = re.compile("[BFPNT,]{0,4}")
_SAYS_AIM = re.compile("[WPOhHSN]{0,6}[TV]")
_PLAN_IN_FRONT = re.compile(r"=[WPDJTOhF]{0,4}\($")
_REACH = 4  # items before the words of an aim that open its part of the sentence
_OPENER = re.compile("[^FBSPT,]")
_HANGS_ON = frozenset(["N", "O", "&", "(", "/", "D"])


def set_statuses(sentence: Sentence, drafts: Sequence[Draft], section: Section) -> None:
    """Set the status of every draft of one sentence."""
    by_start = {draft.quantity.start: draft for draft in drafts}
    aims = _Aims(sentence)
    for place, (kind, item) in enumerate(zip(sentence.kinds, sentence.items, strict=True)):
        if kind in _TOLD:
            aims.follow(kind, item, place)
        elif kind == "Q":
            draft = by_start[item.start]
            first = draft.clause.place == 0
            aims.aim = _set_aim(sentence, item, aims.opening, first=first) or aims.aim
            _set_status(sentence, draft, drafts, aims.aim or aims.passing, aims.estimate)
            if draft.status == "actual" and draft.status_at is None:
                _set_by_context(sentence, draft, section, aims.opening)
            aims.reach(item)


class _Aims:
    """The words of aim and of estimate that are in force while a sentence is read.

    `passing` is an aim that was met, for its own figure only; `opening` is where the item of a list
    starts, `part` where the words since the last mark do.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.aim: Item | None = None
        self.passing: Item | None = None
        self.plan: Item | None = None
        self.lasting = _fronted_estimate(sentence)
        self.estimate = self.lasting
        self.opening = self.part = sentence.start

    def follow(self, kind: str, item: Item, place: int) -> None:
        """Read one item that is no figure."""
        if kind in _MARKS:
            self.part, self.passing = item.end, None
        if kind == "G":
            self._aim_at(item, place)
        elif kind == "E":
            if self.aim is None or not self.sentence.says("tense", item):
                self.estimate = item  # not in "phấn đấu đến năm 2030 sẽ có 50%"
        elif kind == "=":
            self.plan = item
            self.aim = item if _opens_aim(self.sentence, place) else self.aim
        elif kind in "BF":
            self._tell(kind, item, place)
        elif kind == ":" and self.plan and not self.sentence.has("reached", self.opening, item.start):
            self.aim = self.aim or self.plan  # "các chỉ tiêu năm 2024: …"
        elif kind in ",CK;.":
            self.plan = None
            self.opening = item.end if kind in ";." else self.opening

    def reach(self, figure: Item) -> None:
        """Read a figure: what was said for it alone ends."""
        self.estimate, self.plan, self.part = self.lasting, None, figure.end

    def _aim_at(self, item: Item, place: int) -> None:
        if place and self.sentence.says("been", self.sentence.items[place - 1]):
            return  # "các hiệp định đã cam kết"
        if self.sentence.has("reached", self.part, item.start):
            self.passing = item  # "hoàn thành mục tiêu đề ra, thu …"
        else:  # an estimate before it is none: "sẽ tiếp tục …, phấn đấu đạt 50%"
            self.aim, self.estimate, self.lasting = item, None, None

    def _tell(self, kind: str, item: Item, place: int) -> None:
        """End the aim before words of telling: "… phấn đấu thu 9 tỷ đồng, nhưng thu 7 tỷ đồng"."""
        if kind == "B" and self.sentence.says("tells", item):
            self.aim = self.passing = self.estimate = None
        if self.aim and kind == "F" and self.sentence.kinds[place - 1 : place] == "P":
            # "Về nhiệm vụ thời gian tới, bà Lan đã giao 12 việc"
            self.aim = None if self.sentence.says("been", item) else self.aim


def continues(sentence: Sentence) -> bool:
    """Whether a sentence goes on with what the one before it told of: "Theo đó, …", "Trong đó, …"."""
    return sentence.kinds[:1] in ("K", "B") and not sentence.knows("been")


def _opens_aim(sentence: Sentence, place: int) -> bool:
    """Whether an aim is the subject of what follows: "Mục tiêu đến năm 2030 có …", "mục tiêu là giữ …"."""
    item = sentence.items[place]
    before = sentence.kinds[max(place - _REACH, 0) : place] if place else ""
    if not sentence.has("aims", item.start, item.end) or not (place < _REACH or before.endswith(",")):
        return False
    fronted = _FRONTED.fullmatch(sentence.kinds, 0, place) or before.endswith((",T,", ";", ";T,"))
    said = _SAYS_AIM.match(sentence.kinds, place + 1)
    if not (fronted and said):
        return False
    last = sentence.items[said.end() - 1]
    return last.kind == "T" or sentence.says("is", last)


def _fronted_estimate(sentence: Sentence) -> Item | None:
    """An estimate said before the period, which holds for the sentence: "Ước 6 tháng, …"."""
    return sentence.items[0] if sentence.kinds[:2] == "ET" else None


def _set_status(
    sentence: Sentence, draft: Draft, drafts: Sequence[Draft], aim: Item | None, estimate: Item | None
) -> None:
    if draft.prior:
        return
    if plan := _plan_before(sentence, draft, drafts):
        draft.status, draft.status_at, draft.of_plan = "target", plan.mention, True
    elif estimate and not (draft.ordered and sentence.says("tense", estimate)):
        draft.status, draft.status_at = "estimate", estimate.mention
    elif aim:
        draft.status, draft.status_at = "target", aim.mention
    elif donor := _donor(sentence, draft, drafts):
        draft.status, draft.status_at = donor.status, donor.status_at


def _donor(sentence: Sentence, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The figure whose status this one shares."""
    if _reports_anew(draft):
        return None
    if draft.heir_of or draft.child_of:
        return draft.heir_of or draft.child_of
    place = draft.clause.place
    joined = draft.clause.mark in _HANGS_ON and draft.reading.subject is None
    return drafts[place - 1] if place and (joined or _comes_with(sentence, draft)) else None


def _set_aim(sentence: Sentence, figure: Item, opening: int, *, first: bool) -> Item | None:
    """What opens a row of aims at `figure`: counted aims, or the plan a sentence starts with.

    "Nghị quyết đề ra 23 chỉ tiêu, trong đó …", "Kế hoạch năm 2024 đề ra thu 9 tỷ đồng".
    """
    if not sentence.knows("sets"):
        return None
    if sentence.has("aims", figure.start, figure.end) and sentence.has("sets", opening, figure.start):
        return None if sentence.has("known", opening, figure.start) else figure
    found = _OPENER.search(sentence.kinds) if first else None
    opener = sentence.items[found.start()] if found else figure
    if opener.kind != "=" or not is_plan(opener.what) or sentence.has("reached", opener.end, figure.start):
        return None
    return opener if sentence.has("sets", opener.end, figure.start) else None


def _reports_anew(draft: Draft) -> bool:
    """Whether a figure is reported for a time of its own: "ước đạt 9 tỷ; lũy kế 9 tháng đạt 80 tỷ"."""
    verb = draft.verb
    return (
        verb is not None
        and verb.measure == "level"
        and not draft.clause.inside
        and "T" in draft.clause.lead_kinds
    )


def _plan_before(sentence: Sentence, draft: Draft, drafts: Sequence[Draft]) -> Item | None:
    """The plan whose own amount follows it in a bracket or as what was assigned.

    "thu 4 tỷ đồng, đạt 66% chỉ tiêu Bộ giao (6 tỷ đồng)", "đạt 66% dự toán được tỉnh giao là 6 tỷ đồng"
    """
    clause, root = draft.clause, draft.root
    opens = clause.lead_kinds[-1:] == "("
    if not opens and not (clause.lead and sentence.says("is", clause.lead[-1]) and clause.place):
        return None
    if (
        opens
        and (told := _PLAN_IN_FRONT.search(clause.lead_kinds))
        and is_plan(clause.lead[told.start()].what)
    ):
        return clause.lead[told.start()]
    if root is draft or root.quantity.unit != draft.quantity.unit:
        return None
    words = clause.lead[:-1] or drafts[clause.place - 1].clause.tail
    if not opens:
        words = (*drafts[clause.place - 1].clause.tail, *clause.lead[:-1])
        if not any(sentence.says("assign", item) for item in clause.lead):
            return None
    return next((item for item in reversed(words) if item.kind == "=" and is_plan(item.what)), None)


def _comes_with(sentence: Sentence, draft: Draft) -> bool:
    """Whether a figure is told along with the one before it: "12 dự án với tổng vốn 9 tỷ đồng"."""
    subject = draft.reading.subject
    if draft.clause.mark == "N" or subject is None:
        return draft.clause.mark == "N"
    before = [item for item in draft.clause.lead if item.end <= subject.start]
    return bool(before) and before[-1].kind == "N" and sentence.says("with", before[-1])


def _set_by_context(sentence: Sentence, draft: Draft, section: Section, opening: int) -> None:
    """Targets that no word of aim marks: plans that are named, tasks, orders.

    `opening` is where the figure's item of a list starts.
    """
    ordered = (section in ORDERS or draft.ordered or _bids(sentence, draft)) and _is_ordered(
        sentence, draft, opening, section
    )
    if _names_plan(draft) or draft.adopted or ordered or _is_asked(sentence, draft):
        draft.status = "target"


def _bids(sentence: Sentence, draft: Draft) -> bool:
    """Whether somebody is told to do it in a report: "UBND huyện yêu cầu các xã giải ngân 100% vốn"."""
    if not sentence.knows("modal"):
        return False
    kinds, items = draft.clause.lead_kinds, draft.clause.lead
    at = kinds.find("BP")
    return at > 0 and sentence.says("modal", items[at]) and kinds[at - 1] == "P"


def _names_plan(draft: Draft) -> bool:
    """Whether the subject is a plan or an aim: "dự toán thu ngân sách 15.000 tỷ đồng"."""
    name = draft.name
    if (
        name is None
        or draft.heir_of
        or name.side == "motion"
        or (draft.clause.is_ratio and not name.is_growth)
    ):
        return False
    if name.side == "plan":
        return True
    if "=" not in draft.clause.lead_kinds:
        return False
    before = [item for item in draft.clause.lead if item.end <= name.start]
    opened = next((item for item in draft.clause.lead if item.start == name.start), None)
    plans = [item for item in (*before[-1:], opened) if item is not None and item.kind == "="]
    return any(is_plan(item.what) for item in plans)


def _is_asked(sentence: Sentence, draft: Draft) -> bool:
    """Whether a petition asks for this amount: "kiến nghị nâng mức hỗ trợ lên ít nhất 45.000 đồng/kg"."""
    lead, kinds = draft.clause.lead, draft.clause.lead_kinds
    if draft.clause.counts or not sentence.knows("ask"):
        return False
    asks = [index for index, item in enumerate(lead) if sentence.says("ask", item)]
    if not asks or sentence.has("been", lead[asks[-1]].end, draft.quantity.start):
        return False
    behind = kinds[asks[-1] + 1 :]
    return draft.quantity.bound in ("min", "max") or "J" in behind or (behind[:1] == "P" and "D" in behind)


def _is_ordered(sentence: Sentence, draft: Draft, opening: int, section: Section) -> bool:
    """Whether a plan or an order asks for this figure, and does not only speak of what is already there."""
    lead, quantity = draft.clause.lead, draft.quantity
    start = next((item.end for item in reversed(lead) if item.kind in ";,.:"), opening)
    if draft.prior or sentence.has("known", start, quantity.start):
        return False
    limited = quantity.bound in ("min", "max")
    if not limited and draft.clause.counts and _is_mentioned(sentence, draft, start):
        return False
    if section == "plan" or (draft.ordered and not draft.clause.counts):
        return True
    if not (draft.ordered or _must(sentence, opening, quantity.start)):
        return limited and sentence.has("scheme", opening, quantity.start)
    return limited or _acts(draft) or sentence.has("order", opening, quantity.start)


def _must(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word between `start` and `end` says that something is to be done."""
    if not sentence.knows("modal"):
        return False
    return any(start <= item.start < end and sentence.says("modal", item) for item in sentence.items)


def _acts(draft: Draft) -> bool:
    """Whether a verb of doing or of moving leads to the figure."""
    reading = draft.reading
    named = reading.subject.start if reading.subject else -1
    acts = reading.act is not None or reading.lever is not None
    return acts or any(item.kind == "D" and item.start == named for item in draft.clause.lead)


def _is_mentioned(sentence: Sentence, draft: Draft, start: int) -> bool:
    """Whether a count only tells of whom or what something is done for: "thủ tục của 60 dự án"."""
    if sentence.has("heeds", start, draft.quantity.start):
        return True
    before = next((item for item in reversed(draft.clause.lead) if item.kind != "F"), None)
    return before is not None and before.kind in ("N", "O", "R") and not sentence.says("for", before)


def set_by_period(draft: Draft, calendar: Calendar) -> None:
    """A period that begins after the meeting makes a target."""
    if draft.status != "actual" or draft.period is None or calendar.today is None:
        return
    start, _ = days(draft.period)
    if start and start > calendar.today.isoformat():
        draft.status = "target"
