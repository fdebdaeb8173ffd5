"""Which figures are estimates and which targets.

"ước" holds for its own figure, its comparisons and its parts; "phấn đấu" for all that
follows in the sentence (FORMAT.md). In an order a figure is a target, unless it counts
what is already there; a period that lies ahead makes one too.
"""

from collections.abc import Sequence

from bienban.link.calendar import Calendar, days
from bienban.link.drafts import Draft
from bienban.link.sequence import Item, Sentence, letters
from bienban.text.sections import Section

ORDERS: frozenset[Section] = frozenset(["conclusion", "plan"])
_HANGS_ON = frozenset(["N", "O", "&", "(", "/", "D"])


def set_statuses(sentence: Sentence, drafts: Sequence[Draft], section: Section) -> None:
    """Set the status of every draft of one sentence."""
    by_start = {draft.quantity.start: draft for draft in drafts}
    aim: Item | None = None
    plan: Item | None = None
    estimate = _fronted_estimate(sentence)
    lasting = estimate
    for item in sentence.items:
        if item.kind == "G":
            aim = item
        elif item.kind == "E":
            estimate = item
        elif item.kind == "=":
            plan = item
        elif item.kind in ",CK;":
            plan = None
        elif item.kind == ":" and plan:
            aim = aim or plan  # "các chỉ tiêu năm 2024: …"
        elif item.kind == "Q":
            _set_status(by_start[item.start], drafts, aim, estimate)
            estimate, plan = lasting, None
    for draft in drafts:
        if draft.status == "actual" and draft.status_at is None:
            _set_by_context(sentence, draft, section)


def _fronted_estimate(sentence: Sentence) -> Item | None:
    """An estimate said before the period, which holds for the sentence: "Ước 6 tháng, …"."""
    opening = sentence.items[:2]
    return opening[0] if letters(opening) == "ET" else None


def _set_status(draft: Draft, drafts: Sequence[Draft], aim: Item | None, estimate: Item | None) -> None:
    if draft.prior:
        return
    if estimate:
        draft.status, draft.status_at = "estimate", estimate.what
    elif aim:
        draft.status, draft.status_at = "target", aim.what
    elif donor := _donor(draft, drafts):
        draft.status, draft.status_at = donor.status, donor.status_at


def _donor(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The figure whose status this one shares."""
    if draft.heir_of or draft.child_of:
        return draft.heir_of or draft.child_of
    joined = draft.clause.place > 0 and draft.clause.mark in _HANGS_ON and draft.reading.subject is None
    second = draft.clause.place > 0 and draft.clause.mark == "N"
    return drafts[draft.clause.place - 1] if joined or second else None


def _set_by_context(sentence: Sentence, draft: Draft, section: Section) -> None:
    """Targets that no word of aim marks: plans that are named, tasks, orders."""
    if _names_plan(draft) or (section in ORDERS and _is_ordered(sentence, draft)):
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
    before = [item for item in draft.clause.lead if item.end <= name.start]
    opened = next((item for item in draft.clause.lead if item.start == name.start), None)
    return bool(before and before[-1].kind == "=") or bool(opened and opened.kind == "=")


def _is_ordered(sentence: Sentence, draft: Draft) -> bool:
    """Whether an order asks for this figure, and does not only speak of what is already there."""
    lead, quantity = draft.clause.lead, draft.quantity
    if draft.prior:
        return False
    start = next((item.end for item in reversed(lead) if item.kind in ";,.:"), sentence.start)
    end = draft.clause.tail[-1].end if draft.clause.tail else quantity.end
    if sentence.has("known", start, end):
        return False
    opening = next(
        (item.end for item in reversed(sentence.items) if item.end <= quantity.start and item.kind in ";."),
        sentence.start,
    )
    subject = draft.reading.subject
    acts = draft.reading.act is not None or draft.reading.lever is not None
    acts = acts or any(item.kind == "D" and subject and item.start == subject.start for item in lead)
    return quantity.bound in ("min", "max") or acts or sentence.has("order", opening, quantity.start)


def set_by_period(draft: Draft, calendar: Calendar) -> None:
    """A period that begins after the meeting makes a target."""
    if draft.status != "actual" or draft.period is None or calendar.today is None:
        return
    start, _ = days(draft.period)
    if start and start > calendar.today.isoformat():
        draft.status = "target"
