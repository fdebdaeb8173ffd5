"""The texts that are measured on: the samples with seeded variations, or a folder of one's own."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
_DIGITS = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[.;]) ")


def texts(source: Path | None) -> list[str]:
    """The texts of a file or folder; without one those of the samples."""
    paths = (
        sorted(SAMPLES.glob("*.txt"))
        if source is None
        else sorted(source.rglob("*.txt"))
        if source.is_dir()
        else [source]
    )
    return [path.read_text(encoding="utf-8") for path in paths]


def variations(originals: Sequence[str], count: int, *, seed: int = 1) -> list[str]:
    """`count` texts like the originals: sentences dropped and swapped, digits changed. Seeded."""
    chance = random.Random(seed)
    return [_vary(originals[number % len(originals)], chance) for number in range(count)]


def _vary(text: str, chance: random.Random) -> str:
    lines = []
    for line in text.split("\n"):
        parts = [part for part in _SENTENCE.split(line) if chance.random() > 0.1] or [line]
        if len(parts) > 3 and chance.random() < 0.5:
            first = chance.randrange(len(parts) - 1)
            parts[first], parts[first + 1] = parts[first + 1], parts[first]
        lines.append(" ".join(parts))
    return _DIGITS.sub(
        lambda digit: digit[0] if chance.random() < 0.5 else str(chance.randint(1, 9)), "\n".join(lines)
    )


def long_text(originals: Sequence[str], size: int) -> str:
    """`size` characters of the originals, again and again."""
    return _fill("\n".join(originals), size)


def without_stops(originals: Sequence[str], size: int) -> str:
    """The same as one sentence: no punctuation, no line breaks."""
    return _fill(re.sub(r"[^\w\s]|\n", " ", " ".join(originals)), size)


HOSTILE = {
    "1.1.1": "1.",
    "A.A.A": "A.",
    "combining marks": "a\u0301\u0323",
    "digits": "7",
    "brackets": "(",
    "numbers": "1.000 ",
    "capitals": "Nguyễn Văn ",
}
"""What is repeated to make texts on which regular expressions of the trade are quadratic."""


def hostile(seed: str, size: int) -> str:
    """`size` characters of `seed`."""
    return _fill(seed, size)


def _fill(text: str, size: int) -> str:
    return (text * (size // max(1, len(text)) + 1))[:size]
