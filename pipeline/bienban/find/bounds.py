"""Words beside an amount -> its bound (guide §1.5)."""

import re
from dataclasses import dataclass

from bienban.find.numbers import skip_back, skip_blank
from bienban.records import Bound
from bienban.rule_kinds import BesideRule, BoundRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon
from bienban.text.terms import Mention

_CLAUSE = 70
"""How far in front of an amount a negation still turns its limit."""
_BEYOND: dict[Bound, Bound] = {"over": "max", "under": "min"}
_CLAUSE_END = re.compile(r"[.;:!?\n]")
_COMPARISON = 90
"""How far behind an amount the thing it is compared with may be named."""


@dataclass(slots=True)
class Bounded:
    """A bound, the words that set it and the rules that had a part in it."""

    bound: Bound
    words: Mention | None = None
    rules: tuple[str, ...] = ()


EXACT = Bounded("exact")


class Bounds:
    """The words of limits and approximations of a set of rules."""

    def __init__(self, rules: Rules) -> None:
        bounds = list(rules.of_type(BoundRule))
        beside = list(rules.of_type(BesideRule))
        self.before = Lexicon(rule for rule in bounds if rule.side == "before")
        self.behind = Lexicon(rule for rule in bounds if rule.side == "after")
        self._behind_openings = self.behind.openings
        self.not_beyond = Lexicon(rule for rule in beside if rule.beside == "not_beyond")
        self.compared = Lexicon(rule for rule in beside if rule.beside == "compared")

    def bound_of(self, doc: Doc, start: int, end: int, unit: str | None) -> Bounded:
        """The bound that the neighbours of an amount at `start..end` set."""
        behind = self._behind(doc, end)
        if behind is not None:
            return _bounded(behind, behind.rule.bound)
        found = self.in_front(doc, start)
        if found is None:
            return EXACT
        if found.rule.comparative and (compared := self._difference(doc, end, unit)) is not None:
            return Bounded("exact", None, compared)
        bound = found.rule.bound
        if found.rule.alone is not None and _is_all(doc.text, found.start, end):
            bound = found.rule.alone
        negation = self._negation(doc, found.start) if bound in _BEYOND else None
        return _bounded(found, _BEYOND[bound], negation.rule.id) if negation else _bounded(found, bound)

    def in_front(self, doc: Doc, start: int) -> Found[BoundRule] | None:
        """The words of a limit that end in front of an amount."""
        end = skip_back(doc.text, start)
        return self.before.until(doc, end) if end < start else None

    def _behind(self, doc: Doc, end: int) -> Found[BoundRule] | None:
        """The words of a limit behind an amount, at most two syllables away."""
        for _ in range(3):
            end = skip_blank(doc.text, end)
            token = doc.first_at.get(end)
            if token is None:
                return None
            if doc.norms[token] in self._behind_openings and (found := self.behind.at(doc, end)):
                return found
            end = doc.ends[token]
            if not doc.text[doc.starts[token] : end].isalpha():
                return None
        return None

    def _difference(self, doc: Doc, end: int, unit: str | None) -> tuple[str, ...] | None:
        """The rules of the comparison that makes "exceeds" a verb; a percentage needs none."""
        if unit in ("percent", "point"):
            return ()
        stop = _CLAUSE_END.search(doc.text, end, end + _COMPARISON)
        found = self.compared.within(doc, end, stop.start() if stop else end + _COMPARISON)
        return (found.rule.id,) if found else None

    def _negation(self, doc: Doc, end: int) -> Found[BesideRule] | None:
        """The words of the clause that say that the limit must not be passed."""
        start = max(0, end - _CLAUSE)
        for stop in _CLAUSE_END.finditer(doc.text, start, end):
            start = stop.end()
        return self.not_beyond.within(doc, start, end)


def _is_all(text: str, start: int, end: int) -> bool:
    """Whether `start..end` is all that a text says."""
    return not text[:start].strip() and not text[end:].strip(" .")


def _bounded(found: Found[BoundRule], bound: Bound, *rules: str) -> Bounded:
    return Bounded(bound, Mention(found.start, found.end, found.rule.id), (found.rule.id, *rules))
