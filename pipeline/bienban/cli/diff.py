"""`bienban diff`: what changed from one set of records to another, by what, and whether it is allowed."""

from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.cli.changes import Form, FormOption, HtmlOption, LimitOption, show, told, tried
from bienban.errors import BienbanError, UsageError

if TYPE_CHECKING:
    from bienban.diff.groups import Difference
    from bienban.rules import Rules

UNREADABLE = 2
"""The exit code when a side cannot be read; 1 stands for changes that are not approved."""

SHIPPED = "shipped"
"""What stands for the rules that come with bienban, where a folder of rules is asked for."""


def diff(  # noqa: PLR0913, PLR0917 - a command has an argument for each of its options
    old: Annotated[str, typer.Argument(help="NAME.jsonl, an archive or a folder.", show_default=False)],
    new: Annotated[str, typer.Argument(help="The same, to compare it with.", show_default=False)],
    on: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="OLD and NEW are folders of rules; try them on these documents."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The documents, to show changes where they stand."),
    ] = None,
    form: FormOption = "report",
    html: HtmlOption = None,
    gate: Annotated[bool, typer.Option("--gate", help="Exit 1 when a change is not approved.")] = False,
    approved: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Changes that are approved; they are not shown.")
    ] = None,
    approve: Annotated[
        bool, typer.Option("--approve", help="Write every change into the file of --approved.")
    ] = False,
    limit: LimitOption = 50,
) -> None:
    """Compare two sets of records: gains, losses and changes, alike ones in one group.

    Records are lines of JSON, those of an archive (URL#2 is what run 2 of a database left), or
    what is read now from a folder of documents.

    Exit code 0, with --gate 1 when a change is not approved, 2 when a side cannot be read.
    """
    from bienban.diff.approvals import read_approved, write_approved
    from bienban.diff.values import counted

    if approve and not approved:
        raise UsageError("--approve writes a file of approved changes; name it with --approved FILE")
    try:
        known = read_approved(approved) if approved and (approved.exists() or not approve) else {}
        difference = _of_rules(old, new, on, form, known) if on else _of_records(old, new, form, known)
        if texts:
            _show_in_texts(difference, texts)
    except BienbanError as error:
        typer.echo(f"bienban: {error}", err=True)
        raise typer.Exit(UNREADABLE) from error
    show(difference, old, new, form=form, html=html, limit=limit)
    if approve and approved:
        count = write_approved(approved, difference, known)
        typer.echo(f"bienban: {counted(count, 'change')} approved", err=True)
    elif gate and not difference.is_empty:
        verb = "is" if difference.size == 1 else "are"
        typer.echo(f"bienban: {counted(difference.size, 'change')} {verb} not approved", err=True)
        raise typer.Exit(1)


def _of_records(old: str, new: str, form: Form, approved: Collection[int]) -> "Difference":
    """The difference of two sets of records."""
    from bienban.cli.sides import records_file
    from bienban.diff.files import compared_files, diff_files

    with ExitStack() as stack:
        sides = [stack.enter_context(records_file(side)) for side in (old, new)]
        if form == "jsonl":
            return told(compared_files(*sides), approved)
        return diff_files(*sides, approved=approved)


def _of_rules(old: str, new: str, on: Path, form: Form, approved: Collection[int]) -> "Difference":
    """The difference of two sets of rules over one folder of documents."""
    from bienban.cli.sides import documents_of, files_of
    from bienban.trial import Trial

    trial = Trial(_rules(old), _rules(new), documents_of)
    return tried(trial, files_of(on), form, approved)


def _rules(name: str) -> "Rules":
    from bienban.rules import load_rules

    return load_rules(None if name == SHIPPED else Path(name))


def _show_in_texts(difference: "Difference", folder: Path) -> None:
    """Give the changes that are shown the passages they stand in."""
    from bienban.cli.sides import documents_of, files_of

    wanted = {change.doc_id for group in difference.groups for change in group.samples}
    files = sorted(files_of(folder), key=lambda file: file.doc_id not in wanted)
    documents = (tried.document for file in files for tried in documents_of(file))
    found: dict[str, str] = {}
    for document in documents:
        if document.doc_id in wanted:
            found[document.doc_id] = document.text
            if len(found) == len(wanted):
                break
    difference.show_in(found)
