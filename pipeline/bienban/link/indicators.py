"""Mentions -> indicators: what each number measures.

    sentence ──sequence──▶ items ──clauses──▶ clauses ──names, measures, periods──▶ drafts ──▶ Indicator*

A sentence is read from left to right; what a figure does not say itself it takes
from the figure before it (guide §3.4): its name when its clause has no subject, its
base from its coordination, its period from the last one stated.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.link.bases import base_of, code_of
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause, clauses
from bienban.link.concepts import concept_of
from bienban.link.drafts import Draft
from bienban.link.measures import Says, measure_of, values, verb_of
from bienban.link.names import read_lead
from bienban.link.naming import align, name_figure
from bienban.link.periods import Periods
from bienban.link.sequence import Sentence, letters, read_sentence
from bienban.link.statuses import set_statuses
from bienban.records import Indicator, Meeting, Period, Provenance, Reading
from bienban.text.sections import section_at
from bienban.text.terms import Mention, provenance

_COMPARED = frozenset(["growth", "change", "index", "multiple"])


def link_indicators(
    doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...], calendar: Calendar
) -> tuple[Indicator, ...]:
    """All indicators in text order, `i1`, `i2` …, one a quantity; a repeated sentence is told once."""
    reader = _Reader(doc, mentions, calendar)
    for first, last in _sentences(doc):
        reader.read(first, last)
    drafts = reader.drafts
    for number, draft in enumerate(drafts, 1):
        draft.number = number
    return tuple(_record(reader.text, draft, calendar, meetings) for draft in drafts)


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """The first and last tokens of every sentence, half-open; sections hold one span a sentence."""
    for span in doc.spans["sections"]:
        yield span.start, span.end


class _Reader:
    """Reads the sentences of one document in order; holds what carries over."""

    def __init__(self, doc: Doc, mentions: Mentions, calendar: Calendar) -> None:
        self.doc = doc
        self.text = doc.text
        self.mentions = mentions
        self.calendar = calendar
        self.periods = Periods(doc, self.text, mentions, calendar)
        self.drafts: list[Draft] = []
        self.previous: list[Draft] = []
        self.concepts: dict[Draft, str | None] = {}

    def read(self, first: int, last: int) -> None:
        """Add the drafts of one sentence."""
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        if not _has_figure(self.mentions, start, end):
            self.periods.pass_over(start, end)
            return
        sentence = read_sentence(self.doc, self.text, self.mentions, first, last)
        section = section_at(self.doc, start)
        drafts: list[Draft] = []
        for clause in clauses(sentence.items):
            drafts.append(self._draft(sentence, clause, drafts))
        align(sentence, drafts)
        _measure(drafts)
        set_statuses(sentence, drafts, section)
        self.periods.set_periods(sentence, drafts, section)
        self._set_bases(drafts)
        self.drafts += drafts
        self.previous = drafts

    def _draft(self, sentence: Sentence, clause: Clause, before: Sequence[Draft]) -> Draft:
        reading = read_lead(sentence, clause)
        draft = Draft(clause, reading, verb_of(sentence, reading, clause))
        draft.said_base = base_of(sentence, clause, reading)
        draft.prior = _is_prior(clause, before)
        if draft.prior and (clause.tail_kinds[:2] == "O=" or clause.lead_kinds[-1:] == "("):
            draft.verb = None
        draft.vote = _is_vote(sentence, clause)
        assert self.mentions.terms.rules is not None
        name_figure(sentence, draft, before, self.drafts, self.mentions.terms.rules)
        if draft.child_of and draft.child_of.vote:
            draft.vote = True
        return draft

    def _set_bases(self, drafts: Sequence[Draft]) -> None:
        """The base of every draft: its own, that of its coordination, that of the head it is part of."""
        for draft in drafts:
            if draft.said_base and not draft.prior and draft.measure not in ("share", "level", "rank"):
                draft.base = code_of(draft.said_base, draft.period, self.text, self.calendar)
            elif draft.measure == "share_of_plan" and draft.compares:
                draft.base = "plan"
        for number, draft in enumerate(drafts):
            if draft.measure in _COMPARED and draft.base is None and not draft.prior:
                _share_base(draft, [*drafts[number + 1 :], *reversed(drafts[:number])], self.previous)
            if draft.measure == "fraction" and draft.base is None and _is_actual_and_plan(draft, drafts):
                draft.base = "plan"


def _has_figure(mentions: Mentions, start: int, end: int) -> bool:
    at = bisect_left(mentions.quantities, start, key=lambda quantity: quantity.start)
    return at < len(mentions.quantities) and mentions.quantities[at].start < end


def _is_prior(clause: Clause, before: Sequence[Draft]) -> bool:
    """ "(cùng kỳ tăng 6,4%)", "… so với cùng kỳ (5,47 tỷ)": the figure of the year before."""
    if not before:
        return False
    if clause.tail_kinds[:2] == "O=" and not clause.is_ratio:
        return getattr(clause.tail[1].term, "base", "plan") != "plan"
    if clause.inside:
        opening = clause.lead_kinds.rfind("(")
        kinds = clause.lead_kinds[opening + 1 :]
        if kinds[:1] == "T" and clause.lead[opening + 1].time.code == "last:year":
            return True
        if kinds[:1] == "=" and getattr(clause.lead[opening + 1].term, "base", "plan") != "plan":
            return "C" not in kinds
        told = [item for item in (*before[-1].clause.tail, *clause.lead[:opening]) if item.kind != "T"]
        return kinds == "" and "C" in letters(told) and getattr(told[-1].term, "base", "") == "same_period"
    return False


def _is_vote(sentence: Sentence, clause: Clause) -> bool:
    start = clause.lead[0].start if clause.lead else clause.quantity.start
    end = clause.tail[-1].end if clause.tail else clause.quantity.end
    return sentence.has("vote", start, end) and not clause.is_money and not clause.is_measure


def _measure(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        place = draft.clause.place
        heir = draft.heir_of
        if heir and draft.clause.lead_kinds == "(" and heir.measure == "change" and draft.clause.is_ratio:
            draft.verb = heir.verb  # "giảm 12 vụ (8,8%)"
        name = draft.name
        says = Says(
            draft.verb,
            draft.said_base.code if draft.said_base else None,
            bool(name and name.is_rate),
            bool(name and name.is_growth),
            _is_part_of_noun(draft),
            place > 0 and heir is drafts[place - 1] and (heir.quantity.of is not None or heir.clause.counts),
            place > 0 and heir is drafts[place - 1] and (heir.clause.is_money or heir.clause.is_measure),
        )
        draft.measure = measure_of(draft.quantity, says)
        if draft.prior and draft.verb is None and heir is not None:
            draft.measure = heir.measure


def _is_part_of_noun(draft: Draft) -> bool:
    """Whether a percentage is one of the noun that follows it: "dưới 5% tổng thu"."""
    if (draft.name and draft.name.side == "noun") or (draft.whole and abs(draft.whole - 100) < 1):
        return True
    says_more = draft.verb is not None or draft.reading.subject is not None
    return says_more and draft.clause.tail_kinds[:1] in ("H", "h", "W")


def _share_base(draft: Draft, others: Sequence[Draft], previous: Sequence[Draft]) -> None:
    """A base said for one part of a coordination holds for the others, and for the parts of a head."""
    donors = [
        d
        for d in others
        if d.said_base and d.base and d.measure in _COMPARED and d.base != "plan" and not d.prior
    ]
    if not donors and draft.child_of in previous:
        donors = [d for d in previous if d.base and d.base != "plan" and d.measure in _COMPARED]
    for donor in donors:
        if donor.base == "same_period" or donor.period == draft.period:
            draft.said_base, draft.base = donor.said_base, donor.base
            return


def _is_actual_and_plan(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a/b is what was reached over what was planned."""
    quantity, place = draft.quantity, draft.clause.place
    if not quantity.of:
        return False
    if draft.clause.is_money or draft.clause.is_measure or quantity.value > quantity.of:
        return True
    after = drafts[place + 1] if place + 1 < len(drafts) else None
    if after is None or after.measure != "share_of_plan" or after.heir_of is not draft:
        return "=" in draft.clause.tail_kinds and draft.said_base is not None
    return abs(100 * quantity.value / quantity.of - after.quantity.value) < 1


def _record(text: str, draft: Draft, calendar: Calendar, meetings: tuple[Meeting, ...]) -> Indicator:
    quantity = draft.quantity
    value, upper = values(quantity, draft.measure, draft.verb)
    parent = _parent(draft)
    return Indicator(
        id=f"i{draft.number}",
        name=draft.name.said if draft.name else None,
        concept=None,
        measure=draft.measure,
        value=_decimal(value),
        value_max=None if upper is None else _decimal(upper),
        of=None if quantity.of is None else _decimal(quantity.of),
        unit=quantity.unit,
        bound=quantity.bound,
        status=draft.status,
        period=_period(text, draft, calendar),
        base=draft.base,
        parent=f"i{parent.number}" if parent else None,
        meeting=0 if len(meetings) == 1 else None,
        readings=tuple(Reading(value=_decimal(reading), evidence=why) for reading, why in quantity.readings),
        flags=quantity.flags,
        fields=dict(_fields(text, draft)),
        provenance=quantity.provenance(text),
    )


def _parent(draft: Draft) -> Draft | None:
    """The figure compared, not the comparison before; else the whole this one is part of."""
    parent = draft.heir_of
    while parent is not None and parent.heir_of is not None:
        parent = parent.heir_of
    return parent or draft.child_of


def _period(text: str, draft: Draft, calendar: Calendar) -> Period | None:
    if draft.period is None:
        return None
    at = draft.period_at
    return calendar.period(draft.period, text[at.start : at.end] if at else None)


def _fields(text: str, draft: Draft) -> Iterator[tuple[str, Provenance]]:
    """Where each field was read."""
    if draft.name:
        yield "name", provenance(text, draft.name.start, draft.name.end, f"name.{draft.name.side}")
    if draft.period_at:
        yield "period", draft.period_at.provenance(text)
    if draft.base and draft.said_base:
        yield "base", provenance(text, draft.said_base.start, draft.said_base.end, draft.said_base.rule)
    if draft.status_at and draft.status != "actual":
        yield "status", draft.status_at.provenance(text)


def _decimal(value: Decimal) -> str:
    return format(value, "f")
