"""Files of records -> an archive: `bienban load`.

Lines are read in batches, and a batch is one transaction. A document whose line has not changed
is skipped before it is parsed. A line that is no record, or one the tables refuse, costs itself only.
"""

import gc
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bienban import __version__
from bienban.errors import RecordError
from bienban.jsonl import doc_id_of, read_lines
from bienban.store.batches import batches
from bienban.store.database import Database, open_database
from bienban.store.feed import Tally
from bienban.store.prepare import Beside, Line, Prepared

AT_ONCE = 200
"""Documents in one transaction."""

LARGE = 4_000_000
"""Bytes of records from which on they are prepared in a second process."""


@dataclass
class Loaded:
    """What came of a load: `tally` counts documents and records, `failed` says what is wrong, by place."""

    lines: int = 0
    tally: Tally = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def load(paths: Iterable[Path], url: str) -> Loaded:
    """Bring the archive at `url` up to date with files of records; `-` is standard input.

    Of several lines with one doc_id the first counts. Raises StoreError for a file or a database that
    cannot be used.
    """
    loaded, seen, files = Loaded(), set[int](), list(paths)
    started = time.perf_counter()
    with _seldom_collected(), Beside(wanted=_are_large(files)) as beside, open_database(url) as database:
        waiting: list[Line] = []
        beside.begin([])
        for batch in batches(_lines(files, loaded, seen), AT_ONCE):
            due, new = _due(database, batch, loaded)
            prepared = beside.end()
            beside.begin(new)
            _feed(database, waiting, prepared, loaded)
            waiting = due
        _feed(database, waiting, beside.end(), loaded)
        database.finish()
    loaded.tally = +loaded.tally
    loaded.seconds = time.perf_counter() - started
    return loaded


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rows have no circles, and there are many: looking for circles among them costs a tenth of a load."""
    before = gc.get_threshold()
    gc.set_threshold(500_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _are_large(files: Iterable[Path]) -> bool:
    """Whether a second process is worth its start; how much comes through a pipe nobody knows."""
    return (
        sum(LARGE if str(file) == "-" else file.stat().st_size for file in files if _is_there(file)) >= LARGE
    )


def _is_there(file: Path) -> bool:
    return str(file) == "-" or file.is_file()


def _lines(paths: Iterable[Path], loaded: Loaded, seen: set[int]) -> Iterator[Line]:
    for path in paths:
        for number, line in _numbered(path):
            loaded.lines += 1
            place = f"{path}:{number}"
            try:
                doc_id = doc_id_of(line)
            except ValueError as error:
                loaded.failed[place] = f"not a record: {error}"
                continue
            if hash(doc_id) in seen:
                loaded.tally["duplicate"] += 1
            else:
                seen.add(hash(doc_id))
                yield Line.of(doc_id, line, place)


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    if str(path) != "-":
        return read_lines(path)
    return ((number, line) for number, line in enumerate(sys.stdin.buffer, 1) if line.strip())


def _due(database: Database, batch: list[Line], loaded: Loaded) -> tuple[list[Line], list[Line]]:
    """The lines of a batch that have changed, and those of them that are not there at all."""
    known = database.digests(line.doc_id for line in batch)
    due = [line for line in batch if known.get(line.doc_id) != line.digest]
    loaded.tally["unchanged"] += len(batch) - len(due)
    return due, [line for line in due if line.doc_id not in known]


def _feed(database: Database, due: list[Line], prepared: Mapping[str, Prepared], loaded: Loaded) -> None:
    """Store what has changed of a batch; when that fails, line by line."""
    if not due:
        return
    try:
        loaded.tally.update(_stored(database, due, prepared))
    except RecordError:
        for line in due:
            try:
                loaded.tally.update(_stored(database, [line], prepared))
            except RecordError as error:
                loaded.failed[line.place] = str(error)


def _stored(database: Database, lines: list[Line], prepared: Mapping[str, Prepared]) -> Tally:
    about = {"rules": "", "version": __version__}
    return database.feed(lines, about, [_entry(line) for line in lines], prepared=prepared)


def _entry(line: Line) -> dict[str, object]:
    """The row of the ledger for a document that was loaded."""
    return {
        "path": line.doc_id,
        "status": "ok",
        "doc_id": line.doc_id,
        "content": line.digest,
        "rules": "",
        "version": __version__,
        "source": "",
        "attempts": 1,
        "ms": 0,
        "loaded": True,
    }
