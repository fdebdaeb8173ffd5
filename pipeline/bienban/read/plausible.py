"""How much a text looks like Vietnamese: the share of its marked words that are possible syllables."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Onset, nucleus and coda of a written syllable without its tone (guide §9; Đắk, Lắk and Krông too).
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|kr|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx])?"
    "(?:i[eê]u|y[eê]u|oai|oay|oeo|uôi|ươi|ươu|uyê|uây|uya|uêu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy])"
    "(?:ng|nh|ch|[cmnptk])?"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOP = re.compile("(?:ch|[cptk])$")
_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~0-9\u2018-\u201f\u2013\u2014\u2026\u2022\u00ab\u00bb]{1,64}")
_WINDOW = 1_000
_WINDOWS = 24


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many of the words with marks are possible syllables, and how many are not."""

    syllables: int
    others: int

    @property
    def share(self) -> float:
        """Syllables among all words with marks, 0 when there are none."""
        return self.syllables / (self.syllables + self.others) if self.syllables else 0.0

    @property
    def score(self) -> int:
        """What decides between two readings of one text."""
        return self.syllables - 2 * self.others


def sample(text: str) -> str:
    """The text, or of a long one pieces from all over it: what a decision is made on."""
    if len(text) <= _WINDOW * _WINDOWS:
        return text
    step = len(text) // _WINDOWS
    return "\n".join(text[place : place + _WINDOW] for place in range(0, len(text), step))


def likeness(text: str) -> Likeness:
    """Count over all words of `text` of two characters or more that hold one beyond ASCII."""
    verdicts = [_is_syllable(token) for token in _marked(text)]
    return Likeness(sum(verdicts), len(verdicts) - sum(verdicts))


def _marked(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        if len(found.group()) > 1 and not found.group().isascii():
            yield found.group()


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    """Whether `word` is one possible syllable: its letters, its one tone, its case."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(apart)
    bare = unicodedata.normalize("NFC", _TONES.sub("", apart))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOP.search(bare) or (bool(tones) and tones[0] in "\u0301\u0323")
