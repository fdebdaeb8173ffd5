"""One document's sentences, read for figures: what carries over from one to the next."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc

from bienban.find.mentions import Mentions, Time
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause, clauses
from bienban.link.concepts import Concepts
from bienban.link.drafts import Draft
from bienban.link.measures import base_of, measured, verb_of
from bienban.link.names import Name, noun_after, read_lead
from bienban.link.periods import told_after, told_in
from bienban.link.sequence import Item, letters, sequence
from bienban.records import Indicator, Meeting, Period, Provenance
from bienban.rules import CueRule, UnitRule
from bienban.text.sections import section_at
from bienban.text.terms import Mention, provenance

_CONTAINERS = frozenset()
_NOUN = re.compile(r"[\d.,/\s–-]*(?:nghìn|ngàn|triệu|tỷ|tỉ|vạn)?\s?", re.IGNORECASE)


class Reader:
    """Reads sentences in order; holds the last figure and the period in force."""

    def __init__(self, doc: Doc, mentions: Mentions, calendar: Calendar) -> None:
        self.doc = doc
        self.text = doc.text
        self.mentions = mentions
        self.terms = mentions.terms
        self.calendar = calendar
        self.last: Draft | None = None
        self.in_force: Time | None = None
        self.seen: dict[str, list[Draft]] = {}
        self.count = 0

    # --- one sentence -------------------------------------------------------------

    def read(self, start: int, end: int) -> list[Draft]:
        """The drafts of the figures of one sentence, in text order."""
        first = bisect_left(self.mentions.quantities, start, key=lambda q: q.start)
        has_figure = first < len(self.mentions.quantities) and self.mentions.quantities[first].start < end
        if not has_figure:
            self._note_time(start, end)
            return []
        items = sequence(self.text, self.mentions, start, end)
        drafts: list[Draft] = []
        for clause in clauses(items):
            drafts.append(self._draft(clause, drafts, items))
        self._bases(drafts)
        self._statuses(drafts, items)
        self._periods(drafts, start)
        self.last = next((d for d in reversed(drafts) if not d.clause.inside), self.last)
        return drafts

    def _note_time(self, start: int, end: int) -> None:
        """A sentence without figures may still say which period the next ones are for."""
        if section_at(self.doc, start) != "report":
            return
        first = bisect_left(self.mentions.times, start, key=lambda t: t.start)
        for time in self.mentions.times[first:]:
            if time.start >= end:
                break
            before = self.text[start : time.start].rstrip()
            if time.kind in ("month", "quarter", "half", "year", "ytd", "as_of") and (
                not before or before[-1] in ",:;"
            ):
                self.in_force = time

    def _draft(self, clause: Clause, before: list[Draft], items: list[Item]) -> Draft:
        reading = read_lead(self.text, clause)
        draft = Draft(clause, reading, verb_of(reading, clause))
        draft.base = base_of(self.text, clause, reading)
        draft.prior = self._is_prior(clause, before)
        draft.vote = self._is_vote(clause, before)
        self._name(draft, before, items)
        return draft

    def _is_prior(self, clause: Clause, before: list[Draft]) -> bool:
        """ "(cùng kỳ tăng 6,4%)": the figure of the year before."""
        if not (before and clause.inside):
            return False
        kinds = letters(clause.lead).lstrip("(")
        if (
            kinds[:1] == "="
            and _code(clause.lead[1:][0] if clause.lead[0].kind == "(" else clause.lead[0]) != "plan"
        ):
            return "C" not in kinds
        return False

    def _is_vote(self, clause: Clause, before: list[Draft]) -> bool:
        for term in self.terms.of_type(
            CueRule, clause.quantity.start, clause.tail[-1].end if clause.tail else clause.quantity.end
        ):
            if cast(CueRule, term.what).cue == "vote":
                return True
        return False

    # --- names --------------------------------------------------------------------

    def _name(self, draft: Draft, before: list[Draft], items: list[Item]) -> None:
        draft.name = self._own_name(draft, before)
        donor = self._donor(draft, before)
        if (
            draft.name
            and donor
            and donor.name
            and draft.name.side in ("act", "subject")
            and self._repeats(draft.name, donor)
        ):
            draft.name = None
        if draft.name is None and donor is not None:
            draft.heir_of, draft.name = donor, donor.name
        if draft.name is None:
            draft.name = self._topic(items) or draft.reading.place
        if draft.name is None and draft.reading.lever:
            lever = draft.reading.lever
            draft.name = Name(lever.start, lever.end, "act")
        if draft.reading.child or draft.clause.mark == "K":
            draft.child_of = next((d for d in reversed(before) if d.heir_of is None), self.last)

    def _own_name(self, draft: Draft, before: list[Draft]) -> Name | None:
        clause, reading, quantity = draft.clause, draft.reading, draft.clause.quantity
        if quantity.dimension == "ratio" or quantity.unit == "times":
            return self._name_of_ratio(draft, before)
        if quantity.dimension == "money":
            return reading.subject or reading.act
        holds = self._holds(draft)
        counted = quantity.dimension in ("count", None) and not holds
        noun = noun_after(self.text, clause, self._noun_start(draft), whole=counted)
        if counted:
            return self._name_of_count(draft, noun)
        return reading.subject or noun or reading.act

    def _name_of_ratio(self, draft: Draft, before: list[Draft]) -> Name | None:
        reading = draft.reading
        if reading.subject:
            return reading.subject
        if not (draft.is_comparison and before) and draft.base is None:
            noun = noun_after(self.text, draft.clause, draft.clause.quantity.end, whole=False)
            if noun and not (reading.act and draft.verb):
                return noun
        return reading.act if not draft.is_comparison or not before else None

    def _name_of_count(self, draft: Draft, noun: Name | None) -> Name | None:
        reading = draft.reading
        subject = reading.subject
        if subject and self._is_number_head(subject) and not (noun and self._says_has(draft)):
            return subject
        if noun:
            return noun
        if draft.is_comparison and not subject:
            return None
        if reading.act:
            return reading.act
        if subject:
            return subject
        return None

    def _is_number_head(self, name: Name) -> bool:
        head = self.text[name.start : name.end].split(" ", 1)[0].lower()
        return head in ("số", "tổng", "lượng", "đàn", "diện", "tỷ", "tỉ", "quân", "quy", "cán")

    def _says_has(self, draft: Draft) -> bool:
        verbs = [i for i in draft.reading.predicate if i.kind == "V"]
        return bool(verbs) and self.text[verbs[-1].start : verbs[-1].end].lower() == "có"

    def _holds(self, draft: Draft) -> bool:
        if draft.quantity.dimension == "measure":
            return True
        start = self._noun_start(draft)
        return any(
            cast(CueRule, t.what).cue == "container"
            for t in self.terms.of_type(CueRule, start, draft.quantity.end)
            if t.start == start and t.end == draft.quantity.end
        )

    def _noun_start(self, draft: Draft) -> int:
        quantity = draft.quantity
        match = _NOUN.match(self.text, quantity.start, quantity.end)
        after = match.end() if match else quantity.start
        unit = self.terms.until(quantity.end, UnitRule)
        if unit and unit.start > quantity.start:
            return min(unit.start, after) if after > quantity.start else unit.start
        return after

    def _donor(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """The figure whose name an elliptic clause takes."""
        clause = draft.clause
        if clause.inside and clause.outer is not None:
            inner = [d for d in before[clause.outer + 1 :]]
            if not inner or clause.mark == "(":
                return before[clause.outer]
            return inner[-1]
        outside = [d for d in before if not d.clause.inside]
        if clause.counts and draft.is_comparison:
            alike = [d for d in outside if d.quantity.unit == draft.quantity.unit and not d.is_comparison]
            if alike:
                return alike[-1]
        if outside:
            return outside[-1]
        return self.last

    def _repeats(self, name: Name, donor: Draft) -> bool:
        """Whether a short subject only takes up the name before it: "thu" after "Thu ngân sách"."""
        if donor.name is None or donor.quantity.unit != donor.quantity.unit:
            return False
        said = self.text[name.start : name.end].lower()
        known = self.text[donor.name.start : donor.name.end].lower()
        return known != said and known.startswith(said + " ") and len(said.split()) == 1

    def _topic(self, items: list[Item]) -> Name | None:
        """The fronted topic of the sentence: "Về đất nông nghiệp, …"."""
        for index, item in enumerate(items[:3]):
            if item.kind == "R":
                stop = next((i for i in items[index + 1 :] if i.kind in ",QT;:("), None)
                if stop and stop.start > item.end:
                    raw = self.text[item.end : stop.start]
                    start = item.end + len(raw) - len(raw.lstrip())
                    return Name(start, start + len(raw.strip()), "subject") if raw.strip() else None
        return None

    # --- measures and bases ---------------------------------------------------------

    def _bases(self, drafts: list[Draft]) -> None:
        for number, draft in enumerate(drafts):
            after_fraction = (
                number > 0 and drafts[number - 1].quantity.of is not None and draft.heir_of is not None
            )
            base = draft.base.code if draft.base else None
            tail = letters(draft.clause.tail)
            part_of = (
                draft.quantity.unit == "percent"
                and tail[:1] in ("H", "W")
                and base is None
                and draft.verb is not None
            )
            name = self._said(draft.name)
            result = measured(
                draft.quantity, draft.verb, base, name=name, part_of=part_of, after_fraction=after_fraction
            )
            draft.measure = result.measure
            if (
                draft.name
                and draft.name.side == "noun"
                and draft.quantity.unit == "percent"
                and draft.measure == "level"
            ):
                draft.measure = "share"
            if draft.measure == "share" and base is not None:
                draft.base = None

    def _share_bases(self, drafts: list[Draft]) -> None:
        """A base said for one part of a coordination holds for the others."""
        compared = ("growth", "change", "index", "multiple")
        for number, draft in enumerate(drafts):
            if draft.measure not in compared or draft.base or draft.prior:
                continue
            donors = [
                d
                for d in (*drafts[number + 1 :], *reversed(drafts[:number]))
                if d.base and d.measure in compared and d.base_code != "plan"
            ]
            for donor in donors:
                if donor.period == draft.period or (donor.base_code == "same_period"):
                    draft.base, draft.base_code = donor.base, donor.base_code
                    break
            if draft.base is None and draft.child_of and draft.child_of not in drafts:
                pass

    def _base_code(self, draft: Draft) -> str | None:
        if draft.base is None:
            return (
                "plan"
                if draft.measure == "share_of_plan" and draft.verb and draft.verb.measure == "share_of_plan"
                else None
            )
        base = draft.base
        if base.code == "previous_year":
            period = draft.period or ""
            year = re.search(r"\d{4}", period)
            return f"year:{int(year.group()) - 1}" if year else "năm trước"
        if base.rule == "base.time" and base.time is not None:
            code = self.calendar.complete(base.time.code)
            if base.time.kind == "month":
                return "previous_period"
            year = re.search(r"\d{4}", code)
            return f"year:{year.group()}" if year else self.text[base.start : base.end]
        return base.code

    # --- statuses -------------------------------------------------------------------

    def _statuses(self, drafts: list[Draft], items: list[Item]) -> None:
        aimed = None
        by_place = {d.quantity.start: d for d in drafts}
        said: dict[int, Item] = {}
        estimate: Item | None = None
        for item in items:
            if item.kind == "G":
                aimed = item
            elif item.kind == "E":
                estimate = item
            elif item.kind == "Q":
                draft = by_place[item.start]
                if aimed:
                    draft.status, draft.status_at = "target", _mention(aimed)
                elif estimate:
                    draft.status, draft.status_at = "estimate", _mention(estimate)
                elif draft.prior:
                    pass
                else:
                    donor = draft.heir_of or draft.child_of
                    if donor is None and self._hangs_on(draft, drafts):
                        donor = drafts[draft.clause.place - 1]
                    if donor is not None:
                        draft.status, draft.status_at = donor.status, donor.status_at
                estimate = None
        for draft in drafts:
            self._ordered(draft)

    def _hangs_on(self, draft: Draft, drafts: list[Draft]) -> bool:
        """Whether a clause is joined to the one before it without a verb of its own."""
        if not draft.clause.place:
            return False
        return draft.clause.mark in ("N", "O", "&", "K", "(")

    def _ordered(self, draft: Draft) -> None:
        """In an order a figure is a target, unless it counts what is already there."""
        section = section_at(self.doc, draft.quantity.start)
        if section not in ("conclusion", "plan") or draft.status != "actual":
            return
        known = [
            t
            for item in draft.clause.lead
            for t in self.terms.of_type(CueRule, item.start, item.end)
            if cast(CueRule, t.what).cue == "known"
        ]
        if not known:
            draft.status = "target"

    # --- periods --------------------------------------------------------------------

    def _periods(self, drafts: list[Draft], start: int) -> None:
        narrow: Time | None = None
        section = section_at(self.doc, start)
        free = section in ("conclusion", "plan", "decision", "discussion")
        for draft in drafts:
            time = told_in(draft.clause)
            if draft.prior:
                donor = draft.heir_of
                draft.period = (
                    None if donor is None or donor.period is None else self._year_before(donor.period)
                )
                draft.status, draft.status_at = "actual", None
                draft.base_code = None
                draft.base = None
                continue
            if time is not None:
                if draft.reading.child:
                    narrow = time
                else:
                    narrow = None
                    if not free and not draft.clause.inside:
                        self.in_force = time
            elif draft.heir_of is not None and draft.heir_of in drafts:
                draft.period, draft.period_at = draft.heir_of.period, draft.heir_of.period_at
                draft.base_code = self._base_code(draft)
                self._future(draft)
                continue
            current = time or narrow or (None if free else self.in_force)
            if current is None and draft.status == "target":
                current = told_after(draft.clause)
            if current is not None:
                draft.period, draft.period_at = (
                    self.calendar.complete(current.code),
                    Mention(current.start, current.end, current.rule),
                )
            elif draft.status == "target":
                draft.period = str(self.calendar.year) if self.calendar.year else "--"
            elif not free:
                draft.period = self.calendar.reviewed
            if draft.vote:
                draft.period, draft.period_at = None, None
            draft.base_code = self._base_code(draft)
            self._future(draft)
        self._share_bases(drafts)
        for draft in drafts:
            self._fractions(draft, drafts)

    def _fractions(self, draft: Draft, drafts: list[Draft]) -> None:
        q = draft.quantity
        if draft.measure != "fraction" or draft.base_code:
            return
        if q.dimension in ("money", "measure") or (q.of and q.value > q.of):
            draft.base_code = "plan"
            return
        place = draft.clause.place
        after = drafts[place + 1] if place + 1 < len(drafts) else None
        if after and after.measure == "share_of_plan" and after.heir_of is draft and q.of:
            if abs(100 * q.value / q.of - after.quantity.value) < 1:
                draft.base_code = "plan"

    def _year_before(self, code: str) -> str | None:
        return None if "--" in code else self.calendar.year_before(code)

    def _future(self, draft: Draft) -> None:
        """A period that lies ahead of the meeting makes a target."""
        if draft.status != "actual" or draft.period is None or self.calendar.today is None:
            return
        period = self.calendar.period(draft.period)
        if period.start and period.start > self.calendar.today.isoformat():
            draft.status = "target"

    # --- records --------------------------------------------------------------------

    def records(self, drafts: list[Draft], meetings: tuple[Meeting, ...]) -> Iterator[Indicator]:
        """The drafts as records."""
        concepts = Concepts(self.terms)
        for number, draft in enumerate(drafts, 1):
            draft.number = number
        for draft in drafts:
            yield self._record(draft, concepts)

    def _record(self, draft: Draft, concepts: Concepts) -> Indicator:
        quantity = draft.quantity
        name = self._said(draft.name) if draft.name else self._noun(draft)
        base = draft.base_code
        result = measured(
            quantity,
            draft.verb,
            base,
            name=name or "",
            part_of=draft.measure == "share",
            after_fraction=draft.measure == "share",
        )
        value, upper = result.value, result.value_max
        fields: dict[str, Provenance] = {}
        if draft.name:
            fields["name"] = provenance(
                self.text, draft.name.start, draft.name.end, f"name.{draft.name.side}"
            )
        if draft.period_at:
            fields["period"] = draft.period_at.provenance(self.text)
        if draft.base:
            fields["base"] = provenance(self.text, draft.base.start, draft.base.end, draft.base.rule)
        if draft.status_at:
            fields["status"] = draft.status_at.provenance(self.text)
        parent = draft.heir_of or draft.child_of
        return Indicator(
            id=f"i{draft.number}",
            name=name,
            concept=concepts.of(draft.name, name, quantity.unit),
            measure=draft.measure,
            value=_text(value),
            value_max=None if upper is None else _text(upper),
            of=None if quantity.of is None else _text(quantity.of),
            unit=quantity.unit,
            bound=quantity.bound,
            status=draft.status,
            period=self._period(draft),
            base=base,
            parent=f"i{parent.number}" if parent else None,
            flags=quantity.flags,
            fields=fields,
            provenance=quantity.provenance(self.text),
        )

    def _period(self, draft: Draft) -> Period | None:
        if draft.period is None:
            return None
        at = draft.period_at
        return self.calendar.period(draft.period, self.text[at.start : at.end] if at else None)

    def _noun(self, draft: Draft) -> str | None:
        noun = self.text[self._noun_start(draft) : draft.quantity.end].strip()
        return noun or None

    def _said(self, name: Name | None) -> str:
        return " ".join(self.text[name.start : name.end].split()) if name else ""


def _mention(item: Item) -> Mention:
    return Mention(item.start, item.end, cast(Mention, item.what).rule)


def _code(item: Item) -> str:
    return getattr(getattr(item.what, "what", None), "base", "") if item.what else ""


def _text(value: object) -> str:
    return format(value, "f")
