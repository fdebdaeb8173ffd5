"""Paths as given on the command line -> the documents they stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bienban.document import Document
from bienban.read.read import read_file


@dataclass(frozen=True)
class Found:
    """One file to read; `doc_id` is its path below the folder that was given."""

    path: Path
    doc_id: str

    def read(self, **facts: str | None) -> Document:
        """The document. Raises ReadError."""
        return read_file(self.path, doc_id=self.doc_id, **facts)


def documents(paths: Iterable[Path]) -> Iterator[Found]:
    """The files in the order given; of a folder every *.txt below it, sorted."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                yield Found(file, file.relative_to(path).as_posix())
        else:
            yield Found(path, path.as_posix())
