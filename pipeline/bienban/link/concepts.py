"""Name -> the indicator the field knows."""

from bienban.find.mentions import Quantity
from bienban.link.names import Name
from bienban.records import Measure

_SECTION = "indicator."
"""What the ids of the rules of indicators open with; the concept is the rest."""
_COMPARED = frozenset(["growth", "index", "multiple", "share_of_plan", "share"])


def concept_of(name: Name | None, quantity: Quantity, measure: Measure) -> str | None:
    """The concept of the longest known name within a name whose unit fits the figure, else None.

    A comparison has no unit of its own, so it fits every indicator.
    """
    if name is None:
        return None
    for rule in name.known:
        if measure in _COMPARED or _fits(rule.unit, quantity.unit):
            return rule.id.removeprefix(_SECTION)
    return None


def _fits(known: str, unit: str | None) -> bool:
    """Whether two units measure one thing: the same unit, two currencies, or two rates of one kind."""
    if unit is None or known == unit:
        return True
    first, other = known.split("/"), unit.split("/")
    if len(first) != len(other) and not (_is_money(first[0]) and _is_money(other[0])):
        return False
    return first[0] == other[0] or (_is_money(first[0]) and _is_money(other[0])) or len(first) > 1


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()
