"""`bienban extract`: documents in, records out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bienban.errors import BienbanError

if TYPE_CHECKING:
    from bienban.read.paths import Found
    from bienban.records import DocumentRecord
    from bienban.rules import Rules

Format = Literal["report", "jsonl", "json", "csv"]

SOME_FAILED = 3
"""The exit code when some documents could not be read; the records of the others are there."""


def _day(value: str) -> str:
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat()
    raise typer.BadParameter(f"{value!r} is not a day; write it as 2024-11-27")


def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files, and folders whose *.txt are read.", show_default=False),
    ],
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="report on a terminal, else jsonl.", show_default=False),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            parser=_day,
            metavar="DATE",
            help="Day of publication; a NAME.meta.json beside NAME.txt tells it too.",
        ),
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Rules to use instead of the shipped ones.")
    ] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the text into the record.")] = False,
) -> None:
    """Read documents and print their records, in the order given.

    Exit code 0 when every document was read, 3 when some were not: stderr names each.
    """
    from bienban.cli.formats import formatted
    from bienban.read.paths import find_files
    from bienban.rules import load_rules

    loaded = load_rules(rules)
    files = list(find_files(paths))
    failed: list[Path] = []
    records = _records(_watched(files), loaded, failed, published=published, with_text=with_text)
    for piece in formatted(records, form or ("report" if sys.stdout.isatty() else "jsonl")):
        sys.stdout.write(piece)
    if failed:
        typer.echo(f"bienban: {len(failed)} of {len(files)} documents failed", err=True)
        raise typer.Exit(SOME_FAILED)


def _records(
    files: "Iterable[Found]", rules: "Rules", failed: list[Path], *, published: str | None, with_text: bool
) -> "Iterator[DocumentRecord]":
    """The records of what can be read; what cannot is told on stderr and added to `failed`."""
    from bienban.flow import extract as extract_one

    for file in files:
        try:
            record = extract_one(file.read(published=published), rules, with_text=with_text)
        except BienbanError as error:
            problem = str(error)
        except Exception as error:  # a mistake of ours must not cost the other documents
            problem = f"{file.path}: {type(error).__name__}: {error}; a bug of bienban, please report it"
        else:
            yield record
            continue
        failed.append(file.path)
        typer.echo(f"bienban: {problem}", err=True)


def _watched(files: "list[Found]") -> "Iterator[Found]":
    """The files, with a bar on stderr where a terminal shows it and nothing else."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    hidden = len(files) < 2 or not console.is_terminal or sys.stdout.isatty()
    with Progress(console=console, transient=True, redirect_stdout=False, disable=hidden) as progress:
        yield from progress.track(files, description="Reading")
