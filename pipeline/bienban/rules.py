"""rules/*.yaml -> validated, frozen rules.

A rule is words and what they mean; arithmetic and grammar stay in Python. Each
kind of rule is one small model below, so an unknown key, a wrong type or a
missing field is refused with the file, the rule and the field named.

An example marks with `[[ ]]` what its rule must match, and `gives` says what
else must come out; an example without marks must not be matched by its rule.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bienban.errors import RuleError
from bienban.records import Bound, DecimalText, Level, Measure, MeetingKind, Session, Status

Cue = Literal[
    # who met
    "chair_verb",  # presides over a meeting when its subject is a person
    "attend",  # opens a list of attendees
    "absent",  # marks somebody as not present
    "shared",  # a head that holds for each body named after it
    "convene",  # a body holds a meeting
    # parts of an article
    "caption",
    "chrome",
    "tail",
    "report",
    "discussion",
    "limits",
    "plan",
    "conclusion",
    # what was ordered and decided
    "order",  # a leader orders, asks or instructs
    "action",  # opens an order that has no subject
    "modal",  # must, shall not
    "not_order",  # looks like an order and is none
    "adopt",  # a meeting adopts, votes, elects
    "not_adopt",
    "deadline",
    # what a figure belongs to
    "child",  # parts of the indicator said before: of which, including
    "assign",  # who set a plan
    "scope",
    "aligned",  # names and values pair by order: respectively
]


class Strict(BaseModel):
    """Frozen, strict about types, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Example(Strict):
    """A marked text and what the rule must give for it."""

    text: str
    gives: Mapping[str, str] = Field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return re.sub(r"\[\[|\]\]", "", self.text)

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """The marked spans, as offsets into `plain`."""
        found = re.finditer(r"\[\[(.+?)\]\]", self.text)
        return tuple((m.start() - 4 * n, m.end() - 4 * (n + 1)) for n, m in enumerate(found))


class RuleBase(Strict):
    """What every rule has. `terms` are matched by syllable, blind to case and tone placement."""

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    terms: tuple[str, ...] = Field(min_length=1, strict=False)
    why: str | None = None
    examples: tuple[Example, ...] = Field((), strict=False)


class ScaleRule(RuleBase):
    """A word that multiplies the number before it."""

    kind: Literal["scale"]
    scale: DecimalText


class UnitRule(RuleBase):
    """A unit or counted noun. `unit` is its code, the noun as written when left out."""

    kind: Literal["unit"]
    unit: str | None = None
    dimension: Literal["money", "ratio", "measure", "count", "rank"] = "count"
    scale: DecimalText = "1"


class NumberWordRule(RuleBase):
    """A number written as a word."""

    kind: Literal["number_word"]
    value: DecimalText


class BoundRule(RuleBase):
    """Says that a number is a limit or an approximation."""

    kind: Literal["bound"]
    bound: Bound


class StatusRule(RuleBase):
    """Says that a figure is an estimate or a target."""

    kind: Literal["status"]
    status: Status


class VerbRule(RuleBase):
    """A verb that reports a figure; `sign` is -1 for a decrease."""

    kind: Literal["verb"]
    measure: Measure | None = None
    sign: Literal[1, -1] = 1


class BaseRule(RuleBase):
    """What a figure is compared with."""

    kind: Literal["base"]
    base: str


class IndicatorRule(RuleBase):
    """An indicator the field knows: its names and how it is counted."""

    kind: Literal["indicator"]
    unit: str
    flow: str
    needs: str | None = None


class NotFigureRule(RuleBase):
    """Words that make the number beside them something other than a figure."""

    kind: Literal["not_figure"]
    reason: str
    side: Literal["before", "after"] = "before"


class TitleRule(RuleBase):
    """An office: what a person is."""

    kind: Literal["title"]


class HonorificRule(RuleBase):
    """What stands before a name out of respect."""

    kind: Literal["honorific"]


class BodyRule(RuleBase):
    """The head noun of an authority's name; its level, when the noun tells it."""

    kind: Literal["body"]
    level: Level | None = None


class PlaceRule(RuleBase):
    """The noun of an administrative unit."""

    kind: Literal["place"]
    level: Level | None = None


class GroupRule(RuleBase):
    """A fixed enumeration or class of people or bodies, never to be split at its commas."""

    kind: Literal["group"]


class MeetingRule(RuleBase):
    """The words for a kind of meeting."""

    kind: Literal["meeting"]
    meeting: MeetingKind
    rank: Annotated[int, Field(ge=0, le=9)] = 5


class SessionRule(RuleBase):
    """The part of the day."""

    kind: Literal["session"]
    session: Session


class AbbreviationRule(RuleBase):
    """A short form and what it stands for."""

    kind: Literal["abbreviation"]
    full: str


class CueRule(RuleBase):
    """Words that open or mark something; which, says `cue`."""

    kind: Literal["cue"]
    cue: Cue


R = TypeVar("R", bound=RuleBase)

Rule = (
    ScaleRule
    | UnitRule
    | NumberWordRule
    | BoundRule
    | StatusRule
    | VerbRule
    | BaseRule
    | IndicatorRule
    | NotFigureRule
    | TitleRule
    | HonorificRule
    | BodyRule
    | PlaceRule
    | GroupRule
    | MeetingRule
    | SessionRule
    | AbbreviationRule
    | CueRule
)
_READ_RULE: TypeAdapter[Rule] = TypeAdapter(Annotated[Rule, Field(discriminator="kind")])


@dataclass(frozen=True)
class Rules:
    """A set of rules, in the order of their files, and the hash of its content."""

    rules: tuple[Rule, ...] = field(compare=False)
    sha256: str

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def of_type(self, kind: type[R]) -> Iterator[R]:
        """The rules of one kind."""
        return (rule for rule in self.rules if isinstance(rule, kind))


def shipped_folder() -> Path:
    """The folder of the rules that come with bienban."""
    inside = Path(__file__).parent / "rules_data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "rules"


def load_rules(folder: Path | None = None) -> Rules:
    """Read and validate every `*.yaml` of `folder` (the shipped rules when left out).

    Raises RuleError naming file, rule and field.
    """
    folder = folder or shipped_folder()
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RuleError(f"{folder}: no *.yaml rule file here; name a folder that holds some")
    rules: list[Rule] = []
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        rules += read_rules(content, path.name)
    _refuse_twins(rules)
    return Rules(tuple(rules), digest.hexdigest())


def read_rules(content: bytes, name: str) -> list[Rule]:
    """The rules of one YAML file; `name` is what errors call it."""
    try:
        entries = yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError(f"{name}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list):
        raise RuleError(f"{name}: expected a list of rules, each starting with '- id: …'")
    return [_read_rule(entry, name, number) for number, entry in enumerate(entries, 1)]


def _read_rule(entry: Any, name: str, number: int) -> Rule:
    label = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
    try:
        return _READ_RULE.validate_python(entry)
    except ValidationError as error:
        problems = "; ".join(_problem(item) for item in error.errors())
        raise RuleError(f"{name}: rule {label}: {problems}") from error


def _problem(error: Mapping[str, Any]) -> str:
    """One validation error as a sentence: the field, the message and the value."""
    field = ".".join(str(part) for part in error["loc"][1:]) or "kind"
    return f"field {field}: {error['msg']} (got {error['input']!r})"


def _refuse_twins(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"rule {rule.id}: the id stands twice; ids are unique over all files")
        seen.add(rule.id)
