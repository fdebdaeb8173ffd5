"""One task over many chunks, on several processes: the differences come back in the order of the chunks."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

from bienban.diff.groups import Difference

Chunk = TypeVar("Chunk")

AHEAD = 2
"""Chunks that wait for each process, so that none is idle and few are in memory."""


def spread(
    task: Callable[[Chunk], Difference], chunks: Iterable[Chunk], *, workers: int
) -> Iterator[Difference]:
    """The difference of each chunk; one process does it all when there is one worker.

    The task goes to a process once, when it starts.
    """
    if workers == 1:
        yield from map(task, chunks)
        return
    waiting: deque[Future[Difference]] = deque()
    with ProcessPoolExecutor(workers, initializer=_learn, initargs=(task,)) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(_do, chunk))
            if len(waiting) > AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_learned: list[Callable[[Any], Difference]] = []
"""The task of this process, which it was started with."""


def _learn(task: Callable[[Any], Difference]) -> None:
    _learned.append(task)
    gc.freeze()  # what is loaded by now stays; looking through it again and again costs 6 %


def _do(chunk: object) -> Difference:
    return _learned[-1](chunk)
