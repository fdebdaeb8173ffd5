"""What the figures of one sentence share: their measures, their bases, their scope.

A base that is said for one part of a coordination holds for its other parts, and for
the parts of a whole told in the sentence before (FORMAT.md "base").
"""

import re
from collections.abc import Sequence

from bienban.link.bases import PLAN, code_of
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause
from bienban.link.drafts import Draft
from bienban.link.measures import Says, measure_of, measure_of_percent
from bienban.link.roles import REPORTING
from bienban.link.sequence import Sentence, letters
from bienban.rule_kinds import BaseRule, VerbRule
from bienban.text.terms import Mention

_COMPARED = frozenset(["growth", "change", "index", "multiple"])
_GAPPED = frozenset(["growth", "share"])
_JOINTS = frozenset([",", "&", ";"])
_SAME_PERIOD_DID = re.compile(r"\)?[BN,;.&]{0,3}(=)T?F?VF?")
_REACH = 24  # figures that a coordination may hold
_WITHOUT_BASE = frozenset(["share", "level", "rank"])


def is_prior(clause: Clause, before: Sequence[Draft]) -> bool:
    """Whether a figure is that of the year before.

    "(cùng kỳ tăng 6,4%)", "so với cùng kỳ (3,1 tỷ)", "thấp hơn cùng kỳ (6,5%)", "4,2 tỷ của cùng kỳ",
    "trong khi cùng kỳ đạt 26%".
    """
    did = _SAME_PERIOD_DID.fullmatch(clause.lead_kinds)
    if did and _is_time(clause.lead[did.start(1)].what):
        return True
    if not before:
        return False
    if clause.tail_kinds[:2] == "O=" and not clause.is_ratio:
        return _is_time(clause.tail[1].what)
    if not clause.inside:
        return False
    opening = clause.lead_kinds.rfind("(")
    kinds = clause.lead_kinds[opening + 1 :]
    first = clause.lead[opening + 1] if kinds else None
    if first is not None and first.kind == "T":
        return first.time.code == "last:year"
    if first is not None and first.kind == "=":
        return _is_time(first.what) and "C" not in kinds
    if kinds:
        return False
    told = [item for item in (*before[-1].clause.tail, *clause.lead[:opening]) if item.kind != "T"]
    said = letters(told)
    return ("C" in said or said[-2:-1] == "M") and _is_time(told[-1].what)


def _is_time(rule: object) -> bool:
    """Whether a base is a time, not a plan."""
    return isinstance(rule, BaseRule) and rule.base != "plan"


def gapped_verb(draft: Draft, before: Sequence[Draft]) -> VerbRule | None:
    """The verb of the percentage before, left out: "công nghiệp chiếm 38%, dịch vụ 41%"."""
    clause, name = draft.clause, draft.reading.subject
    if before and (again := _again(draft, before[-1])):
        return again
    if not before or draft.verb or draft.said_base or clause.mark not in _JOINTS or (name and name.is_rate):
        return None
    donor = before[-1]
    alike = clause.is_ratio and donor.quantity.unit == clause.quantity.unit
    alike = alike and clause.inside == donor.clause.inside and REPORTING.isdisjoint(clause.lead_kinds)
    return donor.verb if alike and donor.verb and donor.verb.measure in _GAPPED else None


def _again(draft: Draft, donor: Draft) -> VerbRule | None:
    """The verb of a change that a second figure of it leaves out.

    "(tăng 34 tổ chức và 105 đảng viên so với cùng kỳ)", "giảm 157 vụ, tỷ lệ 6,5%"
    """
    clause, moved = draft.clause, donor.clause
    if donor.verb is None or donor.verb.measure != "growth" or clause.inside != moved.inside:
        return None
    kinds = clause.lead_kinds.rstrip("F")
    if clause.counts and moved.counts and clause.inside:
        return donor.verb if kinds in _JOINTS or kinds == "/" else None
    same_rate = clause.is_ratio and moved.counts and kinds in (",H", ",HV", ",U")
    return donor.verb if same_rate and draft.reading.subject is None else None


def set_measures(drafts: Sequence[Draft]) -> None:
    """Set the measure of every draft of one sentence, in text order."""
    for draft in drafts:
        heir = draft.heir_of
        if (
            heir
            and draft.clause.lead_kinds in ("(", "(W")
            and heir.measure == "change"
            and draft.clause.is_ratio
        ):
            draft.verb = heir.verb  # "giảm 12 vụ (8,8%)"
        if _passes(draft, drafts):
            draft.verb, draft.exceeds = None, True
        measure = measure_of(draft.quantity, draft.verb)
        if measure == "multiple" and draft.verb is None and draft.said_base is None and _repeats(draft):
            measure = "level"
        draft.measure = measure or measure_of_percent(draft.quantity, _says(draft, drafts))
        if (
            draft.prior
            and draft.verb is None
            and heir is not None
            and heir.quantity.unit == draft.quantity.unit
        ):
            draft.measure = heir.measure


def _repeats(draft: Draft) -> bool:
    """Whether "times" counts how often something was done: "đã 3 lần kiến nghị", "kiểm tra 2 lần"."""
    return draft.reading.act is not None or draft.clause.tail_kinds[:1] in ("D", "J")


def _says(draft: Draft, drafts: Sequence[Draft]) -> Says:
    """What the words around a percentage say."""
    clause, place, heir = draft.clause, draft.clause.place, draft.heir_of
    before = heir.clause if heir and place and heir is drafts[place - 1] else None
    amount = before is not None and (before.is_money or before.is_measure)
    return Says(
        draft.verb,
        draft.said_base.code if draft.said_base else None,
        name=draft.name,
        part_of=_is_part_of_noun(draft),
        after_count=before is not None and before.counts and not _is_rate(draft),
        after_amount=amount and "H" not in clause.lead_kinds,
        of_plan=amount and not any(other.said_base and other.said_base.code != PLAN for other in drafts),
        of_growth=draft.compares and draft.root is not draft and draft.root.measure == "growth",
    )


def _passes(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether "exceeds 10 %" tells of a limit: no plan is in sight, and no figure that could have one."""
    if draft.verb is None or draft.verb.measure != "share_of_plan" or draft.quantity.unit != "percent":
        return False
    if draft.said_base or draft.heir_of or _is_part_of_noun(draft):
        return False
    return not any(other.said_base and other.said_base.code == "plan" for other in drafts)


def _is_rate(draft: Draft) -> bool:
    return draft.name is not None and draft.name.is_rate


def _is_part_of_noun(draft: Draft) -> bool:
    """Whether a percentage is one of the noun that follows it: "dưới 5% tổng thu"."""
    name = draft.name
    if (name and (name.side == "noun" or name.is_portion)) or (draft.whole and abs(draft.whole - 100) < 1):
        return True
    if draft.child_of and draft.verb is None and draft.reading.subject:
        whole = draft.child_of.clause
        subject = draft.reading.subject
        return not (whole.is_ratio or subject.is_rate or subject.is_growth)
    says_more = draft.verb is not None or draft.reading.subject is not None
    return says_more and draft.clause.tail_kinds.lstrip("F")[:1] in ("H", "h", "W")


def set_bases(drafts: Sequence[Draft], previous: Sequence[Draft], text: str, calendar: Calendar) -> None:
    """Set the base of every draft: its own, that of its coordination, that of the whole in `previous`."""
    for draft in drafts:
        if draft.said_base and not draft.prior and draft.measure not in _WITHOUT_BASE:
            draft.base = code_of(draft.said_base, draft.period, text, calendar)
        elif draft.measure == "share_of_plan" and draft.compares:
            draft.base = "plan"
    for number, draft in enumerate(drafts):
        if draft.measure in _COMPARED and draft.base is None and not draft.prior:
            first = max(number - _REACH, 0)
            others = [*drafts[number + 1 : number + _REACH], *reversed(drafts[first:number])]
            _share_base(draft, others, previous)
        if draft.measure == "fraction" and draft.base is None and _is_actual_and_plan(draft, drafts):
            draft.base = "plan"


def _share_base(draft: Draft, others: Sequence[Draft], previous: Sequence[Draft]) -> None:
    donors = [d for d in others if d.said_base and _gives_base(d) and not _only_in_bracket(d, draft)]
    if not donors and draft.child_of in previous:
        donors = [d for d in previous if _gives_base(d)]
    for donor in donors:
        if donor.base == "same_period" or donor.period == draft.period:
            draft.said_base, draft.base = donor.said_base, donor.base
            return


def _only_in_bracket(donor: Draft, draft: Draft) -> bool:
    """Whether a base is said within a bracket that `draft` stands outside of."""
    if not donor.clause.inside or draft.clause.inside or donor.said_base is None:
        return False
    return donor.said_base.start < donor.clause.end


def _gives_base(draft: Draft) -> bool:
    return draft.base is not None and draft.base != "plan" and draft.measure in _COMPARED and not draft.prior


def _is_actual_and_plan(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a/b is what was reached over what was planned."""
    quantity, place = draft.quantity, draft.clause.place
    if not quantity.of:
        return False
    if draft.clause.is_money or draft.clause.is_measure or quantity.value > quantity.of:
        return True
    after = drafts[place + 1] if place + 1 < len(drafts) else None
    if after is None or after.measure != "share_of_plan" or after.heir_of is not draft:
        told = draft.clause.tail_kinds
        return "G" in told or ("=" in told and draft.said_base is not None)
    return abs(100 * quantity.value / quantity.of - after.quantity.value) < 1


def set_scopes(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Where each figure holds: said in its clause, else with the figure it compares, else at the start."""
    if not drafts:
        return
    opening = drafts[0].clause.lead_kinds[:2].find("S")
    fronted = sentence.items[opening].mention if opening >= 0 else None
    for draft in drafts:
        draft.scope_at = draft.heir_of.scope_at if draft.heir_of else fronted
        if "S" in sentence.kinds and (own := _scope(draft.clause)):
            draft.scope_at = own


def _scope(clause: Clause) -> Mention | None:
    """The first words of scope in a clause."""
    at = (clause.lead_kinds + clause.tail_kinds).find("S")
    return (*clause.lead, *clause.tail)[at].mention if at >= 0 else None
