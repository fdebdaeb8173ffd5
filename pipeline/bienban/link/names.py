"""What a figure measures, as written."""

from dataclasses import dataclass
from typing import Literal

from bienban.link.sequence import Known, Sentence

Side = Literal["subject", "noun", "act", "place", "lever", "topic", "plan", "motion"]
"""Where a name stands: before the figure, behind it, as its verb, as what was voted on …"""


@dataclass(slots=True)
class Name:
    """A stretch of text that names something measured, and how it was found; never written to.

    `known` are the rules that know names of indicators within it, the longest first.
    """

    start: int
    end: int
    side: Side
    said: str
    is_rate: bool = False
    is_growth: bool = False
    is_portion: bool = False
    known: tuple[Known, ...] = ()


def name_of(sentence: Sentence, start: int, end: int, side: Side) -> Name:
    """The Name of `start..end`."""
    return Name(
        start,
        end,
        side,
        sentence.said(start, end),
        sentence.opens("rate", start),
        sentence.opens("growth", start),
        sentence.opens("portion", start),
        sentence.indicators(start, end),
    )
