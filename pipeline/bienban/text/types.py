"""Tokens as underthesea cuts and respells them, each kind met once and numbered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bienban.text.syllables import LONGEST_RUN
from bienban.text.weights import BEFORE, BEHIND, OTHER, Floats, Grams

START, END = 0, 1
"""The numbers of the types that stand for the places before and behind a sentence."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_LONGEST_RESPELT = 6


@dataclass(frozen=True)
class Spelling:
    """How underthesea cuts a text into tokens, and its tables of letters and tokens to respell."""

    pattern: re.Pattern[str]
    letters: Mapping[str, str]
    tokens: Mapping[str, str]

    def text(self, text: str) -> str:
        """`text`, which is NFC, with its letters respelt; as long as it was."""
        for letter, right in self.letters.items():
            text = text.replace(letter, right)
        return text

    def token(self, token: str) -> str:
        """`token` respelt; underthesea looks up short ones only."""
        return self.tokens.get(token, token) if len(token) <= _LONGEST_RESPELT else token


@dataclass
class Types:
    """All kinds of token met so far; a type's number is its place in every list.

    `sizes` are lengths as written, `upper` says whether a token has a capital at all.
    """

    grams: Grams
    spelling: Spelling
    texts: list[str] = field(default_factory=lambda: ["", ""])
    lower: list[str] = field(default_factory=lambda: ["", ""])
    upper: list[bool] = field(default_factory=lambda: [False, False])
    sizes: list[int] = field(default_factory=lambda: [0, 0])
    _rows: list[tuple[int, int, bool, bool]] = field(
        default_factory=lambda: [(BEFORE, 0, False, False), (BEHIND, 0, False, False)]
    )
    _numbers: dict[str, int] = field(default_factory=dict)
    _titles: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1024, bool))
    _ones: Floats = field(default_factory=lambda: np.zeros((1024, 5)))
    _filled: int = 0

    def __len__(self) -> int:
        return len(self.texts)

    def tables(self) -> tuple[NDArray[np.bool_], Floats]:
        """For each type whether it begins with a capital, and the weights of a run of it alone."""
        known, count = self._filled, len(self)
        if known < count:
            if count > len(self._titles):
                more = max(count, 2 * len(self._titles)) - known  # seldom, for it copies all
                self._titles = np.concatenate([self._titles[:known], np.zeros(more, bool)])
                self._ones = np.concatenate([self._ones[:known], np.zeros((more, 5))])
            lower, raw, title, digit = np.array(self._rows[known:], np.int64).T
            rows = self.grams.rows
            ones = rows[lower] + title[:, None] * self.grams.title + digit[:, None] * self.grams.digit
            ones[raw > 0] += rows[raw[raw > 0]]
            self._ones[known:count] = ones
            self._titles[known:count] = title
            self._filled = count
        return self._titles[:count], self._ones[:count]

    def stretch(self, text: str) -> list[int]:
        """The types of a stretch without white space that is not the last of its sentence.

        Letters alone are one token, and so are they before a comma, a semicolon or,
        if the first is small, a full stop: no other alternative of the pattern fits.
        """
        if text.isalpha():
            return [self._number(text)]
        body, mark = text[:-1], text[-1]
        if body.isalpha() and (mark in ",;" or (mark == "." and body[0].islower())):
            return [self._number(body), self._number(mark)]
        return self.match(text + " ")

    def match(self, text: str) -> list[int]:
        """The types of the tokens in `text`; a run over `LONGEST_RUN` is one token."""
        run = text.rstrip()
        if len(run) > LONGEST_RUN:
            return [self._number(run)]
        return [self._number(match.group()) for match in self.spelling.pattern.finditer(text)]

    def _number(self, token: str) -> int:
        """The number of a token's type, a new one when it was never met."""
        known = self._numbers.get(token)
        return self._learn(token) if known is None else known

    def _learn(self, token: str) -> int:
        number = self._numbers[token] = len(self)
        text = self.spelling.token(token)
        lower = text.lower()
        digit = bool(_INTEGER.fullmatch(text)) and -(1 << 31) <= int(text) < 1 << 31
        title = text[0] == text[0].upper()
        self._rows.append((self.grams.lower.get(lower, OTHER), self.grams.raw.get(text, 0), title, digit))
        self.texts.append(text)
        self.lower.append(lower)
        self.upper.append(text != lower)
        self.sizes.append(len(token))
        return number
