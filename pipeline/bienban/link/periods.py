"""Which period a figure is for: its own, the one in force, or the one the meeting reviewed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bienban.find.mentions import Mentions, Time, within
from bienban.link.calendar import Calendar, days
from bienban.link.drafts import Draft
from bienban.link.sequence import Item, Sentence, letters
from bienban.link.statuses import ORDERS, set_by_period
from bienban.records import is_period
from bienban.rule_kinds import MeetingRule
from bienban.text.doc import Doc
from bienban.text.sections import Section, section_at
from bienban.text.terms import Mention

_REPORTED = frozenset(["day", "month", "quarter", "half", "year", "ytd", "as_of", "span", "season", "term"])
_FRONTED = frozenset(["month", "quarter", "half", "year", "ytd", "as_of", "span"])
_RUNNING = frozenset(["ytd:this:month", "as_of:this:day"])
_TOLD_OF = frozenset(["month", "quarter", "half", "year", "ytd"])
_AIMED = frozenset(["year", "half", "span"])
_WITHOUT: frozenset[Section] = frozenset(["conclusion", "plan", "decision", "discussion"])
_SPOKEN: frozenset[Section] = frozenset(["report", "lede", "plan", "discussion"])
_MONTH = re.compile(r"(?:\d{4}|-)-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BULLET = re.compile(r"[-–+•*]|\d{1,2}[.)]\s|[a-zđ]\)")
_HEADING = re.compile(r":\s{1,6}$")
_TODAY = "as_of:this:day"
_NEXT = 1  # years ahead that a plan may begin


def with_year_of_text(calendar: Calendar, times: Sequence[Time]) -> Calendar:
    """`calendar`; where it knows no year, with the one the text says most often, of several the first."""
    if calendar.year is not None:
        return calendar
    years = Counter(
        match.group()
        for time in times
        if time.kind in _FRONTED and time.kind != "span" and (match := _YEAR.search(time.code))
    )
    return replace(calendar, year=int(years.most_common(1)[0][0])) if years else calendar


class Periods:
    """Follows the period in force from sentence to sentence."""

    def __init__(self, doc: Doc, text: str, mentions: Mentions, calendar: Calendar) -> None:
        self.doc = doc
        self.text = text
        self.mentions = mentions
        self.calendar = calendar
        self.in_force: Time | None = None
        self.aimed: Time | None = None
        self.ahead: Time | None = None

    def pass_over(self, start: int, end: int) -> None:
        """A sentence without figures may still say which period the next ones are for."""
        section = section_at(self.doc, start)
        self._follow_paragraph(start)
        times = within(self.mentions.times, start, end)
        if times:
            self._see_aim(times)
        if not times or section not in _SPOKEN:
            return
        meets = (
            section == "discussion"
            or next(self.mentions.terms.of_type(MeetingRule, start, end), None) is not None
        )
        heads = not meets and self.text[start:end].rstrip().endswith(":")
        for time in times:
            if time.kind not in _FRONTED or (meets and time.code not in _RUNNING):
                continue
            if not (heads or self._opens_part(start, time)):
                continue
            if self._lies_ahead(time):
                self.ahead = time
                self.aimed = time if time.kind in _AIMED else self.aimed
            elif section != "plan":
                self.in_force, self.ahead = time, None

    def _see_aim(self, times: Sequence[Time]) -> None:
        """The next year or the years from it on, where a sentence without figures speaks of their plan."""
        today = self.calendar.today
        for time in times:
            year = _YEAR.match(time.code) if time.kind in ("year", "span") else None
            if year and today and self._lies_ahead(time) and int(year.group()) <= today.year + _NEXT:
                self.aimed = time
                return

    def _follow_paragraph(self, start: int) -> None:
        """Forget the time ahead where a paragraph begins that is no item of a list under it."""
        before = start
        while before and self.text[before - 1] in " \t":
            before -= 1
        if before and self.text[before - 1] != "\n":
            return
        listed = _BULLET.match(self.text, start) or _HEADING.search(self.text, max(start - 8, 0), start)
        if not listed:
            self.ahead = None

    def _opens_part(self, start: int, time: Time) -> bool:
        """Whether at most one word, a preposition, stands between a time and the mark before it."""
        before = self.text[start : time.start].rstrip()
        mark = max(before.rfind(mark) for mark in ",:;")
        return " " not in before[mark + 1 :].strip()

    def _lies_ahead(self, time: Time) -> bool:
        """Whether a time begins after the meeting: a report is not for it."""
        start, _ = days(self.calendar.complete(time.code))
        return (
            start is not None and self.calendar.today is not None and start > self.calendar.today.isoformat()
        )

    def _ends_ahead(self, time: Time) -> bool:
        """Whether a time ends after the meeting."""
        _, end = days(self.calendar.complete(time.code))
        return end is not None and self.calendar.today is not None and end > self.calendar.today.isoformat()

    def _is_over(self, time: Time, section: Section) -> bool:
        """Whether a time ends before the meeting; in plans also one that is not known to go on."""
        _, end = days(self.calendar.complete(time.code))
        if end is None or self.calendar.today is None:
            return section == "plan"
        return end <= self.calendar.today.isoformat()

    def set_periods(self, sentence: Sentence, drafts: Sequence[Draft], section: Section) -> None:
        """Set the period of every draft of one sentence, in text order."""
        passing: Time | None = None
        now = False
        self._follow_paragraph(sentence.start)
        for draft in drafts:
            told = self._told_before(sentence, draft, section)
            now = told is None and (now or self._is_now(sentence, draft))
            if told and not draft.clause.inside:
                passing = told
                self._follow(sentence, draft, told, section)
            if draft.status == "target" and (term := _term(draft)):
                self.aimed = term
            if draft.prior:
                self._set_prior(draft)
            elif told is not None or not self._set_elliptic(sentence, draft, drafts, passing):
                is_plan = draft.name is not None and draft.name.side == "plan"
                self._set(sentence, draft, told or (None if is_plan or now else passing), section, now=now)
            if draft.period is not None and not is_period(draft.period):
                draft.period = draft.period_at = None  # told from a day that is not known
            set_by_period(draft, self.calendar)
            since = told or passing
            speaks = (section in ORDERS or draft.ordered) and draft.status_at is None
            if speaks and since and self._is_over(since, section):
                draft.status = "actual"

    def _follow(self, sentence: Sentence, draft: Draft, told: Time, section: Section) -> None:
        """Let a time before a figure hold for what follows: for the report, its aims, or what lies ahead."""
        opens = self._opens_part(sentence.start, told)
        if draft.vote and told.kind in _FRONTED and opens:
            draft.vote = False  # "Từ đầu năm đến nay, tỉnh thông qua 12 đề án"
        self.ahead = told if opens and self._lies_ahead(told) else None
        if draft.status == "target" and told.kind in _AIMED and self._ends_ahead(told):
            self.aimed = told
        elif _reports(section, draft, told) and draft.child_of is None:
            self.in_force = self.in_force if self._lies_ahead(told) else told

    def _set_elliptic(
        self, sentence: Sentence, draft: Draft, drafts: Sequence[Draft], passing: Time | None
    ) -> bool:
        """Set the period of a figure that has it from another one; False for others."""
        if total := self._total(sentence, draft, passing) or self._at_year_end(sentence, draft):
            draft.period = total
        elif draft.of_plan and draft.clause.place:
            self._set_of_plan(draft, drafts)
        elif draft.heir_of is not None and draft.heir_of in drafts:
            draft.period, draft.period_at = draft.heir_of.period, draft.heir_of.period_at
        else:
            return False
        return True

    def _set_of_plan(self, draft: Draft, drafts: Sequence[Draft]) -> None:
        """The period of the figure whose plan this is; of its first months the year."""
        outer = draft.clause.outer
        of = drafts[draft.clause.place - 1 if outer is None else outer]
        draft.period, draft.period_at = of.period, of.period_at
        if of.period and of.period.startswith("ytd:") and (year := _YEAR.search(of.period)):
            draft.period = year.group()

    def _told_before(self, sentence: Sentence, draft: Draft, section: Section) -> Time | None:
        """The last time said before a figure; in an order only that of its own item."""
        kinds, first = draft.clause.lead_kinds, 0
        if "T" not in kinds:
            return None
        if section in _WITHOUT:
            first = max(kinds.rfind(";"), kinds.rfind(".")) + 1
        times = own_times(draft.clause.lead[first:], kinds[first:])
        if section == "lede":  # a day there is that of the meeting
            times = [t for t in times if t.kind != "day" or self._is_total(sentence, draft, t)]
        return times[-1] if times else None

    def _set(
        self, sentence: Sentence, draft: Draft, told: Time | None, section: Section, *, now: bool
    ) -> None:
        if is_price(sentence, draft) or is_levied(sentence, draft):
            return
        if draft.vote or (told is None and self._is_fixed(sentence, draft)):
            return
        aims = draft.status == "target"
        if told is None and not aims and now:
            draft.period = self.calendar.complete(_TODAY)
            return
        time = told or (self._due(draft) if aims else None)
        recalls = (
            section in ORDERS and not aims and draft.reading.subject is not None and draft.verb is not None
        )
        if time is None and aims:
            time = self.aimed
        elif time is None and (section not in _WITHOUT or recalls):
            time = self.ahead if self._goes_on_ahead(sentence, draft) else self.in_force
        if time is not None:
            code = self._code_of(time, aims=aims)
            total = time.kind == "day" and (aims or self._is_total(sentence, draft, time))
            draft.period = f"as_of:{code}" if total else code
            draft.period_at = Mention(time.start, time.end, time.rule)
        elif aims:
            draft.period = str(self.calendar.year) if self.calendar.year else None
        elif section not in _WITHOUT or recalls:
            draft.period = self.calendar.reviewed

    def _code_of(self, time: Time, *, aims: bool) -> str:
        """The code of a time; in January "this year" is the one before where something is reported."""
        today = self.calendar.today
        if time.code == "this:year" and today is not None and today.month == 1:
            return str(today.year if aims else today.year - 1)
        return self.calendar.complete(time.code)

    def _is_total(self, sentence: Sentence, draft: Draft, time: Time) -> bool:
        """Whether a day closes what is cumulative: "lũy kế đến ngày 15/12"."""
        start = draft.clause.lead[0].start if draft.clause.lead else time.start
        return sentence.knows("cumulative") and sentence.has("cumulative", start, time.end)

    def _goes_on_ahead(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether a figure without a time of its own is for the one ahead that its paragraph speaks of."""
        if self.ahead is None or (draft.said_base and draft.said_base.code == "same_period"):
            return False
        start, end = sentence.start, draft.quantity.start
        return not (sentence.has("known", start, end) or sentence.has("tells", start, end))

    def _total(self, sentence: Sentence, draft: Draft, passing: Time | None) -> str | None:
        """The first months of the year, where a figure is called cumulative and a month is in force."""
        if not sentence.knows("cumulative"):
            return None
        if not any(sentence.says("cumulative", item) for item in draft.clause.lead):
            return None
        time = passing or self.in_force
        code = self.calendar.complete(time.code) if time else self.calendar.reviewed
        return f"ytd:{code}" if code and _MONTH.fullmatch(code) else None

    def _at_year_end(self, sentence: Sentence, draft: Draft) -> str | None:
        """The year, where a figure is expected at its end: "dự kiến cuối năm còn 4,2%"."""
        lead, year = draft.clause.lead, self.calendar.base_year()
        if draft.status == "actual" or not (lead and year) or not sentence.knows("year_end"):
            return None
        at = sentence.first("year_end", lead[0].start, draft.quantity.start)
        compared = any(item.kind == "C" and at is not None and item.end <= at for item in lead)
        return str(year) if at is not None and not compared else None

    def _is_fixed(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether a figure tells what a project is: its length, its cost."""
        name = draft.name
        if name is None or draft.clause.counts or draft.clause.is_ratio or draft.compares:
            return False
        if sentence.opens("fixed", name.start):
            return True
        lead = draft.clause.lead
        costs = bool(lead) and sentence.opens("cost", name.start)
        return costs and sentence.has("fixed", lead[0].start, name.start)

    def _is_now(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether the figure is said to hold on the day of the meeting, and that day is known."""
        if not sentence.knows("now"):
            return False
        known = ":" not in self.calendar.complete(_TODAY).removeprefix("as_of:")
        return known and any(sentence.says("now", item) for item in draft.clause.lead)

    def _due(self, draft: Draft) -> Time | None:
        """The deadline said behind a target, up to the next figure or item."""
        items = tuple(takewhile(lambda item: item.kind not in ";.", draft.clause.after))
        times = own_times(items, letters(items))
        return times[0] if times else None

    def _set_prior(self, draft: Draft) -> None:
        """The figure of the year before: "(cùng kỳ tăng 6,4%)"."""
        of = draft.heir_of.period if draft.heir_of else None
        own = own_times(draft.clause.lead, draft.clause.lead_kinds)
        if own and own[-1].code[:4].isdigit() and of is None:
            of = self.calendar.complete(own[-1].code)
            draft.period = of
            return
        draft.period = self.calendar.year_before(of) if of and "--" not in of else of


def _term(draft: Draft) -> Time | None:
    """The term of office that an aim is for: "Nghị quyết Đại hội nhiệm kỳ 2020 - 2025 đề ra 18 chỉ tiêu"."""
    if "T" not in draft.clause.lead_kinds:
        return None
    times = [item.time for item in draft.clause.lead if item.kind == "T"]
    return times[-1] if times[-1].kind == "term" else None


def _reports(section: Section, draft: Draft, time: Time) -> bool:
    """Whether a time before a figure holds for what follows: not in an order and not of an aim.

    In a speech only the months or years that somebody tells of.
    """
    if section not in _WITHOUT:
        return draft.status != "target"
    return draft.status == "actual" and not draft.ordered and time.kind in _TOLD_OF


def own_times(items: tuple[Item, ...], kinds: str) -> list[Time]:
    """The times among `items` that say when, not those that belong to a base or a price.

    `kinds` are the letters of `items`.
    """
    found: list[Time] = []
    index = kinds.find("T")
    while index >= 0:
        time, before = items[index].time, kinds[max(index - 3, 0) : index]
        if time.kind == "term" and before[-1:] not in ("", ",", ";", "N", "B"):
            index = kinds.find("T", index + 1)
            continue  # "HĐND nhiệm kỳ 2021 - 2026 có 50 đại biểu"
        again = before[-1:] == "T" and time.kind == "year" and time.code == "this:year"
        told = (
            again
            or "C" in before
            or before[-1:] in ("M", "I")
            or (before[-1:] == "=" and index > 1)
            or before[-2:] == "(W"
        )
        if time.kind in _REPORTED and not told:
            found.append(time)
        index = kinds.find("T", index + 1)
    return found


def is_price(sentence: Sentence, draft: Draft) -> bool:
    """Whether a figure is a price, which has no period: "38.000 đồng/kg", not "58 triệu đồng/năm"."""
    quantity, name = draft.quantity, draft.name
    if not draft.clause.is_money:
        return False
    if name and (price := sentence.longest("price", name.start)):
        return price == sentence.longest("head", name.start)  # "giá cát", not "giá trị sản xuất"
    is_rate = "/" in (quantity.unit or "")
    return is_rate and not sentence.has("per_time", quantity.start, quantity.end)


def is_levied(sentence: Sentence, draft: Draft) -> bool:
    """Whether a percentage is the rate of a tax or a fee."""
    stands = draft.name is not None and draft.clause.is_ratio and not draft.compares
    return stands and draft.name is not None and sentence.opens("levied", draft.name.start)
