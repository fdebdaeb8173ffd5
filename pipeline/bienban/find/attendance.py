"""Counts of those present at a meeting, which are no figures (gold format "Figures")."""

from bisect import bisect_left

from bienban.find.groups import Group
from bienban.find.lexicon import Lexicon
from bienban.find.units import Unit
from bienban.rules import BesideRule, PartRule, Rules
from bienban.text.syllables import token_at
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


def attend_ends(terms: Terms) -> list[int]:
    """Where words end that open a list of attendees, in text order."""
    parts = terms.of_type(PartRule)
    return sorted(t.end for t in parts if isinstance(t.what, PartRule) and t.what.part == "attend")


class Attendance:
    """The words of a set of rules that tell a count of attendees from a figure."""

    def __init__(self, rules: Rules) -> None:
        beside = list(rules.of_type(BesideRule))
        self.present = Lexicon(rule for rule in beside if rule.beside == "present")
        self.votes = Lexicon(rule for rule in beside if rule.beside == "vote")

    def rule_for(
        self, text: str, group: Group, unit: Unit, sentence: tuple[int, int], attend: list[int]
    ) -> str | None:
        """The rule that makes a count one of attendees; `attend` are the ends of opening words."""
        listed = self._is_listed(group, sentence, attend)
        present = self._present_behind(text, unit) if unit.rules[0] == DELEGATE else None
        if (not listed and present is None) or self._votes_behind(text, unit.end, sentence[1]):
            return None
        return present or "attendance.listed"

    @staticmethod
    def _is_listed(group: Group, sentence: tuple[int, int], attend: list[int]) -> bool:
        """Whether a list of attendees was opened at the head of the sentence or right in front."""
        first, last = bisect_left(attend, sentence[0]), bisect_left(attend, group.start)
        if first >= last:
            return False
        return attend[first] - sentence[0] <= _HEAD or group.start - attend[last - 1] <= _NEAR

    def _present_behind(self, text: str, unit: Unit) -> str | None:
        """The rule of the words behind the noun that say it attends."""
        end = unit.end
        for _ in range(_MODIFIERS + 1):
            end += text[end : end + 1] == " "
            found = self.present.at(text, end)
            if found is not None:
                return found.rule.id
            word = token_at(text, end)
            if word is None or not word.isalpha():
                return None
            end += len(word)
        return None

    def _votes_behind(self, text: str, end: int, sentence_end: int) -> bool:
        stop, at = min(end + _VOTE, sentence_end), end
        while (at := text.find(" ", at, stop)) >= 0:
            at += 1
            if self.votes.at(text, at) is not None:
                return True
        return False
