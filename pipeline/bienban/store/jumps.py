"""Points of one series -> those that are ten or a thousand times off their neighbours.

A decimal mark read as a separator, or a unit that was lost, makes a number ten or a thousand times
too large or too small; a real change is hardly ever that large in one step.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

BANDS = {"jump_by_ten": (7.0, 14.0), "jump_by_thousand": (700.0, 1400.0)}
"""How many times larger a jump is, at least and at most."""

NEAR = 50
"""How many points away a neighbour may be: one document may hold many."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; `start` and `end` are the days of its period."""

    document: int
    key: str
    period: str
    start: date
    end: date
    value: float


def jumps(points: Sequence[Point]) -> Iterator[tuple[Point, str, str]]:
    """Each point that is off all its neighbours in the same way: the point, the code, and the message.

    `points` are in the order of time; neighbours are the nearest ones of other documents, one on each
    side, or two on the only side there is.
    """
    for n, point in enumerate(points):
        beside = _beside(points, n)
        for code in BANDS:
            if beside and (_all_off(point, beside, code, 1) or _all_off(point, beside, code, -1)):
                neighbours = ", ".join(f"{other.value:g} in {other.period}" for other in beside)
                yield point, code, f"{point.value:g} in {point.period}, beside {neighbours}"


def _beside(points: Sequence[Point], n: int) -> list[Point]:
    before = _others(points[n], reversed(points[max(0, n - NEAR) : n]))
    after = _others(points[n], points[n + 1 : n + 1 + NEAR])
    return [*before[:1], *after[:1]] if before and after else [*before[:2], *after[:2]]


def _others(point: Point, near: Iterable[Point]) -> list[Point]:
    return [other for other in near if other.document != point.document]


def _all_off(point: Point, beside: Sequence[Point], code: str, power: int) -> bool:
    return all(_is_off(point, other, BANDS[code], power) for other in beside)


def _is_off(point: Point, other: Point, band: tuple[float, float], power: int) -> bool:
    """Whether the values, and the values a month, are both that far apart.

    Of a sum since January, November's is ten times January's; of a stock, the share of a month is.
    """
    if not point.value or not other.value:
        return False
    ratio = abs(point.value / other.value)
    rate = ratio * _months(other) / _months(point)
    low, high = band
    return all(low <= found**power <= high for found in (ratio, rate))


def _months(point: Point) -> float:
    return max(1.0, ((point.end - point.start).days + 1) / 30.4)
