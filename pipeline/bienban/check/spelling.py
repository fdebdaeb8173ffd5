"""How things are written: separators, lost units, typing errors, what is no text."""

from bisect import bisect_right
from collections.abc import Iterator

from bienban.check.case import Case, Figure, is_measure
from bienban.document import DOUBTFUL
from bienban.records import Flag
from bienban.rule_kinds import TypoRule
from bienban.text.syllables import LONGEST_RUN

_SEPARATORS = {
    "comma_thousands": "the comma is read as a thousands mark",
    "space_thousands": "the blank is read as a thousands mark",
    "decimal_point": "the dot is read as a decimal mark",
    "split_number": "another number stands right in front, and the two may be one",
}


def check_separators(case: Case) -> Iterator[Flag]:
    """Numbers whose separators are not the Vietnamese ones (guide §1.1)."""
    for quantity in case.mentions.quantities:
        for code in quantity.flags:
            if code in _SEPARATORS and case.is_reported(quantity.start):
                raw = case.text[quantity.start : quantity.end]
                message = f"“{raw}”: {_SEPARATORS[code]}; Vietnamese writes 1.234,5."
                yield case.flag(code, message, ((quantity.start, quantity.end),))


def check_units(case: Case) -> Iterator[Flag]:
    """Figures whose unit the text lost."""
    for figure in case.figures:
        lost = figure.unit is None and "unit_missing" in figure.indicator.flags
        if (lost or _is_no_unit(case, figure)) and _is_bare(case, figure):
            yield case.flag("unit_missing", f"“{figure.raw}” has no unit.", (figure,))


def _is_no_unit(case: Case, figure: Figure) -> bool:
    """Whether a number with decimals was read with the word for a plan as what it counts."""
    counted = figure.unit is not None and not is_measure(figure.unit)
    return counted and "." in figure.indicator.value and case.says("goal", figure.unit or "")


def _is_bare(case: Case, figure: Figure) -> bool:
    """Whether no noun follows a number: its clause ends, or a verb or a comparison comes next."""
    if figure.unit is not None:
        return True
    after = case.text[figure.end : figure.end + 2].lstrip()
    token = case.token_at(figure.end)
    return not after[:1].isalnum() or case.word_at("function", token) is not None


def check_typos(case: Case) -> Iterator[Flag]:
    """Words that are known slips, with what was meant."""
    for word in case.all_words("typo"):
        start, end, rule = word.start, word.end, word.rule
        if isinstance(rule, TypoRule) and (not rule.before_name or _names(case, start, end)):
            raw = case.text[start:end]
            message = f"“{raw}” looks like a slip for “{rule.suggestion}”."
            yield case.flag("letter_typo", message, ((start, end),), rule.suggestion)


def _names(case: Case, start: int, end: int) -> bool:
    """Whether a lower-case word stands before a name and is no second half of another word."""
    after = case.text[end : end + 2]
    before = case.text[max(start - 12, 0) : start].rstrip()
    free = not before or before[-1] in ",;:.(" or case.says("before_name", before.split()[-1])
    return after[:1] == " " and after[1:2].isupper() and case.text[start].islower() and free


def check_text(case: Case) -> Iterator[Flag]:
    """Documents without text, and stretches that are no words."""
    if not case.text.strip():
        yield case.flag("empty", "The document holds no text.")
    if DOUBTFUL in case.document.repairs:
        encoding = case.document.source.encoding or "Unicode"
        yield case.flag(DOUBTFUL, f"Read as {encoding}, a guess: look whether its letters are right.")
    # A token that long holds a multiple of its length.
    places = range(0, len(case.text), LONGEST_RUN)
    for token in sorted({bisect_right(case.doc.starts, place) - 1 for place in places}):
        if case.offsets[token + 1] - case.offsets[token] <= LONGEST_RUN:
            continue
        start, end = case.offsets[token], case.end_of(token)
        message = f"{end - start} characters without a blank from “{case.text[start : start + 20]}…”."
        yield case.flag("opaque_run", f"{message} They are not read as words.", ((start, end),))
    yield from _glued(case)


def _glued(case: Case) -> Iterator[Flag]:
    """A full stop or a semicolon with letters on both sides."""
    for token in case.tokens(".", ";"):
        place = case.offsets[token]
        after = case.text[place + 1 : place + 3]
        if not (after[:1].isupper() and after[1:].islower() and case.text[place - 1 : place].islower()):
            continue
        start, end = case.offsets[max(token - 1, 0)], case.end_of(min(token + 1, len(case.norms) - 1))
        if place - start > 1 and not case.says("short", case.text[start:place]):
            message = f"No blank behind “{case.text[place]}” in “{case.text[start:end]}”."
            yield case.flag("missing_space", message, ((start, end),))
