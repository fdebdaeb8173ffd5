"""Mentions -> meetings."""

from spacy.tokens import Doc

from bienban.document import Document
from bienban.find.mentions import Mentions
from bienban.link.calendar import Calendar
from bienban.records import Meeting


def link_meetings(document: Document, doc: Doc, mentions: Mentions) -> tuple[tuple[Meeting, ...], Calendar]:
    """All meetings in text order."""
    return (), Calendar()
