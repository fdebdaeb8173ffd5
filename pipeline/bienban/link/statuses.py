"""Which figures are estimates and which targets.

"ước" holds for its own figure, its comparisons and its parts; "phấn đấu" for all that
follows in the sentence (FORMAT.md). In an order a figure is a target, unless it counts
what is already there; a period that lies ahead makes one too.
"""

from collections.abc import Sequence

from bienban.link.calendar import Calendar
from bienban.link.drafts import Draft
from bienban.link.sequence import Item, Sentence
from bienban.records import Status
from bienban.text.sections import Section

ORDERS: frozenset[Section] = frozenset(["conclusion", "plan"])
_HANGS_ON = frozenset(["N", "O", "&", "(", "/", "D"])


def set_statuses(sentence: Sentence, drafts: Sequence[Draft], section: Section) -> None:
    """Set the status of every draft of one sentence."""
    by_start = {draft.quantity.start: draft for draft in drafts}
    aim: Item | None = None
    estimate: Item | None = None
    for item in sentence.items:
        if item.kind == "G":
            aim = item
        elif item.kind == "E":
            estimate = item
        elif item.kind == "Q":
            _set_status(by_start[item.start], drafts, aim, estimate)
            estimate = None
    for draft in drafts:
        if draft.status == "actual" and draft.status_at is None:
            _set_by_context(sentence, draft, section)


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
    name = draft.name
    if name and name.side == "plan" and not draft.clause.is_ratio:
        draft.status = "target"
    elif section in ORDERS and not draft.prior and not _is_known(sentence, draft):
        draft.status = "target"


def _is_known(sentence: Sentence, draft: Draft) -> bool:
    """Whether an order speaks of something that is already there."""
    lead = draft.clause.lead
    start = next(
        (item.end for item in reversed(lead) if item.kind in ";,.:"),
        lead[0].start if lead else draft.quantity.start,
    )
    end = draft.clause.tail[-1].end if draft.clause.tail else draft.quantity.end
    return sentence.has("known", start, end)


def set_by_period(draft: Draft, calendar: Calendar) -> None:
    """A period that begins after the meeting makes a target."""
    if draft.status != "actual" or draft.period is None or calendar.today is None:
        return
    start, end = calendar.period(draft.period).start, calendar.period(draft.period).end
    if start and end and start > calendar.today.isoformat():
        draft.status = "target"


def status_of(draft: Draft) -> Status:
    """The status of a draft."""
    return draft.status
