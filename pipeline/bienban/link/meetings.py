"""Mentions -> meetings: which meetings a text reports, and what each of them was.

The sentences that tell of a meeting are weighed (link.tellings); the firmest tells the
meeting of the text, others tell further ones when they differ in day, body or kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bienban.document import Document
from bienban.find.mentions import Mentions, Time
from bienban.link.calendar import Calendar
from bienban.link.convener import Convener, convener_of
from bienban.link.formal import Formal, formal_of
from bienban.link.hosts import host_of
from bienban.link.meeting_day import Day, day_of, hours_near, is_ahead, years_of
from bienban.link.meeting_kind import kind_of
from bienban.link.place import labelled_place, place_of, venues_of
from bienban.link.reviewed import period_code, reviewed
from bienban.link.tellings import (
    Opening,
    Sentence,
    Telling,
    is_said_at,
    is_to_come,
    opening_of,
    sentences_of,
    tellings,
)
from bienban.records import Level, Meeting, MeetingKind, Period
from bienban.rule_kinds import PlaceNameRule, SessionRule
from bienban.text.doc import Doc
from bienban.text.terms import provenance

_TWO_TIERS = date(2025, 7, 1)
"""From this day there is no district level (guide §4.2)."""
_CITY_SINCE = date(2025, 1, 1)
_NEW_CITY = "place_name.central_since_2025"
"""Until that day these were cities of their provinces."""
_FRONT = 45
"""How far into its sentence, in characters, the day of a further meeting may stand."""
_EARLY = 6
"""Behind how many sentences of the body a telling is background, unless it names the part of the day."""
_LINES = 6
"""In how many lines behind their heading minutes tell where they were held."""
_AHEAD = 200
"""A reviewed period may end at most this many days behind the meeting."""
_APART = 10
"""Meetings of one text lie at most this many days apart; an earlier one is background."""


@dataclass(frozen=True)
class _Page:
    """A document with its sentences, as this room reads it."""

    document: Document
    doc: Doc
    mentions: Mentions
    sentences: Sequence[Sentence]

    @property
    def titles(self) -> list[Sentence]:
        """The headlines."""
        return [sentence for sentence in self.sentences if sentence.section == "title"]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A meeting while it is read."""

    telling: Telling
    kind: MeetingKind
    convener: Convener | None
    day: Day


def link_meetings(document: Document, doc: Doc, mentions: Mentions) -> tuple[tuple[Meeting, ...], Calendar]:
    """All meetings in text order, and the calendar that completes the times of the text."""
    page = _Page(document, doc, mentions, sentences_of(doc, mentions))
    drafts = _drafts(page)
    records = tuple(_record(draft, page) for draft in drafts)
    return records, _calendar(records, drafts, page)


def _drafts(page: _Page) -> list[_Draft]:
    formal = formal_of(page.sentences, page.mentions)
    if formal:
        return [_formal_draft(formal, page)]
    found = tellings(page.sentences)
    told = [telling for telling in found if not _is_announced(telling, page)]
    if not _report_a_meeting(told, opening_of(page.sentences, found), page):
        return []
    main = _main(told)
    drafts = [_draft(main, page, Day())]
    for telling in told:
        if telling is not main and telling.strength == 3 and _opens_with_day(telling):
            draft = _draft(telling, page, drafts[-1].day)
            if all(_is_another(draft, known) for known in drafts):
                drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.telling.start)


def _is_announced(telling: Telling, page: _Page) -> bool:
    """Whether a meeting still lay ahead when the page appeared."""
    return telling.day is not None and is_ahead(telling.day, page.document.published)


def _report_a_meeting(told: Sequence[Telling], opening: Opening, page: _Page) -> bool:
    """Whether tellings are firm enough: words that only point to a council session may be a law's news."""
    strongest = max((_weight(telling, page) for telling in told), default=0)
    if _only_announced(told, page):
        return False
    if any(is_said_at(telling) and _is_early(telling, page) for telling in told):
        return True
    if strongest < {"other_event": 3, "day": 2}.get(opening, 1):
        return False
    if strongest < 3 and opening == "nothing" and len(told) < 2 and _late(page) is not None:
        return False
    pointing = [telling for telling in told if telling.noun.rule != "meeting.council"]
    return strongest > 1 or bool(pointing) or len(told) > 1


def _late(page: _Page) -> Sentence | None:
    """The first sentence of the body that no longer stands early; None in a short text."""
    body = (s for s in page.sentences if s.section not in ("chrome", "title", "caption"))
    return next(islice(body, _EARLY, None), None)


def _only_announced(told: Sequence[Telling], page: _Page) -> bool:
    """Whether only headlines tell of a meeting that the body says is still to be held."""
    if any(telling.sentence.section != "title" for telling in told):
        return False
    body = [s for s in page.sentences if s.section not in ("chrome", "title", "caption")]
    near = (*page.titles, *body[:_EARLY])
    return bool(told) and any(is_to_come(telling.noun, sentence) for telling in told for sentence in near)


def _is_early(telling: Telling, page: _Page) -> bool:
    """Whether a telling stands where a text tells what it is about."""
    late = _late(page)
    return late is None or telling.start <= late.start


def _weight(telling: Telling, page: _Page) -> int:
    """The strength of a telling; one deep in the text without a part of the day is background."""
    session = telling.day.session if telling.day else None
    return telling.strength if session or _is_early(telling, page) else min(telling.strength, 2)


def _opens_with_day(telling: Telling) -> bool:
    """Whether a sentence starts with its day, as the lede of a further meeting does."""
    first = telling.same_day or telling.day
    return first is not None and first.start - telling.start <= _FRONT


def _main(told: Sequence[Telling]) -> Telling:
    """The first of the firmest tellings; a headline only when the text has none."""
    body = [telling for telling in told if telling.sentence.section != "title"] or list(told)
    return max(body, key=lambda telling: (telling.strength, -telling.start))


def _draft(telling: Telling, page: _Page, before: Day) -> _Draft:
    convener = convener_of(telling, page.mentions)
    kind = kind_of(telling, convener, page.mentions, page.titles)
    day = _same_day(telling, page, before) if telling.same_day else _day(telling, page)
    return _Draft(telling, kind, convener or _elsewhere(telling, page), day)


def _same_day(telling: Telling, page: _Page, before: Day) -> Day:
    """The day of the meeting told before, with the part of the day told here."""
    same = telling.same_day
    part = next(page.mentions.terms.of_type(SessionRule, same.start, same.end), None) if same else None
    session = part.what.session if part and isinstance(part.what, SessionRule) else None
    return Day(before.code, before.known, session)


def _elsewhere(telling: Telling, page: _Page) -> Convener | None:
    """Who met, as another sentence tells it, when this one does not: a headline, the chair's office."""
    titles = page.titles if telling.strength < 3 else []
    for sentence in titles:
        for other in tellings([sentence]):
            found = convener_of(other, page.mentions)
            if found:
                return found
    return host_of(telling, page.sentences, page.mentions)


def _day(telling: Telling, page: _Page) -> Day:
    years = years_of(page.document.published, telling.sentence, page.mentions, page.sentences)
    time = telling.day or _loose_day(page)
    return day_of(time, hours_near(telling.sentence, telling.day), years)


def _loose_day(page: _Page) -> Time | None:
    """A day with its part, told near the start of the text without words for the meeting."""
    for sentence in page.sentences[:6]:
        if sentence.section in ("lede", "report", "title"):
            for time in sentence.times:
                if time.kind == "day" and time.session:
                    return time
    return None


def _is_another(draft: _Draft, known: _Draft) -> bool:
    """Whether a telling tells of another meeting than one already known, at about the same time."""
    if draft.telling.sentence.having("earlier"):
        return False
    if draft.telling.sentence.section == "title" or not draft.convener:
        return False
    if draft.day.known and known.day.known and abs((draft.day.known - known.day.known).days) > _APART:
        return False
    text = draft.telling.sentence.text
    ours, theirs = draft.convener, known.convener
    same_body = (
        theirs is None or text[ours.start : ours.end].lower() == text[theirs.start : theirs.end].lower()
    )
    same_day = (draft.day.code, draft.day.session) == (known.day.code, known.day.session)
    same_kind = draft.kind in (known.kind, "other")
    return not (same_body and same_kind) and not (same_day and same_kind and _holds(ours, theirs, text))


def _holds(first: Convener, second: Convener | None, text: str) -> bool:
    """Whether one body's name holds the other's: the same body in short."""
    if second is None:
        return True
    one, two = text[first.start : first.end].lower(), text[second.start : second.end].lower()
    return one in two or two in one


def _formal_draft(formal: Formal, page: _Page) -> _Draft:
    years = years_of(page.document.published, formal.telling.sentence, page.mentions, page.sentences)
    hours = hours_near(formal.telling.sentence, formal.day) if formal.kind == "minutes" else []
    return _Draft(formal.telling, formal.kind, formal.convener, day_of(formal.day, hours, years))


def _record(draft: _Draft, page: _Page) -> Meeting:
    telling = draft.telling
    text = page.document.text
    later = [sentence for sentence in page.sentences if sentence.start > telling.start]
    time = reviewed(telling, draft.kind, later, page.titles)
    calendar = _calendar_of(draft.day, None, page)
    period = _period(time, calendar, page) if time else None
    if period and _is_still_to_come(period, draft.day):
        period = None
    body = text[draft.convener.start : draft.convener.end] if draft.convener else None
    return Meeting(
        kind=draft.kind,
        body=body,
        body_full=_full(body, page),
        level=_level(draft, page),
        date=draft.day.code,
        session=draft.day.session,
        period=period,
        place=_place(draft, page),
        venues=venues_of(page.sentences, page.mentions),
        provenance=provenance(text, telling.start, telling.sentence.end, telling.noun.rule),
    )


def _place(draft: _Draft, page: _Page) -> str | None:
    """Where a meeting was: told with it, in minutes in their first lines."""
    place = place_of(draft.telling, page.mentions)
    if place or draft.kind != "minutes":
        return place
    head = [s for s in page.sentences if s.start > draft.telling.start][:_LINES]
    return labelled_place(head, page.mentions)


def _period(time: Time, calendar: Calendar, page: _Page) -> Period | None:
    """The Period of a time that was reviewed."""
    sentence = next(s for s in page.sentences if s.start <= time.start < max(s.end, s.start + 1))
    return calendar.period(period_code(sentence, time), page.document.text[time.start : time.end])


def _is_still_to_come(period: Period, day: Day) -> bool:
    """Whether most of a period lies behind the day: what is done in it is planned, not reviewed."""
    if not (period.end and day.known):
        return False
    return (date.fromisoformat(period.end) - day.known).days > _AHEAD


def _level(draft: _Draft, page: _Page) -> Level | None:
    """The level of the body on its day: cities came under the centre, and districts ceased to be, in 2025."""
    level = draft.convener.level if draft.convener else None
    known = draft.day.known or page.document.published
    place = page.mentions.terms.until(draft.convener.end, PlaceNameRule) if draft.convener else None
    if place and place.rule == _NEW_CITY and known and known < _CITY_SINCE:
        return "district"
    if level == "district" and draft.day.known and draft.day.known >= _TWO_TIERS:
        return None
    return level


def _full(body: str | None, page: _Page) -> str | None:
    """The one longer name of the body that the text gives."""
    if body is None:
        return None
    short = body.lower() + " "
    text = page.document.text
    names = [text[b.start : b.end] for b in page.mentions.bodies]
    longer = {name.lower(): name for name in names if name.lower().startswith(short)}
    return next(iter(longer.values())) if len(longer) == 1 else None


def _calendar(records: Sequence[Meeting], drafts: Sequence[_Draft], page: _Page) -> Calendar:
    """The calendar of the first meeting, else of the publication."""
    if records:
        period = records[0].period
        return _calendar_of(drafts[0].day, period.code if period else None, page)
    return _calendar_of(Day(), None, page)


def _calendar_of(day: Day, code: str | None, page: _Page) -> Calendar:
    published = page.document.published
    today = day.known or (published if day.code is None else None)
    return Calendar(today.year if today else None, today, code, today.isoformat() if today else day.code)
