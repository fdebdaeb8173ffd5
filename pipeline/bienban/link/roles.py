"""Rules -> roles: which letter the words of a rule have in a sequence, worked out once.

V reaches   M moves   X exceeds   I equals   U makes up   Y multiple   Z rank
H head noun   h goods or sector   D verb of doing   J lever   P who   S scope   R topic   W other words
E estimate   G target   = base   C against   K of which   L respectively   N, O prepositions
B opener   F filler   & and
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bienban.rule_kinds import (
    BaseRule,
    ConceptRule,
    FigureRule,
    FigureWord,
    IndicatorRule,
    StatusRule,
    VerbRule,
)
from bienban.rules import Rules
from bienban.text.lexicon import Lexicon

AND: Final = "&"
QUANTITY: Final = "Q"
TIME: Final = "T"
WORD: Final = "W"
WHO: Final = "P"
FILLER: Final = "F"
HEAD: Final = "H"
SHARE: Final = "U"

# The letter of a reporting verb is told by its measure.
_VERBS: Final = {
    "level": "V",
    "growth": "M",
    "share_of_plan": "X",
    "index": "I",
    "share": SHARE,
    "multiple": "Y",
    "rank": "Z",
}
_WORDS: Final[dict[FigureWord, str]] = {
    "child": "K",
    "compare": "C",
    "aligned": "L",
    "compound": WORD,
    "head": HEAD,
    "kind": "h",
    "act": "D",
    "lever": "J",
    "scope": "S",
    "np_end": "N",
    "of": "O",
    "topic": "R",
    "opener": "B",
    "filler": FILLER,
    "agent": WHO,
    "agency": WHO,
    "sector": "h",
    "region": HEAD,
}
_STATUSES: Final = {"estimate": "E", "target": "G", "actual": FILLER}
REPORTING: Final = frozenset(_VERBS.values())
# When two rules know the same words, the letter that stands first here wins.
_RANK: Final = {letter: rank for rank, letter in enumerate("QT=EGVMXIUYZKCLWHhDJSRNOBFP")}
_BY_CASE: Final = frozenset(["agency", "sector", "region"])

GrammarRule = FigureRule | VerbRule | BaseRule | StatusRule | IndicatorRule | ConceptRule


@dataclass(frozen=True, slots=True)
class Role:
    """What the words of a rule do in a sequence.

    `letter` is "" for words that are only looked up, by `word`: what a figure rule says they do,
    else the kind of rule. Of two roles of the same words that of the lower `order` wins; `by_case`
    says that the letter also hangs on a capital.
    """

    rule: GrammarRule
    letter: str
    word: str
    order: int
    by_case: bool

    @property
    def terms(self) -> tuple[str, ...]:
        """The words."""
        return self.rule.terms


@lru_cache(maxsize=8)
def roles(rules: Rules) -> Lexicon[Role]:
    """The words of the grammar of figures in `rules`, those that win first."""
    known = [rule for rule in rules if isinstance(rule, GrammarRule)]
    known.sort(key=lambda rule: (_RANK.get(_letter(rule), len(_RANK)), rule.id))
    return Lexicon([_role(rule, order) for order, rule in enumerate(known)])


def _role(rule: GrammarRule, order: int) -> Role:
    word = rule.word if isinstance(rule, FigureRule) else rule.kind
    return Role(rule, _letter(rule), word, order, word in _BY_CASE)


def _letter(rule: GrammarRule) -> str:
    if isinstance(rule, FigureRule):
        return _WORDS.get(rule.word, "")
    if isinstance(rule, VerbRule):
        return _VERBS[rule.measure or "level"]
    if isinstance(rule, StatusRule):
        return _STATUSES[rule.status]
    if isinstance(rule, ConceptRule):
        return ""
    return "=" if isinstance(rule, BaseRule) else HEAD
