"""The words that tell the parts of an article, found in one document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bienban.rule_kinds import (
    BodyRule,
    CueRule,
    DecisionRule,
    HonorificRule,
    OrderRule,
    PlaceRule,
    Rule,
    SectionRule,
    TitleRule,
)
from bienban.rules import Rules
from bienban.text.cues import Cues, find_cues
from bienban.text.doc import Doc
from bienban.text.lines import mark_length


@lru_cache(maxsize=8)
def _rules_of(rules: Rules) -> Rules:
    """The rules whose words this room looks for."""
    wanted = tuple(rule for rule in rules if _part(rule))
    return Rules(wanted, f"sections of {rules.sha256}")


@lru_cache(maxsize=8)
def _syllables(rules: Rules) -> frozenset[str]:
    """The syllables of the nouns of administrative units."""
    terms = (term for rule in rules.of_type(PlaceRule) for term in rule.terms)
    return frozenset(syllable.casefold() for term in terms for syllable in term.split())


@lru_cache(maxsize=32)
def _terms(rules: Rules, word: str) -> frozenset[str]:
    """All terms of one kind of order words, to be looked up one by one."""
    return frozenset(term for rule in rules.of_type(OrderRule) if rule.word == word for term in rule.terms)


def _part(rule: Rule) -> str:
    """What the words of `rule` do for sections; empty when nothing."""
    if isinstance(rule, SectionRule):
        return rule.part
    if isinstance(rule, TitleRule):
        return "person" if rule.alone else ""
    if isinstance(rule, HonorificRule):
        return "person"
    if isinstance(rule, BodyRule):
        return "body"
    if isinstance(rule, OrderRule):
        return _ORDER_PARTS.get(rule.word, "")
    if isinstance(rule, DecisionRule):
        return _DECISION_PARTS.get(rule.word, "")
    return rule.cue if isinstance(rule, CueRule) and rule.cue in _SIDE_CUES else ""


_ORDER_PARTS = {
    "order": "order",
    "urge": "order",
    "remark": "remark",
    "say": "say",
    "modal": "modal",
    "not_order": "not_order",
    "leader": "person",
    "assembly": "body",
    "asking": "asking",
    "stress": "asking",
    "assigned": "assigned",
}
_DECISION_PARTS = {"vote": "vote", "meeting": "meeting", "elect": "vote", "adopt": "adopt"}
_SIDE_CUES = frozenset(["attend", "chair_verb"])


@dataclass(frozen=True)
class SectionWords:
    """The cues of one document and its text."""

    text: str
    cues: Cues
    past: frozenset[str]
    done: frozenset[str]
    joints: frozenset[str]
    units: frozenset[str]
    """The syllables of the nouns of administrative units."""
    heads: dict[int, int] = field(default_factory=dict)
    """Where the first word of what starts at a character stands, looked for once."""

    @classmethod
    def of(cls, doc: Doc, rules: Rules) -> "SectionWords":
        """The words of `rules` in `doc`."""
        cues = find_cues(doc, _rules_of(rules), _part)
        return cls(
            doc.text,
            cues,
            _terms(rules, "past"),
            _terms(rules, "done"),
            _terms(rules, "connective"),
            _syllables(rules),
        )

    def opens(self, start: int, *parts: str) -> bool:
        """Whether one of `parts` opens what starts at `start`, behind bullets and quotes."""
        head = self.heads.get(start)
        if head is None:
            head = start + mark_length(self.text, start)
            while head < len(self.text) and self.text[head] in " \n\t\"'“‘([":
                head += 1
            self.heads[start] = head
        return self.cues.at(head, *parts) is not None

    def within(self, part: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places of `part` that start in `start..end`."""
        return ((term.start, term.end) for term in self.cues.within(start, end, part))

    def has(self, part: str, start: int, end: int) -> bool:
        """Whether `part` starts in `start..end`."""
        return self.cues.has(start, end, part)

    def may_order(self, start: int, end: int) -> bool:
        """Whether what is in `start..end` can hold an order that is told with its speaker."""
        return self.has("order", start, end) or (
            self.has("say", start, end) and self.has("modal", start, end)
        )
