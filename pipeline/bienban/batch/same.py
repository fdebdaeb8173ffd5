"""Texts that are nearly the same: a small sketch of each, and the groups of those that are alike.

A sketch is made of the least values of 64 hash functions over all runs of five syllables (MinHash,
Broder 1997), one byte of each. The share of equal bytes is, but for chance, the share of runs
that two texts have in common: 64 bytes say it within 0.05.
"""

import zlib
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

RUN = 5
SIZE = 64
LEAST_RUNS = 40
"""A text of fewer runs has no sketch: short notices are alike without being the same."""

ALIKE = 0.8
"""The share of runs two texts must have in common."""

_BAND = 4
_FACTORS = np.array(
    [[int.from_bytes(blake2b(bytes([n]), digest_size=8).digest()) | 1] for n in range(SIZE)], np.uint64
)
_POWERS = [np.uint64(pow(0x9E3779B97F4A7C15, n, 2**64)) for n in range(RUN)]


def sketch(text: str) -> str | None:
    """The sketch of a text in hexadecimal, None for a short one. Case and white space do not count."""
    syllables = text.lower().split()
    count = len(syllables) - RUN + 1
    if count < LEAST_RUNS:
        return None
    hashes = np.array([zlib.crc32(syllable.encode()) for syllable in syllables], np.uint64)
    runs = np.zeros(count, np.uint64)
    for n, power in enumerate(_POWERS):
        runs += hashes[n : n + count] * power
    runs ^= runs >> np.uint64(29)
    least = (runs * _FACTORS).min(axis=1)
    return bytes((least >> np.uint64(32) & np.uint64(0xFF)).astype(np.uint8)).hex()


def alike(sketches: Sequence[str]) -> list[int]:
    """For each sketch the first one that it is alike to, directly or through others; itself when none.

    Only those that are equal in four bytes at one of sixteen places are compared, each with
    the one before it there: of two texts that are alike all but one in five thousand are found.
    """
    if not sketches:
        return []
    table = np.frombuffer(bytes.fromhex("".join(sketches)), np.uint8).reshape(-1, SIZE)
    first = list(range(len(sketches)))
    for start in range(0, SIZE, _BAND):
        for left, right in _pairs(table, start):
            _join(first, left, right)
    return [_root(first, number) for number in range(len(first))]


def _pairs(table: NDArray[np.uint8], start: int) -> list[tuple[int, int]]:
    """Pairs that are equal in one band and alike as a whole."""
    band = np.ascontiguousarray(table[:, start : start + _BAND]).view(np.uint32).ravel()
    order = np.argsort(band, kind="stable")
    equal = band[order[:-1]] == band[order[1:]]
    left, right = order[:-1][equal], order[1:][equal]
    share = (table[left] == table[right]).mean(axis=1)
    by_chance = 1 / 256
    good = (share - by_chance) / (1 - by_chance) >= ALIKE
    return list(zip(left[good].tolist(), right[good].tolist(), strict=True))


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number


def _join(first: list[int], left: int, right: int) -> None:
    left, right = sorted((_root(first, left), _root(first, right)))
    first[right] = left
