"""Patterns whose words come from rules: a template names the words, a rule lists them."""

import re
from functools import lru_cache

from bienban.rule_kinds import LinkRule
from bienban.rules import Rules

_SLOT = re.compile(r"\{([a-z_]+)\}")


class Patterns(dict[str, re.Pattern[str]]):
    """The patterns of templates, each `{link}` in them replaced by the words of that link; blind to case.

    Raises KeyError for a link that no rule lists.
    """

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, template: str) -> re.Pattern[str]:
        source = _SLOT.sub(lambda slot: self._words[slot[1]], template)
        found = self[template] = re.compile(source, re.IGNORECASE)
        return found


@lru_cache(maxsize=8)
def patterns(rules: Rules | None) -> Patterns:
    """The patterns with the words of `rules`, each made when it is first asked for."""
    return Patterns(_words(rules))


def pattern(rules: Rules | None, template: str) -> re.Pattern[str]:
    """The pattern of one template with the words of `rules`."""
    return patterns(rules)[template]


def _words(rules: Rules | None) -> dict[str, str]:
    listed: dict[str, list[str]] = {}
    for rule in rules or ():
        if isinstance(rule, LinkRule):
            listed.setdefault(rule.link, []).extend(rule.terms)
    return {link: f"(?:{_alternation(terms)})" for link, terms in listed.items()}


def _alternation(terms: list[str]) -> str:
    """The terms as alternatives, longer ones first, so that none hides another."""
    return "|".join(re.escape(term).replace(r"\ ", " ") for term in sorted(terms, key=len, reverse=True))
