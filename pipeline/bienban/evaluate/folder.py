"""A folder of gold -> its samples: each document with its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import GoldError

KEYS = "gold"
"""The folder beside the documents that may hold their keys."""

_ENDS = (".meta.json", ".records.json", ".floors.json")
"""How the names of files end that may stand beside keys and are none."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document and the key a reader made for it, NAME.json."""

    name: str
    key: Path
    document: Path


def find_samples(folder: Path) -> list[Sample]:
    """The samples of `folder`, by name.

    Keys stand beside their documents, or in a folder `gold` below them; either may be given.
    Raises GoldError for a folder without keys, a key without a document and a *.txt without a key.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: not a folder; give the one that holds NAME.txt and NAME.json")
    home = folder / KEYS if (folder / KEYS).is_dir() else folder
    keys = {path.name.removesuffix(".json"): path for path in _keys(home)}
    if not keys:
        raise GoldError(f"{folder}: holds no key; write a NAME.json beside each NAME.txt")
    documents = home if any(home.glob("*.txt")) or home.name != KEYS else home.parent
    for path in sorted(documents.glob("*.txt")):
        if path.stem not in keys:
            raise GoldError(f"{path}: has no key; write {home / path.stem}.json, or move the document away")
    return [Sample(name, key, _document(documents, name, key)) for name, key in sorted(keys.items())]


def _keys(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*.json") if not f".{path.name}".endswith(_ENDS))


def _document(folder: Path, name: str, key: Path) -> Path:
    """NAME.txt, else the only file NAME.* that is no JSON."""
    text = folder / f"{name}.txt"
    if text.is_file():
        return text
    others = sorted(path for path in folder.iterdir() if path.stem == name and path.suffix != ".json")
    if len(others) == 1:
        return others[0]
    if others:
        listed = ", ".join(path.name for path in others)
        raise GoldError(f"{key}: several documents may be meant: {listed}; keep one of them")
    raise GoldError(f"{key}: has no document; put {text} there, or move the key away")
