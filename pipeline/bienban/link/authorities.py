"""Which authorities meet: only they decide, and not those of whose earlier decisions a text tells."""

from collections.abc import Sequence
from functools import lru_cache

from bienban.find.mentions import Mentions, within
from bienban.records import Meeting
from bienban.rule_kinds import DecisionRule
from bienban.rules import Rules
from bienban.text.cues import Cues
from bienban.text.fold import fold
from bienban.text.terms import Term


@lru_cache(maxsize=16)
def decision_rules(rules: Rules | None) -> Rules:
    """The rules of decisions."""
    return Rules(
        tuple(rules.of_type(DecisionRule) if rules else ()), f"decisions of {rules.sha256 if rules else ''}"
    )


def authorities_of(
    cues: Cues, mentions: Mentions, lede: tuple[int, int], meetings: Sequence[Meeting]
) -> frozenset[str]:
    """The ids of the rules whose bodies meet: the bodies of `meetings`, and those named in the
    first sentence of the lede, the characters `lede`.

    The names of one authority stand in one rule. A body in somebody's title does not meet.
    """
    told = list(cues.within(*lede, "authority"))
    people = within(mentions.persons, *lede)
    own = {
        term.rule
        for term in told
        if not _is_inside(term, told) and not any(p.start <= term.start < p.end for p in people)
    }
    rules = mentions.terms.rules
    return frozenset(own.union(*(_named(meeting.body, rules) for meeting in meetings if meeting.body)))


def _is_inside(term: Term, others: Sequence[Term]) -> bool:
    """Whether a term is the end of a longer name."""
    return any(other.start < term.start < other.end for other in others)


@lru_cache(maxsize=256)
def _named(name: str, rules: Rules | None) -> frozenset[str]:
    """The rules of the authorities named in `name`; a shorter term inside a longer one is none."""
    terms = [
        (fold(term), rule.id)
        for rule in decision_rules(rules).of_type(DecisionRule)
        if rule.word == "authority"
        for term in rule.terms
    ]
    rest, found = fold(name), set[str]()
    for term, rule in sorted(terms, key=lambda known: -len(known[0])):
        if term in rest:
            found.add(rule)
            rest = rest.replace(term, "|")
    return frozenset(found)
