"""A file of records made before -> the one of each sample."""

from pathlib import Path, PurePosixPath

from bienban.errors import GoldError
from bienban.evaluate.folder import Sample
from bienban.jsonl import read_lines, record_of
from bienban.records import DocumentRecord


class Kept:
    """The records of a file by the name of their document; those of other documents are left alone."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises StoreError naming file and line for what is no record."""
        self._path = path
        self._records: dict[str, list[DocumentRecord]] = {}
        for number, line in read_lines(path):
            record = record_of(line, f"{path}:{number}")
            name = PurePosixPath(record.source.path or record.doc_id).stem
            self._records.setdefault(name, []).append(record)

    def record(self, sample: Sample, text_sha256: str) -> DocumentRecord:
        """The record of a sample; of several the last one made from its text.

        Raises GoldError when there is none, or none that was made from this text.
        """
        named = self._records.get(sample.name, [])
        if not named:
            raise GoldError(f"{self._path}: holds no record of {sample.document}; extract it too")
        fitting = [record for record in named if record.text_sha256 == text_sha256]
        if not fitting:
            raise GoldError(
                f"{self._path}: its record of {sample.name} was made from another text than "
                f"{sample.document}; extract it anew"
            )
        return fitting[-1]
