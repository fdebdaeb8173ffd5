"""Amounts that belong together, with their unit: single ones, ranges and fractions.

A unit and a scale word behind the second amount hold for both (guide §1.4, §1.5).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bienban.find.numbers import Amount, Numbers, plain, skip_back, skip_blank
from bienban.find.separators import Digits, Follows
from bienban.find.units import Unit, Units, Words
from bienban.rule_kinds import BesideRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon

Join = Literal["single", "range", "fraction"]
Behind = Literal["nothing", "count", "measure"]
"""What stands behind digits: a counted noun, or what only an amount can have, such as % or a scale word."""

_DASH = re.compile(r" {0,2}[-–—~÷] {0,2}(?=[\dA-Z$€£])")
_SLASH = re.compile(r" {0,2}/ {0,2}(?=\d)")
_ZERO, _ONE, _MILLION, _BILLION = Decimal(0), Decimal(1), Decimal(10**6), Decimal(10**9)
_HALF, _TWO = Decimal("0.5"), Decimal(2)
_JOINING = frozenset("/-–—~÷")
_SIGNS = frozenset("-–−")
_SHARE = re.compile(r" {0,2}\([^()\n]{0,8}\d{1,3}(?:[.,]\d{1,3})? {0,2}%\)")
_TOLD = re.compile(r" {0,2}\(([^()\d\n]{2,80})\)")
_MORE_DASH = re.compile(r" {0,2}[-–—] {0,2}\d")


@dataclass(slots=True)
class Group:
    """One or two amounts at `start..end`, and the unit that holds for them."""

    start: int
    end: int
    amounts: tuple[Amount, ...]
    join: Join
    unit: Unit | None
    parts: tuple[str, ...] = ()
    unit_lost: bool = False

    @property
    def in_words(self) -> bool:
        """Whether the first number is a word."""
        return self.amounts[0].in_words

    @property
    def scaled(self) -> bool:
        """Whether a scale word tells the size of the numbers."""
        return any(amount.scaled for amount in self.amounts)

    def read(self, unit: Unit | None = None) -> tuple[Digits, ...] | None:
        """The value of each amount with a unit; None when one is no number."""
        follows: Follows = unit.follows if unit else "nothing"
        amounts = self.amounts
        if unit is not None and unit.scale != 1:
            amounts = tuple(amount.times(unit.scale) for amount in amounts)
        read: list[Digits] = []
        for amount in amounts:
            digits = amount.read(follows)
            if digits is None:
                return None
            read.append(digits)
        return tuple(read)


class Groups:
    """How amounts and units of a set of rules join."""

    def __init__(self, rules: Rules) -> None:
        self.numbers = Numbers(rules)
        self.units = Units(rules)
        beside = list(rules.of_type(BesideRule))
        self.joints = Lexicon(rule for rule in beside if rule.beside in ("to", "and", "out_of", "parts"))
        self.between = Lexicon(rule for rule in beside if rule.beside == "between")
        self.from_ = Lexicon(rule for rule in beside if rule.beside == "from")
        self.minus = Lexicon(rule for rule in beside if rule.beside == "minus")
        self.total = Lexicon(rule for rule in beside if rule.beside == "total")
        self.mass = Lexicon(rule for rule in beside if rule.beside == "mass")
        self.compared = Lexicon(rule for rule in beside if rule.beside == "compared")
        numbers, units = self.numbers, self.units
        followers = (
            units.behind,
            numbers.words,
            numbers.scales,
            numbers.decimal,
            self.joints,
            self.total,
            self.mass,
        )
        self._behind_words = frozenset[str]().union(*(words.openings for words in followers))

    def may_count(self, doc: Doc, start: int, end: int) -> bool:
        """Whether the words beside the number word `start..end` can make it a number at all.

        Told by one syllable on each side, since most such words count nothing.
        """
        if " " in doc.text[start:end]:
            return True
        behind = doc.first_at.get(skip_blank(doc.text, end))
        if behind is not None and doc.norms[behind] in self._behind_words:
            return True
        before = doc.last_until.get(skip_back(doc.text, start))
        return before is not None and doc.norms[before] in self.units.before.endings

    def group_at(self, doc: Doc, start: int, words: Words) -> Group | None:
        """The group of amounts whose first number starts at `start`."""
        first = self.numbers.amount_at(doc, start)
        if first is None:
            return None
        group = self._group(doc, first)
        if first.digits and " " in first.digits and not _bears_blank(first.digits, group.unit):
            plain_first = self.numbers.amount_at(doc, start, spaced=False)
            group = self._group(doc, plain_first) if plain_first else group
        if group.unit is not None and group.unit.opens and not _has_fraction(group):
            group = self._classified(doc, group, group.unit)
        if self.mass_rule(doc, group) is not None:
            return replace(group, unit=None, end=group.amounts[-1].end)
        if group.unit is None and not group.in_words:
            group = self._bracketed(doc, self._told_twice(doc, group))
        if group.unit is None and group.amounts[-1].factor >= _MILLION:
            per = self.units.money_per(doc, group.end)
            if per is not None:
                group.unit, group.end = per, per.end
        if group.unit is None and not group.in_words and group.amounts[-1].factor < _BILLION:
            noun = self.units.noun_at(doc, group.end, words)
            if noun is not None:
                group.unit, group.end = noun, noun.end
        return self._signed(doc, self._fronted(doc, self._uncounted(doc, group)))

    def _classified(self, doc: Doc, group: Group, opening: Unit) -> Group:
        """The group with the whole noun, where its unit is a classifier that opens one."""
        unit = self.units.classified(doc, opening)
        return replace(group, unit=unit, end=unit.end) if unit else group

    def behind(self, doc: Doc, start: int, end: int) -> Behind:
        """What stands behind the digits `start..end`, or behind the number they are joined to."""
        found = self._behind(doc, end)
        if found == "nothing" and "." in doc.text[start:end]:
            pair = self._pair(doc, Amount(start, end, doc.text[start:end], _ONE, _ZERO, False), end)
            return self._behind(doc, pair.second.end) if pair is not None else found
        return found

    def _behind(self, doc: Doc, end: int) -> Behind:
        at = skip_blank(doc.text, end)
        scale = self.numbers.scales.at(doc, at)
        if scale is not None:
            other = self.units.no_nouns.at(doc, at)
            return "nothing" if other is not None and other.end > scale.end else "measure"
        unit = self.units.known_at(doc, end)
        if unit is None:
            return "nothing"
        return "measure" if unit.dimension in ("ratio", "money", "measure") else "count"

    def _told_twice(self, doc: Doc, group: Group) -> Group:
        """The group with the unit behind a bracket that tells its number in words: `5 (năm) hộ`."""
        bracket = _TOLD.match(doc.text, group.end)
        word = self.numbers.amount_at(doc, bracket.start(1)) if bracket else None
        if bracket is None or word is None or not word.in_words or word.end != bracket.end(1):
            return group
        unit = self.units.known_at(doc, bracket.end())
        read, told = group.read(unit), word.read("nothing")
        if unit is None or read is None or told is None or read[0].value != told.value:
            return group
        return replace(group, unit=unit, end=unit.end)

    def _bracketed(self, doc: Doc, group: Group) -> Group:
        """The group with the unit behind its own bracket, which a share opens: `12% (626) ý kiến`."""
        text, end = doc.text, group.end
        if text[end : end + 1] != ")" or text[max(0, group.start - 3) : group.start].replace(" ", "") != "%(":
            return group
        unit = self.units.known_at(doc, end + 1) if group.unit is None else None
        return replace(group, unit=replace(unit, start=end, end=end)) if unit else group

    def joins(self, doc: Doc, end: int, start: int) -> str | None:
        """The rule of the one word for "and" that stands between two numbers."""
        word = self.joints.at(doc, skip_blank(doc.text, end))
        joined = word is not None and word.rule.beside == "and" and skip_blank(doc.text, word.end) == start
        return word.rule.id if word is not None and joined else None

    def mass_rule(self, doc: Doc, group: Group) -> str | None:
        """The rule of what a fraction is of when that cannot be counted: `1/3 diện tích` has no unit."""
        if group.join != "fraction":
            return None
        found = self.mass.at(doc, skip_blank(doc.text, group.amounts[-1].end))
        return found.rule.id if found else None

    def _uncounted(self, doc: Doc, group: Group) -> Group:
        """The group without a plan as its unit, which has no decimals: `đạt 92,04 kế hoạch` lost its sign."""
        unit, last = group.unit, group.amounts[-1]
        if unit is None or unit.dimension != "count" or unit.rate or last.scaled:
            return group
        if "," not in (last.digits or "") or self.compared.at(doc, unit.start) is None:
            return group
        return replace(group, unit=None, end=last.end, unit_lost=True)

    def _group(self, doc: Doc, first: Amount) -> Group:
        """The amounts from `first` on with the unit of the rules, if one follows."""
        if first.multiple:
            unit = self.units.known_at(doc, first.end)
            if unit is None or unit.code != "times":
                unit = Unit(first.end, first.end, "times", "ratio", Decimal(1), first.rules)
            return Group(first.start, unit.end, (first,), "single", unit)
        pair = self._pair(doc, first, first.end)
        if pair is not None:
            return pair.group(self._unit(doc, pair.second.end, pair.join))
        if first.in_words and first.extra == _HALF and not first.scaled:
            return self._half(doc, first)
        unit = self.units.known_at(doc, first.end)
        if unit is None:
            return Group(first.start, first.end, (first,), "single", None)
        return self._both_with_units(doc, first, unit)

    def _half(self, doc: Doc, half: Amount) -> Group:
        """Half of a number of things or of a mass as the fraction 1/2: `một nửa số hộ`; else of a measure."""
        amounts = (replace(half, extra=_ONE), replace(half, extra=_TWO))
        group = Group(half.start, half.end, amounts, "fraction", None)
        if self.mass_rule(doc, group):
            return group
        unit = self.units.known_at(doc, half.end)
        if unit is None and (whole := self._unit(doc, half.end, "fraction")) is not None:
            return replace(group, unit=whole, end=whole.end)
        measured = unit if unit is not None and unit.dimension in ("measure", "money") else None
        return Group(half.start, measured.end if measured else half.end, (half,), "single", measured)

    def _both_with_units(self, doc: Doc, first: Amount, unit: Unit) -> Group:
        """Two amounts with the same unit written behind each (`5% - 7%`), else the first alone."""
        single = Group(first.start, unit.end, (first,), "single", unit)
        pair = self._pair(doc, first, unit.end)
        if pair is None:
            return single
        other = self.units.known_at(doc, pair.second.end)
        if other is None or not (other.code == unit.code or _is_rate_of(other, unit, pair)):
            return single
        if pair.join == "range" and _MORE_DASH.match(doc.text, other.end):
            return single
        group = pair.group(other)
        if len(group.amounts) == 1 or (first.scaled != pair.second.scaled and pair.join == "fraction"):
            return single
        return replace(group, amounts=(first, pair.second))

    def _unit(self, doc: Doc, end: int, join: Join) -> Unit | None:
        """The unit behind an amount; behind a share, "the number of" may stand before the noun."""
        unit = self.units.known_at(doc, end)
        if unit is not None or join != "fraction":
            return unit
        if (share := _SHARE.match(doc.text, end)) is not None:
            unit = self.units.known_at(doc, share.end())
            return replace(unit, start=end, end=end) if unit else None
        total = self.total.at(doc, skip_blank(doc.text, end))
        unit = self.units.known_at(doc, total.end) if total else None
        return replace(unit, rules=(*unit.rules, total.rule.id)) if unit and total else None

    def _pair(self, doc: Doc, first: Amount, end: int) -> "_Pair | None":
        """The first amount with a second one that is joined to it, or to its unit, at `end`."""
        at = skip_blank(doc.text, end)
        mark = doc.text[at : at + 1]
        if mark.isalpha():
            return self._pair_by_word(doc, first, at)
        if mark not in _JOINING:
            return None
        if (slash := _SLASH.match(doc.text, end)) is not None:
            second = self.numbers.amount_at(doc, slash.end(), spaced=False)
            if second is None or first.in_words or _SLASH.match(doc.text, second.end):
                return None
            return _Pair(first, second, "fraction")
        if (dash := _DASH.match(doc.text, end)) is not None:
            second = self.numbers.amount_at(doc, self._past_sign(doc, dash.end()))
            return _Pair(first, second, "range", self._from(doc, first.start)) if second else None
        return None

    def _pair_by_word(self, doc: Doc, first: Amount, at: int) -> "_Pair | None":
        """The first amount with a second one behind the word at `at` that joins them."""
        word, between = self.joints.at(doc, at), None
        if word is None:
            return None
        if word.rule.beside == "out_of":
            return self._out_of(doc, first, word)
        if word.rule.beside == "parts":
            return self._parts(doc, first, word)
        if word.rule.beside == "and":
            between = self.between.until(doc, skip_back(doc.text, first.start))
            if between is None:
                return None
        second = self.numbers.amount_at(doc, self._past_sign(doc, skip_blank(doc.text, word.end)))
        if second is None or (second.in_words and not first.in_words and not first.told_apart):
            return None
        rules = (between.rule.id, word.rule.id) if between else (word.rule.id,)
        return _Pair(first, second, "range", self._from(doc, first.start), rules)

    def _out_of(self, doc: Doc, first: Amount, word: Found[BesideRule]) -> "_Pair | None":
        """A part and the whole, told in words: `8 trên 10 xã`."""
        if word.start - first.end != 1 or first.scaled or first.in_words:
            return None
        second = self.numbers.amount_at(doc, skip_blank(doc.text, word.end))
        if second is None or second.in_words:
            return None
        return _Pair(first, second, "fraction", (), (word.rule.id,))

    def _parts(self, doc: Doc, first: Amount, word: Found[BesideRule]) -> "_Pair | None":
        """A fraction told in words: `ba phần tư số hộ`."""
        whole = self.numbers.words.at(doc, skip_blank(doc.text, word.end)) if first.in_words else None
        if whole is None or Decimal(whole.rule.value) <= 1:
            return None
        second = Amount(
            whole.start, whole.end, None, _ONE, Decimal(whole.rule.value), False, 1, (whole.rule.id,)
        )
        return _Pair(first, second, "fraction", (), (word.rule.id,))

    def _past_sign(self, doc: Doc, at: int) -> int:
        """Behind the currency sign at `at`, if there is one."""
        sign = self.units.before.at(doc, at)
        if sign is None or sign.rule.dimension != "money":
            return at
        return skip_blank(doc.text, sign.end)

    def _from(self, doc: Doc, start: int) -> tuple[str, ...]:
        """The rule of a "from" in front, if any: then the first end may be the larger one."""
        found = self.from_.until(doc, skip_back(doc.text, start))
        return (found.rule.id,) if found else ()

    def _fronted(self, doc: Doc, group: Group) -> Group:
        """The group with the unit in front of it: a rank, a currency sign."""
        unit = self.units.in_front(doc, group.start)
        if unit is None:
            return group
        leads = unit.leads or (unit.dimension == "rank" and group.join == "fraction")
        if group.unit is not None and group.unit.known and not leads:
            return group
        end = group.amounts[-1].end
        return replace(group, start=unit.start, unit=unit, end=end)

    def _signed(self, doc: Doc, group: Group) -> Group:
        """The group with the minus sign that is glued to its first digit, or told in a word."""
        unit = group.unit
        if unit is None:
            return group
        signed = unit.dimension in ("ratio", "money")
        minus = self.minus.until(doc, skip_back(doc.text, group.start)) if signed else None
        if minus is not None:
            first = replace(group.amounts[0], sign=-1)
            amounts, parts = (first, *group.amounts[1:]), (*group.parts, minus.rule.id)
            return replace(group, start=minus.start, amounts=amounts, parts=parts)
        at = group.start - 1
        if group.in_words or at < 1 or doc.text[at] not in _SIGNS or not doc.text[at + 1].isdigit():
            return group
        if doc.text[at - 1] not in " (" or doc.text[max(0, at - 4) : at].rstrip(" ")[-1:] in (
            "\n",
            "",
            "%",
        ):
            return group
        first = replace(group.amounts[0], sign=-1)
        return replace(group, start=at, amounts=(first, *group.amounts[1:]))


@dataclass(slots=True)
class _Pair:
    """Two amounts that a slash, a dash or a word joins; `from_` is the rule of a "from" in front."""

    first: Amount
    second: Amount
    join: Join
    from_: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def group(self, unit: Unit | None) -> Group:
        """A range or a fraction; the first amount alone when the two make no range."""
        first = self._first(unit)
        if first is None:
            return Group(self.first.start, self.first.end, (self.first,), "single", None)
        end = unit.end if unit else self.second.end
        amounts = (first, self.second)
        return Group(self.first.start, end, amounts, self.join, unit, (*self.rules, *self.from_))

    def _first(self, unit: Unit | None) -> Amount | None:
        """The first amount in the scale it is meant in; None when it is no lower end."""
        first, second = self.first, self.second
        scaled = first
        if second.scaled and not first.scaled:
            scaled = first.times(second.grown if second.in_words else second.factor)
        if self.join == "fraction":
            return scaled
        follows: Follows = unit.follows if unit else "nothing"
        low, as_written, high = (_value(amount, follows) for amount in (scaled, first, second))
        if low is None or as_written is None or high is None:
            return None
        if low < high or (low > high and self.from_ and as_written >= high):
            return scaled
        return first if as_written < high else None


def _is_rate_of(other: Unit, unit: Unit, pair: _Pair) -> bool:
    """Whether only the second end of a range tells what both are per: `4.000 đồng đến 5.000 đồng/kg`."""
    return pair.join == "range" and other.code.startswith(f"{unit.code}/")


def _has_fraction(group: Group) -> bool:
    """Whether one of the numbers has decimals, as nothing that is counted has."""
    read = group.read(group.unit)
    return read is None or any(digits.value % 1 for digits in read)


def _bears_blank(digits: str, unit: Unit | None) -> bool:
    """Whether a number may have a blank in it: before a unit, and before its decimals when it is no list."""
    if unit is None or not unit.known:
        return False
    return "." in digits or ", " not in digits or digits[0] == "0" or unit.dimension == "money"


def _value(amount: Amount, follows: Follows) -> Decimal | None:
    read = amount.read(follows)
    return plain(read.value) if read else None
