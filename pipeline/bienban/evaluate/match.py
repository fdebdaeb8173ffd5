"""What a reader found x what was read -> which is which, each at most once."""

from collections.abc import Callable, Sequence

Place = tuple[int, int]
"""Half-open characters of a text."""


def shared(one: Place, other: Place) -> float:
    """The characters two places share over all they cover together, from 0 to 1."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def pair_places(gold: Sequence[Place], read: Sequence[Place], *, least: float) -> list[int | None]:
    """For each place of `gold`, in order, the free one of `read` that shares most with it.

    None where none shares at least `least` and something; of equals the last one is taken.
    """
    free = set(range(len(read)))
    found: list[int | None] = []
    for place in gold:
        share, best = max(((shared(place, read[i]), i) for i in free), default=(0.0, -1))
        found.append(best if share > 0 and share >= least else None)
        free.discard(found[-1] if found[-1] is not None else -1)
    return found


def pair_names(
    gold: Sequence[str], read: Sequence[str], alike: Callable[[str, str], float], *, least: float
) -> list[int | None]:
    """For each name of `gold`, in order, the free one of `read` that is most alike, at least `least`.

    Of equals the first one is taken.
    """
    free = list(range(len(read)))
    found: list[int | None] = []
    for name in gold:
        best = max(free, key=lambda i: alike(name, read[i]), default=None)
        if best is not None and alike(name, read[best]) >= least:
            free.remove(best)
            found.append(best)
        else:
            found.append(None)
    return found
