"""Votes as told: how many for it, of how many, and the share (guide §8)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bienban.records import Votes
from bienban.text.cues import Cues

_FRACTION = re.compile(r"(?<![\d/.,])(\d{1,4})/(\d{1,4})(?![\d/])\s+")
_COUNT = re.compile(r"(?<![\d/.,])(\d{1,4})\s+")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_NEAR = 60  # from a count to the word that says what was counted


@dataclass(frozen=True, slots=True)
class Ballot:
    """One count of votes: `yes` of `present`; `approves` when a vote in favour is told beside it."""

    start: int
    end: int
    yes: int
    present: int | None
    approves: bool


def find_votes(text: str, cues: Cues, start: int, end: int) -> list[Ballot]:
    """The fractions and counts in `start..end` that count ballots or voters, in text order."""
    start = max(start, 0)
    if not cues.has(start, end, "ballot"):
        return []
    fractions = [(m, int(m[1]), int(m[2])) for m in _FRACTION.finditer(text, start, end)]
    found = [
        Ballot(m.start(), m.end(), yes, of, _approves(cues, m.end(), end))
        for m, yes, of in fractions
        if cues.at(m.end(), "ballot") and yes <= of
    ]
    return [ballot for ballot in found if ballot.approves]


def _approves(cues: Cues, start: int, end: int) -> bool:
    return cues.has(start, min(end, start + _NEAR), "approval")


def votes_in(text: str, cues: Cues, start: int, end: int) -> Votes | None:
    """The votes told in `start..end`; None when none are. A share is kept as written, whatever its base."""
    ballots = find_votes(text, cues, start, end)
    percents = list(_percents(text, cues, start, end, near=bool(ballots)))
    if ballots:
        last = ballots[-1]
        of_all = cues.at(last.end, "seats") is not None
        return Votes(
            yes=last.yes,
            present=None if of_all else last.present,
            total=last.present if of_all else None,
            percent=percents[-1] if percents else None,
        )
    counted = [int(m[1]) for m in _COUNT.finditer(text, start, end) if _is_ballot(cues, m.end())]
    if counted or percents:
        return Votes(yes=counted[-1] if counted else None, percent=percents[-1] if percents else None)
    return None


def _is_ballot(cues: Cues, place: int) -> bool:
    """Whether what is counted are votes in favour."""
    ballot = cues.at(place, "ballot")
    return ballot is not None and cues.at(ballot.start, "approval") is not None


def _percents(text: str, cues: Cues, start: int, end: int, *, near: bool) -> Iterator[str]:
    """The shares of a vote, as decimal strings."""
    for match in _PERCENT.finditer(text, start, end):
        behind = match.end() + 1
        if near or cues.at(behind, "ballot", "seats"):
            yield str(Decimal(match[1].replace(",", ".")))
