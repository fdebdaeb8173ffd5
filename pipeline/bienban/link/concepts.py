"""Name -> the indicator the field knows."""

from bienban.link.names import Name
from bienban.rules import IndicatorRule
from bienban.text.terms import Terms


class Concepts:
    """The known indicators of one document."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def of(self, name: Name | None, raw: str | None, unit: str | None) -> str | None:
        """The id of the best known indicator for a name, or None."""
        if name is None:
            return None
        found = [t for t in self.terms.of_type(IndicatorRule, name.start, name.end)]
        best = max(found, key=lambda t: t.end - t.start, default=None)
        return best.rule if best else None
