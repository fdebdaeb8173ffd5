"""Words beside an amount -> its bound (guide §1.5)."""

import re
from dataclasses import replace

from bienban.find.lexicon import Found, Lexicon
from bienban.find.mentions import Quantity
from bienban.records import Bound
from bienban.rules import BesideRule, BoundRule, Rules
from bienban.text.page import Page
from bienban.text.terms import Mention

_CLAUSE = 70
"""How far in front of an amount a negation still turns its limit."""
_BEYOND: dict[Bound, Bound] = {"over": "max", "under": "min"}
_CLAUSE_END = re.compile(r"[.;:!?\n]")
_COMPARISON = 90
"""How far behind an amount the thing it is compared with may be named."""


class Bounds:
    """The words of limits and approximations of a set of rules."""

    def __init__(self, rules: Rules) -> None:
        bounds = list(rules.of_type(BoundRule))
        beside = list(rules.of_type(BesideRule))
        self.before = Lexicon(rule for rule in bounds if rule.side == "before")
        self.behind = Lexicon(rule for rule in bounds if rule.side == "after")
        self.not_beyond = Lexicon(rule for rule in beside if rule.beside == "not_beyond")
        self.compared = Lexicon(rule for rule in beside if rule.beside == "compared")

    def bounded(self, page: Page, quantity: Quantity) -> Quantity:
        """The quantity with the bound its neighbours set, and the words that set it."""
        behind = self._behind(page, quantity.end)
        if behind is not None:
            return _with(quantity, behind, behind.rule.bound)
        found = self.in_front(page, quantity.start)
        if found is None:
            return quantity
        if found.rule.comparative and (compared := self._difference(page, quantity)) is not None:
            return replace(quantity, parts=(*quantity.parts, *compared))
        bound = found.rule.bound
        negation = self._negation(page, found.start) if bound in _BEYOND else None
        if negation is None:
            return _with(quantity, found, bound)
        return _with(quantity, found, _BEYOND[bound], negation.rule.id)

    def in_front(self, page: Page, start: int) -> Found[BoundRule] | None:
        """The words of a limit that end in front of an amount."""
        end = start
        while end > 0 and page.text[end - 1] == " ":
            end -= 1
        return self.before.until(page, end) if end < start else None

    def _behind(self, page: Page, end: int) -> Found[BoundRule] | None:
        """The words of a limit behind an amount, at most two syllables away."""
        for _ in range(3):
            end += page.text[end : end + 1] == " "
            found = self.behind.at(page, end)
            if found is not None:
                return found
            word = page.token_at(end)
            if word is None or not word.isalpha():
                return None
            end += len(word)
        return None

    def _difference(self, page: Page, quantity: Quantity) -> tuple[str, ...] | None:
        """The rules of the comparison that makes "exceeds" a verb; a percentage needs none."""
        if quantity.unit in ("percent", "point"):
            return ()
        end = _CLAUSE_END.search(page.text, quantity.end, quantity.end + _COMPARISON)
        stop = end.start() if end else quantity.end + _COMPARISON
        found = self.compared.within(page, quantity.end, stop)
        return (found.rule.id,) if found else None

    def _negation(self, page: Page, end: int) -> Found[BesideRule] | None:
        """The words of the clause that say that the limit must not be passed."""
        start = max(0, end - _CLAUSE)
        for stop in _CLAUSE_END.finditer(page.text, start, end):
            start = stop.end()
        return self.not_beyond.within(page, start, end)


def _with(quantity: Quantity, found: Found[BoundRule], bound: Bound, *rules: str) -> Quantity:
    return replace(
        quantity,
        bound=bound,
        approximator=Mention(found.start, found.end, found.rule.id),
        parts=(*quantity.parts, found.rule.id, *rules),
    )
