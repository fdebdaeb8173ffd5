"""Sources -> the documents in them, each once, and which of them are to be done."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import UsageError
from bienban.read.paths import Found, find_files
from bienban.read.read import SIDECAR
from bienban.store.ledger import Entry


@dataclass(frozen=True, slots=True)
class Stamp:
    """What records are made with; another stamp may make other records."""

    rules: str
    version: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One document of a run. `content` is the hash of its file and sidecar, empty when unreadable."""

    found: Found
    content: str

    @property
    def path(self) -> str:
        """The key of the ledger: the path below its source."""
        return self.found.doc_id


def plan(sources: Iterable[Path]) -> list[Planned]:
    """All documents of `sources`, by path, whatever the order of the sources.

    A file is named by its path below the outermost folder that was given, else as it was
    given. Raises UsageError for a source that is missing, for two documents of one name,
    and when there is no document at all.
    """
    outermost = _outermost(list(sources))
    found = {file.path.resolve(): file for file in find_files(outermost)}
    if not found:
        raise UsageError(f"no document in {', '.join(map(str, outermost))}; bienban reads *.txt files")
    named: dict[str, Found] = {}
    for file in found.values():
        twin = named.setdefault(file.doc_id, file)
        if twin is not file:
            paths = " and ".join(sorted((str(twin.path), str(file.path))))
            raise UsageError(f"{paths} would both be called {file.doc_id}; give a folder that holds both")
    return [Planned(named[name], fingerprint(named[name].path)) for name in sorted(named)]


def _outermost(sources: Sequence[Path]) -> list[Path]:
    """The sources that are in no other source, sorted."""
    for source in sources:
        if not source.exists():
            raise UsageError(f"{source}: there is no such file or folder")
    folders = {source.resolve() for source in sources if source.is_dir()}
    return sorted(source for source in sources if not folders.intersection(source.resolve().parents))


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file and its sidecar; empty for what is no regular file or cannot be read."""
    digest = hashlib.sha256()
    sidecar = path.with_suffix(SIDECAR)
    try:
        if not path.is_file():
            return ""
        digest.update(hashlib.sha256(path.read_bytes()).digest())
        if sidecar.is_file():
            digest.update(sidecar.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def is_current(item: Planned, entry: Entry, stamp: Stamp) -> bool:
    """Whether an entry was made from this content with these rules and this version."""
    return (entry.content, entry.rules, entry.version) == (item.content, stamp.rules, stamp.version)


def owners(planned: Sequence[Planned], entries: Mapping[str, Entry], stamp: Stamp) -> dict[str, str]:
    """The path each doc_id belongs to, for the documents that are done: the first in order has it."""
    paths: dict[str, str] = {}
    for item in planned:
        entry = entries.get(item.path)
        if entry and entry.doc_id and entry.is_stored and is_current(item, entry, stamp):
            paths.setdefault(entry.doc_id, item.path)
    return paths


def due(
    planned: Sequence[Planned], entries: Mapping[str, Entry], stamp: Stamp, *, retry: bool = False
) -> list[Planned]:
    """The documents to be done: the new, the changed and, with `retry`, those that failed."""
    paths = owners(planned, entries, stamp)

    def is_due(item: Planned) -> bool:
        entry = entries.get(item.path)
        if entry is None or not is_current(item, entry, stamp):
            return True
        if entry.status == "quarantined":
            return retry
        owner = paths.get(entry.doc_id or "")
        return owner is None if entry.status == "skipped" else owner != item.path

    return [item for item in planned if is_due(item)]
