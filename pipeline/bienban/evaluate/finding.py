"""Finding: one thing a reader found, or that was read, and how the two agree field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bienban.evaluate.match import Place

Mark = Literal["hit", "miss", "false_alarm", "wrong", "nothing"]
"""What one field counts: `wrong` is a miss and a false alarm at once."""

Outcome = Literal["hit", "partial", "wrong", "miss", "false_alarm"]
"""What a reviewer sees: `partial` is found with its value, another field wrong; `wrong` has a wrong value."""

Kind = Literal["indicator", "chair", "attendee", "directive", "decision", "meeting", "flag"]


class Marks(NamedTuple):
    """The mark of a field as the reader wrote it, and of what comes near enough."""

    strict: Mark
    soft: Mark


class Fault(NamedTuple):
    """A field that was read otherwise."""

    field: str
    expected: str
    read: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing of the key, of the record, or of both, in the text at `place` where it has one."""

    kind: Kind
    outcome: Outcome
    place: Place | None
    expected: str = ""
    read: str = ""
    marks: Mapping[str, Marks] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def right(is_right: bool, nearly: bool | None = None) -> Marks:
    """The marks of a field that both tell; `nearly` is whether it is right softly."""
    soft = is_right if nearly is None else nearly
    return Marks("hit" if is_right else "wrong", "hit" if soft else "wrong")


def both(mark: Mark) -> Marks:
    """One mark, strict and soft."""
    return Marks(mark, mark)
