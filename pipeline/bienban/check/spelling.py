"""How things are written: separators, lost units, typing errors, what is no text."""

import re
from collections.abc import Iterator

from bienban.check.case import Case, Figure
from bienban.records import Flag
from bienban.rules import TypoRule, VerbRule
from bienban.text.syllables import LONGEST_RUN

_SEPARATORS = {
    "comma_thousands": "the comma is read as a thousands mark",
    "space_thousands": "the blank is read as a thousands mark",
    "decimal_point": "the dot is read as a decimal mark",
}
_OPAQUE = re.compile(rf"(?<!\S)\S{{{LONGEST_RUN + 1}}}")
_GLUED = re.compile(r"(?<=[a-zà-ỹđ]{2})[.;](?=[A-ZĐÀÁẢÃẠÂĂÊÔƠƯỨ][a-zà-ỹđ]{1,7} )")


def check_separators(case: Case) -> Iterator[Flag]:
    """Numbers whose separators are not the Vietnamese ones (guide §1.1)."""
    for quantity in case.mentions.quantities:
        for code, reading in _SEPARATORS.items():
            if code in quantity.flags and case.is_reported(quantity.start):
                raw = case.text[quantity.start : quantity.end]
                message = f"“{raw}”: {reading}; Vietnamese writes 1.234,5."
                yield case.flag(code, message, ((quantity.start, quantity.end),))


def check_units(case: Case) -> Iterator[Flag]:
    """Figures whose unit the text lost."""
    for figure in case.figures:
        if "unit_missing" in figure.indicator.flags and _is_bare(case, figure):
            yield case.flag("unit_missing", f"“{figure.raw}” has no unit.", (figure,))


def _is_bare(case: Case, figure: Figure) -> bool:
    """Whether no noun follows a number: its clause ends, or a verb or a comparison comes next."""
    after = case.text[figure.end : figure.end + 2].lstrip()
    following = figure.end + (case.text[figure.end : figure.end + 1] == " ")
    verb = case.mentions.terms.at(following, VerbRule)
    return not after[:1].isalnum() or verb is not None


def check_typos(case: Case) -> Iterator[Flag]:
    """Words that are known slips, with what was meant."""
    for term in case.mentions.terms.of_type(TypoRule):
        rule = term.what
        if isinstance(rule, TypoRule) and (not rule.before_name or _names(case, term.start, term.end)):
            raw = case.text[term.start : term.end]
            message = f"“{raw}” looks like a slip for “{rule.suggestion}”."
            yield case.flag("letter_typo", message, ((term.start, term.end),), rule.suggestion)


def _names(case: Case, start: int, end: int) -> bool:
    """Whether a lower-case word stands before a name and is no second half of another word."""
    after = case.text[end : end + 2]
    before = case.text[:start].rstrip() if start < 12 else case.text[start - 12 : start].rstrip()
    free = (
        not before or before[-1] in ",;:.(" or before.split()[-1].lower() in ("các", "tại", "ở", "và", "của")
    )
    return after[:1] == " " and after[1:2].isupper() and case.text[start].islower() and free


def check_text(case: Case) -> Iterator[Flag]:
    """Documents without text, and stretches that are no words."""
    if not case.text.strip():
        yield case.flag("empty", "The document holds no text.")
    for match in _OPAQUE.finditer(case.text):
        message = f"Over {LONGEST_RUN} characters without a blank from “{match[0][:20]}…”: not read as words."
        yield case.flag("opaque_run", message, (match.span(),))
    for match in _GLUED.finditer(case.text):
        message = (
            f"No blank behind “{match[0]}” in “{case.text[max(match.start() - 12, 0) : match.end() + 12]}”."
        )
        yield case.flag("missing_space", message, (match.span(),))
