"""A text and marks on it -> pieces of the text, each with what is marked there; joined they are the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to be marked: `fill` colours it, `line` underlines it; both name a class.

    Where marks overlap, those of the lowest `rank` are nearest to the reader, then the shortest.
    """

    start: int
    end: int
    fill: str = ""
    line: str = ""
    title: str = ""
    anchor: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with one set of marks; none when `classes` is empty."""

    text: str
    classes: str = ""
    title: str = ""
    anchors: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends.

    The nearest mark with a colour fills a piece, the nearest with a line underlines it, of
    equals the one that comes first; all are named in its title. Anchors stand where a mark begins.
    """
    starting: dict[int, list[Mark]] = defaultdict(list)
    borders = {0, len(text)}
    for mark in marks:
        starting[mark.start].append(mark)
        borders |= {mark.start, mark.end}
    open_: list[Mark] = []
    for start, end in pairwise(sorted(borders)):
        new = starting[start]
        open_ = [mark for mark in (*open_, *new) if mark.end > start]
        yield _piece(text[start:end], open_, [mark for mark in new if mark.anchor])


def _piece(text: str, marks: list[Mark], new: list[Mark]) -> Piece:
    nearest = sorted(marks, key=lambda mark: (mark.rank, mark.end - mark.start))
    fill = next((mark.fill for mark in nearest if mark.fill), "")
    line = next((mark.line for mark in nearest if mark.line), "")
    title = "\n".join(mark.title for mark in nearest if mark.title)
    return Piece(text, " ".join(filter(None, (fill, line))), title, tuple(mark.anchor for mark in new))
