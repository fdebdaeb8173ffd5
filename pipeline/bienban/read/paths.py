"""Paths as somebody gives them -> the files they stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bienban.document import Document
from bienban.read.read import read_file


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read. `doc_id` is its path below the folder that was given, else its path as given."""

    path: Path
    doc_id: str

    def read(self, **facts: str | None) -> Document:
        """The document, with what else is known about it. Raises ReadError."""
        return read_file(self.path, doc_id=self.doc_id, **facts)


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """The files in the order given; of a folder every *.txt in it or below, sorted.

    A path that does not exist is found too, and so is a link to nowhere: reading it
    says what is wrong. Pipes and sockets in a folder are not read.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                if file.is_file() or not file.exists():
                    yield Found(file, file.relative_to(path).as_posix())
        else:
            yield Found(path, path.as_posix())
