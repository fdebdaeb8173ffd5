"""What stands behind an amount -> its unit (guide §2, gold format "unit")."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Doc, Span

from bienban.find.lexicon import Lexicon
from bienban.find.numbers import skip_blank
from bienban.find.separators import Follows
from bienban.rules import BesideRule, Rules, UnitRule
from bienban.text.syllables import token_at

_SLASH = re.compile(r" ?/ ?")
_ONE = re.compile(r"0?1 ")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,5}(?![^\W_])")
_MOST_DENOMINATORS = 3
AS_WRITTEN = "noun.as_written"
"""The rule of a counted noun that no rule names."""


@dataclass(frozen=True, slots=True)
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

    @property
    def follows(self) -> Follows:
        """What a separator needs to know of it."""
        if self.rate and self.dimension == "count":
            return "rate"
        kinds: dict[str, Follows] = {"money": "money", "ratio": "ratio", "count": "count", "rank": "count"}
        return kinds.get(self.dimension, "measure")


class Units:
    """The units of a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.behind = Lexicon(rule for rule in rules.of_type(UnitRule) if rule.side == "after")
        self.before = Lexicon(rule for rule in rules.of_type(UnitRule) if rule.side == "before")
        self.no_nouns = Lexicon(rule for rule in rules.of_type(BesideRule) if rule.beside == "no_noun")

    def known_at(self, text: str, end: int) -> Unit | None:
        """The unit or counted noun of the rules behind an amount that ends at `end`, with its rate."""
        start = skip_blank(text, end)
        found = self.behind.at(text, start)
        if found is None:
            return None
        rule, raw = found.rule, text[found.start : found.end]
        code = rule.unit or raw.lower()
        unit = Unit(
            found.start,
            found.end,
            code,
            rule.dimension,
            Decimal(rule.scale),
            (rule.id,),
            attends=rule.attends,
        )
        return self._per(text, unit) if rule.per else unit

    def noun_at(self, text: str, end: int, doc: Doc) -> Unit | None:
        """A counted noun that no rule names: the word in lower case right behind the number."""
        start = skip_blank(text, end)
        word = token_at(text, start)
        if word is None or not word.isalpha() or start == end or self.no_nouns.at(text, start):
            return None
        if not word.islower() and not _ABBREVIATION.match(text, start):
            return None
        noun = _word(doc, start, word) if word.islower() else word
        return self._per(
            text,
            Unit(start, start + len(noun), noun.lower(), "count", Decimal(1), (AS_WRITTEN,), known=False),
        )

    def in_front(self, text: str, start: int) -> Unit | None:
        """The unit in front of an amount, such as a currency sign; its span is its last token."""
        end = start - 1 if text[start - 1 : start] == " " else start
        found = self.before.until(text, end)
        if found is None:
            return None
        rule = found.rule
        last = max(found.start, text.rfind(" ", found.start, found.end) + 1)
        scale, rules = Decimal(rule.scale), (rule.id,)
        return Unit(last, found.end, rule.unit or "", rule.dimension, scale, rules, leads=rule.leads)

    def _per(self, text: str, unit: Unit) -> Unit:
        """The unit with what it is told per: `VND/người/năm`."""
        code, end, rules = unit.code, unit.end, list(unit.rules)
        for _ in range(_MOST_DENOMINATORS):
            after = self._denominator(text, end, one=unit.dimension != "count")
            if after is None:
                break
            start, end, rule = after
            rules += rule
            code += "/" + text[start:end].lower()
        if end == unit.end:
            return unit
        return replace(unit, end=end, code=code, rules=tuple(rules), rate=True)

    def _denominator(self, text: str, end: int, *, one: bool) -> tuple[int, int, list[str]] | None:
        """The noun behind a slash at `end`; `one` lets the number one stand before it."""
        slash = _SLASH.match(text, end)
        if slash is None:
            return None
        start = slash.end()
        found = self.behind.at(text, start)
        if found is None and one and (number := _ONE.match(text, start)) is not None:
            found = self.behind.at(text, number.end())
        if found is not None:
            return (start, found.end, [found.rule.id])
        word = token_at(text, start)
        if word is None or not (word.isalpha() and word.islower()):
            return None
        return (start, start + len(word), [])


def _word(doc: Doc, start: int, syllable: str) -> str:
    """The word that starts with `syllable` at a character, as the word segmenter cut it, if it did."""
    words: Sequence[Span] = doc.spans.get("words", ())
    index = bisect_left(words, start, key=_start_char)
    if index < len(words) and words[index].start_char == start:
        word: str = words[index].text
        if len(word) >= len(syllable) and word.islower() and "\n" not in word:
            return word
    return syllable


def _start_char(word: Span) -> int:
    start: int = word.start_char
    return start
