"""The words of the checks, looked up where a check asks for them.

They are common words ("đạt", "từ", "tăng"): among the terms of all rooms they would
cost more than all checks together. A phrase is a tuple of folded syllables as spaCy
numbers them, found by its first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bienban.rules import (
    PartitionRule,
    PlausibleRule,
    ReduplicationRule,
    Rule,
    Rules,
    SignRule,
    TypoRule,
)
from bienban.text.lexicon import norms_of

_EVERYWHERE = ("part", "consists", "balance", "forward", "typo")

Phrases = dict[str, list[tuple[tuple[str, ...], Rule]]]


@dataclass(frozen=True)
class Lexicon:
    """The phrases of each kind of word by their first syllable, the longest first.

    `everywhere` holds the first syllables of the words that are looked for in whole texts,
    `units` those for which plausible sizes are known.
    """

    phrases: dict[str, Phrases]
    everywhere: frozenset[str]
    units: frozenset[str]
    qualifier: re.Pattern[str]

    def at(self, word: str, norms: Sequence[str], token: int) -> tuple[int, Rule] | None:
        """How many tokens the longest phrase of `word` at `token` has, and its rule."""
        following = norms[token + 1] if token + 1 < len(norms) else ""
        for phrase, rule in self.phrases.get(word, _NONE).get(norms[token], ()):
            size = len(phrase)
            if size == 1 or (phrase[1] == following and tuple(norms[token : token + size]) == phrase):
                return size, rule
        return None

    def rules_at(self, word: str, norms: Sequence[str], token: int) -> list[Rule]:
        """The rules of all phrases of `word` at `token`, those of the longest first."""
        known = self.phrases.get(word, _NONE).get(norms[token], ())
        return [rule for phrase, rule in known if tuple(norms[token : token + len(phrase)]) == phrase]

    def says(self, word: str, text: str) -> bool:
        """Whether a short text of its own holds a phrase of `word`."""
        norms = norms_of(text)
        return any(self.at(word, norms, token) for token in range(len(norms)))

    def openings(self, word: str) -> Iterable[str]:
        """The first syllables of the phrases of `word`."""
        return self.phrases.get(word, _NONE)


_NONE: Phrases = {}


@lru_cache(maxsize=8)
def lexicon_of(rules: Rules) -> Lexicon:
    """The words of the checks among `rules`."""
    phrases: dict[str, Phrases] = {}
    qualifiers: list[str] = []
    for rule in rules:
        word = word_of(rule)
        for term in rule.terms if word else ():
            phrase = tuple(norms_of(term))
            phrases.setdefault(word, {}).setdefault(phrase[0], []).append((phrase, rule))
        qualifiers += [term.lower() for term in rule.terms if word == "qualifier"]
    for firsts in phrases.values():
        for known in firsts.values():
            known.sort(key=lambda item: -len(item[0]))
    everywhere = frozenset(first for word in _EVERYWHERE for first in phrases.get(word, _NONE))
    units = frozenset(rule.unit for rule in rules.of_type(PlausibleRule))
    longest = "|".join(re.escape(words) for words in sorted(qualifiers, key=len, reverse=True))
    return Lexicon(phrases, everywhere, units, re.compile(rf"(?<!\S)(?:{longest or '(?!)'})(?!\S)"))


def word_of(rule: Rule) -> str:
    """Under which word the checks look up a rule; empty for those of other rooms."""
    if isinstance(rule, SignRule):
        return rule.sign
    own = isinstance(rule, PartitionRule | PlausibleRule | ReduplicationRule | TypoRule)
    return rule.kind if own else ""
