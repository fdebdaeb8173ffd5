"""Drafts -> Indicator records."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bienban.link.calendar import Calendar
from bienban.link.concepts import concept_of
from bienban.link.drafts import Draft
from bienban.link.measures import values
from bienban.records import Indicator, Meeting, Period, Provenance, Reading
from bienban.text.terms import Mention, provenance


def records(
    text: str, drafts: Sequence[Draft], meetings: Sequence[Meeting], calendar: Calendar
) -> Iterator[Indicator]:
    """The records of all drafts, numbered in text order."""
    for number, draft in enumerate(drafts, 1):
        draft.number = number
    for draft in drafts:
        yield _record(text, draft, meetings, calendar)


def _record(text: str, draft: Draft, meetings: Sequence[Meeting], calendar: Calendar) -> Indicator:
    quantity = draft.quantity
    value, upper = values(quantity, draft.measure, draft.verb)
    parent = _parent(draft)
    return Indicator(
        id=f"i{draft.number}",
        name=draft.name.said if draft.name else None,
        concept=concept_of(draft.name, quantity, draft.measure),
        measure=draft.measure,
        value=_decimal(value),
        value_max=None if upper is None else _decimal(upper),
        of=None if quantity.of is None else _decimal(quantity.of),
        unit=quantity.unit,
        bound="over" if draft.exceeds else quantity.bound,
        status=draft.status,
        period=_period(text, draft, calendar),
        base=draft.base,
        assigner=_said(text, draft.assigner_at),
        scope=_said(text, draft.scope_at),
        parent=f"i{parent.number}" if parent else None,
        meeting=_meeting(meetings, quantity.start),
        readings=tuple(Reading(value=_decimal(reading), evidence=why) for reading, why in quantity.readings),
        flags=quantity.flags,
        fields=dict(_fields(text, draft)),
        provenance=quantity.provenance(text),
        also=tuple(place.provenance(text) for place in draft.also),
    )


def _parent(draft: Draft) -> Draft | None:
    """The figure compared, else the whole this one is part of; never a comparison of it."""
    if draft.heir_of:
        return draft.root
    return draft.child_of.root if draft.child_of else None


def _meeting(meetings: Sequence[Meeting], start: int) -> int | None:
    """The last meeting told before a figure, else the first."""
    before = [number for number, meeting in enumerate(meetings) if meeting.provenance.start <= start]
    return before[-1] if before else 0 if meetings else None


def _period(text: str, draft: Draft, calendar: Calendar) -> Period | None:
    return None if draft.period is None else calendar.period(draft.period, _said(text, draft.period_at))


def _fields(text: str, draft: Draft) -> Iterator[tuple[str, Provenance]]:
    """Where each field was read."""
    if draft.name:
        yield "name", provenance(text, draft.name.start, draft.name.end, f"name.{draft.name.side}")
    if draft.base and draft.said_base:
        yield "base", provenance(text, draft.said_base.start, draft.said_base.end, draft.said_base.rule)
    places = {
        "period": draft.period_at,
        "status": draft.status_at if draft.status != "actual" else None,
        "assigner": draft.assigner_at,
        "scope": draft.scope_at,
    }
    for field, place in places.items():
        if place:
            yield field, place.provenance(text)


def _said(text: str, place: Mention | None) -> str | None:
    return text[place.start : place.end] if place else None


def _decimal(value: Decimal) -> str:
    return format(value, "f")
