"""Sources -> the files in them, each once, and what tells whether a file has changed."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import UsageError
from bienban.read.columns import Columns
from bienban.read.facts import SIDECAR
from bienban.read.kinds import SUFFIXES
from bienban.read.paths import Found, find_files

_PACKED = SUFFIXES & {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".gz", ".zip"} | {".json"}
"""Files that may hold many documents; all shards read them, and each keeps its own documents."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What records are made with; another stamp may make other records."""

    rules: str
    version: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One file of a run; `source` is the file or folder it was found in."""

    found: Found
    source: str

    @property
    def path(self) -> str:
        """The key of the ledger: the path below its source."""
        return printable(self.found.doc_id)


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `count` parts; a document's path alone decides which one has it."""

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """A shard from `i/N`. Raises UsageError."""
        number, _, count = text.partition("/")
        if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
            return cls(int(number), int(count))
        raise UsageError(f"shard {text!r}: write i/N with i from 1 to N, such as 1/4")

    def has(self, path: str) -> bool:
        """Whether the document at `path` is one of this shard."""
        if self.count == 1:
            return True
        digest = hashlib.blake2b(path.encode(), digest_size=8).digest()
        return int.from_bytes(digest) % self.count == self.number - 1

    def may_have(self, path: str) -> bool:
        """Whether the file at `path` may hold documents of this shard."""
        return self.has(path) or Path(path).suffix.lower() in _PACKED


def printable(text: str) -> str:
    """A name as UTF-8 can hold it: bytes and halves of characters that are none are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def plan(sources: Iterable[Path], shard: Shard = Shard()) -> list[Planned]:
    """All files of `sources` a shard has to look into, by path, whatever the order of the sources.

    A file is named by its path below the outermost folder that was given, else as it was
    given. Raises UsageError for a source that is missing, for two files of one name,
    and when there is no file at all.
    """
    outermost = _outermost(list(sources))
    named: dict[str, Planned] = {}
    seen: set[str] = set()
    for file in _planned(outermost):
        real = os.path.realpath(file.found.path)  # which a loop of links does not stop
        if real in seen:
            continue
        seen.add(real)
        twin = named.setdefault(file.path, file)
        if twin is not file:
            paths = " and ".join(sorted((str(twin.found.path), str(file.found.path))))
            raise UsageError(f"{paths} would both be called {file.path}; give a folder that holds both")
    if not named:
        raise UsageError(
            f"no document in {', '.join(map(str, outermost))}; of a folder bienban reads "
            f"{' '.join(sorted(SUFFIXES))}"
        )
    return [named[name] for name in sorted(named) if shard.may_have(name)]


def refuse_rival(file: Planned, source: str) -> None:
    """Raise UsageError when `source`, where an earlier run found a file of this name, still has that one."""
    there = Path(source) / file.found.doc_id if Path(source).is_dir() else Path(source)
    if os.path.lexists(there) and os.path.realpath(there) != os.path.realpath(file.found.path):
        raise UsageError(
            f"{file.found.path}: the archive has another document called {file.path}, from {source}; "
            "give a folder that holds both, or run into another archive"
        )


def _planned(sources: Iterable[Path]) -> Iterator[Planned]:
    for source in sources:
        for found in find_files([source]):
            yield Planned(found, str(source.absolute()))


def _outermost(sources: Sequence[Path]) -> list[Path]:
    """The sources that are in no other source, sorted."""
    for source in sources:
        if not source.exists():
            raise UsageError(f"{source}: there is no such file or folder")
    folders = {source.resolve() for source in sources if source.is_dir()}
    return sorted(source for source in sources if not folders.intersection(source.resolve().parents))


def fingerprint(path: Path, columns: Columns) -> str:
    """The SHA-256 of a file, its sidecar and how its columns are named.

    Empty for what is no regular file or cannot be read.
    """
    digest = hashlib.sha256()
    sidecar = path.with_suffix(SIDECAR)
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
        if sidecar.is_file():
            digest.update(sidecar.read_bytes())
    except OSError:
        return ""
    if columns != Columns():
        digest.update(repr(columns).encode())
    return digest.hexdigest()
