"""`bienban extract`: documents in, records out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bienban.cli.options import ColumnsOption, RulesOption, day
from bienban.errors import BienbanError, ReadError

if TYPE_CHECKING:
    from bienban.document import Document
    from bienban.read.columns import Columns
    from bienban.read.part import Unread
    from bienban.read.paths import Found
    from bienban.records import DocumentRecord
    from bienban.rules import Rules

Format = Literal["report", "jsonl", "json", "csv", "html"]

SOME_FAILED = 3
"""The exit code when some documents could not be read; the records of the others are there."""


def extract(  # noqa: PLR0913, PLR0917 - the options of a command
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files, and folders of such.", show_default=False),
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="report on a terminal, else jsonl; html is a page to look at or to mail.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            parser=day,
            metavar="DATE",
            help="Day of publication; a NAME.meta.json beside NAME.txt tells it too.",
        ),
    ] = None,
    rules: RulesOption = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the text into the record.")] = False,
    columns: ColumnsOption = "",
) -> None:
    """Read documents and print their records, in the order given.

    Exit code 0 when every document was read, 3 when some were not: stderr names each.
    """
    from bienban.cli.formats import formatted
    from bienban.read.columns import Columns
    from bienban.read.paths import find_files
    from bienban.rules import load_rules

    loaded = load_rules(rules)
    documents = _documents(_watched(list(find_files(paths))), Columns.parse(columns), published)
    count: Counter[str] = Counter()
    records = _records(documents, loaded, count, with_text=with_text or form == "html")
    for piece in formatted(records, form or ("report" if sys.stdout.isatty() else "jsonl")):
        sys.stdout.write(piece)
    if count["failed"]:
        typer.echo(f"bienban: {count['failed']} of {count['found']} documents failed", err=True)
        raise typer.Exit(SOME_FAILED)


def _documents(
    files: "Iterable[Found]", columns: "Columns", published: str | None
) -> "Iterator[Document | Unread]":
    """All documents of the files; a file that breaks the reader does not cost the others."""
    from bienban.read.part import Unread

    for file in files:
        try:
            yield from file.documents(columns, published=published)
        except Exception as error:
            yield Unread(file.doc_id, ReadError(_bug(str(file.path), error)))


def _records(
    documents: "Iterable[Document | Unread]", rules: "Rules", count: Counter[str], *, with_text: bool
) -> "Iterator[DocumentRecord]":
    """The records of what can be read; what cannot is told on stderr, and both are counted."""
    from bienban.document import Document
    from bienban.flow import extract as extract_one
    from bienban.read.part import Unread

    for found in documents:
        count["found"] += 1
        try:
            if isinstance(found, Document):
                yield extract_one(found, rules, with_text=with_text)
                continue
            problem = str(found.error)
        except BienbanError as error:
            problem = str(error)
        except Exception as error:  # a mistake of ours must not cost the other documents
            problem = _bug(found.place if isinstance(found, Unread) else found.doc_id, error)
        count["failed"] += 1
        typer.echo(f"bienban: {problem}", err=True)


def _bug(name: str, error: Exception) -> str:
    return f"{name}: {type(error).__name__}: {error}; a bug of bienban, please report it"


def _watched(files: "list[Found]") -> "Iterator[Found]":
    """The files, with a bar on stderr where a terminal shows it and nothing else."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    hidden = len(files) < 2 or not console.is_terminal or sys.stdout.isatty()
    with Progress(console=console, transient=True, redirect_stdout=False, disable=hidden) as progress:
        yield from progress.track(files, description="Reading")
