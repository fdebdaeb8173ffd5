"""Drafts -> names: whose name each figure bears.

A figure names itself by its subject, its counted noun or its verb of doing; else it
takes the name of a figure before it: of the one it compares, of the one it stands
beside in a list, of the topic of its sentence (guide §3.4).
"""

from collections.abc import Sequence

from bienban.link.donors import donor_of, link_parts
from bienban.link.drafts import Draft
from bienban.link.leads import topic_of
from bienban.link.motions import motion_of
from bienban.link.names import Name, Side, name_of
from bienban.link.nouns import counted_noun, noun_after
from bienban.link.sequence import Sentence
from bienban.rules import Rules
from bienban.text.fold import fold

_LONGEST_ACT = 60  # characters of a verb phrase that names a bare count


def name_figure(
    sentence: Sentence, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], rules: Rules
) -> None:
    """Set the name of `draft`, and the figure it inherits it from or is part of.

    `before` are the drafts of the sentence so far, `earlier` those before it.
    """
    link_parts(draft, before, earlier)
    rate = draft.reading.subject is not None and draft.reading.subject.is_rate
    own = motion_of(sentence, draft.clause) if draft.vote and not rate else None
    own = own or _own_name(sentence, draft, before, rules)
    donor = donor_of(draft, before, earlier)
    if own and donor and _repeats(own, donor):
        own = None
    if own is None and draft.reading.says_nothing and not (draft.child_of or draft.counts_plainly):
        own = topic_of(sentence, draft.clause)
    if own is None and donor is not None:
        own = _elsewhere(sentence, draft, donor)
        draft.inherit(donor)
    if draft.prior and donor is not None:
        draft.inherit(donor)
    draft.name = own or _fallback(sentence, draft, rules)


def _elsewhere(sentence: Sentence, draft: Draft, donor: Draft) -> Name | None:
    """The donor's name, without the place or body in it when the heir names another."""
    name = donor.name
    if name is None or draft.reading.place is None:
        return name
    if draft.clause.is_ratio and (rate := sentence.first("rate", name.start, name.end)):
        return name_of(sentence, rate, name.end, "subject")  # "3 xã có tỷ lệ hộ nghèo cao, gồm xã A 9%"
    inside = [item for item in sentence.items if name.start <= item.start < name.end]
    for index in range(2, len(inside)):
        if inside[index].kind == "P" and inside[index - 1].kind in "NO":
            return name_of(sentence, name.start, inside[index - 2].end, name.side)
    return name


def _own_name(sentence: Sentence, draft: Draft, before: Sequence[Draft], rules: Rules) -> Name | None:
    clause, reading = draft.clause, draft.reading
    if draft.prior:
        return _prior_name(sentence, before)
    if clause.is_ratio:
        return _name_of_ratio(sentence, draft, before)
    if clause.is_money or clause.quantity.dimension == "rank":
        return _name_of_amount(sentence, draft)
    unit = counted_noun(sentence.text, clause.quantity, rules)
    start = _behind_container(sentence, draft, unit)
    holds = clause.is_measure or sentence.covers("container", start, clause.quantity.end)
    noun = noun_after(sentence, clause, start, whole=not holds)
    if holds:
        says = bool(reading.predicate_kinds.strip("F"))
        headless = reading.subject is not None and not _has_head(draft, reading.subject)
        return noun if noun and headless and not says else reading.subject or noun or reading.act
    if start > unit and not noun:
        return reading.subject or name_of(sentence, start, clause.quantity.end, "noun")
    return _name_of_count(sentence, draft, noun, start)


def _behind_container(sentence: Sentence, draft: Draft, start: int) -> int:
    """Where the noun starts that a measure word in the quantity holds: "97 con trâu"."""
    end = draft.quantity.end
    blank = sentence.text.find(" ", start, end)
    return blank + 1 if blank > 0 and sentence.covers("container", start, blank) else start


def _name_of_amount(sentence: Sentence, draft: Draft) -> Name | None:
    """The subject of an amount, or the noun behind it where only a verb stands before.

    "thu được 5 tỷ đồng tiền nợ thuế"
    """
    own = draft.reading.subject or draft.reading.act
    if own and (own.side == "act" or " " not in own.said) and draft.clause.tail_kinds[:1] == "H":
        return noun_after(sentence, draft.clause, draft.quantity.end, whole=False) or own
    return own


def _prior_name(sentence: Sentence, before: Sequence[Draft]) -> Name | None:
    """The head noun before the base that opens the bracket: "số thặng dư cùng kỳ (3,1 tỷ)"."""
    compared = before[-1].clause if before else None
    if compared is None or "C" not in compared.tail_kinds or "H" not in compared.tail_kinds:
        return None
    head = compared.tail[compared.tail_kinds.rindex("H")]
    return name_of(sentence, head.start, head.end, "subject")


def _name_of_ratio(sentence: Sentence, draft: Draft, before: Sequence[Draft]) -> Name | None:
    clause, reading = draft.clause, draft.reading
    if clause.quantity.unit == "times" and not draft.compares and clause.tail_kinds[:1] in ("D", "J"):
        return name_of(sentence, clause.tail[0].start, clause.tail[0].end, "act")  # "đã 3 lần kiến nghị"
    if reading.subject:
        return reading.subject
    if draft.compares and clause.tail_kinds[:2] in ("OH", "RH", "Oh", "Rh"):
        return _behind(sentence, draft, 1)  # "tăng 12% về số doanh nghiệp"
    if draft.compares and clause.tail_kinds[:1] == "H" and clause.mark in ("", ";", "M"):
        return _behind(sentence, draft, 0)  # "giảm 20% số hộ nghèo"
    if not before or (draft.said_base is None and draft.verb is None):
        noun = noun_after(sentence, clause, clause.quantity.end, whole=False, acts=True)
        if noun and not (reading.act and draft.verb):
            return noun
    return _plan_behind(sentence, draft, before) or (None if before else reading.act)


def _plan_behind(sentence: Sentence, draft: Draft, before: Sequence[Draft]) -> Name | None:
    """The plan itself, where an order has no other object: "hoàn thành 100% chỉ tiêu trồng rừng"."""
    clause, reading = draft.clause, draft.reading
    orders = reading.lever is not None and draft.verb is None
    if clause.tail_kinds[:1] != "=" or reading.act is not None or not (orders or not before):
        return None
    name = _behind(sentence, draft, 0)
    return name if not before or name.end > clause.tail[0].end else None


def _behind(sentence: Sentence, draft: Draft, first: int) -> Name:
    """The noun phrase that starts at item `first` of the tail."""
    tail = draft.clause.tail
    last = next((i for i in range(first + 1, len(tail)) if tail[i].kind not in "HhWD"), len(tail))
    side: Side = "plan" if tail[first].kind == "=" else "subject"
    return name_of(sentence, tail[first].start, tail[last - 1].end, side)


def _name_of_count(sentence: Sentence, draft: Draft, noun: Name | None, start: int) -> Name | None:
    reading = draft.reading
    second = _is_second(sentence, draft)
    subject = None if second or _is_where(sentence, draft) or _is_clause(draft) else reading.subject
    if subject and sentence.opens("number", subject.start) and not (noun and _says_has(sentence, draft)):
        return subject
    if noun:
        return noun
    if draft.compares and not subject:
        return None
    if not subject and sentence.said(start, draft.quantity.end).count(" ") > 1:
        return name_of(sentence, start, draft.quantity.end, "noun")
    act = None if second else reading.act
    return act if act and act.end - act.start <= _LONGEST_ACT else subject


def _is_second(sentence: Sentence, draft: Draft) -> bool:
    """Whether a count is only told along with something: "phục hồi với 1,5 triệu lượt khách"."""
    joints = [item for item in draft.clause.lead if item.kind != "F"]
    if not joints or joints[-1].kind not in "NOR":
        return False
    moves = draft.reading.act is None and "M" in draft.clause.lead_kinds  # "tăng vốn cho 12 dự án"
    return moves or not sentence.says("for", joints[-1])


def _is_clause(draft: Draft) -> bool:
    """Whether the words before a count without a verb hold a verb phrase: "ngành phải xem lại 7 việc"."""
    subject = draft.reading.subject
    if subject is None or draft.reading.predicate_kinds.strip("F"):
        return False
    return any(item.kind == "F" and subject.start < item.start < subject.end for item in draft.clause.lead)


def _has_head(draft: Draft, name: Name) -> bool:
    """Whether a head or goods open a name."""
    return any(item.kind in "Hh" and item.start == name.start for item in draft.clause.lead)


def _is_where(sentence: Sentence, draft: Draft) -> bool:
    """Whether the words before a count that something has only tell where: "Trên tàu có 8 người"."""
    subject = draft.reading.subject
    if subject is None or not (_says_has(sentence, draft) or draft.reading.lever):
        return False
    before = [item for item in draft.clause.lead if item.end <= subject.start]
    return bool(before) and before[-1].kind in ("R" if draft.reading.lever else "N")


def _says_has(sentence: Sentence, draft: Draft) -> bool:
    verbs = [item for item in draft.reading.predicate if item.kind == "V"]
    return bool(verbs) and sentence.says("has", verbs[-1])


def _repeats(own: Name, donor: Draft) -> bool:
    """Whether a short subject only takes up the name before it: "thu" after "Thu ngân sách"."""
    if donor.name is None or own.side not in ("subject", "act"):
        return False
    first, blank, _ = donor.name.said.partition(" ")
    return blank != "" and " " not in own.said and fold(own.said) == fold(first)


def _fallback(sentence: Sentence, draft: Draft, rules: Rules) -> Name | None:
    """What is left when nothing names a figure: a lever, the counted noun, the place."""
    reading, quantity = draft.reading, draft.quantity
    if reading.lever:
        return reading.lever
    start = counted_noun(sentence.text, quantity, rules)
    if draft.clause.counts and start < quantity.end:
        return name_of(sentence, start, quantity.end, "noun")
    return topic_of(sentence, draft.clause) or reading.place
