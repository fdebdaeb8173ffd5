"""Doc -> quantities, and all other numbers with the reason why they are none.

Every run of digits, and every number word with a counted noun, is read once from
left to right: is it part of a time or of a section without figures; does its
shape or a word beside it make it something else (guide §1.7); which amounts and
which unit belong to it; what bounds it. What is left without a unit is settled
last, sentence by sentence (see bare.py).
"""

from functools import lru_cache

from bienban.find.bare import settle
from bienban.find.mentions import NotFigure, Quantity, Time
from bienban.find.numbers import DIGITS
from bienban.find.scan import Grammar, Scan
from bienban.rule_kinds import NumberWordRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.terms import Terms


def find_quantities(
    doc: Doc, terms: Terms, times: tuple[Time, ...]
) -> tuple[tuple[Quantity, ...], tuple[NotFigure, ...]]:
    """All quantities and all other numbers, each in text order.

    A number inside a Time is "time"; without rules nothing is found.
    """
    if terms.rules is None:
        return (), ()
    scan = Scan(doc, terms, times, grammar(terms.rules))
    for start, end in _starts(scan.text, terms):
        if start >= scan.position:
            scan.read(start, end)
    settle(scan)
    quantities = sorted(scan.quantities, key=lambda quantity: quantity.start)
    not_figures = sorted(scan.not_figures, key=lambda other: other.start)
    return tuple(quantities), tuple(not_figures)


@lru_cache(maxsize=8)
def grammar(rules: Rules) -> Grammar:
    """The grammar of a set of rules, made once."""
    return Grammar(rules)


def _starts(text: str, terms: Terms) -> list[tuple[int, int]]:
    """The digits and the number words that a number may start with, in text order."""
    starts = [match.span() for match in DIGITS.finditer(text)]
    for term in terms.of_type(NumberWordRule):
        if isinstance(term.what, NumberWordRule) and not term.what.tail:
            starts.append((term.start, term.end))
    starts.sort()
    return starts
