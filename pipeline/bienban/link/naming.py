"""Drafts -> names: whose name each figure bears.

A figure names itself by its subject, its counted noun or its verb of doing; else it
takes the name of a figure before it: of the one it compares, of the one it stands
beside in a list, of the topic of its sentence (guide §3.4).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bienban.find.mentions import Quantity
from bienban.link.drafts import Draft
from bienban.link.names import Name, name_of, noun_after, topic_of
from bienban.link.sequence import Sentence
from bienban.rules import NumberWordRule, Rules, ScaleRule
from bienban.text.fold import fold

_LONGEST_ACT = 60  # characters of a verb phrase that names a bare count
_PIECE = re.compile(r"\d[\d.,]*|[^\W\d_]+|\S")


def counted_noun(text: str, quantity: Quantity, rules: Rules) -> int:
    """Where the unit of a quantity starts, behind number words and scale words."""
    numbers = _number_words(rules)
    for piece in _PIECE.finditer(text, quantity.start, quantity.end):
        raw = piece.group()
        if raw[0].isalpha() and fold(raw) not in numbers:
            return piece.start()
    return quantity.end


@lru_cache(maxsize=8)
def _number_words(rules: Rules) -> frozenset[str]:
    words: set[str] = set()
    for rule in rules:
        if isinstance(rule, NumberWordRule | ScaleRule):
            for term in rule.terms:
                words.update(fold(word) for word in term.split())
    return frozenset(words)


def name_figure(
    sentence: Sentence, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], rules: Rules
) -> None:
    """Set the name of `draft`, and the figure it inherits it from or is part of.

    `before` are the drafts of the sentence so far, `earlier` those before it.
    """
    _link_parts(draft, before, earlier)
    own = _voted(sentence, draft) or _own_name(sentence, draft, before, rules)
    donor = _donor(draft, before, earlier)
    if own and donor and _repeats(own, donor):
        own = None
    if own is None and draft.reading.says_nothing and not (draft.child_of or draft.counts_plainly):
        own = topic_of(sentence, draft.clause)
    if own is None and donor is not None:
        draft.heir_of, own = donor, _elsewhere(sentence, draft, donor)
    if draft.prior:
        draft.heir_of = donor
    draft.name = own or _fallback(sentence, draft, rules)


def _elsewhere(sentence: Sentence, draft: Draft, donor: Draft) -> Name | None:
    """The donor's name, without the place or body in it when the heir names another."""
    name = donor.name
    if name is None or draft.reading.place is None:
        return name
    inside = [i for i in sentence.items if name.start < i.start < name.end]
    bodies = [
        index
        for index, item in enumerate(inside)
        if item.kind == "P" and index and inside[index - 1].kind in "NO"
    ]
    if not bodies:
        return name
    end = inside[bodies[0] - 1].start
    return name_of(
        sentence, name.start, name.start + len(sentence.text[name.start : end].rstrip()), name.side
    )


def _link_parts(draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Set what a figure is part of: after "of which", the head before it."""
    previous = before[-1] if before else None
    if draft.reading.child:
        heads = [d for d in before if d.heir_of is None and d.child_of is None]
        draft.child_of = heads[-1] if heads else _last_of(earlier)
    elif previous and previous.child_of and draft.clause.inside == previous.clause.inside:
        draft.child_of = previous.child_of


def _own_name(sentence: Sentence, draft: Draft, before: Sequence[Draft], rules: Rules) -> Name | None:
    clause, reading = draft.clause, draft.reading
    if draft.prior:
        return _prior_name(sentence, draft, before)
    if clause.is_ratio:
        return _name_of_ratio(sentence, draft, before)
    if clause.is_money or clause.quantity.dimension == "rank":
        return _name_of_amount(sentence, draft)
    start = counted_noun(sentence.text, clause.quantity, rules)
    holds = clause.is_measure or sentence.covers("container", start, clause.quantity.end)
    noun = noun_after(sentence, clause, start, whole=not holds)
    if holds:
        return reading.subject or noun or reading.act
    return _name_of_count(sentence, draft, noun, start)


def _name_of_amount(sentence: Sentence, draft: Draft) -> Name | None:
    """The subject of an amount; the noun behind it where only a verb stands before: "thu 5 tỷ đồng tiền nợ thuế"."""
    own = draft.reading.subject or draft.reading.act
    if own and (own.side == "act" or " " not in own.said) and draft.clause.tail_kinds[:1] == "H":
        return noun_after(sentence, draft.clause, draft.quantity.end, whole=False) or own
    return own


def _prior_name(sentence: Sentence, draft: Draft, before: Sequence[Draft]) -> Name | None:
    """The head noun before the base that opens the bracket: "số thặng dư cùng kỳ (5,47 tỷ)"."""
    tail = before[-1].clause.tail if before else ()
    heads = [item for item in tail if item.kind == "H"]
    return (
        name_of(sentence, heads[-1].start, heads[-1].end, "subject")
        if heads and "C" in before[-1].clause.tail_kinds
        else None
    )


def _name_of_ratio(sentence: Sentence, draft: Draft, before: Sequence[Draft]) -> Name | None:
    clause, reading = draft.clause, draft.reading
    if reading.subject:
        return reading.subject
    if clause.tail_kinds[:2] in ("OH", "RH", "Oh", "Rh") and draft.compares:
        return _name_behind(sentence, draft)
    if not before or (draft.said_base is None and draft.verb is None):
        noun = noun_after(sentence, clause, clause.quantity.end, whole=False, acts=True)
        if noun and not (reading.act and draft.verb):
            return noun
    orders = reading.lever is not None and draft.verb is None
    if clause.tail_kinds[:1] == "=" and (orders or not before) and reading.act is None:
        last = next(
            (i for i, item in enumerate(clause.tail[1:], 1) if item.kind not in "WDHh"), len(clause.tail)
        )
        if last > 1 or not before:
            return name_of(sentence, clause.tail[0].start, clause.tail[last - 1].end, "plan")
    return None if before else reading.act


def _name_behind(sentence: Sentence, draft: Draft) -> Name:
    """What a comparison is about when it is said behind it: "tăng 12% về số doanh nghiệp"."""
    items = [item for item in draft.clause.tail[1:]]
    stop = next((i for i, item in enumerate(items) if item.kind not in "HhWD"), len(items))
    return name_of(sentence, items[0].start, items[stop - 1].end, "subject")


def _name_of_count(sentence: Sentence, draft: Draft, noun: Name | None, start: int) -> Name | None:
    reading = draft.reading
    subject = None if _is_second(sentence, draft) else reading.subject
    if subject and sentence.opens("number", subject.start) and not (noun and _says_has(sentence, draft)):
        return subject
    if noun:
        return noun
    if draft.compares and not subject:
        return None
    if not subject and sentence.said(start, draft.quantity.end).count(" ") > 1:
        return name_of(sentence, start, draft.quantity.end, "noun")
    act = reading.act
    return act if act and act.end - act.start <= _LONGEST_ACT else subject


def _is_second(sentence: Sentence, draft: Draft) -> bool:
    """Whether a count is only told along with something: "phục hồi với 1,5 triệu lượt khách"."""
    joints = [item for item in draft.clause.lead if item.kind != "F"]
    return (
        bool(joints)
        and joints[-1].kind in "NO"
        and not sentence.covers("for", joints[-1].start, joints[-1].end)
    )


def _says_has(sentence: Sentence, draft: Draft) -> bool:
    verbs = [item for item in draft.reading.predicate if item.kind == "V"]
    return bool(verbs) and sentence.covers("has", verbs[-1].start, verbs[-1].end)


def _donor(draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The figure whose name an elliptic clause takes."""
    clause = draft.clause
    if clause.counts and draft.compares:
        alike = [d for d in before if d.quantity.unit == draft.quantity.unit and not d.compares]
        if alike:
            return alike[-1]
    if clause.inside and clause.outer is not None:
        inner = before[clause.outer + 1 :]
        return inner[-1] if inner and clause.mark != "(" else before[clause.outer]
    outside = [d for d in before if d.clause.inside == clause.inside]
    if draft.counts_plainly:
        return _donor_of_count(draft, outside, earlier)
    if not clause.is_ratio and not draft.compares:
        alike = [d for d in outside if d.quantity.unit == draft.quantity.unit and not d.compares]
        if alike:
            return alike[-1]
    return outside[-1] if outside else _last_of(earlier)


def _donor_of_count(draft: Draft, outside: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """A bare count takes the verb of the count before it, or the name of the head it is part of."""
    previous = outside[-1] if outside else None
    if draft.clause.mark == "V" and previous and draft.reading.says_nothing:
        # "giảm từ 14 xuống còn 5"
        return previous if previous.quantity.unit in (None, draft.quantity.unit) else None
    if draft.child_of:
        heads = [d for d in (*reversed(outside), *reversed(earlier[-8:])) if d.child_of is None]
        return next((d for d in heads if d.quantity.unit == draft.quantity.unit), None)
    joined = (
        draft.clause.mark in (",", "&", "/") and draft.reading.says_nothing and not draft.reading.predicate
    )
    return previous if joined and previous and previous.name and previous.name.side == "act" else None


def _last_of(earlier: Sequence[Draft]) -> Draft | None:
    """The last figure of an earlier sentence that stands in no bracket."""
    return next((draft for draft in reversed(earlier) if not draft.clause.inside), None)


def _repeats(own: Name, donor: Draft) -> bool:
    """Whether a short subject only takes up the name before it: "thu" after "Thu ngân sách"."""
    if donor.name is None or own.side not in ("subject", "act"):
        return False
    said, known = fold(own.said), fold(donor.name.said)
    return " " not in said and known.startswith(said + " ")


def _fallback(sentence: Sentence, draft: Draft, rules: Rules) -> Name | None:
    """What is left when nothing names a figure: a lever, the counted noun, the place."""
    reading, quantity = draft.reading, draft.quantity
    if reading.lever:
        return reading.lever
    start = counted_noun(sentence.text, quantity, rules)
    if draft.clause.counts and start < quantity.end:
        return name_of(sentence, start, quantity.end, "noun")
    return topic_of(sentence, draft.clause) or reading.place


def _voted(sentence: Sentence, draft: Draft) -> Name | None:
    """What was voted on: "Nghị quyết về … được 47/47 đại biểu tán thành"."""
    clause = draft.clause
    end = clause.tail[-1].end if clause.tail else clause.quantity.end
    if not draft.vote or not sentence.has("vote", clause.quantity.start, end):
        return None
    items = [item for item in sentence.items if item.end <= clause.quantity.start]
    first = next((i for i in range(len(items), 0, -1) if items[i - 1].kind in ";."), 0)
    for index in range(first, len(items)):
        opens = sentence.opens("motion", items[index].start) or (
            items[index].kind == "D" and sentence.opens("vote", items[index].start)
        )
        if opens:
            stop = next((i for i in items[index + 1 :] if _ends_motion(sentence, i)), None)
            last = items[items.index(stop) - 1] if stop else items[-1]
            return name_of(sentence, items[index].start, last.end, "motion")
    return None


def _ends_motion(sentence: Sentence, item: object) -> bool:
    kind = getattr(item, "kind", "")
    start, end = getattr(item, "start", 0), getattr(item, "end", 0)
    return kind in "VXMQ" or (kind == "N" and sentence.covers("with", start, end))


_JOINTS = re.compile(r"\s*(?:[,;]|\s[-–]|(?<!\w)và(?!\w))\s+")


def align(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Pair the names and the figures of an aligned list by order: "nông nghiệp - dịch vụ lần lượt là 41% - 59%"."""
    for place, draft in enumerate(drafts):
        if "L" not in draft.clause.lead_kinds or draft.name is None:
            continue
        members = [draft, *_bare_followers(drafts[place + 1 :])]
        names = _members_of(sentence, draft.name)
        if 1 < len(members) <= len(names):
            for member, name in zip(members, names[-len(members) :], strict=True):
                member.name, member.heir_of, member.verb = name, None, draft.verb
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
        if (
            second.clause.mark != "/"
            or name is None
            or name.side != "noun"
            or name.end <= second.quantity.end
        ):
            continue
        if first.name is None or first.name.side != "noun":
            start = second.clause.tail[0].start
            first.name, first.heir_of = name_of(sentence, start, name.end, "noun"), None
