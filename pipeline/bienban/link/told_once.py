"""Decisions of one text, each once: what the lede tells again, and counts that tell how a vote went."""

from dataclasses import dataclass, replace

from bienban.records import Decision

_NEAR_OUTCOME = 2  # sentences from a decision to the count of its votes


@dataclass(frozen=True, slots=True)
class Told:
    """A decision, the number of its sentence, whether that is the lede, and whether it is a bare count."""

    decision: Decision
    number: int
    leads: bool
    counts: bool
    is_vague: bool
    """Whether it only sums up what was decided."""


def add(told: dict[str, Told], found: Told) -> None:
    """Adds one decision; a bare count tells how the last one went, and the body wins over the lede."""
    last = next(reversed(told), None)
    if found.counts and last is not None and found.number - told[last].number <= _NEAR_OUTCOME:
        before = told[last]
        if before.decision.votes is None:
            decision = before.decision.model_copy(update={"votes": found.decision.votes})
            told[last] = replace(before, decision=decision)
        return
    words = found.decision.object or found.decision.provenance.raw
    key = " ".join(words.casefold().split())
    if key not in told or (told[key].leads and not found.leads):
        told[key] = found


def kept(told: dict[str, Told]) -> tuple[Decision, ...]:
    """The decisions in text order, without what the lede only sums up."""
    found = list(told.values())
    if any(not known.leads for known in found):
        found = [known for known in found if not (known.leads and known.is_vague)]
    return tuple(sorted((known.decision for known in found), key=lambda told: told.provenance.start))
