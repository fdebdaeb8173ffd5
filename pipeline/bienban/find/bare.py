"""Groups of amounts without a unit of their own: inherited, lost, or no figure (guide §1.3, §2.1)."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bienban.find.groups import Group
from bienban.find.mentions import Quantity
from bienban.find.not_figures import Reason, named
from bienban.find.numbers import DIGITS, skip_back, skip_blank
from bienban.find.separators import read_digits
from bienban.find.units import INHERITED, UNDERSTOOD, Unit
from bienban.rule_kinds import VerbRule
from bienban.text.sections import sentence_at

if TYPE_CHECKING:
    from bienban.find.scan import Scan

_GAP = 45
"""How many characters may part the numbers of one enumeration."""
_NEAR = 20
"""How many characters part them where no comma does: `từ 15 xuống còn 10 phòng`."""
_NEXT = 5
"""How many characters part two numbers that share the scale word of the second."""
_GROUP = 3
"""Digits of a number that may leave its scale word to the next one."""
_THOUSAND = Decimal(1000)
_REACH = 240
"""How far in front an amount without a currency may take its own from."""
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DASH = re.compile(r" {0,2}[-–—] {0,2}")
_STOPS = frozenset(".!?\n:")
_BEHIND_PARTS = frozenset(["", *",;.)\n"])
_STOPS_OF_PARTS = frozenset("!?\n")
_BILLION = Decimal(10**9)
_MONEY = Unit(0, 0, "VND", "money", Decimal(1), (UNDERSTOOD,))
MISSING = "unit_missing"


def settle(scan: Scan) -> None:
    """Give each group without a unit the one it shares, or say why it is no figure.

    From right to left, since the last number of an enumeration bears the unit for all.
    """
    scan.quantities.sort(key=_start)
    for group in reversed(scan.bare):
        quantity = _settled(scan, group)
        if quantity is not None:
            insort(scan.quantities, quantity, key=_start)
        else:
            scan.reject(group.start, _reason(scan, group))
    for quantity in scan.articles:
        counting = scan.counting_rule(quantity.start)
        if counting or _counts_beside(scan, quantity):
            parts = (*quantity.parts, counting) if counting else quantity.parts
            insort(scan.quantities, replace(quantity, parts=parts), key=_start)
        else:
            scan.drop(quantity, "article")


def _start(quantity: Quantity) -> int:
    return quantity.start


def _settled(scan: Scan, group: Group) -> Quantity | None:
    """The group as a quantity, when the text around it makes it a figure."""
    index = bisect_left(scan.quantities, group.start, key=_start)
    if group.scaled:
        earlier = _earlier_amount(scan, group, index)
        return scan.quantity(group, earlier or (_MONEY if _is_money(group) else None), _flag(group, earlier))
    if _is_item(scan.text, group) or (
        named(scan.text, group.start) and "," not in (group.amounts[0].digits or "")
    ):
        return None
    mass = scan.grammar.groups.mass_rule(scan.doc, group)
    if mass is not None:
        return scan.quantity(replace(group, parts=(*group.parts, mass)), None)
    later = _later_in_list(scan, group, index)
    if later is not None:
        return scan.quantity(group, later, (INHERITED,))
    if (part := _part_of_count(scan, group, index) or _number_of(scan, group)) is not None:
        unit, rule = part
        return scan.quantity(replace(group, parts=(*group.parts, rule)), unit, (INHERITED,))
    if group.unit_lost or _is_reported(scan, group) or _is_listed(scan, group, index):
        return scan.quantity(group, None, (MISSING,))
    return None


def _flag(group: Group, earlier: Unit | None) -> tuple[str, ...]:
    return (INHERITED,) if earlier or _is_money(group) else (MISSING,)


def _is_money(group: Group) -> bool:
    """Whether its size alone says that an amount is money: millions and billions without a noun."""
    return any(amount.factor >= 10**6 or amount.extra >= 10**6 for amount in group.amounts)


def _earlier_amount(scan: Scan, group: Group, index: int) -> Unit | None:
    """The unit of the nearest earlier amount that could be counted in such a scale."""
    size = max(amount.factor + amount.extra for amount in group.amounts)
    for quantity in reversed(scan.quantities[max(0, index - 6) : index]):
        if group.start - quantity.end > _REACH:
            return None
        if quantity.dimension == "money" or (
            size < _BILLION and quantity.dimension in ("count", "measure") and quantity.value >= 1000
        ):
            return _unit_of(quantity)
    return None


def _later_in_list(scan: Scan, group: Group, index: int) -> Unit | None:
    """The unit of the next number, when both belong to one enumeration that ends with the noun."""
    if index >= len(scan.quantities):
        return None
    after = scan.quantities[index]
    between = scan.text[group.end : after.start]
    if len(between) > _GAP or after.unit is None:
        return None
    if not _is_joined(scan, group.end, after.start) and not _are_shares(scan, group, after, between):
        counted = after.dimension in ("count", "measure", "money")
        if not counted or _STOPS & set(between) or not _goes_on(scan, group.end, len(between)):
            return None
    unit = _unit_of(after)
    small = len(group.amounts[0].digits or "") <= _GROUP and len(between) <= _NEXT
    return replace(unit, scale=_scale_of(scan, after)) if unit and small else unit


def _is_joined(scan: Scan, end: int, start: int) -> bool:
    """Whether a dash or a word for "to" joins two numbers that make no range: `8 - 7,5%`."""
    if _DASH.fullmatch(scan.text, end, start):
        return True
    word = scan.grammar.groups.joints.at(scan.doc, skip_blank(scan.text, end))
    return word is not None and word.rule.beside == "to" and skip_blank(scan.text, word.end) == start


def _are_shares(scan: Scan, group: Group, after: Quantity, between: str) -> bool:
    """Whether the last of several shares bears the sign of all: `công nghiệp 30,1, dịch vụ 24,7%`."""
    if after.unit != "percent" or between[:1] not in (",", ";") or "," not in (group.amounts[0].digits or ""):
        return False
    return next(scan.terms.of_type(VerbRule, group.end, after.start), None) is None


def _part_of_count(scan: Scan, group: Group, index: int) -> tuple[Unit, str] | None:
    """The unit of the count a bare number is a part of: `47 đảng viên, trong đó khiển trách 32`."""
    if index == 0 or not _is_plain(group) or not _ends_part(scan, group.end):
        return None
    head = scan.quantities[index - 1]
    if (
        head.dimension != "count"
        or group.start - head.end > _REACH
        or _STOPS_OF_PARTS & set(scan.text[head.end : group.start])
    ):
        return None
    opened = scan.grammar.parting.within(scan.doc, head.end, group.start)
    unit = _unit_of(head)
    if opened is None or unit is None or Decimal(group.amounts[0].digits or "0") > head.value:
        return None
    return unit, opened.rule.id


def _number_of(scan: Scan, group: Group) -> tuple[Unit, str] | None:
    """The noun whose number a verb reports behind it: `Số hộ nghèo còn 58, cận nghèo là 102`."""
    if not _is_plain(group) or _verb_end(scan, group) is None:
        return None
    groups, at, told = scan.grammar.groups, sentence_at(scan.doc, group.start)[0], None
    while (found := groups.total.within(scan.doc, at, group.start)) is not None:
        unit = groups.units.known_at(scan.doc, found.end)
        if unit is not None and unit.dimension == "count" and unit.end <= group.start:
            told = (unit, found.rule.id)
        at = found.end
    return told


def _is_plain(group: Group) -> bool:
    """Whether a group is one number as counts are written."""
    digits = group.amounts[0].digits or ""
    return group.join == "single" and (digits.isdigit() or _THOUSANDS.fullmatch(digits) is not None)


def _ends_part(scan: Scan, end: int) -> bool:
    """Whether nothing that could be counted stands behind a number."""
    at = skip_blank(scan.text, end)
    return scan.text[at : at + 1] in _BEHIND_PARTS or scan.no_noun_rule(at) is not None


def _is_item(text: str, group: Group) -> bool:
    """Whether a number numbers an item of a list: `gồm: 1) thu ngân sách; 2) chi ngân sách`."""
    if len(group.amounts[0].digits or "") > 2:
        return False
    before, behind = text[skip_back(text, group.start) - 1], text[group.end : group.end + 1]
    return (before in ":;" and behind in (")", ".")) or (before == "(" and behind == ".")


def _scale_of(scan: Scan, quantity: Quantity) -> Decimal:
    """What the scale words of a quantity multiply its digits with: `2 và 3 triệu đồng` are both millions."""
    digits = DIGITS.match(scan.text, quantity.start)
    read = read_digits(digits.group(), "scale") if digits else None
    scale = abs(quantity.value) / read.value if read and read.value else Decimal(1)
    return scale if scale >= _THOUSAND else Decimal(1)


def _goes_on(scan: Scan, end: int, gap: int) -> bool:
    """Whether a comma follows, or a word that is no noun and few others: the noun comes later."""
    at = skip_blank(scan.text, end)
    if scan.text[at : at + 1] in (",", ";"):
        return True
    return gap <= _NEAR and scan.text[at : at + 1].islower() and scan.no_noun_rule(at) is not None


def _is_reported(scan: Scan, group: Group) -> bool:
    """Whether a verb reports a number whose unit the text lost: with a fraction, or compared."""
    text = scan.text
    if _verb_end(scan, group) is None:
        return False
    raw = group.amounts[0].digits or ""
    at = skip_blank(text, group.end)
    return "," in raw or "." in raw or scan.grammar.bounds.compared.at(scan.doc, at) is not None


def _verb_end(scan: Scan, group: Group) -> int | None:
    """Where the verb ends that reports a number, in front of it and of the words of its limit."""
    found = scan.grammar.bounds.in_front(scan.doc, group.start)
    end = (found.start if found else group.start) - 1
    return end if scan.terms.until(end, VerbRule) is not None else None


def _is_listed(scan: Scan, group: Group, index: int) -> bool:
    """Whether a number without a noun is a value all the same: with thousands, or listed behind colons."""
    text, raw = scan.text, group.amounts[0].digits or ""
    if _THOUSANDS.fullmatch(raw):
        return (
            text[group.start - 2 : group.start - 1].islower() or text[group.start - 2 : group.start] == ": "
        )
    if text[group.start - 2 : group.start] != ": " or not text[group.start - 3 : group.start - 2].islower():
        return False
    places = [other.start for other in scan.quantities[max(0, index - 1) : index + 1]]
    places += [other.start for other in scan.bare]
    near = any(0 < abs(place - group.start) < _REACH for place in places)
    return near and text[group.end : group.end + 1] in ("", ".", ";", ",", ")", "\n")


def _unit_of(quantity: Quantity) -> Unit | None:
    if quantity.unit is None:
        return None
    dimension = quantity.dimension or "count"
    return Unit(0, 0, quantity.unit, dimension, Decimal(1), (UNDERSTOOD,))


def _reason(scan: Scan, group: Group) -> Reason:
    end = group.amounts[-1].end
    if named(scan.text, group.start):
        return Reason(end, "name", "shape.name")
    return Reason(end, "no_unit", scan.no_noun_rule(skip_blank(scan.text, end)) or "unit.none")


def _counts_beside(scan: Scan, quantity: Quantity) -> bool:
    """Whether the same unit is counted beside the word for one."""
    index = bisect_left(scan.quantities, quantity.start, key=_start)
    beside = scan.quantities[max(0, index - 1) : index + 1]
    return any(
        other.unit == quantity.unit and not _STOPS & set(_between(scan.text, quantity, other))
        for other in beside
    )


def _between(text: str, one: Quantity, other: Quantity) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]
