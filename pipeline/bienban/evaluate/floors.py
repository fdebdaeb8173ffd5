"""Scores x floors: what no change may make worse.

A floor is the F1 of one field, strict or soft, with three decimals. It rises with the
scores and is lowered only for a reason, which stays in the file.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bienban.errors import GoldError, UsageError
from bienban.evaluate.scores import FIELDS, Scores

Mode = Literal["strict", "soft"]
MODES: tuple[Mode, Mode] = ("strict", "soft")

Share = Annotated[float, Field(ge=0, le=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lowered(_Model):
    """When and why a floor went down."""

    on: date
    mode: Mode
    before: Share
    after: Share
    reason: str = Field(min_length=1)


class Floor(_Model):
    """The least a field may score; null where nothing was counted yet."""

    strict: Share | None = None
    soft: Share | None = None
    lowered: tuple[Lowered, ...] = ()


class Floors(_Model):
    """The floors of a folder of gold, by field."""

    schema_: Literal["bienban-floors/1"] = Field("bienban-floors/1", alias="schema")
    floors: dict[str, Floor] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """A field that scores less than its floor; a `value` of None is nothing to score any more."""

    field: str
    mode: Mode
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "has nothing to score" if self.value is None else f"is {self.value:.3f}"
        return f"{self.field} ({self.mode}) {value}, below its floor {self.floor:.3f}"


def read_floors(path: Path) -> Floors:
    """The floors of a file. Raises GoldError naming file, field and value."""
    try:
        floors = Floors.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise GoldError(f"{path}: there is no such file; --raise-floors makes it") from error
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"])) or "file"
        raise GoldError(f"{path}: {where}: {problem['msg']} (got {problem['input']!r:.60})") from error
    for name in floors.floors:
        _known(name, str(path))
    return floors


def _known(name: str, place: str) -> None:
    if name not in FIELDS:
        raise GoldError(f"{place}: no field is named {name!r}; fields are {', '.join(FIELDS)}")


def value(scores: Scores, name: str, mode: Mode) -> float | None:
    """The F1 of a field to three decimals, cut, so that a floor made of it is kept by it."""
    f1 = getattr(scores[name], mode).f1
    return None if f1 is None else math.floor(f1 * 1000 + 1e-9) / 1000


def breaches(floors: Floors, scores: Scores) -> Iterator[Breach]:
    """The fields below their floor."""
    for name, least in floors.floors.items():
        for mode in MODES:
            wanted, found = getattr(least, mode), value(scores, name, mode)
            if wanted is not None and (found is None or found < wanted):
                yield Breach(name, mode, wanted, found)


def raised(floors: Floors, scores: Scores) -> Floors:
    """The floors, each as high as its score where that is higher; none goes down."""
    new = {}
    for name in FIELDS:
        old = floors.floors.get(name, Floor())
        values: dict[str, float | None] = {
            mode: _higher(getattr(old, mode), value(scores, name, mode)) for mode in MODES
        }
        if any(least is not None for least in values.values()):
            new[name] = old.model_copy(update=values)
    return Floors(schema="bienban-floors/1", floors=new)


def _higher(one: float | None, other: float | None) -> float | None:
    return max((least for least in (one, other) if least is not None), default=None)


def lowered(floors: Floors, scores: Scores, names: Iterable[str], *, reason: str, on: date) -> Floors:
    """The floors of `names` as low as their scores, for a `reason` that is kept with them.

    Raises GoldError for a name that is no field, UsageError for one that is not below its floor
    and for a blank reason.
    """
    if not reason.strip():
        raise UsageError('a floor is lowered for a reason only; give it with --reason "…"')
    new = dict(floors.floors)
    for name in names:
        _known(name, "--lower")
        below = [breach for breach in breaches(floors, scores) if breach.field == name]
        if not below:
            raise UsageError(f"--lower {name}: the field is not below its floor; there is nothing to lower")
        notes = tuple(
            Lowered(on=on, mode=b.mode, before=b.floor, after=b.value or 0.0, reason=reason.strip())
            for b in below
        )
        update: dict[str, object] = {breach.mode: breach.value for breach in below}
        new[name] = new[name].model_copy(update={**update, "lowered": (*new[name].lowered, *notes)})
    return Floors(schema="bienban-floors/1", floors=new)


def write_floors(path: Path, floors: Floors) -> None:
    """Write the file, one field a line; the same floors give the same bytes."""
    told = (
        (name, least.model_dump(mode="json", exclude_defaults=True)) for name, least in floors.floors.items()
    )
    lines = (f"  {json.dumps(name)}: {json.dumps(least, ensure_ascii=False)}" for name, least in told)
    body = ",\n".join(lines)
    text = f'{{\n "schema": {json.dumps(floors.schema_)},\n "floors": {{\n{body}\n }}\n}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")
