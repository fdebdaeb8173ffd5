"""Underthesea's shipped word model -> the few numbers per token that its tags depend on.

The model is a linear-chain CRF with two labels, `B-W` (a word begins) and `I-W`
(it goes on), over 43 feature templates. Only the difference of the two labels'
weights matters, so a feature is one number, and the 43 collapse by what they
look at:

    one token      5 numbers, as seen from its own place and from up to two places beside it
    two tokens     4 numbers (-2,-1  -1,0  0,1  1,2)
    three tokens   3 numbers (-2..0  -1..1  0..2)

A feature looks at its tokens as written, in lower case, at whether each begins
with a capital, whether it is an integer, and whether the lower-case run stands
in the dictionary. `Grams` sums these per run, so a table look-up stands for
43 strings a token.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bienban.text.crfsuite import Model

Floats = NDArray[np.float64]

_NAMES = ("ones", "twos", "threes")

# For runs of one, two and three tokens, where they begin, seen from the token to be tagged.
PLACES = ((-2, -1, 0, 1, 2), (-2, -1, 0, 1), (-2, -1, 0))
OTHER, BEFORE, BEHIND = 0, 1, 2
"""Rows of every `Grams`: a run of no weight of its own, one that reaches over the sentence's
start, one that reaches over its end."""


@dataclass(frozen=True)
class Grams:
    """The weights of runs of n tokens; a row has one number per place it is seen from.

    A run's numbers are `rows[lower.get(its lower case, OTHER)]`, plus `rows[raw[run]]`
    where it has weights as written, plus `title` when all its tokens begin with a
    capital, plus `digit` when it is one integer.
    """

    lower: dict[str, int]
    raw: dict[str, int]
    rows: Floats
    title: Floats
    digit: Floats


@dataclass(frozen=True)
class Weights:
    """The whole model. `enter` and `stay` are the clamps of the recursion, see `segmenter.py`."""

    ones: Grams
    twos: Grams
    threes: Grams
    enter: float
    stay: float
    gain: float


def collapse(model: Model, templates: Iterable[str], dictionary: Set[str]) -> Weights:
    """The weights of `model`. Raises ValueError for a model of another shape."""
    if set(model.labels) != {"B-W", "I-W"}:
        raise ValueError(f"labels {model.labels} are not B-W and I-W")
    features = _by_template(model)
    ones, twos, threes = (_grams(features, size, dictionary) for size in (1, 2, 3))
    unknown = set(templates) - {name for size in (1, 2, 3) for place in _templates(size) for name in place}
    if unknown:
        raise ValueError(f"unknown feature templates: {', '.join(sorted(unknown))}")
    begin, inside = "B-W", "I-W"
    step = model.transitions
    enter = step[begin, begin] - step[inside, begin]
    stay = step[begin, inside] - step[inside, inside]
    gain = step[begin, inside] - step[inside, begin]
    if not enter < gain < stay:
        raise ValueError("the transitions do not clamp; this model needs a full Viterbi")
    return Weights(ones, twos, threes, enter, stay, gain)


def _by_template(model: Model) -> dict[str, dict[str, float]]:
    """`found[template][value]`: how much more a feature speaks for I-W than for B-W."""
    found: dict[str, dict[str, float]] = {}
    for attribute, weights in model.states.items():
        template, value = attribute.split("=", 1)
        found.setdefault(template, {})[value] = weights.get("I-W", 0.0) - weights.get("B-W", 0.0)
    return found


def _templates(size: int) -> list[tuple[str, str, str, str, str]]:
    """For each place of a run its templates: as written, lower, title, in the dictionary, digit."""
    names = []
    for place in PLACES[size - 1]:
        at = f"T[{place}]" if size == 1 else f"T[{place},{place + size - 1}]"
        names.append((at, f"{at}.lower", f"{at}.istitle", f"{at}.is_in_dict", f"{at}.isdigit"))
    return names


def _grams(features: Mapping[str, Mapping[str, float]], size: int, dictionary: Set[str]) -> Grams:
    """All runs of `size` tokens that have a weight or stand in the dictionary."""
    places = _templates(size)

    def column(kind: int, value: str) -> Floats:
        return np.array([features.get(place[kind], {}).get(value, 0.0) for place in places])

    def edge(value: str) -> Floats:
        total: Floats = np.array([column(kind, value) for kind in range(5)]).sum(axis=0)
        return total

    other = column(2, "False") + column(3, "False") + column(4, "False")
    known = column(3, "True") - column(3, "False")
    rows = [other, edge("BOS"), edge("EOS")]
    lower: dict[str, int] = {}
    raw: dict[str, int] = {}
    words = {word for word in dictionary if word.count(" ") == size - 1}
    for run in sorted(words.union(*(features.get(place[1], ()) for place in places))):
        lower[run] = len(rows)
        rows.append(other + column(1, run) + (known if run in words else 0))
    for run in sorted(set().union(*(features.get(place[0], ()) for place in places))):
        raw[run] = len(rows)
        rows.append(column(0, run))
    title = column(2, "True") - column(2, "False")
    digit = column(4, "True") - column(4, "False")
    return Grams(lower, raw, np.array(rows), title, digit)


def pack(weights: Weights) -> dict[str, Any]:
    """Arrays for `np.savez`: no pickle, so a cache file can hold nothing but numbers and text."""
    packed: dict[str, Any] = {"chain": np.array([weights.enter, weights.stay, weights.gain])}
    for name, grams in zip(_NAMES, (weights.ones, weights.twos, weights.threes), strict=True):
        for table in ("lower", "raw"):
            runs: dict[str, int] = getattr(grams, table)
            packed[f"{name}.{table}"] = np.frombuffer("\n".join(runs).encode(), np.uint8)
            packed[f"{name}.{table}.first"] = np.array(next(iter(runs.values()), 0))
        packed |= {f"{name}.{table}": getattr(grams, table) for table in ("rows", "title", "digit")}
    return packed


def unpack(packed: Mapping[str, Any]) -> Weights:
    """The weights in the arrays of `pack`."""
    ones, twos, threes = (_unpack_grams(packed, name) for name in _NAMES)
    enter, stay, gain = packed["chain"].tolist()
    return Weights(ones, twos, threes, enter, stay, gain)


def _unpack_grams(packed: Mapping[str, Any], name: str) -> Grams:
    def table(what: str) -> dict[str, int]:
        runs = packed[f"{name}.{what}"].tobytes().decode().split("\n")
        first = int(packed[f"{name}.{what}.first"])
        return dict(zip(runs, range(first, first + len(runs)), strict=True))

    rows, title, digit = (packed[f"{name}.{what}"] for what in ("rows", "title", "digit"))
    return Grams(table("lower"), table("raw"), rows, title, digit)
