"""The words of the checks, looked up where a check asks for them.

They are common words ("đạt", "từ", "tăng"): among the terms of all rooms they would
cost more than all checks together.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bienban.rule_kinds import PartitionRule, PlausibleRule, ReduplicationRule, Rule, SignRule, TypoRule
from bienban.rules import Rules
from bienban.text.fold import fold
from bienban.text.lexicon import Lexicon, norms_of

MARKS = ("/", ".", ";")
"""Tokens beside which dates and missing blanks are looked for."""

_EVERYWHERE = ("part", "consists", "balance", "forward", "typo", "day_noun", "year_noun", "term_noun")
"""Words that are looked for in whole texts."""


@dataclass(frozen=True)
class Words:
    """The phrases of each kind of word.

    `everywhere` holds the first syllables of what is looked for in whole texts, MARKS among
    them, `units` those for which plausible sizes are known.
    """

    lexicons: Mapping[str, Lexicon[Rule]]
    everywhere: frozenset[str]
    units: frozenset[str]
    qualifier: re.Pattern[str]

    def of(self, word: str) -> Lexicon[Rule]:
        """The phrases of one word."""
        return self.lexicons.get(word, _NONE)

    def says(self, word: str, text: str) -> bool:
        """Whether a short text of its own holds a phrase of `word`."""
        norms = norms_of(text)
        return bool(self.of(word).all(norms, 0, len(norms)))


_NONE: Lexicon[Rule] = Lexicon(())


@lru_cache(maxsize=8)
def words_of(rules: Rules) -> Words:
    """The words of the checks among `rules`."""
    listed: dict[str, list[Rule]] = {}
    for rule in rules:
        listed.setdefault(word_of(rule), []).append(rule)
    listed.pop("", None)
    lexicons = {word: Lexicon(found) for word, found in listed.items()}
    openings = [lexicons[word].openings for word in _EVERYWHERE if word in lexicons]
    units = frozenset(rule.unit for rule in rules.of_type(PlausibleRule))
    qualifiers = [term.lower() for rule in listed.get("qualifier", ()) for term in rule.terms]
    longest = "|".join(re.escape(words) for words in sorted(qualifiers, key=len, reverse=True))
    qualifier = re.compile(rf"(?<!\S)(?:{longest or '(?!)'})(?!\S)")
    return Words(lexicons, frozenset(map(fold, MARKS)).union(*openings), units, qualifier)


def word_of(rule: Rule) -> str:
    """Under which word the checks look up a rule; empty for those of other rooms."""
    if isinstance(rule, SignRule):
        return rule.sign
    own = isinstance(rule, PartitionRule | PlausibleRule | ReduplicationRule | TypoRule)
    return rule.kind if own else ""
