"""What is given to be compared or tried on -> files of records, files to read, documents."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bienban.errors import UsageError

if TYPE_CHECKING:
    from bienban.read.paths import Found
    from bienban.records import DocumentRecord
    from bienban.trial import Tried

_SQLITE = b"SQLite format 3\0"


@contextmanager
def records_file(side: str) -> Iterator[Path]:
    """The records of `side` as a file: of an archive or a folder of documents for as long as it is needed.

    Raises UsageError for a folder without documents, StoreError for an archive that cannot be used.
    """
    records = None if _is_lines(side) else _records(side)
    if records is None:
        yield Path(side)
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl", newline="\n") as file:
        file.writelines(record.to_json() + "\n" for record in records)
        file.flush()
        yield Path(file.name)


def _is_lines(side: str) -> bool:
    """Whether `side` is a file of records, one a line."""
    return archive_of(side) is None and not Path(side).is_dir()


def _records(side: str) -> "Iterator[DocumentRecord]":
    """The records of an archive, or those the shipped rules read now from the documents of a folder."""
    from bienban.flow import extract
    from bienban.rules import load_rules

    if archive := archive_of(side):
        yield from archived(archive)
        return
    rules = load_rules()
    for file in files_of(Path(side)):
        yield from (extract(tried.document, rules, with_text=True) for tried in documents_of(file))


def archive_of(side: str) -> str | None:
    """What `open_archive` opens, where `side` is a database or a folder that `bienban run` wrote."""
    if "://" in side:
        return side
    if (Path(side) / "ledger.db").is_file():
        return side
    try:
        with Path(side).open("rb") as stream:
            is_database = stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return None
    return f"sqlite:///{side}" if is_database else None


def archived(archive: str) -> "Iterator[DocumentRecord]":
    """All records of an archive, of a database `URL#RUN` those that one of its runs left."""
    url, _, run = archive.partition("#")
    if "://" in url and run:
        from bienban.store.past import records_at

        if not run.isdecimal():
            raise UsageError(f"{archive}: {run!r} is not the number of a run; write {url}#1")
        yield from records_at(url, int(run))
    elif "://" in archive:
        from bienban.store.database import open_database

        with open_database(archive, create=False) as database:
            yield from database.records()
    else:
        from bienban.jsonl import read_lines, record_of

        for path in sorted(Path(archive).glob("records-*.jsonl")):
            yield from (record_of(line, f"{path}:{number}") for number, line in read_lines(path))


def files_of(folder: Path) -> "list[Found]":
    """The files of a folder, or the one file that is named. Raises UsageError when there is none."""
    from bienban.read.paths import find_files

    found = list(find_files([folder])) if folder.exists() else []
    if not found:
        raise UsageError(f"{folder}: there is no document here; name a folder of documents")
    return found


def documents_of(file: "Found") -> "Iterator[Tried]":
    """The documents of one file; what cannot be read is told on stderr."""
    from bienban.document import Document
    from bienban.trial import Tried

    for document in file.documents():
        if isinstance(document, Document):
            yield Tried(document)
        else:
            typer.echo(f"bienban: {document.error}", err=True)
