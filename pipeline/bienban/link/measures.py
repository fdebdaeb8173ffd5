"""Clause -> what kind of number it is: measure, sign, and what it is compared with.

The verb alone does not tell (guide §3.2): "vượt" before a percentage of a plan makes
a share of the plan, before an amount a change; "bằng" before "cùng kỳ" an index,
before "kế hoạch" a share of the plan. So verb, unit and base decide together.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from bienban.find.mentions import Quantity, Time
from bienban.link.clauses import Clause
from bienban.link.names import Reading
from bienban.link.sequence import Item
from bienban.records import Measure
from bienban.rules import BaseRule, VerbRule
from bienban.text.terms import Term

_MOVES = frozenset("MX")
_FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is compared with: its code, and where that was read."""

    code: str
    start: int
    end: int
    rule: str
    time: Time | None = None


def base_of(text: str, clause: Clause, reading: Reading) -> Base | None:
    """The base said for this figure itself, behind it or between its verb and it."""
    return _base_in_tail(text, clause) or _base_in_predicate(text, reading)


def _base_in_tail(text: str, clause: Clause) -> Base | None:
    tail = clause.tail
    for index, item in enumerate(tail):
        if item.kind == "C":
            return _compared(text, tail[index + 1 :], item)
        if item.kind == "=" and (index == 0 or (clause.quantity.dimension == "ratio" and index == 1)):
            return _known(item, tail[index + 1 :])
    return None


def _base_in_predicate(text: str, reading: Reading) -> Base | None:
    items = reading.predicate
    for index, item in enumerate(items):
        if item.kind == "C":
            return _compared(text, items[index + 1 :], item)
        if item.kind == "=" and index and items[index - 1].kind in "MXIY":
            return _known(item, items[index + 1 :])
    return None


def _compared(text: str, items: tuple[Item, ...], opening: Item) -> Base | None:
    """The base after a word of comparison: one the rules know, a time, or as written."""
    for index, item in enumerate(items):
        if item.kind == "=":
            return _known(item, items[index + 1 :])
        if item.kind in ",;()KM":
            break
    times = [item for item in items[:2] if item.kind == "T"]
    if times:
        time = cast(Time, times[0].what)
        return Base(_year_base(time), times[0].start, times[0].end, "base.time", time)
    if not items:
        return None
    last = next((i for i, item in enumerate(items) if item.kind in ",;()KMV&"), len(items))
    if not last:
        return None
    start, end = items[0].start, items[last - 1].end
    return Base(" ".join(text[start:end].split()), start, end, "figure.compare")


def _year_base(time: Time) -> str:
    """year:2021 for a time whose year is said, else the code of the time."""
    year = time.code.removeprefix("as_of:").removeprefix("ytd:")[:4]
    return f"year:{year}" if time.kind in ("year", "as_of", "day") and year.isdigit() else time.code


def _known(item: Item, after: tuple[Item, ...]) -> Base:
    rule = cast(BaseRule, cast(Term, item.what).what)
    end = item.end
    time = None
    if after and after[0].kind == "T":
        time = cast(Time, after[0].what)
        end = after[0].end
    return Base(rule.base, item.start, end, rule.id, time)


def verb_of(reading: Reading, clause: Clause) -> VerbRule | None:
    """The verb that says most: one of moving or comparing before one of reaching."""
    verbs = [
        item
        for item in reading.predicate
        if isinstance(item.what, Term) and isinstance(item.what.what, VerbRule)
    ]
    if reading.subject:
        before = [item for item in clause.lead if item.end <= reading.subject.start]
        if before and before[-1].kind == "M":
            verbs.append(before[-1])
    moving = [item for item in verbs if item.kind != "V"]
    chosen = (moving or verbs)[-1:]
    return cast(VerbRule, cast(Term, chosen[0].what).what) if chosen else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure and the value with its sign."""

    measure: Measure
    value: Decimal
    value_max: Decimal | None


def measured(
    quantity: Quantity,
    verb: VerbRule | None,
    base: str | None,
    *,
    name: str,
    part_of: bool,
    after_fraction: bool,
) -> Measured:
    """Measure and signed value of one figure.

    `part_of` says that a noun follows a percentage ("50% tổng thu"), `after_fraction`
    that the figure before it is a fraction of the same indicator.
    """
    kind = _measure(quantity, verb, base, name, part_of, after_fraction)
    sign = verb.sign if verb and kind in ("change", "growth") else 1
    value, upper = quantity.value * sign, quantity.value_max and quantity.value_max * sign
    above = verb is not None and (verb.measure == "share_of_plan" or verb.measure == "growth")
    if kind == "share_of_plan" and above and verb is not None and quantity.unit == "percent":
        value, upper = 100 + verb.sign * quantity.value, upper and 100 + verb.sign * upper
    return Measured(kind, value, upper)


def _measure(
    quantity: Quantity,
    verb: VerbRule | None,
    base: str | None,
    name: str,
    part_of: bool,
    after_fraction: bool,
) -> Measure:
    says = verb.measure if verb else None
    if quantity.of is not None:
        return "rank" if says == "rank" else "fraction"
    if quantity.unit == "times" or (says == "multiple" and quantity.unit is None):
        return "multiple"
    if quantity.dimension == "rank" or says == "rank":
        return "change" if says == "growth" else "rank"
    if quantity.unit == "percent":
        return _of_percent(says, base, name, part_of, after_fraction)
    if quantity.unit is None and says == "growth":
        return "growth"
    return "change" if says in ("growth", "share_of_plan") else "level"


def _of_percent(
    says: Measure | None, base: str | None, name: str, part_of: bool, after_fraction: bool
) -> Measure:
    rate = is_rate(name)
    if says == "growth":
        return ("change" if rate or is_growth(name) else "share_of_plan") if base == "plan" else "growth"
    if says == "share_of_plan":
        if base not in (None, "plan"):
            return "growth"
        return "change" if is_growth(name) else "share_of_plan"
    if base == "plan":
        return "share_of_plan"
    if base is not None:
        return "index"
    if says == "share" or part_of or (after_fraction and not base):
        return "share"
    if is_growth(name):
        return "growth"
    if says == "index":
        return "index"
    return "level"


_RATES = (
    "tỷ lệ",
    "tỉ lệ",
    "tỷ suất",
    "tỉ suất",
    "độ che phủ",
    "lãi suất",
    "mức độ",
    "tỷ trọng",
    "tỉ trọng",
    "lạm phát",
)
_GROWTHS = ("tăng trưởng", "tốc độ", "tốc độ tăng", "mức tăng", "nhịp độ tăng")


def is_rate(name: str) -> bool:
    """Whether a name is that of a rate, whose values are percentages themselves."""
    return name.lower().startswith(_RATES)


def is_growth(name: str) -> bool:
    """Whether a name is that of a growth rate."""
    return name.lower().startswith(_GROWTHS)
