"""Mentions -> directives."""

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.link.calendar import Calendar
from bienban.records import Directive, Meeting, Person


def link_directives(
    doc: Doc,
    mentions: Mentions,
    meetings: tuple[Meeting, ...],
    people: tuple[Person, ...],
    calendar: Calendar,
) -> tuple[Directive, ...]:
    """All directives in text order."""
    return ()
