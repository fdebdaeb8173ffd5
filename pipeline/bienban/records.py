"""The data contract: what comes out of one document.

All models are frozen and refuse unknown keys. Offsets are half-open and count
characters of `Document.text`. Numbers are decimal strings, exact as written,
scale applied. Unknown is null, never a guess. The meaning of each field is
told once, here; `bienban schema` prints the same as JSON Schema.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from bienban.errors import RecordError

Bound = Literal["exact", "under", "over", "about", "min", "max"]
Measure = Literal[
    "level", "change", "growth", "share_of_plan", "index", "share", "multiple", "rank", "fraction"
]
Status = Literal["actual", "estimate", "target"]
Level = Literal["central", "province", "district", "commune"]
Session = Literal["morning", "afternoon", "evening"]
Role = Literal["chair", "attendee", "absent", "speaker", "secretary"]
MeetingKind = Literal[
    "regular_session",
    "briefing",
    "council_session",
    "council_standing",
    "party_standing",
    "party_committee",
    "review",
    "steering",
    "online",
    "working_session",
    "press_conference",
    "front",
    "emergency",
    "notice",
    "minutes",
    "other",
]


DecimalText = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]


def _is_day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


IsoDay = Annotated[str, AfterValidator(_is_day)]


_YEAR = "[0-9]{4}"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_PLAIN_PERIOD = f"(?:{_YEAR}|--|(?:{_YEAR}-|--)(?:Q[1-4]|H[12]|{_MONTH}(?:-{_DAY})?))"
_PERIOD = (
    f"^(?:{_PLAIN_PERIOD}(?:/{_PLAIN_PERIOD})?"
    f"|ytd:(?:{_YEAR}-|--){_MONTH}|as_of:(?:{_YEAR}-|--){_MONTH}-{_DAY})$"
)


@lru_cache(maxsize=4096)
def is_period(code: str) -> bool:
    """Whether `code` is one of the grammar of periods; a time told from an unknown day has none."""
    return re.fullmatch(_PERIOD, code) is not None


PeriodCode = Annotated[str, Field(pattern=_PERIOD)]


class Model(BaseModel):
    """Frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A stretch of `Document.text`: `text[start:end] == raw`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    raw: str


class Provenance(Span):
    """Where a record or a field was read, and by which rule."""

    rule: str


class Source(Model):
    """Where a document comes from; what is unknown is null."""

    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: IsoDay | None = Field(None, description="ISO date of publication")
    format: str = "text"
    encoding: str | None = None


class Period(Model):
    """A time something is true for.

    `code` is the grammar of periods: `2024`, `2024-11`, `2024-11-27`, `2024-Q4`,
    `2024-H1`, `ytd:2024-11`, `as_of:2024-11-26`, `a/b`; `--` for an unknown year.
    `start` and `end` are its first and last ISO day, null when the year is unknown.
    """

    code: PeriodCode
    start: str | None = None
    end: str | None = None
    raw: str | None = Field(None, description="as written, when the text says it here")


class Meeting(Model):
    """One meeting a document reports."""

    kind: MeetingKind
    body: str | None = Field(None, description="who met, as written")
    body_full: str | None = Field(None, description="the same, completed by the text or its source")
    level: Level | None = None
    date: str | None = Field(None, description="YYYY-MM-DD, or --MM-DD when the year is unknown")
    session: Session | None = None
    period: Period | None = Field(None, description="what was reviewed")
    place: str | None = None
    venues: tuple[str, ...] = ()
    provenance: Provenance


class Person(Model):
    """One person or group in one role at one meeting."""

    role: Role
    name: str | None = None
    group: str | None = None
    titles: tuple[str, ...] = ()
    honorific: str | None = None
    count: int | None = Field(None, description="how many of the group came, when told")
    of: int | None = Field(None, description="out of how many, when told")
    person_id: str | None = Field(None, description="the same for one person throughout a document")
    meeting: int | None = Field(None, description="index into meetings")
    provenance: Provenance
    also: tuple[Provenance, ...] = ()


class Reading(Model):
    """One reading of an ambiguous number and what speaks for it."""

    value: DecimalText
    evidence: str


class Indicator(Model):
    """One reported number: what, how much, when, compared with what."""

    id: str
    name: str | None = Field(None, description="what is measured, as written")
    concept: str | None = Field(None, description="the indicator it is, such as budget_revenue")
    measure: Measure
    value: DecimalText
    value_max: DecimalText | None = Field(None, description="upper end of a range")
    of: DecimalText | None = Field(None, description="denominator of a fraction")
    unit: str | None = None
    bound: Bound = "exact"
    status: Status = "actual"
    period: Period | None = None
    base: str | None = None
    assigner: str | None = Field(None, description="who set the plan")
    scope: str | None = None
    parent: str | None = Field(None, description="id of the indicator it is part of or compares")
    meeting: int | None = None
    readings: tuple[Reading, ...] = ()
    flags: tuple[str, ...] = ()
    fields: dict[str, Provenance] = Field(default_factory=dict)
    provenance: Provenance
    also: tuple[Provenance, ...] = ()


class Directive(Model):
    """Who must do what by when."""

    text: str
    speaker: str | None = None
    speaker_titles: tuple[str, ...] = ()
    addressee: str | None = None
    addressee_inherited: str | None = None
    lead: str | None = None
    coordinate: tuple[str, ...] = ()
    deadline: str | None = Field(None, description="as written")
    deadline_date: str | None = Field(None, description="ISO date, partial date or period code")
    legal_basis: tuple[str, ...] = ()
    meeting: int | None = None
    provenance: Provenance


class Votes(Model):
    """The count of a vote."""

    yes: int | None = None
    present: int | None = None
    total: int | None = None
    percent: DecimalText | None = None


class Decision(Model):
    """What a meeting adopted, voted, elected."""

    action: str
    object: str | None = None
    votes: Votes | None = None
    meeting: int | None = None
    provenance: Provenance


class Flag(Model):
    """Something a reviewer should look at; it never changes a value."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()
    suggestion: str | None = None


class Numeral(Span):
    """One number of the text and what became of it: a record or a reason."""

    record: str | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _is_accounted_for(self) -> Self:
        if (self.record is None) == (self.reason is None):
            raise ValueError("a numeral has either a record or a reason")
        return self


class DocumentRecord(Model):
    """All that was read from one document; one JSON line."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["bienban/1"] = Field("bienban/1", alias="schema")
    doc_id: str
    text_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    source: Source
    is_meeting: bool
    meetings: tuple[Meeting, ...] = ()
    people: tuple[Person, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    directives: tuple[Directive, ...] = ()
    decisions: tuple[Decision, ...] = ()
    flags: tuple[Flag, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    text: str | None = Field(None, description="Document.text, when asked for")

    @model_validator(mode="after")
    def _spans_have_their_length(self, info: ValidationInfo) -> Self:
        # what is read back has no text to be held against; `verify` does more for what is made
        for span in spans(self) if info.mode == "json" else ():
            if span.end - span.start != len(span.raw):
                raise ValueError(f"span {span.start}..{span.end} cannot hold {len(span.raw)} characters")
        return self

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record; `text` only when it is there."""
        return self.model_dump_json(by_alias=True, exclude={"text"} if self.text is None else None)


KINDS: dict[str, type[Model]] = {
    "meetings": Meeting,
    "people": Person,
    "indicators": Indicator,
    "directives": Directive,
    "decisions": Decision,
    "flags": Flag,
    "numerals": Numeral,
}
"""The lists of a DocumentRecord and what they hold; what stores or compares records walks over these."""


def spans(model: BaseModel) -> list[Span]:
    """Every span in a record, however deep, in the order of its fields."""
    found: list[Span] = []
    _collect(model, found)
    return found


def _collect(model: BaseModel, found: list[Span]) -> None:
    if isinstance(model, Span):
        found.append(model)
    for name in _holders(type(model)):
        value = getattr(model, name)
        if not value:
            continue
        for item in (
            value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        ):
            if type(item) is Provenance or type(item) is Span:  # most are, and hold no other
                found.append(item)
            else:
                _collect(item, found)


@cache
def _holders(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that may hold spans; most hold a word or a number."""
    return tuple(name for name, field in kind.model_fields.items() if _may_hold(field.annotation))


def _may_hold(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return issubclass(annotation, Span) or bool(_holders(annotation))
    return any(map(_may_hold, get_args(annotation)))


def verify(record: DocumentRecord, text: str) -> DocumentRecord:
    """Hold every span of `record` against `text`; raise RecordError at the first that lies."""
    for span in spans(record):
        if text[span.start : span.end] != span.raw:
            raise RecordError(
                f"{record.doc_id}: characters {span.start}..{span.end} read "
                f"{text[span.start : span.end]!r}, the record says {span.raw!r}; "
                "the record was made from another text"
            )
    return record
