"""Mentions -> people."""

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.records import Meeting, Person


def link_people(doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...]) -> tuple[Person, ...]:
    """All people in text order."""
    return ()
