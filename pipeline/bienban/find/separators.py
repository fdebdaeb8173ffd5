"""Digits with separators -> value (guide §1.1 and §1.2).

The norm is the dot for thousands and the comma for decimals. Where a number
departs from it, or could be read both ways, what follows it decides; both
readings are kept, each with its evidence, and a flag names the departure.
Nothing is ever divided or multiplied to repair a number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Follows = Literal["scale", "ratio", "money", "measure", "count", "rate", "nothing"]
"""What stands behind the digits: a scale word, or the dimension of the unit; "rate"
is a count per something, which can have a fraction."""

_NORM = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")
_GROUPS = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")

_WHOLE = "a count has no fraction"
_COMMA = "the comma is the decimal mark"
_DOT = "the dot parts thousands"


@dataclass(slots=True)
class Digits:
    """The value of digits, and what is to be said about how they were written."""

    value: Decimal
    flags: tuple[str, ...] = ()
    readings: tuple[tuple[Decimal, str], ...] = ()


def read_digits(raw: str, follows: Follows) -> Digits | None:
    """The value of digits with separators; None when they are no number (`1.1.3`)."""
    if raw.isdigit():
        return Digits(Decimal(raw))
    if " " in raw:
        return _spaced(raw)
    dots, commas = raw.count("."), raw.count(",")
    if dots and commas:
        return _both_marks(raw)
    if dots + commas > 1:
        return _repeated(raw, "." if dots else ",")
    return _one_dot(raw, follows) if dots else _one_comma(raw, follows)


def _spaced(raw: str) -> Digits:
    """Groups parted by blanks, or a blank slipped in behind the decimal comma."""
    if ", " in raw:
        return Digits(_decimal(raw.replace(".", "").replace(" ", "")), ("spaced_decimal",))
    whole, _, fraction = raw.partition(",")
    value = Decimal(whole.replace(" ", "") + (f".{fraction}" if fraction else ""))
    return Digits(value, ("space_thousands",))


def _both_marks(raw: str) -> Digits | None:
    if _NORM.fullmatch(raw):
        return Digits(_decimal(raw.replace(".", "")))
    if _ENGLISH.fullmatch(raw):
        return Digits(Decimal(raw.replace(",", "")), ("en_style",))
    return None


def _repeated(raw: str, mark: str) -> Digits | None:
    if not _GROUPS.fullmatch(raw):
        return None
    return Digits(Decimal(raw.replace(mark, "")), ("comma_thousands",) if mark == "," else ())


def _one_dot(raw: str, follows: Follows) -> Digits:
    thousands, decimal = Decimal(raw.replace(".", "")), Decimal(raw)
    if not _is_group(raw):
        return Digits(decimal, ("decimal_point",))
    if follows != "ratio":
        return Digits(thousands)
    readings = ((thousands, _DOT), (decimal, "a percentage over a thousand is rare"))
    return Digits(thousands, ("ambiguous_separator",), readings)


def _one_comma(raw: str, follows: Follows) -> Digits:
    decimal = _decimal(raw)
    if not _is_group(raw) or follows in ("ratio", "nothing"):
        return Digits(decimal)
    thousands = Decimal(raw.replace(",", ""))
    if follows == "scale":
        return Digits(decimal, (), ((decimal, "a scale word follows"), (thousands, _WHOLE)))
    if follows in ("count", "money"):
        return Digits(thousands, ("comma_thousands",), ((thousands, _WHOLE), (decimal, _COMMA)))
    return Digits(decimal, ("ambiguous_separator",), ((decimal, _COMMA), (thousands, "a slip for the dot")))


def _is_group(raw: str) -> bool:
    """Whether one mark parts digits as it would part thousands."""
    return raw[0] != "0" and raw[-4] in ".," and len(raw) <= 7 if len(raw) > 4 else False


def _decimal(raw: str) -> Decimal:
    return Decimal(raw.replace(",", "."))
