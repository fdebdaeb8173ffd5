"""Counts of those present at a meeting, which are no figures (gold format "Figures")."""

from bisect import bisect_left

from bienban.find.groups import Group
from bienban.find.numbers import skip_blank
from bienban.find.units import Unit
from bienban.rule_kinds import BesideRule, PartRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Lexicon
from bienban.text.terms import Terms

DELEGATE = "unit.count.delegate"
"""The rule of nouns that are counted at meetings only: they need no list of attendees in front."""

_HEAD = 60
"""How far into a sentence its list of attendees may be opened."""
_NEAR = 40
"""How near in front of a count it may be opened elsewhere."""
_VOTE = 90
"""How far behind a count its vote may be told."""
_MODIFIERS = 3
"""Syllables that may part the noun from the verb of attending."""


class Attendance:
    """The words of a set of rules that tell a count of attendees from a figure."""

    def __init__(self, rules: Rules) -> None:
        beside = list(rules.of_type(BesideRule))
        self.attend = Lexicon(rule for rule in beside if rule.beside == "attend")
        self.present = Lexicon(rule for rule in beside if rule.beside == "present")
        self.votes = Lexicon(rule for rule in beside if rule.beside == "vote")

    def opened(self, doc: Doc, terms: Terms) -> list[tuple[int, str]]:
        """Where words end that open a list of attendees, in text order, each with its rule."""
        found = [self.attend.at(doc, term.start) for term in terms.of_type(PartRule)]
        return sorted({(words.end, words.rule.id) for words in found if words is not None})

    def rule_for(
        self, doc: Doc, group: Group, unit: Unit, sentence: tuple[int, int], opened: list[tuple[int, str]]
    ) -> str | None:
        """The rule that makes a count one of attendees; `opened` as above."""
        rule = self._listed(group, sentence, opened)
        if rule is None and unit.rules[0] == DELEGATE:
            rule = self._present_behind(doc, unit)
        return rule

    def vote_rule(self, doc: Doc, unit: Unit, sentence: tuple[int, int]) -> str | None:
        """The rule of the words behind a count that say that those present vote or speak."""
        found = self.votes.within(doc, unit.end, min(unit.end + _VOTE, sentence[1]))
        return found.rule.id if found else None

    @staticmethod
    def _listed(group: Group, sentence: tuple[int, int], opened: list[tuple[int, str]]) -> str | None:
        """The rule of words that open a list at the head of the sentence or right in front."""
        first, last = bisect_left(opened, (sentence[0], "")), bisect_left(opened, (group.start, ""))
        if first >= last:
            return None
        (head, rule), (near, _) = opened[first], opened[last - 1]
        return rule if head - sentence[0] <= _HEAD or group.start - near <= _NEAR else None

    def _present_behind(self, doc: Doc, unit: Unit) -> str | None:
        """The rule of the words behind the noun that say it attends."""
        end = unit.end
        for _ in range(_MODIFIERS + 1):
            end = skip_blank(doc.text, end)
            found = self.present.at(doc, end)
            if found is not None:
                return found.rule.id
            word = doc.token_at(end)
            if word is None or not word.isalpha():
                return None
            end += len(word)
        return None
