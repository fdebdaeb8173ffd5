"""What is given to be compared or tried on -> files of records, files to read, documents."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bienban.errors import UsageError

if TYPE_CHECKING:
    from bienban.document import Document
    from bienban.read.paths import Found
    from bienban.records import DocumentRecord

_SQLITE = b"SQLite format 3\0"


@contextmanager
def records_file(side: str) -> Iterator[Path]:
    """The records of `side` as a file: of a database or a folder of documents for as long as it is needed.

    Raises UsageError for a folder without documents, StoreError for a database that cannot be used.
    """
    records = _records(side)
    if records is None:
        yield Path(side)
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl", newline="\n") as file:
        file.writelines(record.to_json() + "\n" for record in records)
        file.flush()
        yield Path(file.name)


def _records(side: str) -> "Iterable[DocumentRecord] | None":
    """The records of a database or of the documents of a folder; None for a file that holds them itself."""
    url = database_of(side)
    if url:
        return _stored(url)
    return _read_now(Path(side)) if Path(side).is_dir() else None


def database_of(side: str) -> str | None:
    """The URL of the database that `side` is, if it is one."""
    if "://" in side:
        return side
    try:
        with Path(side).open("rb") as stream:
            is_database = stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return None
    return f"sqlite:///{side}" if is_database else None


def _stored(url: str) -> "Iterator[DocumentRecord]":
    from bienban.store.database import open_database

    with open_database(url, create=False) as database:
        yield from database.records()


def _read_now(folder: Path) -> "Iterator[DocumentRecord]":
    """What the shipped rules read from the documents of a folder."""
    from bienban.flow import extract
    from bienban.rules import load_rules

    rules = load_rules()
    for file in files_of(folder):
        yield from (extract(document, rules, with_text=True) for document in documents_of(file))


def files_of(folder: Path) -> "list[Found]":
    """The files of a folder, or the one file that is named. Raises UsageError when there is none."""
    from bienban.read.paths import find_files

    found = list(find_files([folder])) if folder.exists() else []
    if not found:
        raise UsageError(f"{folder}: there is no document here; name a folder of documents")
    return found


def documents_of(file: "Found") -> "Iterator[Document]":
    """The documents of one file; what cannot be read is told on stderr."""
    from bienban.document import Document

    for document in file.documents():
        if isinstance(document, Document):
            yield document
        else:
            typer.echo(f"bienban: {document.error}", err=True)


def stored_documents(url: str) -> "Iterator[Document]":
    """The documents of a database that keeps their texts. Raises UsageError when it keeps none."""
    from bienban.document import Document

    for record in _stored(url):
        if record.text is None:
            raise UsageError(
                f"{url}: the text of {record.doc_id} is not in it; name the folder of the documents"
            )
        yield Document(record.text, record.doc_id, record.source)
