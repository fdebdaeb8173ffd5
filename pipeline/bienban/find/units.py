"""What stands behind an amount -> its unit (guide §2, gold format "unit")."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bienban.find.numbers import skip_back, skip_blank
from bienban.find.separators import Follows
from bienban.rule_kinds import BesideRule, UnitRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon

_SLASH = re.compile(r" {0,2}/ {0,2}")
_ONE = re.compile(r"0?1 ")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,5}(?![^\W_])")
_MOST_DENOMINATORS = 3
_NO_SCALE = Decimal(1)
_FOLLOWS: dict[str, Follows] = {"money": "money", "ratio": "ratio", "count": "count", "rank": "count"}
Words = tuple[Sequence[int], Sequence[int]]
"""The first and the last tokens of the words that the segmenter cut, if it did."""
INHERITED = "unit_inherited"
"""The flag of a quantity whose unit is understood."""
UNDERSTOOD = "unit.inherited"
"""The rule of a unit that is understood: taken from another amount, or told by the size."""
PLACES = frozenset(["unit.count.commune", "unit.count.village", "unit.count.place"])
"""The rules of nouns that are places, and have names."""
AS_WRITTEN = "noun.as_written"
"""The rule of a counted noun that no rule names."""


@dataclass(slots=True)
class Unit:
    """A unit at `start..end`; `code` as records say it, `known` when a rule names it."""

    start: int
    end: int
    code: str
    dimension: str
    scale: Decimal
    rules: tuple[str, ...]
    known: bool = True
    rate: bool = False
    attends: bool = False
    leads: bool = False
    opens: bool = False
    acts: bool = False

    @property
    def follows(self) -> Follows:
        """What a separator needs to know of it."""
        if self.rate and self.dimension == "count":
            return "rate"
        return _FOLLOWS.get(self.dimension, "measure")


class Units:
    """The units of a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.behind = Lexicon(rule for rule in rules.of_type(UnitRule) if rule.side == "after")
        self.before = Lexicon(rule for rule in rules.of_type(UnitRule) if rule.side == "before")
        beside = list(rules.of_type(BesideRule))
        self.no_nouns = Lexicon(rule for rule in beside if rule.beside == "no_noun")
        self.no_class = Lexicon(rule for rule in beside if rule.beside == "no_class")

    def known_at(self, doc: Doc, end: int) -> Unit | None:
        """The unit or counted noun of the rules behind an amount that ends at `end`, with its rate."""
        start = skip_blank(doc.text, end)
        found = self.behind.at(doc, start)
        if found is None or self._is_other_word(doc, found):
            return None
        if start > end + 1 and doc.text[start].isupper() and doc.text[start + 1 : start + 2].islower():
            return None  # a line break was lost: what follows opens a sentence
        rule = found.rule
        code = rule.unit or doc.text[found.start : found.end].lower()
        scale = _NO_SCALE if rule.scale == "1" else Decimal(rule.scale)
        unit = Unit(
            found.start, found.end, code, rule.dimension, scale, (rule.id,), True, False, rule.attends
        )
        unit.opens = rule.opens and " " not in doc.text[found.start : found.end]
        unit.acts = rule.acts
        return self._per(doc, unit) if rule.per else unit

    def _is_other_word(self, doc: Doc, found: Found[UnitRule]) -> bool:
        """Whether a noun is only the first syllable of a word that is none.

        Not when the segmenter cuts the noun off: `giải thể | thao` is `giải | thể thao`.
        """
        other = self.no_nouns.at(doc, found.start)
        return other is not None and other.end > found.end and not _is_cut(doc, found.end, other.end)

    def classified(self, doc: Doc, unit: Unit) -> Unit | None:
        """The noun that a classifier opens with the word behind it: `điểm nuôi`; None for it alone."""
        start = skip_blank(doc.text, unit.end)
        word = doc.token_at(start)
        if start != unit.end + 1 or word is None or not (word.isalpha() and word.islower()):
            return None
        if self.no_nouns.at(doc, start):
            return None
        if (other := self.no_class.at(doc, start)) is not None:
            return replace(unit, rules=(*unit.rules, other.rule.id))
        end = start + len(_word(doc, start, word, doc.words))
        code = doc.text[unit.start : end].lower()
        return Unit(unit.start, end, code, "count", _NO_SCALE, unit.rules)

    def noun_at(self, doc: Doc, end: int, words: Words) -> Unit | None:
        """A counted noun that no rule names: the word in lower case right behind the number."""
        start = skip_blank(doc.text, end)
        word = doc.token_at(start)
        if word is None or not word.isalpha() or start == end or self.no_nouns.at(doc, start):
            return None
        if not word.islower() and not _ABBREVIATION.match(doc.text, start):
            return None
        noun = _word(doc, start, word, words) if word.islower() else word
        return self._per(
            doc,
            Unit(start, start + len(noun), noun.lower(), "count", Decimal(1), (AS_WRITTEN,), known=False),
        )

    def money_per(self, doc: Doc, end: int) -> Unit | None:
        """The currency that is left out behind millions per something: `3 - 4 triệu/người/tháng`."""
        unit = self._per(doc, Unit(end, end, "VND", "money", _NO_SCALE, (UNDERSTOOD,)))
        return unit if unit.rate else None

    def in_front(self, doc: Doc, start: int) -> Unit | None:
        """The unit in front of an amount, such as a currency sign; its span is its last token."""
        found = self.before.until(doc, skip_back(doc.text, start))
        if found is None:
            return None
        rule = found.rule
        last = max(found.start, doc.text.rfind(" ", found.start, found.end) + 1)
        scale, rules = Decimal(rule.scale), (rule.id,)
        return Unit(last, found.end, rule.unit or "", rule.dimension, scale, rules, leads=rule.leads)

    def _per(self, doc: Doc, unit: Unit) -> Unit:
        """The unit with what it is told per: `VND/người/năm`."""
        if "/" not in doc.text[unit.end : unit.end + 2]:
            return unit
        code, end, rules = unit.code, unit.end, list(unit.rules)
        for _ in range(_MOST_DENOMINATORS):
            after = self._denominator(doc, end, one=unit.dimension != "count")
            if after is None or (unit.dimension == "count" and unit.code in after.code):
                break  # "chỉ tiêu/nhóm chỉ tiêu" says one thing in two words
            end = after.end
            rules += after.rules
            code += "/" + after.code
        if end == unit.end:
            return unit
        return replace(unit, end=end, code=code, rules=tuple(rules), rate=True)

    def _denominator(self, doc: Doc, end: int, *, one: bool) -> "_Denominator | None":
        """The noun behind a slash at `end`; `one` lets the number one stand before it."""
        slash = _SLASH.match(doc.text, end)
        if slash is None:
            return None
        start = slash.end()
        found = self.behind.at(doc, start)
        if found is None and one and (number := _ONE.match(doc.text, start)) is not None:
            found = self.behind.at(doc, number.end())
        if found is not None:
            raw, code = doc.text[start : found.end].lower(), found.rule.unit or ""
            raw = code if code.lower() == raw else raw  # a symbol keeps its capitals: kWh
            return _Denominator(found.end, raw, (found.rule.id,))
        word = doc.token_at(start)
        if word is None or not (word.isalpha() and word.islower()) or self.no_nouns.at(doc, start):
            return None
        return _Denominator(start + len(word), word.lower(), ())


class _Denominator(NamedTuple):
    """What a rate is told per: where it ends, as it stands in the code of the unit, and its rule."""

    end: int
    code: str
    rules: tuple[str, ...]


def _is_cut(doc: Doc, noun_end: int, end: int) -> bool:
    """Whether a word of the segmenter starts behind a noun and reaches over `end`."""
    firsts, lasts = doc.words
    token = doc.last_until.get(end)
    index = bisect_right(firsts, token) - 1 if token is not None else -1
    return index >= 0 and doc.starts[firsts[index]] >= noun_end and doc.ends[lasts[index]] > end


def _word(doc: Doc, start: int, syllable: str, words: Words) -> str:
    """The word that starts with `syllable` at a character, as the word segmenter cut it, if it did."""
    firsts, lasts = words
    index = bisect_left(firsts, doc.first_at[start])
    if index < len(firsts) and firsts[index] == doc.first_at[start]:
        word = doc.text[start : doc.ends[lasts[index]]]
        if word.islower() and "\n" not in word:
            return word
    return syllable
