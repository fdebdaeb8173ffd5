"""rules/*.yaml -> validated, frozen rules; what is refused is told with the file, the rule and the field."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from bienban.errors import RuleError
from bienban.rule_kinds import R, Rule, Strict


class _Drop(Strict):
    """Takes the rule of this id away from those it is laid over."""

    kind: Literal["drop"]
    id: str


_READ_ENTRY: TypeAdapter[Rule | _Drop] = TypeAdapter(Annotated[Rule | _Drop, Field(discriminator="kind")])


@dataclass(frozen=True)
class Rules:
    """A set of rules, in the order of their files, and the hash of its content.

    `dropped` has the ids of rules to be taken away where this set is laid over another one.
    """

    rules: tuple[Rule, ...] = field(compare=False)
    sha256: str
    dropped: frozenset[str] = field(default=frozenset(), compare=False)

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
    """The shipped rules; with a `folder`, those of its `*.yaml` laid over them.

    A rule of the folder stands in place of the shipped one of its id, else beside them;
    `{id: ID, kind: drop}` takes a shipped one away. Raises RuleError naming file, rule and field.
    """
    shipped = read_folder(shipped_folder())
    return shipped if folder is None else laid_over(shipped, read_folder(folder))


def read_folder(folder: Path) -> Rules:
    """The rules of the `*.yaml` of one folder alone. Raises RuleError naming file, rule and field."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RuleError(f"{folder}: no *.yaml rule file here; name a folder that holds some")
    return read_files(paths)


def laid_over(rules: Rules, over: Rules) -> Rules:
    """`rules` with others laid over them, as load_rules does it with a folder. Raises RuleError."""
    places = {rule.id: rule for rule in rules}
    if unknown := over.dropped - places.keys():
        raise RuleError(f"rule {min(unknown)}: cannot be dropped; there is no rule of this id")
    places |= {rule.id: rule for rule in over}
    kept = tuple(rule for name, rule in places.items() if name not in over.dropped)
    return Rules(kept, hashlib.sha256(f"{rules.sha256} {over.sha256}".encode()).hexdigest())


def read_files(paths: Iterable[Path]) -> Rules:
    """The rules of some files alone. Raises RuleError naming file, rule and field."""
    entries: list[Rule | _Drop] = []
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        entries += _read_entries(content, path.name)
    _refuse_twins(entries)
    rules = tuple(entry for entry in entries if not isinstance(entry, _Drop))
    return Rules(rules, digest.hexdigest(), frozenset(e.id for e in entries if isinstance(e, _Drop)))


def read_rules(content: bytes, name: str) -> list[Rule]:
    """The rules of one YAML file; `name` is what errors call it."""
    return [entry for entry in _read_entries(content, name) if not isinstance(entry, _Drop)]


def _read_entries(content: bytes, name: str) -> list["Rule | _Drop"]:
    """The rules of one YAML file, and what it drops."""
    try:
        entries = yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError(f"{name}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list):
        raise RuleError(f"{name}: expected a list of rules, each starting with '- id: …'")
    return [_read_entry(entry, name, number) for number, entry in enumerate(entries, 1)]


def _read_entry(entry: Any, name: str, number: int) -> "Rule | _Drop":
    label = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
    try:
        return _READ_ENTRY.validate_python(entry)
    except ValidationError as error:
        problems = "; ".join(_problem(item) for item in error.errors())
        raise RuleError(f"{name}: rule {label}: {problems}") from error


def _problem(error: Mapping[str, Any]) -> str:
    """One validation error as a sentence: the field, the message and the value."""
    field = ".".join(str(part) for part in error["loc"][1:]) or "kind"
    return f"field {field}: {error['msg']} (got {error['input']!r})"


def _refuse_twins(rules: Iterable["Rule | _Drop"]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"rule {rule.id}: the id stands twice; ids are unique over all files")
        seen.add(rule.id)
