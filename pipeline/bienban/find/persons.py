"""Doc -> persons."""

from spacy.tokens import Doc

from bienban.find.mentions import BodyMention, PersonMention
from bienban.text.terms import Terms


def find_persons(doc: Doc, terms: Terms, bodies: tuple[BodyMention, ...]) -> tuple[PersonMention, ...]:
    """All persons in text order."""
    return ()
