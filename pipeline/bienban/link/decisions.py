"""Mentions -> decisions."""

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.records import Decision, Meeting


def link_decisions(doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...]) -> tuple[Decision, ...]:
    """All decisions in text order."""
    return ()
