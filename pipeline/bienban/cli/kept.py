"""Documents of an archive, to try rules on: as they are kept, or read again, with the records they gave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from pydantic_core import from_json

from bienban import __version__
from bienban.cli.sides import archived
from bienban.diff.documents import Record
from bienban.document import DOUBTFUL, Document
from bienban.errors import ReadError, UsageError
from bienban.read.read import read_file
from bienban.records import Source
from bienban.rules import Rules
from bienban.store.archive import open_archive
from bienban.store.ledger import Entry
from bienban.trial import Tried


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of an archive as JSON, which is quick to hand to another process, and its entry in the ledger.

    A record that was loaded has none.
    """

    line: str
    entry: Entry | None


def kept(archive: str) -> Iterator[Kept]:
    """The records of an archive. Raises StoreError when it cannot be used."""
    with open_archive(archive) as opened:
        entries = {entry.doc_id: entry for entry in opened.entries.values() if entry.is_stored}
    return (Kept(record.to_json(), entries.get(record.doc_id)) for record in archived(archive))


@dataclass(frozen=True)
class Again:
    """Finds the document of a record again. What `rules` read from it need not be read once more."""

    rules: Rules

    def __call__(self, item: Kept) -> Iterator[Tried]:
        """The document, or nothing when it cannot be read any more, which is told on stderr.

        Raises UsageError when neither its text nor where it lies is known.
        """
        record = from_json(item.line)
        document = _document(record, item.entry)
        if document is None:
            return
        entry = item.entry
        is_current = entry and (entry.rules, entry.version) == (self.rules.sha256, __version__)
        if is_current and document.sha256 == record["text_sha256"]:
            yield Tried(document, {**record, "text": document.text})
        else:
            yield Tried(document)


def _document(record: Record, entry: Entry | None) -> Document | None:
    doc_id, source = record["doc_id"], Source.model_validate(record["source"])
    text = record.get("text")
    if text is not None:
        repairs = (DOUBTFUL,) if any(flag["code"] == DOUBTFUL for flag in record["flags"]) else ()
        return Document(text, doc_id, source, repairs)
    if entry is None or not entry.source:
        raise UsageError(f"the text of {doc_id} is not in the archive; name the folder of the documents")
    try:
        return replace(read_file(_path(entry), doc_id=doc_id), source=source)
    except ReadError as error:
        typer.echo(f"bienban: {error}", err=True)
        return None


def _path(entry: Entry) -> Path:
    """Where a document lies: below the folder that was given, or as it was given itself."""
    source = Path(entry.source)
    return source / entry.path if source.is_dir() else Path(entry.path)
