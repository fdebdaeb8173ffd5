"""A text that says one quantity and nothing else, such as a cell of a table or an answer."""

import re
from decimal import Decimal

from bienban.document import Document
from bienban.find.mentions import Quantity
from bienban.find.numbers import Amount
from bienban.find.quantities import find_quantities, grammar
from bienban.find.scan import Grammar
from bienban.rules import Rules
from bienban.text.doc import Doc, Sections
from bienban.text.terms import find_terms
from bienban.text.tokenize import tokenize

_SIGN = re.compile(r"[-–−] ?(?=[\d,])")
_NO_WHOLE = re.compile(r",(?=\d)")


def read_quantity(text: str, rules: Rules) -> Quantity | None:
    """The one quantity that `text` says; None when it says none or several.

    As in a document, but a number needs no unit, may leave out the nought in front of its
    decimal comma, and may have a dash for a minus; a word for "more than" or "less than"
    sets a limit, since there is nothing it could compare with. Offsets are those of `text`.
    """
    doc = tokenize(Document(text, "text"), rules, words=False)
    doc.sections = Sections()
    number = _number(doc, grammar(rules))
    if number is not None:
        return number
    found, _ = find_quantities(doc, find_terms(doc, rules), ())
    return found[0] if len(found) == 1 else None


def _number(doc: Doc, known: Grammar) -> Quantity | None:
    """A number without a unit that is all of a text."""
    text = doc.text
    minus = _SIGN.match(text)
    word = known.groups.minus.at(doc, 0)
    start = minus.end() if minus else word.end + 1 if word else 0
    amount = _amount_at(doc, start, known)
    if amount is None or amount.end != len(text.rstrip(" .")):
        return None
    read = amount.read("nothing")
    if read is None:
        return None
    value = -read.value if minus or word else read.value
    rules = (*amount.rules, word.rule.id) if word else amount.rules
    return Quantity(
        0,
        amount.end,
        "unit.none",
        value,
        None,
        parts=rules,
        flags=read.flags,
        readings=read.readings,
        numbers=((amount.start, amount.end),),
    )


def _amount_at(doc: Doc, start: int, known: Grammar) -> Amount | None:
    """The amount at `start`: also a decimal comma without a nought, a scale word, the word for nought."""
    numbers = known.groups.numbers
    if _NO_WHOLE.match(doc.text, start):
        amount = numbers.amount_at(doc, start + 1)
        if amount is None or amount.digits is None:
            return None
        amount.start, amount.digits = start, f"0,{amount.digits}"
        return amount
    amount = numbers.amount_at(doc, start)
    if amount is not None:
        return amount
    if (scale := numbers.scales.at(doc, start)) is not None:
        return Amount(
            start, scale.end, None, Decimal(1), Decimal(scale.rule.scale), False, 1, (scale.rule.id,)
        )
    if (nought := known.nought.at(doc, start)) is not None:
        return Amount(start, nought.end, None, Decimal(1), Decimal(0), False, 1, (nought.rule.id,))
    return None
