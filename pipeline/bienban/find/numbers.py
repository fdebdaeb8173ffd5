"""Number words, digits and scale words -> amounts (guide §1.3 and §1.6).

An amount is what can be said about a number before its unit is known: where its
digits stand, what they are multiplied with and what is added to them.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bienban.find.separators import Digits, Follows, read_digits
from bienban.rule_kinds import BesideRule, NumberWordRule, ScaleRule, UnitRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon, norms_of

LONGEST_NUMBER = 24
"""Digits with their separators beyond this are a code, no number; within it decimals stay exact."""

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED = re.compile(
    r"[1-9]\d{0,2}(?: {1,2}\d{3}){1,4}(?!\d)(?:,\d{1,3}(?!\d))?(?![.,]\d)"
    r"|(?:0|\d{1,3}(?:\.\d{3}){1,4}), {1,2}\d{1,2}(?![\d.,])"
)
_BLANK_INSIDE = re.compile(r",? {1,2}\d")
_DECIMALS_APART = re.compile(r"(?<!\d, )\d{1,3}, (?:\d{0,2}[1-9])(?![\d.,])")
# Behind ten there is room for a digit, behind a word for nought also for tens.
_ROOM = {"10": Decimal(10), "0": Decimal(100)}
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(slots=True)
class Amount:
    """A number without its unit: `digits * factor + extra`; `digits` is None for number words.

    `start..end` are characters, with the scale words; `scaled` tells whether there are any,
    and `grown` what those of a number in words multiply it with, from thousand up.
    """

    start: int
    end: int
    digits: str | None
    factor: Decimal
    extra: Decimal
    scaled: bool
    sign: int = 1
    rules: tuple[str, ...] = ()
    multiple: bool = False
    grown: Decimal = _ONE

    def times(self, scale: Decimal) -> "Amount":
        """The same number, so many times as large."""
        return replace(self, factor=self.factor * scale, extra=self.extra * scale, scaled=True)

    @property
    def told_apart(self) -> bool:
        """Whether its decimals are told behind a word for the mark: `1 phẩy 1`."""
        return self.digits is not None and not self.scaled and self.extra % 1 != 0

    @property
    def in_words(self) -> bool:
        """Whether the number is written in words."""
        return self.digits is None

    def read(self, follows: Follows) -> Digits | None:
        """The value, given what stands behind; None when the digits are no number."""
        if self.digits is None:
            return Digits(self._scale(Decimal(0)))
        read = read_digits(self.digits, "scale" if self.scaled else follows)
        if read is None:
            return None
        if read.readings:
            read.readings = tuple((self._scale(value), why) for value, why in read.readings)
        read.value = self._scale(read.value)
        return read

    def _scale(self, value: Decimal) -> Decimal:
        if self.sign > 0 and not (self.rules or self.scaled):
            return value
        scaled = self.sign * (value * self.factor + self.extra)
        return plain(scaled) if self.scaled else scaled


def plain(value: Decimal) -> Decimal:
    """`value` without the trailing zeros that multiplying leaves behind."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@dataclass(slots=True)
class _Part:
    """What one number or a finished group of them is worth: `digits * factor + extra`.

    `scale` is the last scale word applied, 1 for a number that has none yet; `grown` the
    product of those from thousand up.
    """

    factor: Decimal
    extra: Decimal
    scale: Decimal
    grown: Decimal = _ONE


class Numbers:
    """The number words and scale words of a set of rules, and how amounts are made of them."""

    def __init__(self, rules: Rules) -> None:
        self.words = Lexicon(rules.of_type(NumberWordRule))
        self.scales = Lexicon(rules.of_type(ScaleRule))
        self.decimal = Lexicon(rule for rule in rules.of_type(BesideRule) if rule.beside == "decimal")
        self._longer = Lexicon(_longer_words(rules, self.scales.openings))
        self._going_on = self.scales.openings | self.decimal.openings
        self._growing = self.scales.openings | self.words.openings

    def amount_at(self, doc: Doc, start: int, *, spaced: bool = True) -> Amount | None:
        """The longest amount that starts at character `start`; `spaced` lets blanks part its digits."""
        digits = self._digits_at(doc, start, spaced=spaced)
        if digits is not None:
            end = start + len(digits)
            if not self._goes_on_at(doc, end):
                if not self._slips_on_at(doc, end):
                    return Amount(start, end, digits, _ONE, _ZERO, False)
                end += 1
            return self._grown(doc, _Growing(start, end, digits, [_Part(_ONE, _ZERO, _ONE)], []))
        word = self.words.at(doc, start)
        if word is None or word.rule.tail:
            return None
        if word.rule.times:
            value = Decimal(word.rule.value)
            return Amount(start, word.end, None, _ONE, value, False, 1, (word.rule.id,), multiple=True)
        return self._grown(doc, _Growing(start, word.end, None, [_word_part(word)], [word.rule.id]))

    def _digits_at(self, doc: Doc, start: int, *, spaced: bool) -> str | None:
        """The digits that start at `start`."""
        match = DIGITS.match(doc.text, start)
        if match is None:
            return None
        if spaced and _BLANK_INSIDE.match(doc.text, match.end()):
            parted = self._apart_at(doc, start) or _spaced_at(doc.text, start)
            return parted or match.group()
        return match.group()

    def _goes_on_at(self, doc: Doc, end: int) -> bool:
        """Whether a scale word or a decimal mark told as a word may stand behind digits."""
        behind = doc.first_at.get(skip_blank(doc.text, end))
        return behind is not None and doc.norms[behind] in self._going_on

    def _slips_on_at(self, doc: Doc, end: int) -> bool:
        """Whether only a mark that slipped in parts a scale word from digits: `1.250.tỷ đồng`."""
        text = doc.text
        return (
            text[end : end + 1] in (".", ",")
            and text[end + 1 : end + 2].islower()
            and self.scales.at(doc, end + 1) is not None
        )

    def _apart_at(self, doc: Doc, start: int) -> str | None:
        """Digits whose decimals stand behind a blank and before millions: `2, 132 tỷ đồng`."""
        match = _DECIMALS_APART.match(doc.text, start)
        scale = self.scales.at(doc, skip_blank(doc.text, match.end())) if match else None
        return match.group() if match and scale and len(scale.rule.scale) > 6 else None

    def _take_decimals(self, doc: Doc, number: "_Growing") -> None:
        """Take up a decimal mark told as a word and the digits behind it: `hai phẩy năm`."""
        mark = self.decimal.at(doc, skip_blank(doc.text, number.end))
        if mark is None or (number.digits is not None and not number.digits.isdigit()):
            return
        fraction, end, rules = self._digits_behind(doc, skip_blank(doc.text, mark.end))
        if fraction:
            number.parts[0].extra += Decimal(f"0.{fraction}")
            number.end = end
            number.rules += [mark.rule.id, *rules]

    def _digits_behind(self, doc: Doc, at: int) -> tuple[str, int, list[str]]:
        """Digits, or words for single digits, from `at` on; where they end and their rules."""
        if (match := DIGITS.match(doc.text, at)) is not None:
            return (match.group() if match.group().isdigit() else ""), match.end(), []
        fraction, end, rules = "", at, []
        while (word := self.words.at(doc, skip_blank(doc.text, end))) is not None:
            if word.rule.times or len(word.rule.value) > 1:
                break
            fraction, end = fraction + word.rule.value, word.end
            rules.append(word.rule.id)
        return fraction, end, rules

    def _grown(self, doc: Doc, number: "_Growing") -> Amount:
        """Take up scale words and smaller numbers behind a head for as long as they fit."""
        self._take_decimals(doc, number)
        if not self._grow(doc, number) and not number.rules:
            return Amount(number.start, number.end, number.digits, _ONE, _ZERO, False)
        while self._grow(doc, number):
            pass
        factor, extra, scaled = _ZERO, _ZERO, False
        for part in number.parts:
            factor, extra = factor + part.factor, extra + part.extra
            scaled = scaled or part.scale >= 1000
        grown, rules = number.parts[0].grown, tuple(number.rules)
        return Amount(number.start, number.end, number.digits, factor, extra, scaled, 1, rules, grown=grown)

    def _grow(self, doc: Doc, number: "_Growing") -> bool:
        """Take up one more word or number; False when nothing fits."""
        at = skip_blank(doc.text, number.end)
        behind = doc.first_at.get(at)
        if behind is None or not (doc.norms[behind] in self._growing or doc.text[at].isdigit()):
            return False
        scale = self._scale_at(doc, at)
        if scale is not None and self._fits(number, scale.rule):
            _multiply(number.parts, Decimal(scale.rule.scale))
            number.end = scale.end
            number.rules.append(scale.rule.id)
            return True
        last = number.parts[-1].scale
        if last == 1:
            return False
        if (match := DIGITS.match(doc.text, at)) is not None:
            return self._grow_by_digits(doc, number, match, last)
        return self._grow_by_word(doc, number, self.words.at(doc, at), last)

    def _scale_at(self, doc: Doc, at: int) -> Found[ScaleRule] | None:
        """The scale word at `at`, when it is not the first syllable of another word: `tỷ lệ`, `tỷ phú`."""
        scale = self.scales.at(doc, at)
        if scale is None or (longer := self._longer.at(doc, at)) is None:
            return scale
        return scale if longer.end <= scale.end else None

    @staticmethod
    def _fits(number: "_Growing", rule: ScaleRule) -> bool:
        """Tens and hundreds follow a bare number word; thousands and more follow anything.

        The scale words of one number never come twice.
        """
        scale = Decimal(rule.scale)
        if any(part.scale == scale for part in number.parts[:-1]):
            return False
        if scale >= 1000:
            return True
        return number.parts[-1].scale == 1 and (number.digits is None or len(number.digits) == 1)

    def _grow_by_digits(self, doc: Doc, number: "_Growing", match: re.Match[str], last: Decimal) -> bool:
        """Take up digits behind a scale word: a smaller number with a scale word of its own."""
        raw = match.group()
        if last < 1000 or not raw.isdigit() or len(raw) > 6 or Decimal(raw) >= last:
            return False
        scale = self.scales.at(doc, skip_blank(doc.text, match.end()))
        if scale is None and not (len(raw) == 3 and last == 1000):
            return False
        number.parts.append(_Part(_ZERO, Decimal(raw), _ONE))
        number.end = match.end()
        return True

    def _grow_by_word(
        self, doc: Doc, number: "_Growing", word: Found[NumberWordRule] | None, last: Decimal
    ) -> bool:
        """Take up a number word that is smaller than the scale word before it."""
        if word is None or word.rule.times or Decimal(word.rule.value) >= last:
            return False
        if not self._goes_on(doc, number, word):
            return False
        part = _word_part(word)
        if part.extra % 1:  # a half of the scale word before it
            part.extra *= last
        number.parts.append(part)
        number.end = word.end
        number.rules.append(word.rule.id)
        return True

    def _goes_on(self, doc: Doc, number: "_Growing", word: Found[NumberWordRule]) -> bool:
        """Whether a word that may be a number belongs to the number before it.

        The word for five is the word for year: alone behind a number it is a year.
        """
        if word.rule.tail:
            return True
        if number.digits is None and (word.rule.value != "5" or number.parts[-1].extra == 0):
            return True
        return self.scales.at(doc, skip_blank(doc.text, word.end)) is not None


class _Word(NamedTuple):
    """One word, for a Lexicon."""

    terms: tuple[str, ...]


def _longer_words(rules: Rules, openings: Set[str]) -> Iterator[_Word]:
    """The words that begin as a scale word does: nouns, and words that are none."""
    for rule in rules:
        if isinstance(rule, UnitRule) or (isinstance(rule, BesideRule) and rule.beside == "no_noun"):
            for term in rule.terms:
                syllables = norms_of(term)
                if len(syllables) > 1 and syllables[0] in openings:
                    yield _Word((term,))


@dataclass(slots=True)
class _Growing:
    """An amount that is still being read."""

    start: int
    end: int
    digits: str | None
    parts: list[_Part]
    rules: list[str]


def _word_part(word: Found[NumberWordRule]) -> _Part:
    value = Decimal(word.rule.value)
    return _Part(_ZERO, value, _ROOM.get(word.rule.value, _ONE))


def _multiply(parts: list[_Part], scale: Decimal) -> None:
    """A scale word multiplies the number before it and all smaller groups before that."""
    gathered = parts.pop()
    while parts and parts[-1].scale < scale:
        before = parts.pop()
        gathered.factor += before.factor
        gathered.extra += before.extra
    grown = gathered.grown * scale if scale >= 1000 else gathered.grown
    parts.append(_Part(gathered.factor * scale, gathered.extra * scale, max(scale, gathered.scale), grown))


def _spaced_at(text: str, start: int) -> str | None:
    """The digits from `start` on that blanks part."""
    match = _SPACED.match(text, start)
    return match.group() if match else None


def skip_blank(text: str, at: int) -> int:
    """The place behind at most three blanks."""
    if text[at : at + 1] != " ":
        return at
    if text[at + 1 : at + 2] != " ":
        return at + 1
    return at + 2 + (text[at + 2 : at + 3] == " ")


def skip_back(text: str, at: int) -> int:
    """The place in front of at most three blanks."""
    if text[at - 1 : at] != " ":
        return at
    if text[at - 2 : at - 1] != " ":
        return at - 1
    return at - 2 - (text[at - 3 : at - 2] == " ")
