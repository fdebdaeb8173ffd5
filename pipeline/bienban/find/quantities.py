"""Doc -> quantities."""

from spacy.tokens import Doc

from bienban.find.mentions import NotFigure, Quantity, Time
from bienban.text.terms import Terms


def find_quantities(
    doc: Doc, terms: Terms, times: tuple[Time, ...]
) -> tuple[tuple[Quantity, ...], tuple[NotFigure, ...]]:
    """All quantities and all other numbers."""
    return (), ()
