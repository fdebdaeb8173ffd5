"""Paths as somebody gives them -> the files they stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from bienban.document import Document
from bienban.read.columns import Columns
from bienban.read.facts import SIDECAR, Facts
from bienban.read.kinds import SUFFIXES
from bienban.read.part import Unread
from bienban.read.read import read_documents, read_file

OUR_OWN = (b'{"schema":"bienban/', b"doc_id,published,meeting_kind,")
"""How files of records begin; a folder may hold what was made of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read. `doc_id` is its path below the folder that was given, else its path as given."""

    path: Path
    doc_id: str

    def read(self, **facts: Unpack[Facts]) -> Document:
        """The one document, with what else is known about it. Raises ReadError."""
        return read_file(self.path, doc_id=self.doc_id, **facts)

    def documents(self, columns: Columns = Columns(), **facts: Unpack[Facts]) -> Iterator[Document | Unread]:  # noqa: B008
        """All documents of the file, and what cannot be read of it; see read_documents."""
        return read_documents(self.path, doc_id=self.doc_id, columns=columns, **facts)


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """The files in the order given; of a folder every file of a known suffix in it or below, sorted.

    A path that does not exist is found too, and so is a link to nowhere: reading it
    says what is wrong. Pipes and sockets in a folder are not read, nor are the records
    and ledgers bienban wrote there.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if _is_document(file):
                    yield Found(file, file.relative_to(path).as_posix())
        else:
            yield Found(path, path.as_posix())


def _is_document(file: Path) -> bool:
    """Whether a file of a folder is to be read."""
    if file.suffix.lower() not in SUFFIXES or file.name.endswith(SIDECAR):
        return False
    if file.is_file():
        return file.suffix not in (".jsonl", ".csv") or not _is_ours(file)
    return not file.exists()


def _is_ours(file: Path) -> bool:
    if file.name.endswith(".ledger.jsonl"):
        return True
    try:
        with file.open("rb") as stream:
            return stream.read(64).startswith(OUR_OWN)
    except OSError:
        return False
