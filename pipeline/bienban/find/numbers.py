"""Number words, digits and scale words -> amounts (guide §1.3 and §1.6).

An amount is what can be said about a number before its unit is known: where its
digits stand, what they are multiplied with and what is added to them.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bienban.find.lexicon import Found, Lexicon
from bienban.find.separators import Digits, Follows, read_digits
from bienban.rules import NumberWordRule, Rules, ScaleRule

LONGEST_NUMBER = 24
"""Digits with their separators beyond this are a code, no number; within it decimals stay exact."""

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED = re.compile(
    r"[1-9]\d{0,2}(?: \d{3}){1,4}(?!\d)(?:,\d{1,2}(?!\d))?(?![.,]\d)"
    r"|(?:0|\d{1,3}(?:\.\d{3}){1,4}), \d{1,2}(?![\d.,])"
)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without its unit: `digits * factor + extra`; `digits` is None for number words.

    `start..end` are characters, with the scale words; `scaled` tells whether there are any.
    """

    start: int
    end: int
    digits: str | None
    factor: Decimal
    extra: Decimal
    scaled: bool
    sign: int = 1
    rules: tuple[str, ...] = ()
    times: bool = False

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
        readings = tuple((self._scale(value), why) for value, why in read.readings)
        return Digits(self._scale(read.value), read.flags, readings)

    def _scale(self, value: Decimal) -> Decimal:
        scaled = self.sign * (value * self.factor + self.extra)
        return plain(scaled) if self.scaled else scaled


def plain(value: Decimal) -> Decimal:
    """`value` without the trailing zeros that multiplying leaves behind."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@dataclass(slots=True)
class _Part:
    """What one number or a finished group of them is worth: `digits * factor + extra`.

    `scale` is the last scale word applied, 1 for a number that has none yet.
    """

    factor: Decimal
    extra: Decimal
    scale: Decimal


class Numbers:
    """The number words and scale words of a set of rules, and how amounts are made of them."""

    def __init__(self, rules: Rules) -> None:
        self.words = Lexicon(rules.of_type(NumberWordRule))
        self.scales = Lexicon(rules.of_type(ScaleRule))

    def amount_at(self, text: str, start: int, *, spaced: bool = True) -> Amount | None:
        """The longest amount that starts at character `start`; `spaced` lets blanks part its digits."""
        head = _digits_at(text, start, spaced=spaced)
        if head is not None:
            part = _Part(_ONE, Decimal(0), _ONE)
            return self._continue(text, start, start + len(head), head, part, ())
        word = self.words.at(text, start)
        if word is None or word.rule.tail:
            return None
        if word.rule.times:
            value = Decimal(word.rule.value)
            return Amount(start, word.end, None, _ONE, value, False, 1, (word.rule.id,), times=True)
        return self._continue(text, start, word.end, None, _word_part(word), (word.rule.id,))

    def _continue(
        self, text: str, start: int, end: int, digits: str | None, head: _Part, rules: tuple[str, ...]
    ) -> Amount:
        """Take up scale words and smaller numbers behind a head for as long as they fit."""
        parts = [head]
        used = list(rules)
        while True:
            at = skip_blank(text, end)
            if (scale := self.scales.at(text, at)) is not None and self._fits(parts, scale.rule, digits):
                _multiply(parts, Decimal(scale.rule.scale))
                end = scale.end
                used.append(scale.rule.id)
            elif (more := self._more(text, at, parts, digits)) is not None:
                part, end, ids = more
                parts.append(part)
                used += ids
            else:
                break
        factor, extra = sum(p.factor for p in parts), sum(p.extra for p in parts)
        scaled = parts[0].scale >= 1000 or any(part.scale >= 1000 for part in parts[1:])
        return Amount(start, end, digits, Decimal(factor), Decimal(extra), scaled, 1, tuple(used))

    @staticmethod
    def _fits(parts: list[_Part], rule: ScaleRule, digits: str | None) -> bool:
        """Tens and hundreds follow a bare number word; thousands and more follow anything."""
        scale = Decimal(rule.scale)
        return scale >= 1000 or (parts[-1].scale == 1 and (digits is None or len(digits) == 1))

    def _more(
        self, text: str, at: int, parts: list[_Part], digits: str | None
    ) -> tuple[_Part, int, list[str]] | None:
        """A number that goes on what stands before it: smaller than its last scale word."""
        last = parts[-1].scale
        if last == 1:
            return None
        if (match := DIGITS.match(text, at)) is not None:
            return self._more_digits(text, match, last)
        word = self.words.at(text, at)
        if word is None or word.rule.times or Decimal(word.rule.value) >= last:
            return None
        if not self._goes_on(text, word, digits, parts):
            return None
        part = _word_part(word)
        if part.extra % 1:  # a half of the scale word before it
            part.extra *= last
        return part, word.end, [word.rule.id]

    def _more_digits(self, text: str, match: re.Match[str], last: Decimal) -> tuple[_Part, int, list[str]] | None:
        raw = match.group()
        if last < 1000 or not raw.isdigit() or len(raw) > 6 or Decimal(raw) >= last:
            return None
        scale = self.scales.at(text, skip_blank(text, match.end()))
        whole_group = len(raw) == 3 and last == 1000
        if scale is None and not whole_group:
            return None
        return _Part(Decimal(0), Decimal(raw), _ONE), match.end(), []

    def _goes_on(
        self, text: str, word: Found[NumberWordRule], digits: str | None, parts: list[_Part]
    ) -> bool:
        """Whether a word that may be a number belongs to the number before it.

        The word for five is the word for year: alone behind a number it is a year.
        """
        if word.rule.tail:
            return True
        if digits is None and (word.rule.value != "5" or parts[-1].extra == 0):
            return True
        return self.scales.at(text, skip_blank(text, word.end)) is not None


def _word_part(word: Found[NumberWordRule]) -> _Part:
    value = Decimal(word.rule.value)
    return _Part(Decimal(0), value, Decimal(10) if value in (0, 10) else _ONE)


def _multiply(parts: list[_Part], scale: Decimal) -> None:
    """A scale word multiplies the number before it and all smaller groups before that."""
    gathered = parts.pop()
    while parts and parts[-1].scale < scale:
        before = parts.pop()
        gathered.factor += before.factor
        gathered.extra += before.extra
    parts.append(_Part(gathered.factor * scale, gathered.extra * scale, max(scale, gathered.scale)))


def _digits_at(text: str, start: int, *, spaced: bool) -> str | None:
    """The digits that start at `start`."""
    match = (spaced and _SPACED.match(text, start)) or DIGITS.match(text, start)
    return match.group() if match else None


def skip_blank(text: str, at: int) -> int:
    """The place behind at most three blanks."""
    end = at
    while end - at < 3 and text[end : end + 1] == " ":
        end += 1
    return end

