"""What a Python program calls: `load()` the rules once, then `extract` one text or `pipe` many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bienban.document import Document
from bienban.find.alone import read_quantity
from bienban.find.mentions import Quantity
from bienban.flow import extract
from bienban.read.facts import Facts
from bienban.read.part import Unread
from bienban.read.read import read_documents, read_file, read_text
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
        document's identity. Raises ReadError for a file that is missing or cannot be read,
        UsageError for one of many documents: `pipe` takes those, or a `Path("news.csv#7")`.
        """
        day = published.isoformat() if isinstance(published, date) else published
        facts = Facts(published=day, url=url, outlet=outlet, title=title)
        if isinstance(text_or_path, Path):
            document = read_file(text_or_path, **facts)
        else:
            document = read_text(text_or_path, **facts)
        return extract(document, self.rules, with_text=with_text)

    def quantity(self, text: str) -> Quantity | None:
        """The one quantity that a short text says, such as a cell of a table; None for none or several.

        `pipeline.quantity("ít nhất 1,2 triệu đồng")` has the value 1200000, the unit VND and
        the bound min.
        """
        return read_quantity(text, self.rules)

    def pipe(self, texts: Iterable[str | Path], *, with_text: bool = False) -> Iterator[DocumentRecord]:
        """The records of many documents, one by one, in the order given.

        Texts are called `text-1`, `text-2`, … by their place; a `Path` is a file with any number
        of documents. Raises ReadError at the first that cannot be read; `bienban run` goes on without it.
        """
        for number, text in enumerate(texts, 1):
            for document in _read_all(text, f"text-{number}"):
                yield extract(document, self.rules, with_text=with_text)


def load(rules: Path | None = None) -> Pipeline:
    """A Pipeline with the shipped rules, those of a folder laid over them. Raises RuleError."""
    return Pipeline(load_rules(rules))


def _read_all(text_or_path: str | Path, doc_id: str) -> Iterator[Document]:
    if not isinstance(text_or_path, Path):
        yield read_text(text_or_path, doc_id=doc_id)
        return
    for found in read_documents(text_or_path):
        if isinstance(found, Unread):
            raise found.error
        yield found
