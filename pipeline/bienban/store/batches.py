"""Many things -> a few at a time: a query takes only so many names, a transaction only so many documents."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """At most `size` of them at a time, in order; none is taken before it is needed."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
