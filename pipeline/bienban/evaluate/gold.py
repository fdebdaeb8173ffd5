"""A key NAME.json -> Gold: what a reader found in one text, validated and placed in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bienban.errors import GoldError
from bienban.evaluate.match import Place
from bienban.evaluate.wording import UNIT_NAMES
from bienban.records import Bound, DecimalText, Measure, MeetingKind, Session, Status, is_period

UNITS = frozenset(
    [
        "VND",
        "USD",
        "percent",
        "point",
        "times",
        "rank",
        "visit",
        "person",
        "household",
        "ha",
        "km2",
        "m2",
        "km",
        "m",
        "tonne",
        "tạ",
        "kg",
        "m3",
        "lít",
        "kWh",
        "MW",
        "head",
        "case",
        "dossier",
        "document",
        "project",
        "enterprise",
        "commune",
        "village",
        "school",
        "house",
        "product",
        "score",
        "day",
        "year",
        "month",
        "hour",
    ]
)
"""Units that have a code; every other one is a currency or a noun of the text."""

_CURRENCY = re.compile("[A-Z]{3}")
_WORD = re.compile(r"\w+")

SCORED_FLAGS = frozenset(
    [
        "value_conflict",
        "period_before_meeting",
        "date_implausible",
        "sum_mismatch",
        "ratio_mismatch",
        "change_mismatch",
        "magnitude_suspect",
        "growth_implausible",
        "fraction_impossible",
        "shares_not_100",
        "duplicate_sentence",
        "doubled_words",
        "comma_thousands",
        "space_thousands",
        "decimal_point",
        "unit_missing",
        "chair_not_stated",
        "name_variant",
    ]
)
"""Codes of flags a key tells completely; others are free and not counted."""

T = TypeVar("T")


def _listed(value: Any) -> Any:
    """One or many alternatives, or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _composed(value: Any) -> Any:
    """Text in the composed form that Document.text has."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _told_period(code: str) -> str:
    """A code of a period; a reader may give only the year or month of an `as_of:` or `ytd:`."""
    if not (is_period(code) or is_period(code.removeprefix("as_of:").removeprefix("ytd:"))):
        raise ValueError("no code of a period, such as 2024, 2024-11, 2024-Q4, ytd:2024-11, as_of:2024-11-26")
    return code


ToldPeriod = Annotated[str, AfterValidator(_told_period)]
Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]
Evidence = Annotated[str, BeforeValidator(_composed), Field(min_length=1)]


class Item(BaseModel):
    """Frozen; keys nobody knows here are information for readers of the key."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Quote(Item):
    """Words of the text: their `occurrence` counts from 1, or `start` says where they stand."""

    evidence: Evidence
    occurrence: Annotated[int, Field(ge=1), BeforeValidator(lambda value: value or 1)] = 1
    start: int | None = Field(None, ge=0)

    def place(self, text: str) -> Place | None:
        """Where the words stand; None when they do not."""
        start = -1
        if self.start is not None:
            start = self.start if text.startswith(self.evidence, self.start) else -1
        else:
            for _ in range(self.occurrence):
                start = text.find(self.evidence, start + 1)
                if start < 0:
                    break
        return None if start < 0 else (start, start + len(self.evidence))


class Figure(Quote):
    """A number the reader took; `*_alt` are other right answers."""

    value: DecimalText
    value_max: DecimalText | None = None
    of: DecimalText | None = None
    unit: str | None = None
    unit_alt: Listed[str] = ()
    bound: Bound = "exact"
    measure: Measure
    measure_alt: Listed[Measure] = ()
    name: str | None = None
    name_alt: Listed[str] = ()
    period: ToldPeriod | None = None
    period_alt: Listed[ToldPeriod | None] = ()
    base: str | None = None
    status: Status = "actual"
    concept: str | None = None
    concept_alt: Listed[str | None] = ()

    @property
    def tells_concept(self) -> bool:
        """Whether the reader said which indicator it is, or that it is none of those known."""
        return "concept" in self.model_fields_set


class Somebody(Item):
    """A person or a group, in a role that the list of the key tells; a person may be told by titles alone."""

    name: str | None = None
    group: str | None = None
    titles: Listed[str] = ()
    evidence: Evidence | None = None
    occurrence: int | None = Field(None, ge=1)
    start: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _is_somebody(self) -> "Somebody":
        if not (self.name or self.group or self.titles):
            raise ValueError("neither a name, a group nor titles")
        return self

    @property
    def called(self) -> str:
        """The name, else the group."""
        return self.name or self.group or ""

    @property
    def quote(self) -> Quote | None:
        """Where the reader saw it, when told."""
        if self.evidence is None:
            return None
        return Quote(evidence=self.evidence, occurrence=self.occurrence or 1, start=self.start)


class Order(Quote):
    """A directive the reader took."""

    speaker: str | None = None
    addressee: str | None = None
    addressee_inherited: bool | None = None
    deadline: str | None = None
    deadline_norm: str | None = None


class Gathering(Item):
    """A meeting the reader took."""

    kind: MeetingKind
    body: str | None = None
    date: ToldPeriod | None = None
    session: Session | None = None
    period: ToldPeriod | None = None


def _quoted(value: Any) -> Any:
    return {"evidence": value} if isinstance(value, str) else value


class Key(Item):
    """All that a reader found in one document."""

    is_meeting: bool = True
    meetings: Listed[Gathering] = ()
    chairs: Listed[Somebody] = ()
    attendees: Listed[Somebody] = ()
    figures: tuple[Figure, ...]
    directives: Listed[Order] = ()
    decisions: Listed[Quote] = ()
    flags: Listed[str] = ()
    ignore: Listed[Annotated[Quote, BeforeValidator(_quoted)]] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A key and the text it was made for; every quote of the key stands in the text."""

    name: str
    key: Key
    text: str

    def place(self, quote: Quote) -> Place:
        """Where a quote of the key stands."""
        place = quote.place(self.text)
        if place is None:
            raise GoldError(f"{self.name}: {quote.evidence!r} does not stand in the text")
        return place

    def seen(self, somebody: Somebody) -> Place | None:
        """Where the reader saw somebody, when told."""
        return None if somebody.quote is None else self.place(somebody.quote)


def read_key(path: Path, name: str, text: str) -> Gold:
    """The key in `path` for the document `name` with Document.text `text`.

    Raises GoldError naming file, item and value for a key that is not valid or quotes another text.
    """
    try:
        key = Key.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors()[0]
        where = _where(problem["loc"])
        got = repr(problem["input"])[:60]
        raise GoldError(f"{path}: {where}{problem['msg']} (got {got}); mend the key") from error
    for where, quote in _quotes(key):
        if quote.place(text) is None:
            raise GoldError(f"{path}: {where}: {_not_there(quote, text)}")
    for number, figure in enumerate(key.figures):
        for unit in (figure.unit, *figure.unit_alt):
            if unit is not None and not is_unit(unit, text):
                raise GoldError(
                    f"{path}: figures[{number}].unit: unknown unit {unit!r}; write a code such as VND or "
                    "percent, a noun of the text in lower case, or a rate of them such as VND/kg"
                )
    return Gold(name, key, text)


def is_unit(unit: str, text: str) -> bool:
    """Whether each side of a rate is a code or made of words of the text, in lower case or as written."""
    known = set(_WORD.findall(text)) | set(_WORD.findall(text.lower()))
    return all(
        part in UNITS
        or part in UNIT_NAMES
        or _CURRENCY.fullmatch(part) is not None
        or _is_made_of(part, known)
        for part in unit.split("/")
    )


def _is_made_of(part: str, known: set[str]) -> bool:
    words = _WORD.findall(part)
    return bool(words) and known.issuperset(words)


def _where(location: tuple[int | str, ...]) -> str:
    """The place of a problem as `figures[3].value: `; empty for the key as a whole."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    told = "".join(steps).lstrip(".")
    return f"{told}: " if told else ""


def _quotes(key: Key) -> Iterator[tuple[str, Quote]]:
    """Every quote of a key with its place in the key."""
    for kind in ("figures", "directives", "decisions", "ignore"):
        for number, quote in enumerate(getattr(key, kind)):
            yield f"{kind}[{number}].evidence", quote
    for kind in ("chairs", "attendees"):
        for number, somebody in enumerate(getattr(key, kind)):
            if somebody.quote:
                yield f"{kind}[{number}].evidence", somebody.quote


def _not_there(quote: Quote, text: str) -> str:
    """Why a quote has no place in the text."""
    shown = repr(quote.evidence if len(quote.evidence) <= 60 else f"{quote.evidence[:59]}…")
    if quote.start is not None:
        return (
            f"{shown} does not stand at character {quote.start} of {len(text)}; "
            "count characters of what `bienban text` prints"
        )
    times = sum(1 for _ in re.finditer(f"(?={re.escape(quote.evidence)})", text))
    if times:
        told = "once" if times == 1 else f"{times} times"
        return f"{shown} stands {told} in the text, so there is no occurrence {quote.occurrence}; count again"
    return f"{shown} does not stand in the text; quote what `bienban text` prints"
