"""Mentions -> indicators."""

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.link.calendar import Calendar
from bienban.records import Indicator, Meeting


def link_indicators(
    doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...], calendar: Calendar
) -> tuple[Indicator, ...]:
    """All indicators in text order."""
    return ()
