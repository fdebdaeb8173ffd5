"""Name -> the indicator the field knows."""

from collections.abc import Iterable
from dataclasses import dataclass

from bienban.find.mentions import Quantity
from bienban.link.names import Name, Side
from bienban.link.sequence import Known, Place, concept_in
from bienban.records import Measure
from bienban.rule_kinds import ConceptRule, IndicatorRule

_COMPARED = frozenset(["growth", "index", "multiple", "share_of_plan", "share"])
_OF_ROOT = frozenset(["growth", "index", "multiple", "share_of_plan", "change"])
_RATES = frozenset(["rate", "growth"])


@dataclass(slots=True)
class Setting:
    """What stands around a name: the quantity and measure of its figure, those of the figure it compares.

    `noun` is what the unit names, `act` what the verb of doing does; `beside` are the indicators that the
    sentence and the one before it name. Never written to.
    """

    quantity: Quantity
    measure: Measure
    root: Quantity | None = None
    noun: tuple[Known, ...] = ()
    act: tuple[Known, ...] = ()
    beside: frozenset[str] = frozenset()


def concept_of(name: Name | None, setting: Setting) -> str | None:
    """The concept of the longest words of a name that are known and fit its unit and measure, else None.

    Of the same length what decides more comes first: words that name no indicator there give None.
    """
    if name is None:
        return None
    for rule, place in _candidates(name, setting):
        if type(rule) is ConceptRule:
            if _holds(rule, setting, name.side, place):
                return rule.of
        elif type(rule) is IndicatorRule and _fits_figure(rule, setting):
            return concept_in(rule)
    return None


def _candidates(name: Name, setting: Setting) -> Iterable[Known]:
    """What may tell the concept: verbs of what is no indicator, the name, the unit, the verb."""
    if not (setting.noun or setting.act):
        return name.known
    acts = [known for known in setting.act if type(known[0]) is ConceptRule]
    denied = [known for known in acts if concept_in(known[0]) is None]
    return (*denied, *name.known, *setting.noun, *acts)


def _holds(rule: ConceptRule, setting: Setting, side: Side, place: Place) -> bool:
    """Whether a rule that decides holds for a figure; a comparison has the unit of what it compares too."""
    if (rule.place is not None and rule.place != place) or (rule.side is not None and rule.side != side):
        return False
    if rule.measures and setting.measure not in rule.measures:
        return False
    if rule.beside is not None and rule.beside not in setting.beside:
        return False
    unit = setting.quantity.unit or ""
    if not rule.units or unit in rule.units or (unit.startswith("percent/") and "percent" in rule.units):
        return True
    return setting.root is not None and setting.measure in _OF_ROOT and setting.root.unit in rule.units


def _fits_figure(rule: IndicatorRule, setting: Setting) -> bool:
    """Whether an indicator is counted as a figure is.

    A comparison has no unit of its own: where what it compares is known, that one's counts.
    """
    if setting.quantity.dimension == "rank" or setting.measure == "rank":
        return rule.unit == "score"
    compared = setting.measure in _COMPARED
    if compared and setting.root is None:
        return True
    if (compared or setting.measure == "change") and setting.root is not None:
        if _fits(rule.unit, setting.root.unit):
            return True
        return rule.flow in _RATES and _fits(rule.unit, setting.quantity.unit)
    return _fits(rule.unit, setting.quantity.unit)


def _fits(known: str, unit: str | None) -> bool:
    """Whether two units measure one thing: the same unit, two currencies, or two rates of one kind."""
    if unit is None or known == unit or (known == "percent" and unit == "point"):
        return True
    first, other = known.split("/"), unit.split("/")
    if len(first) != len(other) and not (_is_money(first[0]) and _is_money(other[0])):
        return False
    return first[0] == other[0] or (_is_money(first[0]) and _is_money(other[0])) or len(first) > 1


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()
