"""Mentions -> indicators: what each number measures.

    sentence ──sequence──▶ items ──clauses──▶ clauses ──names, measures, periods──▶ drafts ──▶ Indicator*

A sentence is read from left to right; what a figure does not say itself it takes
from the figure before it (guide §3.4): its name when its clause has no subject, its
base from its coordination, its period from the last one stated.
"""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from bienban.find.mentions import Mentions, within
from bienban.link.bases import assigner_of, base_of
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause, clauses
from bienban.link.coordination import gapped_verb, is_prior, set_bases, set_measures, set_scopes
from bienban.link.drafts import Draft
from bienban.link.indicator_records import records
from bienban.link.leads import read_lead
from bienban.link.lists import align, share_modifiers
from bienban.link.measures import verb_of
from bienban.link.motions import is_adopted, is_vote
from bienban.link.naming import name_figure
from bienban.link.nouns import counts
from bienban.link.periods import Periods, with_year_of_text
from bienban.link.sequence import Sentence, said
from bienban.link.sequencer import Sequencer
from bienban.link.statuses import continues, set_statuses
from bienban.records import Indicator, Meeting, Span
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.sections import section_at


def link_indicators(
    doc: Doc,
    mentions: Mentions,
    meetings: tuple[Meeting, ...],
    calendar: Calendar,
    orders: Sequence[Span] = (),
) -> tuple[Indicator, ...]:
    """All indicators in text order, `i1`, `i2` …, one a quantity; a repeated sentence is told once.

    `orders` are the places of the directives: what a leader orders is a target.
    """
    rules = mentions.terms.rules
    if rules is None or not mentions.quantities:
        return ()
    calendar = with_year_of_text(calendar, mentions.times)
    reader = _Reader(doc, mentions, calendar, rules, orders)
    for first, last in doc.sentences:
        reader.read(first, last)
    return records(reader.text, reader.drafts, meetings, calendar)


class _Reader:
    """Reads the sentences of one document in order; holds what carries over."""

    def __init__(
        self,
        doc: Doc,
        mentions: Mentions,
        calendar: Calendar,
        rules: Rules,
        orders: Sequence[Span],
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self.mentions = mentions
        self.sequencer = Sequencer(doc, mentions)
        self.rules = rules
        self.calendar = calendar
        self.periods = Periods(doc, self.text, mentions, calendar)
        self.drafts: list[Draft] = []
        self.previous: list[Draft] = []
        self.told: dict[str, list[Draft]] = {}
        self.adopted = False
        self.named: frozenset[str] = frozenset()
        self.beside: frozenset[str] = frozenset()
        self.orders = sorted((order.start, order.end) for order in orders)

    def read(self, first: int, last: int) -> None:
        """Add the drafts of one sentence."""
        start, end = self.doc.place(first, last)
        if not self.sequencer.has_figure(start, end):
            self.periods.pass_over(start, end)
            return
        words = said(self.text, start, end)
        twins = self.told.get(words)
        if not (twins and self._is_repeated(twins, start, end)):
            sentence = self.sequencer.read(first, last)
            self.previous = self.told[words] = self._read(sentence, start)
            self.drafts += self.previous

    def _read(self, sentence: Sentence, start: int) -> list[Draft]:
        section = section_at(self.doc, start)
        drafts: list[Draft] = []
        before, self.named = self.named, sentence.concepts()
        self.beside = self.named | before
        self.adopted = self.adopted and continues(sentence)
        for clause in clauses(sentence.items, sentence.kinds, self._counts):
            drafts.append(self._draft(sentence, clause, drafts))
        align(sentence, drafts)
        share_modifiers(sentence, drafts)
        set_measures(drafts)
        set_statuses(sentence, drafts, section)
        self.periods.set_periods(sentence, drafts, section)
        set_bases(drafts, self.previous, self.text, self.calendar)
        set_scopes(sentence, drafts)
        self.adopted = any(draft.adopted for draft in drafts)
        return drafts

    def _draft(self, sentence: Sentence, clause: Clause, before: Sequence[Draft]) -> Draft:
        reading = read_lead(sentence, clause)
        draft = Draft(clause, clause.quantity, reading, verb_of(reading, clause))
        draft.said_base = base_of(sentence, clause, reading)
        draft.assigner_at = assigner_of(sentence, clause)
        draft.verb = draft.verb or gapped_verb(draft, before)
        draft.prior = is_prior(clause, before)
        if draft.prior and (clause.tail_kinds[:2] == "O=" or clause.lead_kinds[-1:] == "("):
            draft.verb = None
        draft.adopted = self.adopted or is_adopted(sentence, clause)
        draft.vote = not draft.adopted and is_vote(sentence, clause)
        name_figure(sentence, draft, before, self.drafts, self.rules)
        if draft.child_of and draft.child_of.vote:
            draft.vote = True
        unit = clause.quantity.unit or ""
        if unit == "visit" or "/" in unit:  # the unit names what the name leaves out
            draft.noun = sentence.indicators(clause.quantity.start, clause.quantity.end)
        draft.beside = self.beside
        draft.ordered = self._is_ordered(draft.quantity.start)
        return draft

    def _counts(self, start: int) -> bool:
        return counts(self.text, start, self.rules)

    def _is_ordered(self, start: int) -> bool:
        """Whether a directive holds `start`."""
        at = bisect_right(self.orders, start, key=itemgetter(0)) - 1
        return at >= 0 and start < self.orders[at][1]

    def _is_repeated(self, twins: Sequence[Draft], start: int, end: int) -> bool:
        """Whether a sentence told before has the figures of its twin, of which its own are further places."""
        places = within(self.mentions.quantities, start, end)
        if len(places) != len(twins):
            return False
        for twin, place in zip(twins, places, strict=True):
            twin.also = (*twin.also, place)
        return True
