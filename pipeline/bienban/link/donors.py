"""Whose name an elliptic clause takes (guide §3.4, zero subject)."""

from collections.abc import Sequence
from typing import Final

from bienban.link.drafts import Draft

_JOINTS: Final = frozenset([",", "&", ";"])
_REACH: Final = 24  # figures back that a list or a whole may lie


def link_parts(draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Set what a figure is part of: after "of which", the head before it."""
    previous = before[-1] if before else None
    if draft.reading.child:
        heads = [d for d in before[-_REACH:] if d.heir_of is None and d.child_of is None]
        head = _head_of(draft, heads or earlier[-_REACH:])
        draft.child_of = head if head and (not draft.reading.detail or _has_details(head, draft)) else None
    elif previous and previous.child_of and draft.clause.inside == previous.clause.inside:
        draft.child_of = previous.child_of


def _head_of(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    """The whole a part belongs to: the last amount, before it one of its own unit in the same sentence."""
    last = _last_of(others)
    if last is None or last.quantity.unit == draft.quantity.unit or draft.clause.is_ratio:
        return last
    first = last.clause.place
    told = [d for d in others if d.clause.place <= first][-first - 1 :]
    alike = [d for d in told if d.quantity.unit == draft.quantity.unit and d.heir_of is None]
    return alike[-1] if alike and not draft.clause.counts else last


def _has_details(head: Draft, draft: Draft) -> bool:
    """Whether details make up the figure before them, and do not only follow a summary of a plan."""
    base = head.said_base
    return head.quantity.unit == draft.quantity.unit and (base is None or base.code != "plan")


def donor_of(draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The figure whose name an elliptic clause takes."""
    clause = draft.clause
    near = before[-_REACH:]
    if clause.counts and draft.compares and (alike := _last_alike(draft, near)):
        return alike
    if (
        clause.counts
        and draft.child_of
        and clause.inside
        and draft.quantity.unit != draft.child_of.quantity.unit
    ):
        return None  # "có 135 đơn vị hành chính (gồm 110 xã và 25 phường)"
    if clause.inside and clause.outer is not None:
        inner = before[clause.outer + 1 :]
        return inner[-1] if inner and "(" not in clause.lead_kinds else before[clause.outer]
    if clause.is_ratio or draft.compares:
        last = next((d for d in reversed(near) if d.clause.inside == clause.inside), None)
        return last or _last_of(earlier)
    outside = [d for d in near if d.clause.inside == clause.inside]
    if clause.counts:
        return _donor_of_count(draft, outside, earlier)
    return _last_alike(draft, outside) or (outside[-1] if outside else _last_of(earlier))


def _last_alike(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    """The last of `others` that has the same unit and is not compared with another."""
    unit = draft.quantity.unit
    return next((d for d in reversed(others) if d.quantity.unit == unit and not d.compares), None)


def _donor_of_count(draft: Draft, outside: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """A bare count takes the verb of the count before it, or the name of the head it is part of."""
    previous = outside[-1] if outside else None
    if draft.clause.mark == "V" and previous and draft.reading.says_nothing:
        # "giảm từ 14 xuống còn 5"
        return previous if previous.quantity.unit in (None, draft.quantity.unit) else None
    joined = (
        draft.clause.mark in (",", "&", "/") and draft.reading.says_nothing and not draft.reading.predicate
    )
    acts = joined and previous is not None and previous.name is not None and previous.name.side == "act"
    if acts and not draft.reading.child:
        return previous
    if draft.child_of:
        heads = [d for d in (*reversed(outside), *reversed(earlier[-_REACH:])) if d.child_of is None]
        return next((d for d in heads if d.quantity.unit == draft.quantity.unit), None)
    if previous and draft.reading.place and draft.reading.says_nothing and not draft.reading.predicate:
        # Places after places: "số ca mắc cao gồm: Phú Lương 120 ca, Tân Hòa 95 ca".
        alike = previous.quantity.unit == draft.quantity.unit and draft.clause.mark in _JOINTS
        return previous if alike else None
    return previous if acts else None


def _last_of(earlier: Sequence[Draft]) -> Draft | None:
    """The last figure of an earlier sentence that stands in no bracket."""
    return next((draft for draft in reversed(earlier) if not draft.clause.inside), None)
