"""How high an office or a body stands: what a lower one asks of a higher one is no order (guide §7.4)."""

from collections.abc import Mapping
from functools import lru_cache

from bienban.records import Level
from bienban.rules import BodyRule, OrderRule, PlaceRule, Rules
from bienban.text.fold import fold

_LEVELS: Mapping[Level, float] = {"commune": 0, "district": 1, "province": 2, "central": 3}
_LONGEST = 4  # syllables of a noun that tells a level
_BELOW = 0.5  # a department stands below the authority of its level


@lru_cache(maxsize=4096)
def rank(name: str, rules: Rules | None) -> float | None:
    """The rank of an office or body as written, by the highest noun in it; None when none tells one."""
    known = _known(rules)
    words = [word.strip(",;.:()") for word in name.split()]
    found = [
        known[run]
        for first in range(len(words))
        for length in range(1, _LONGEST + 1)
        if (run := fold(" ".join(words[first : first + length]))) in known and _is_noun(words, first, length)
    ]
    return max(found, default=None)


def _is_noun(words: list[str], first: int, length: int) -> bool:
    """Whether a noun of one syllable, which may be part of another word, has a capital or names a place."""
    return length > 1 or words[first][0].isupper() or fold(words[first]) in _PLACES


_PLACES = frozenset(["tỉnh", "huyện", "quận", "xã", "phường"])


def rank_of_titles(titles: tuple[str, ...], rules: Rules | None) -> float | None:
    """The rank of the office somebody acts in: the last of his titles that tells one."""
    ranks = [found for title in reversed(titles) if (found := rank(title, rules)) is not None]
    return ranks[0] if ranks else None


@lru_cache(maxsize=8)
def _known(rules: Rules | None) -> Mapping[str, float]:
    """Nouns that tell a rank, folded."""
    ranks: dict[str, float] = {}
    for rule in rules or ():
        value: float | None = None
        if isinstance(rule, BodyRule | PlaceRule) and rule.level:
            value = _LEVELS[rule.level] - _BELOW * (isinstance(rule, BodyRule) and rule.tail == "field")
        elif isinstance(rule, OrderRule) and rule.word == "central":
            value = _LEVELS["central"]
        if value is not None:
            ranks.update((fold(term), value) for term in rule.terms)
    return ranks
