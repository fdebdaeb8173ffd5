"""Clause -> what kind of number it is.

The verb alone does not tell (guide §3.2): "vượt" before a percentage of a plan makes
a share of the plan, before an amount a change; "bằng" before "cùng kỳ" an index,
before "kế hoạch" a share of the plan. So verb, unit, base and name decide together.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from bienban.find.mentions import Quantity
from bienban.link.clauses import Clause
from bienban.link.leads import Reading
from bienban.link.names import Name
from bienban.link.roles import REPORTING
from bienban.records import Measure
from bienban.rule_kinds import VerbRule

_PLAN = "plan"
_WHOLE = 100


@dataclass(slots=True)
class Says:
    """What the words around a percentage say about its kind.

    `part_of` tells that a noun follows which a percentage is of, `after_count` and
    `after_amount` what kind of figure stands just before a percentage of the same thing,
    `of_growth` that the thing itself is only told by its growth, `of_plan` that it can only be one of a plan.
    """

    verb: VerbRule | None
    base: str | None
    name: Name | None
    part_of: bool
    after_count: bool
    after_amount: bool
    of_growth: bool
    of_plan: bool

    @property
    def measure(self) -> Measure | None:
        """What the verb alone says."""
        return self.verb.measure if self.verb else None

    @property
    def is_rate(self) -> bool:
        """Whether the name is that of a rate, whose values are percentages themselves."""
        return self.name is not None and self.name.is_rate

    @property
    def is_growth(self) -> bool:
        """Whether the name is that of a growth rate."""
        return self.of_growth or (self.name is not None and self.name.is_growth)


def verb_of(reading: Reading, clause: Clause) -> VerbRule | None:
    """The verb that says most: one of moving or comparing before one of reaching."""
    if _is_first_of_two(clause, reading):
        return None
    chosen = None
    for kind, item in zip(reading.predicate_kinds, reading.predicate, strict=True):
        if kind in REPORTING and (kind != "V" or chosen is None or chosen.kind == "V"):
            chosen = item
    if chosen is None and reading.subject and "M" in clause.lead_kinds and "N" not in clause.lead_kinds:
        # A verb of moving before its object: "giảm tỷ lệ hộ nghèo 3%".
        before = [item for item in clause.lead if item.end <= reading.subject.start]
        chosen = before[-1] if before and before[-1].kind == "M" else None
    return cast(VerbRule, chosen.what) if chosen else None


def _is_first_of_two(clause: Clause, reading: Reading) -> bool:
    """Whether the number is where it stood before: the first of "giảm từ 14 xuống còn 5"."""
    if reading.predicate_kinds[-2:] != "MF":
        return False
    follows = next((item for item in clause.after if item.kind not in "WT"), None)
    return follows is not None and follows.kind in "VN" and clause.after[-1] is follows


def measure_of(quantity: Quantity, verb: VerbRule | None) -> Measure | None:
    """The measure of one figure; None for a percentage, which the words around it tell."""
    told = verb.measure if verb else None
    if quantity.of is not None:
        return "rank" if told == "rank" else "fraction"
    if quantity.unit == "times":
        return "multiple"
    if quantity.dimension == "rank" or told == "rank":
        return "change" if told == "growth" else "rank"
    if quantity.unit is not None and quantity.unit.split("/")[0] == "percent":
        return None
    if quantity.unit is None and quantity.dimension in ("ratio", None) and told in ("growth", "multiple"):
        return told
    return "change" if told in ("growth", "share_of_plan") else "level"


def measure_of_percent(quantity: Quantity, says: Says) -> Measure:
    """The measure of a percentage."""
    measure = _of_percent(says)
    over = measure == "share" and says.after_count and quantity.value > _WHOLE
    return "share_of_plan" if over else measure  # more than all of them: of those planned


def _of_percent(says: Says) -> Measure:
    if says.measure == "growth":
        if says.base != _PLAN:
            return "growth"
        return "change" if says.is_rate or says.is_growth else "share_of_plan"
    if says.measure == "share_of_plan":
        if says.base not in (None, _PLAN):
            return "growth"
        if says.base is None and says.part_of:
            return "share"
        return "change" if says.is_rate or says.is_growth else "share_of_plan"
    if says.base == _PLAN:
        return "share_of_plan"
    if says.base is not None:
        grows = says.is_growth and says.measure in (None, "level")
        return "share" if says.measure == "share" else "growth" if grows else "index"
    if says.measure == "share" or says.part_of or says.after_count:
        return "share"
    if says.is_growth:
        return "growth"
    if says.measure == "index":
        return "share_of_plan" if says.of_plan else "index"
    return "share_of_plan" if says.after_amount and not says.is_rate else "level"


def values(quantity: Quantity, measure: Measure, verb: VerbRule | None) -> tuple[Decimal, Decimal | None]:
    """The value and its upper end with the sign of the verb; "vượt 18% kế hoạch" is 118."""
    value, upper = quantity.value, quantity.value_max
    if verb is None:
        return value, upper
    if measure in ("change", "growth"):
        sign = abs(verb.sign) if value < 0 else verb.sign  # "giảm 45 vụ (-18,7%)" falls once
        return value * sign, None if upper is None else upper * sign
    if (
        measure == "share_of_plan"
        and quantity.unit == "percent"
        and verb.measure in ("growth", "share_of_plan")
    ):
        return 100 + verb.sign * value, None if upper is None else 100 + verb.sign * upper
    return value, upper
