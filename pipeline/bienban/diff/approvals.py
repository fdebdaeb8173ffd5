"""Which changes somebody has approved: a file with the mark of each, one a line, and its pattern.

An approval holds for the same change alone: of the same document, from the same to the
same. It survives any number of runs and never covers another change.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bienban.diff.groups import Difference
from bienban.errors import StoreError

Approved = Mapping[int, str]
"""The marks of approved changes and what each line says of them."""

_HEAD = "# Approved changes, by mark (bienban diff --approve)\n"


def read_approved(path: Path) -> dict[int, str]:
    """The approved changes of a file. Raises StoreError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}; write it with --approve") from error
    approved = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            mark, _, says = line.partition(" ")
            try:
                approved[int(mark, 16)] = says
            except ValueError as error:
                raise StoreError(f"{path}:{number}: {mark!r} is not a mark of a change") from error
    return approved


def write_approved(path: Path, difference: Difference, before: Approved) -> int:
    """Approve every change of a difference, and forget those that are not in it; returns how many stand.

    `before` is what was approved when the difference was made. Raises OSError.
    """
    lines = sorted(dict(_now(difference, before)).items())
    body = "".join(f"{mark:016x} {says}\n" for mark, says in lines)
    path.write_text(_HEAD + body, encoding="utf-8", newline="\n")
    return len(lines)


def _now(difference: Difference, before: Approved) -> Iterator[tuple[int, str]]:
    yield from ((mark, before.get(mark, "")) for mark in difference.approved)
    for group in difference.by_signature.values():
        says = " ".join(str(group.signature).split())
        yield from ((mark, says) for mark in group.marks)
