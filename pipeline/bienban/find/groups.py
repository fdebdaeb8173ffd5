"""Amounts that belong together, with their unit: single ones, ranges and fractions.

A unit and a scale word behind the second amount hold for both (guide §1.4, §1.5).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from spacy.tokens import Doc

from bienban.find.lexicon import Lexicon
from bienban.find.numbers import Amount, Numbers, plain, skip_blank
from bienban.find.separators import Digits, Follows
from bienban.find.units import Unit, Units
from bienban.rules import BesideRule, Rules

Join = Literal["single", "range", "fraction"]

_DASH = re.compile(r" ?[-–—~÷] ?(?=[\d$])")
_SLASH = re.compile(r" ?/ ?(?=\d)")
_SIGN = re.compile(r"[-–−](?=\d)")
_MORE_DASH = re.compile(r" ?[-–—] ?\d")


@dataclass(frozen=True, slots=True)
class Group:
    """One or two amounts at `start..end`, and the unit that holds for them."""

    start: int
    end: int
    amounts: tuple[Amount, ...]
    join: Join
    unit: Unit | None
    parts: tuple[str, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether the first number is a word."""
        return self.amounts[0].in_words

    @property
    def scaled(self) -> bool:
        """Whether a scale word tells the size of the numbers."""
        return any(amount.scaled for amount in self.amounts)

    def read(self) -> tuple[Digits, ...] | None:
        """The value of each amount; None when one is no number."""
        follows: Follows = self.unit.follows if self.unit else "nothing"
        amounts = self.amounts
        if self.unit is not None and self.unit.scale != 1:
            amounts = tuple(replace(a, factor=a.factor * self.unit.scale, scaled=True) for a in amounts)
        read = [amount.read(follows) for amount in amounts]
        return None if None in read else tuple(digits for digits in read if digits)


class Groups:
    """How amounts and units of a set of rules join."""

    def __init__(self, rules: Rules) -> None:
        self.numbers = Numbers(rules)
        self.units = Units(rules)
        beside = list(rules.of_type(BesideRule))
        self.to = Lexicon(rule for rule in beside if rule.beside == "to")
        self.between = Lexicon(rule for rule in beside if rule.beside == "between")
        self.and_ = Lexicon(rule for rule in beside if rule.beside == "and")
        self.from_ = Lexicon(rule for rule in beside if rule.beside == "from")
        self.total = Lexicon(rule for rule in beside if rule.beside == "total")

    def group_at(self, doc: Doc, text: str, start: int) -> Group | None:
        """The group of amounts whose first number starts at `start`."""
        first = self.numbers.amount_at(text, start)
        if first is None:
            return None
        group = self._group(text, first)
        if first.digits and " " in first.digits and (group.unit is None or not group.unit.known):
            plain_first = self.numbers.amount_at(text, start, spaced=False)
            group = self._group(text, plain_first) if plain_first else group
        if group.unit is None and not group.in_words:
            noun = self.units.noun_at(text, group.end, doc)
            group = replace(group, unit=noun, end=noun.end) if noun else group
        return self._signed(text, self._fronted(text, group))

    def _group(self, text: str, first: Amount) -> Group:
        """The amounts from `first` on with the unit of the rules, if one follows."""
        if first.times:
            unit = self.units.known_at(text, first.end)
            if unit is None or unit.code != "times":
                unit = Unit(first.end, first.end, "times", "ratio", Decimal(1), first.rules)
            return Group(first.start, unit.end, (first,), "single", unit)
        joined = self._join(text, first, first.end)
        if joined is not None:
            join, second, part = joined
            unit = self._unit(text, second.end, join)
            return _together(first, second, join, unit, part, self._from(text, first.start))
        unit = self._unit(text, first.end, "single")
        if unit is None:
            return Group(first.start, first.end, (first,), "single", None)
        return self._both_with_units(text, first, unit)

    def _both_with_units(self, text: str, first: Amount, unit: Unit) -> Group:
        """Two amounts with the same unit written behind each (`5% - 7%`), else the first alone."""
        single = Group(first.start, unit.end, (first,), "single", unit)
        joined = self._join(text, first, unit.end)
        if joined is None:
            return single
        join, second, part = joined
        other = self.units.known_at(text, second.end)
        if other is None or other.code != unit.code:
            return single
        if join == "range" and _MORE_DASH.match(text, other.end):
            return single
        together = _together(first, second, join, other, part, self._from(text, first.start))
        if len(together.amounts) == 1 or first.scaled != second.scaled and join == "fraction":
            return single
        return replace(together, amounts=(first, second))

    def _unit(self, text: str, end: int, join: Join) -> Unit | None:
        """The unit behind an amount; behind a share, "the number of" may stand before the noun."""
        unit = self.units.known_at(text, end)
        if unit is not None or join != "fraction":
            return unit
        total = self.total.at(text, skip_blank(text, end))
        unit = self.units.known_at(text, total.end) if total else None
        return replace(unit, rules=(*unit.rules, total.rule.id)) if unit and total else None

    def _join(self, text: str, first: Amount, end: int) -> tuple[Join, Amount, tuple[str, ...]] | None:
        """What follows the first amount or its unit when a second one is joined to it."""
        if (slash := _SLASH.match(text, end)) is not None:
            second = self.numbers.amount_at(text, slash.end(), spaced=False)
            if second is None or first.in_words or _SLASH.match(text, second.end):
                return None
            return ("fraction", second, ())
        if (dash := _DASH.match(text, end)) is not None:
            second = self.numbers.amount_at(text, self._past_sign(dash.end(), text))
            return ("range", second, ()) if second else None
        return self._join_by_word(text, first, end)

    def _join_by_word(
        self, text: str, first: Amount, end: int
    ) -> tuple[Join, Amount, tuple[str, ...]] | None:
        at = skip_blank(text, end)
        word = self.to.at(text, at)
        between = self.between.until(text, first.start - 1) if word is None else None
        if between is not None:
            word = self.and_.at(text, at)
        if word is None:
            return None
        rules = (between.rule.id, word.rule.id) if between else (word.rule.id,)
        second = self.numbers.amount_at(text, self._past_sign(skip_blank(text, word.end), text))
        if second is None or (second.in_words and not first.in_words):
            return None
        return ("range", second, rules)

    @staticmethod
    def _past_sign(at: int, text: str) -> int:
        return at + (text[at : at + 1] == "$")

    def _from(self, text: str, start: int) -> tuple[str, ...]:
        """The rule of a "from" in front, if any: then the first end may be the larger one."""
        found = self.from_.until(text, start - 1)
        return (found.rule.id,) if found else ()

    def _fronted(self, text: str, group: Group) -> Group:
        """The group with the unit in front of it: a rank, a currency sign."""
        if group.unit is not None and group.unit.known:
            return group
        unit = self.units.in_front(text, group.start)
        if unit is None:
            return group
        end = group.amounts[-1].end
        return replace(group, start=unit.start, unit=unit, end=end)

    @staticmethod
    def _signed(text: str, group: Group) -> Group:
        """The group with the minus sign that is glued to its first digit."""
        at = group.start - 1
        if group.unit is None or group.in_words or at < 1 or not _SIGN.match(text, at):
            return group
        if text[at - 1] not in " (" or text[max(0, at - 4) : at].rstrip(" ")[-1:] in ("\n", "", "%"):
            return group
        first = replace(group.amounts[0], sign=-1)
        return replace(group, start=at, amounts=(first, *group.amounts[1:]))


def _together(
    first: Amount,
    second: Amount,
    join: Join,
    unit: Unit | None,
    parts: tuple[str, ...],
    from_: tuple[str, ...],
) -> Group:
    """A range or a fraction; the first amount alone when the two make no range."""
    spread = first
    if second.scaled and not first.scaled:
        spread = replace(first, factor=first.factor * second.factor, scaled=True)
    if join == "range":
        follows: Follows = unit.follows if unit else "nothing"
        low, other, high = (_value(amount, follows) for amount in (spread, first, second))
        if low is None or other is None or high is None:
            return Group(first.start, first.end, (first,), "single", None)
        if low >= high and other < high:
            spread = first
        elif low >= high and not (from_ and low != high):
            return Group(first.start, first.end, (first,), "single", None)
    end = unit.end if unit else second.end
    return Group(first.start, end, (spread, second), join, unit, (*parts, *from_))


def _value(amount: Amount, follows: Follows) -> Decimal | None:
    read = amount.read(follows)
    return plain(read.value) if read else None
