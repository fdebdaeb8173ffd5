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
_TOLD = _MARKS | frozenset("GE=QCK")
_OPENER = re.compile("[^FBSPT,]")
_HANGS_ON = frozenset(["N", "O", "&", "(", "/", "D"])


def set_statuses(sentence: Sentence, drafts: Sequence[Draft], section: Section) -> None:
    """Set the status of every draft of one sentence."""
    by_start = {draft.quantity.start: draft for draft in drafts}
    aim = passing = plan = None
    estimate = lasting = _fronted_estimate(sentence)
    opening = part = sentence.start
    for kind, item in zip(sentence.kinds, sentence.items, strict=True):
        if kind not in _TOLD:
            continue
        if kind in _MARKS:
            part, passing = item.end, None
        if kind == "G":
            if sentence.has("reached", part, item.start):
                passing = item  # "hoàn thành mục tiêu đề ra, thu …"
            else:
                aim = item
        elif kind == "E":
            estimate = item
        elif kind == "=":
            plan = item
        elif kind == ":" and plan and not sentence.has("reached", opening, item.start):
            aim = aim or plan  # "các chỉ tiêu năm 2024: …"
        elif kind == "Q":
            draft = by_start[item.start]
            aim = _set_aim(sentence, item, opening, first=draft.clause.place == 0) or aim
            _set_status(sentence, draft, drafts, aim or passing, estimate)
            if draft.status == "actual" and draft.status_at is None:
                _set_by_context(sentence, draft, section, opening)
            estimate, plan, part = lasting, None, item.end
        elif kind in ",CK;.":
            plan = None
            opening = item.end if kind in ";." else opening


def _fronted_estimate(sentence: Sentence) -> Item | None:
    """An estimate said before the period, which holds for the sentence: "Ước 6 tháng, …"."""
    return sentence.items[0] if sentence.kinds[:2] == "ET" else None


def _set_status(
    sentence: Sentence, draft: Draft, drafts: Sequence[Draft], aim: Item | None, estimate: Item | None
) -> None:
    if draft.prior:
        return
    if estimate:
        draft.status, draft.status_at = "estimate", estimate.mention
    elif aim:
        draft.status, draft.status_at = "target", aim.mention
    elif plan := _plan_before_bracket(draft, drafts):
        draft.status, draft.status_at = "target", plan.mention
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


def _plan_before_bracket(draft: Draft, drafts: Sequence[Draft]) -> Item | None:
    """The plan whose own amount a bracket gives: "thu 4 tỷ đồng, đạt 66% chỉ tiêu Bộ giao (6 tỷ đồng)"."""
    clause, root = draft.clause, draft.root
    if clause.lead_kinds[-1:] != "(" or root is draft or root.quantity.unit != draft.quantity.unit:
        return None
    words = clause.lead[:-1] or drafts[clause.place - 1].clause.tail
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
    ordered = section in ORDERS and _is_ordered(sentence, draft, opening, section)
    if _names_plan(draft) or ordered or _is_asked(sentence, draft):
        draft.status = "target"


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
    return bool(before and before[-1].kind == "=") or bool(opened and opened.kind == "=")


def _is_asked(sentence: Sentence, draft: Draft) -> bool:
    """Whether a petition asks for this amount: "kiến nghị nâng mức hỗ trợ lên ít nhất 45.000 đồng/kg"."""
    lead = draft.clause.lead
    if draft.clause.counts or not sentence.knows("ask"):
        return False
    asks = [index for index, item in enumerate(lead) if sentence.says("ask", item)]
    if not asks:
        return False
    return draft.quantity.bound in ("min", "max") or "J" in draft.clause.lead_kinds[asks[-1] :]


def _is_ordered(sentence: Sentence, draft: Draft, opening: int, section: Section) -> bool:
    """Whether an order asks for this figure, and does not only speak of what is already there."""
    lead, quantity, reading = draft.clause.lead, draft.quantity, draft.reading
    start = next((item.end for item in reversed(lead) if item.kind in ";,.:"), opening)
    if draft.prior or sentence.has("known", start, quantity.start):
        return False
    if section == "plan":
        return True
    acts = reading.act is not None or reading.lever is not None
    named = reading.subject.start if reading.subject else -1
    acts = acts or any(item.kind == "D" and item.start == named for item in lead)
    return quantity.bound in ("min", "max") or acts or sentence.has("order", opening, quantity.start)


def set_by_period(draft: Draft, calendar: Calendar) -> None:
    """A period that begins after the meeting makes a target."""
    if draft.status != "actual" or draft.period is None or calendar.today is None:
        return
    start, _ = days(draft.period)
    if start and start > calendar.today.isoformat():
        draft.status = "target"
