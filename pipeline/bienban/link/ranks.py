"""How high an office or a body stands: what a lower one asks of a higher one is no order (guide §7.4)."""

from collections.abc import Mapping
from functools import lru_cache

from bienban.records import Level
from bienban.rule_kinds import BodyRule, OrderRule, PlaceNameRule, PlaceRule
from bienban.rules import Rules
from bienban.text.fold import fold

_LEVELS: Mapping[Level, float] = {"commune": 0, "district": 1, "province": 2, "central": 3}
_LONGEST = 4  # syllables of a noun that tells a level
_BELOW = 0.5  # a department stands below the authority of its level


@lru_cache(maxsize=4096)
def rank(name: str, rules: Rules | None) -> float | None:
    """The rank of an office or body as written, by the highest noun in it; None when none tells one.

    Only where no noun tells it, the proper name of the place does: `UBND TP Hà Nội`.
    """
    nouns, names = _known(rules), _named(rules)
    words = [word.strip(",;.:()") for word in name.split()]
    runs = [
        (words[first : first + length], fold(" ".join(words[first : first + length])))
        for first in range(len(words))
        for length in range(1, _LONGEST + 1)
    ]
    found = [nouns[run][0] for told, run in runs if run in nouns and _is_noun(told, free=nouns[run][1])]
    found = found or [names[run] for told, run in runs if run in names and told[0][:1].isupper()]
    return max(found, default=None)


def _is_noun(words: list[str], *, free: bool) -> bool:
    """Whether a noun of one syllable, which may be part of another word, has a capital or names a place."""
    return free or len(words) > 1 or words[0][:1].isupper()


def rank_of_titles(titles: tuple[str, ...], rules: Rules | None) -> float | None:
    """The rank of the office somebody acts in: the last of his titles that tells one."""
    ranks = [found for title in reversed(titles) if (found := rank(title, rules)) is not None]
    return ranks[0] if ranks else None


@lru_cache(maxsize=8)
def _known(rules: Rules | None) -> Mapping[str, tuple[float, bool]]:
    """Nouns that tell a rank, folded, and whether they may stand without a capital."""
    ranks: dict[str, tuple[float, bool]] = {}
    for rule in rules or ():
        value: float | None = None
        if isinstance(rule, BodyRule | PlaceRule) and rule.level:
            value = _LEVELS[rule.level] - _BELOW * (isinstance(rule, BodyRule) and rule.tail == "field")
        elif isinstance(rule, OrderRule) and rule.word == "central":
            value = _LEVELS["central"]
        if value is not None:
            ranks.update((fold(term), (value, isinstance(rule, PlaceRule))) for term in rule.terms)
    return ranks


@lru_cache(maxsize=8)
def _named(rules: Rules | None) -> Mapping[str, float]:
    """Proper names of provinces and cities, folded; a city run by the centre stands as high as a province."""
    highest = _LEVELS["province"]
    return {
        fold(term): min(_LEVELS[rule.level], highest)
        for rule in rules or ()
        if isinstance(rule, PlaceNameRule) and rule.level
        for term in rule.terms
    }
