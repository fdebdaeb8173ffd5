"""Mentions -> directives: who must do what by when."""

from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic import TypeAdapter

from bienban.find.mentions import Mentions
from bienban.link.calendar import Calendar
from bienban.link.duties import deadline_of, lead_of, legal_basis_of
from bienban.link.order_words import OrderWords
from bienban.link.voices import Voices
from bienban.link.zones import Order, PassedOver, Stretch, Zone
from bienban.records import Directive, Meeting, Person
from bienban.text.cues import join_runs
from bienban.text.doc import Doc
from bienban.text.sections import Section, Sections

_ORDERING: frozenset[Section] = frozenset(["lede", "decision"])


def link_directives(
    doc: Doc,
    mentions: Mentions,
    meetings: tuple[Meeting, ...],
    people: tuple[Person, ...],
    calendar: Calendar,
) -> tuple[Directive, ...]:
    """All directives in text order; one that is told twice counts once."""
    sections: Sections = doc.sections
    ordering = join_runs(
        [
            tokens
            for tokens, label, orders in zip(sections.tokens, sections.labels, sections.ordering, strict=True)
            if label == "conclusion" or (orders and label in _ORDERING)
        ]
    )
    if not ordering:
        return ()
    words = OrderWords.of(doc, ordering, mentions)
    orders = Zone(words, Voices.of(people, mentions.persons)).read(_stretches(doc))
    told = [_directive(words, order, meetings, calendar) for order in _once(words.text, orders)]
    return _validator().validate_python(told)


def passed_over(doc: Doc, mentions: Mentions, people: tuple[Person, ...]) -> tuple[PassedOver, ...]:
    """What looks like an order and is none, with the reason, in text order (guide §7.4)."""
    zone = Zone(OrderWords.of(doc, [(0, len(doc))], mentions), Voices.of(people, mentions.persons))
    zone.passed = []
    for _ in zone.read(_stretches(doc)):
        pass
    return tuple(zone.passed)


def _stretches(doc: Doc) -> list[Stretch]:
    return list(map(Stretch, doc.sections.starts, doc.sections.ends, doc.sections.labels))


@cache
def _validator() -> TypeAdapter[tuple[Directive, ...]]:
    return TypeAdapter(tuple[Directive, ...])


def _once(text: str, orders: Iterator[Order]) -> list[Order]:
    """The orders in text order, each once: where it stands first, but in the body rather than in the lede."""
    seen: dict[str, Order] = {}
    for order in orders:
        told = " ".join(text[order.start : order.end].casefold().split())
        if told not in seen or (seen[told].leads and not order.leads):
            seen[told] = order
    return sorted(seen.values(), key=attrgetter("start"))


def _directive(
    words: OrderWords, order: Order, meetings: Sequence[Meeting], calendar: Calendar
) -> dict[str, Any]:
    """The fields of the record of one order."""
    deadline = deadline_of(words, order.start, order.end)
    if deadline is None and not words.cues.has(order.front, order.start, "future"):
        deadline = deadline_of(words, order.front, order.start)
    lead, coordinate = lead_of(words, order.start, order.end, order.addressee or order.inherited)
    text = words.text[order.start : order.end]
    return {
        "text": text,
        "speaker": order.speaker.name,
        "speaker_titles": order.speaker.titles,
        "addressee": order.addressee,
        "addressee_inherited": order.inherited,
        "lead": lead,
        "coordinate": coordinate,
        "deadline": words.text[deadline.start : deadline.end] if deadline else None,
        "deadline_date": calendar.deadline(deadline.time) if deadline and deadline.time else None,
        "legal_basis": legal_basis_of(words, order.start, order.end),
        "meeting": _meeting(order.start, meetings),
        "provenance": {"start": order.start, "end": order.end, "raw": text, "rule": order.rule},
    }


def _meeting(start: int, meetings: Sequence[Meeting]) -> int | None:
    """The last meeting told before `start`, else the only one."""
    before = [number for number, meeting in enumerate(meetings) if meeting.provenance.start <= start]
    return before[-1] if before else (0 if len(meetings) == 1 else None)
