"""Doc -> bodies."""

from spacy.tokens import Doc

from bienban.find.mentions import BodyMention
from bienban.text.terms import Terms


def find_bodies(doc: Doc, terms: Terms) -> tuple[BodyMention, ...]:
    """All bodies in text order."""
    return ()
