"""Words written in more than one way made equal, to look for them: case, accents, the place of a tone.

Somebody who types accents means them; somebody who types none may mean any.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class _Bases(dict[int, str]):
    """Each letter without case and accents; what is no letter or digit is a space."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).casefold())[0].replace("đ", "d")
        self[code] = plain if plain.isalnum() else " "
        return self[code]


_BASES = _Bases()


def bare(text: str) -> str:
    """Letters and digits without case and accents, all else a space; as long as `text`, which is NFC."""
    return text.translate(_BASES)


def toned(text: str) -> str:
    """Words in lower case, one space between them, each tone at the end of its syllable.

    `hòa` and `hoà` are one, `hoa` is another.
    """
    return " ".join(map(_toned, _words(text).split()))


@lru_cache(maxsize=1 << 14)
def _toned(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def has_accents(text: str) -> bool:
    """Whether somebody typed more than ASCII letters."""
    return _bare_words(text) != _words(text)


def contains(wanted: str) -> Callable[[str | None], bool]:
    """Tells whether a text holds the words of `wanted`, one after the other."""
    fold = toned if has_accents(wanted) else _bare_words
    words = f" {fold(wanted)} "
    return lambda text: text is not None and words in f" {fold(text)} "


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _bare_words(text: str) -> str:
    return " ".join(bare(text).split())


def matching(texts: Iterable[str | None], wanted: str) -> list[str]:
    """Those of `texts` that hold the words of `wanted`."""
    fits = contains(wanted)
    return [text for text in texts if text is not None and fits(text)]
