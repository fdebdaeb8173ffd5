"""The words behind a figure that name it: the counted noun with all that modifies it."""

import re
from functools import lru_cache
from typing import Final

from bienban.find.mentions import Quantity
from bienban.link.clauses import Clause
from bienban.link.names import Name, name_of
from bienban.link.sequence import Item, Sentence, letters
from bienban.rule_kinds import NumberWordRule, ScaleRule, UnitRule
from bienban.rules import Rules
from bienban.text.fold import fold

_ENDS_NOUN: Final = frozenset("CEGBKIUYZXMTS.;:/")
_LONGEST_UNIT: Final = 32  # characters
_MOST_SYLLABLES: Final = 3
_CLOSING: Final = ",;.:()"
_PIECE = re.compile(r"[^\W\d_]+")


def counted_noun(text: str, quantity: Quantity, rules: Rules) -> int:
    """Where the unit of a quantity starts, behind number words and scale words."""
    numbers = _number_words(rules)
    for piece in _PIECE.finditer(text, quantity.start, quantity.end):
        raw = piece.group()
        if raw[0].isalpha() and fold(raw) not in numbers:
            return piece.start()
    return quantity.end


@lru_cache(maxsize=8)
def _number_words(rules: Rules) -> frozenset[str]:
    words: set[str] = set()
    for rule in rules:
        if isinstance(rule, NumberWordRule | ScaleRule):
            for term in rule.terms:
                words.update(fold(word) for word in term.split())
    return frozenset(words)


def counts(text: str, start: int, rules: Rules) -> bool:
    """Whether a noun that the rules know as counted starts at `start`, and no capital makes it a name."""
    if not text[start].islower():
        return False
    words = text[start : start + _LONGEST_UNIT].split(" ")[: _MOST_SYLLABLES + 1]
    known = _count_nouns(rules)
    for size in range(min(len(words), _MOST_SYLLABLES), 0, -1):
        if fold(" ".join(words[:size]).rstrip(_CLOSING)) in known:
            return not (size < len(words) and words[size][:1].isupper())
    return False


@lru_cache(maxsize=8)
def _count_nouns(rules: Rules) -> frozenset[str]:
    nouns: set[str] = set()
    for rule in rules:
        if isinstance(rule, UnitRule) and rule.dimension == "count":
            nouns.update(fold(term) for term in rule.terms)
    return frozenset(nouns)


def noun_after(
    sentence: Sentence, clause: Clause, noun_start: int, *, whole: bool, acts: bool = False
) -> Name | None:
    """The counted noun with all that modifies it, or None when nothing does.

    `whole` says whether the noun of the unit belongs to the name ("hộ nghèo") or only
    holds it ("4.600 lít hóa chất"); `acts` whether a verb of doing may modify it.
    """
    items = _modifiers(sentence, clause.tail, is_object=clause.lead_kinds[:1] not in ("N", "O"))
    items = _before_predicate(sentence, clause, items)
    if not whole and items and sentence.says("upward", items[0]):
        items = items[1:]  # "80% trở lên số chi bộ"
    if not (whole or acts):
        act = next((index for index, item in enumerate(items) if item.kind == "D" and index), len(items))
        items = items[:act]
    if not items:
        return None
    first = items[0].kind
    if first in "(VA)" and not sentence.says("inner", items[0]):
        return None
    if not whole and first not in "WHhP":
        return None
    if first in ",&" and not whole:
        return None
    return name_of(sentence, noun_start if whole else items[0].start, items[-1].end, "noun")


def _before_predicate(sentence: Sentence, clause: Clause, items: list[Item]) -> list[Item]:
    """`items` without the verb phrase of which the count is the subject: "12 xã đều hoàn thành"."""
    before = clause.lead_kinds.rstrip("F")
    is_subject = not clause.inside and (before[-1:] == "O" or (not before and not clause.place))
    for index, item in enumerate(items):
        if sentence.says("all", item) or (is_subject and sentence.says("tense", item)):
            return items[:index]
    return items


def _modifiers(sentence: Sentence, tail: tuple[Item, ...], *, is_object: bool) -> list[Item]:
    """What modifies the noun before `tail`; behind a preposition a verb is that of the clause."""
    kept: list[Item] = []
    ranged = False
    for index, item in enumerate(tail):
        if item.kind in _ENDS_NOUN:
            break
        if item.kind == "V" and not (is_object and sentence.says("inner", item)):
            break
        if item.kind == "=" and not (kept and kept[-1].kind == "W" and kept[-1].what):
            break
        if item.kind == "N" and not (ranged and tail[index + 1 : index + 2]):
            break
        opens_doer = item.kind == "O" and sentence.says("doer", item)
        if opens_doer and (not kept or "P" in letters(tail[index + 1 : index + 3])):
            break
        ranged = ranged or item.kind == "F"
        kept.append(item)
        if sentence.says("final", item):
            break
    while kept and kept[-1].kind in ",&(ONFR":
        if kept[-1].kind == "F" and sentence.says("inner", kept[-1]):
            break
        kept.pop()
    return kept
