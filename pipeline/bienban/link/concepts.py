"""Name -> the indicator the field knows."""

from collections.abc import Sequence

from bienban.link.names import Name
from bienban.link.sequence import Sentence
from bienban.rules import IndicatorRule


def concept_of(sentence: Sentence, name: Name, unit: str | None) -> str | None:
    """The id of the known indicator whose words fill most of a name, or None."""
    known = [
        term
        for term in sentence.terms
        if isinstance(term.what, IndicatorRule) and name.start <= term.start and term.end <= name.end
    ]
    best = max(known, key=lambda term: term.end - term.start, default=None)
    return best.rule if best else None
