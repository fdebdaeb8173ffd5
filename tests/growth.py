"""How time grows with the length of a text: the check that nothing in a room is quadratic."""

from time import process_time

SHORT, LONG = 4_000, 16_000
LINEAR = 10
"""Growth from SHORT to LONG below this passes: linear work gives 4, quadratic 16."""


def growth(prepare):
    """How many times longer the work takes on LONG characters than on SHORT; CPU time, best of three.

    `prepare(size)` makes ready what is not to be measured and returns the work to call.
    """
    short, long = (min(_seconds(prepare(size)) for _ in range(3)) for size in (SHORT, LONG))
    return long / max(short, 0.002)


def _seconds(work):
    start = process_time()
    work()
    return process_time() - start
