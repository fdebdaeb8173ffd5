"""Numbers that end a name, and what stands behind them though it is counted nowhere.

A noun that no rule names, and one that is a verb too, count only where the number in
front is none of a ship, a firm, a house or a decree (guide §1.7).
"""

from bienban.find.groups import Group
from bienban.find.not_figures import NotFigures, named
from bienban.find.numbers import skip_blank
from bienban.find.units import Unit
from bienban.rule_kinds import BesideRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Lexicon

_LONGEST = 4
"""Digits that a ship, a firm or a decree may be called by."""


class Called:
    """The words of a set of rules that show that a number belongs to the name in front of it."""

    def __init__(self, rules: Rules, not_figures: NotFigures) -> None:
        self.acted_on = Lexicon(rule for rule in rules.of_type(BesideRule) if rule.beside == "acted_on")
        self.naming = not_figures.before

    def ends_name(self, doc: Doc, group: Group, unit: Unit) -> bool:
        """Whether a short number ends a name: `tàu Bình Minh 02 cứu`, `luồng 13 luồng`."""
        digits = group.amounts[0].digits or ""
        if (unit.known and self.acts(doc, unit) is None) or not digits.isdigit() or len(digits) > _LONGEST:
            return False
        before = doc.text[max(0, group.start - 24) : group.start].rstrip(" ")
        if before.lower().endswith(f" {unit.code}") or self._is_address(doc, unit):
            return True
        word = group.start - len(before) + before.rfind(" ")
        return named(doc.text, group.start) and not opens_sentence(doc.text, word)

    def acts(self, doc: Doc, unit: Unit) -> str | None:
        """The rule that makes a counted noun a verb here: an object follows, as in `quy định chi tiết`."""
        if not unit.acts:
            return None
        behind = skip_blank(doc.text, unit.end)
        if doc.text[behind : behind + 1].isupper():
            return "shape.name"
        found = self.acted_on.at(doc, behind)
        return found.rule.id if found else None

    def _is_address(self, doc: Doc, unit: Unit) -> bool:
        """Whether a noun that is a road has its name behind it: `36 đường Nguyễn Du`."""
        behind = doc.text[unit.end : unit.end + 3]
        if not (behind[:1] == " " and behind[1:2].isupper() and behind[2:].islower()):
            return False
        found = self.naming.at(doc, unit.start)
        return found is not None and found.rule.reason == "road"


def opens_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence or of a part of one."""
    before = text[max(0, start - 12) : start].rstrip(" \"“'(-–+*•")[-1:]
    return before in ("", "\n", ".", "!", "?", ":", ";", "…")
