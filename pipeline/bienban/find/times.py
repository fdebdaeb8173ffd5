"""Doc -> times."""

from spacy.tokens import Doc

from bienban.find.mentions import Time
from bienban.text.terms import Terms


def find_times(doc: Doc, terms: Terms) -> tuple[Time, ...]:
    """All times in text order."""
    return ()
