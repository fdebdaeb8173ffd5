"""Patterns whose words come from rules: a template names the words, a rule lists them."""

import re
from functools import lru_cache

from bienban.rules import LinkRule, Rules

_SLOT = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=256)
def pattern(rules: Rules | None, template: str) -> re.Pattern[str]:
    """The pattern of `template`, each `{link}` in it replaced by the words of that link.

    Blind to case. Raises KeyError for a link that no rule lists.
    """
    words = _words(rules)
    return re.compile(_SLOT.sub(lambda slot: words[slot[1]], template), re.IGNORECASE)


@lru_cache(maxsize=8)
def _words(rules: Rules | None) -> dict[str, str]:
    listed: dict[str, list[str]] = {}
    for rule in rules or ():
        if isinstance(rule, LinkRule):
            listed.setdefault(rule.link, []).extend(rule.terms)
    return {link: f"(?:{_alternation(terms)})" for link, terms in listed.items()}


def _alternation(terms: list[str]) -> str:
    """The terms as alternatives, longer ones first, so that none hides another."""
    return "|".join(re.escape(term).replace(r"\ ", " ") for term in sorted(terms, key=len, reverse=True))
