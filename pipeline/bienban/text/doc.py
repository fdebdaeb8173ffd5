"""The tokens of one document as plain lists, with its sentences, sections and words.

The rooms ask for tokens by number or by character, thousands of times a text; a list
answers in a tenth of the time of an object a token. `bienban.nlp()` gives the same
tokens as a Doc of spaCy.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Literal

from bienban.text.fold import fold

Section = Literal[
    "title",
    "chrome",
    "caption",
    "tail",
    "lede",
    "report",
    "discussion",
    "decision",
    "plan",
    "conclusion",
]
"""The parts of an article (guide §0.1)."""


@dataclass(frozen=True)
class Sections:
    """The sections of one document, found by character: one entry a sentence."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    tokens: tuple[tuple[int, int], ...] = ()
    """Half-open token numbers."""
    labels: tuple[Section, ...] = ()
    ordering: tuple[bool, ...] = ()
    """Whether a sentence holds a verb of ordering, or one of saying and a modal."""

    def at(self, start: int) -> Section:
        """The section of the character at `start`."""
        return self.labels[max(bisect_right(self.starts, start) - 1, 0)] if self.labels else "report"


@dataclass(eq=False)
class Doc:
    """Tokens of `text`: `text[starts[n]:ends[n]]` is token `n`, one or two blanks may follow it.

    `norms` are the folded tokens (`text.fold`); `first_at` and `last_until` find the token
    that starts, or ends, at a character. `sentences` are half-open token numbers, one
    after another; `words` the first and the last tokens of the words of all sentences,
    empty when none were asked for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    norms: Sequence[str]
    sentences: Sequence[tuple[int, int]]
    sections: Sections = field(default_factory=Sections)
    words: tuple[Sequence[int], Sequence[int]] = ((), ())

    def __post_init__(self) -> None:
        numbers = range(len(self.starts))
        self.first_at = dict(zip(self.starts, numbers, strict=True))
        self.last_until = dict(zip(self.ends, numbers, strict=True))

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def blanks(self) -> list[int]:
        """How many blanks follow each token."""
        following = [*self.starts[1:], len(self.text)]
        return [start - end for end, start in zip(self.ends, following, strict=False)]

    def token(self, index: int) -> str:
        """The characters of a token."""
        return self.text[self.starts[index] : self.ends[index]]

    def token_at(self, start: int) -> str | None:
        """The characters of the token that starts at `start`; None when none does."""
        index = self.first_at.get(start)
        return None if index is None else self.token(index)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The half-open characters of the tokens `first..last`."""
        return self.starts[first], self.ends[last - 1]

    def sentence_texts(self) -> Iterator[str]:
        """The characters of each sentence."""
        return (self.text[slice(*self.place(first, last))] for first, last in self.sentences)


def make_doc(text: str, tokens: Sequence[str], blanks: Sequence[int], fresh: Sequence[bool]) -> Doc:
    """The Doc of `text`, cut into `tokens`.

    `blanks` says how many blanks follow each, `fresh` which open a sentence.
    """
    behind = list(accumulate([len(token) + blank for token, blank in zip(tokens, blanks, strict=True)]))
    ends = [end - blank for end, blank in zip(behind, blanks, strict=True)]
    opening = [number for number, opens in enumerate(fresh) if opens]
    return Doc(
        text,
        [0, *behind[:-1]] if behind else [],
        ends,
        list(map(fold, tokens)),
        list(pairwise([*opening, len(tokens)])),
    )
