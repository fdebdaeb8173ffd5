"""What a Python program calls: `load()` the rules once, then `extract` one text or `pipe` many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bienban.document import Document
from bienban.flow import extract
from bienban.read.read import read_file, read_text
from bienban.records import DocumentRecord
from bienban.rules import Rules, load_rules


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded rules, ready for any number of documents; it keeps nothing between them."""

    rules: Rules

    def extract(  # noqa: PLR0913 - what may be known about a document, by name
        self,
        text_or_path: str | Path,
        *,
        published: str | date | None = None,
        url: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        with_text: bool = False,
    ) -> DocumentRecord:
        """The record of one document: a `str` is the text itself, a `Path` a file to read.

        `published` completes dates that leave out their year; a known `url` is the
        document's identity. Raises ReadError for a file that is missing or no text.
        """
        day = published.isoformat() if isinstance(published, date) else published
        document = _read(text_or_path, "text", published=day, url=url, outlet=outlet, title=title)
        return extract(document, self.rules, with_text=with_text)

    def pipe(self, texts: Iterable[str | Path], *, with_text: bool = False) -> Iterator[DocumentRecord]:
        """The records of many documents, one by one, in the order given.

        Texts are called `text-1`, `text-2`, … by their place. Raises ReadError at
        the first file that cannot be read; `bienban run` goes on without it.
        """
        for number, text in enumerate(texts, 1):
            yield extract(_read(text, f"text-{number}"), self.rules, with_text=with_text)


def load(rules: Path | None = None) -> Pipeline:
    """A Pipeline with the rules of a folder, the shipped ones when left out. Raises RuleError."""
    return Pipeline(load_rules(rules))


def _read(text_or_path: str | Path, doc_id: str, **facts: str | None) -> Document:
    if isinstance(text_or_path, Path):
        return read_file(text_or_path, **facts)
    return read_text(text_or_path, doc_id=doc_id, **facts)
