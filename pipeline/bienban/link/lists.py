"""Figures that share their words: aligned lists, and two counts with one modifier."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bienban.link.drafts import Draft
from bienban.link.names import Name, name_of
from bienban.link.sequence import Sentence

_JOINTS = re.compile(r"\s?[,;]\s|\s[-–]\s|\svà\s")


def align(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Pair the names and the figures of an aligned list by order.

    "nông nghiệp - dịch vụ lần lượt là 41% - 59%" (guide §3.4).
    """
    for place, draft in enumerate(drafts):
        if "L" not in draft.clause.lead_kinds or draft.name is None:
            continue
        members = [draft, *_bare_followers(drafts[place + 1 :])]
        names = _members_of(sentence, draft.name)
        if 1 < len(members) <= len(names):
            for member, name in zip(members, names[-len(members) :], strict=True):
                member.name, member.verb = name, draft.verb
                member.heir_of = member.origin = None
                member.whole = sum((m.quantity.value for m in members), Decimal(0))


def _bare_followers(drafts: Sequence[Draft]) -> list[Draft]:
    found: list[Draft] = []
    for draft in drafts:
        if set(draft.clause.lead_kinds) - set(",&;W") or not draft.reading.says_nothing:
            break
        found.append(draft)
    return found


def _members_of(sentence: Sentence, name: Name) -> list[Name]:
    """The members of an enumeration; the head before the first belongs to none of them."""
    names: list[Name] = []
    start = name.start
    for joint in _JOINTS.finditer(sentence.text, name.start, name.end):
        names.append(name_of(sentence, start, joint.start(), "subject"))
        start = joint.end()
    names.append(name_of(sentence, start, name.end, "subject"))
    kinds = [i for i in sentence.items if i.kind == "h" and names[0].start < i.start < names[0].end]
    if kinds:
        names[0] = name_of(sentence, kinds[-1].start, names[0].end, "subject")
    return names


def share_modifiers(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """What follows the second of two counts names both: "6 vụ/9 đối tượng phạm tội về ma túy"."""
    for first, second in pairwise(drafts):
        name = second.name
        named = name is not None and name.side == "noun" and name.end > second.quantity.end
        if second.clause.mark == "/" and named and (first.name is None or first.name.side != "noun"):
            first.name = name_of(sentence, second.clause.tail[0].start, second.clause.tail[-1].end, "noun")
            first.heir_of = first.origin = None
