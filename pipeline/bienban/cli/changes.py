"""A Difference on standard output, in the form that is asked for."""

import json
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from bienban.diff.compare import Compared
    from bienban.diff.groups import Difference
    from bienban.trial import Trial

Item = TypeVar("Item")

Form = Literal["report", "markdown", "json", "jsonl", "html"]

FormOption = Annotated[
    Form, typer.Option("--format", "-f", help="jsonl has every change, the others groups and samples.")
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write one page of HTML, too.")
]
LimitOption = Annotated[int, typer.Option(min=0, help="Groups a report shows; 0 shows all.")]


def show(  # noqa: PLR0913 - options are keyword-only
    difference: "Difference", old: str, new: str, *, form: Form, html: Path | None, limit: int
) -> None:
    """Write a difference between two sides of these names; as jsonl it has been told already."""
    if html:
        from bienban.diff.page import to_html

        html.write_text(to_html(difference, old, new), encoding="utf-8")
        typer.echo(f"bienban: wrote {html}", err=True)
    if form == "report":
        _print(difference, limit)
    elif form != "jsonl":
        sys.stdout.write(_written(difference, old, new, form))


def _written(difference: "Difference", old: str, new: str, form: Form) -> str:
    if form == "json":
        from bienban.diff.report import to_json

        return to_json(difference, old, new) + "\n"
    if form == "markdown":
        from bienban.diff.markdown import to_markdown

        return to_markdown(difference, old, new)
    from bienban.diff.page import to_html

    return to_html(difference, old, new)


def _print(difference: "Difference", limit: int) -> None:
    from rich.console import Console

    from bienban.diff.report import rendered

    console = Console(highlight=False, soft_wrap=True)
    for part in rendered(difference, limit=limit or None):
        console.print(part)


def told(documents: "Iterable[Compared]", approved: Collection[int]) -> "Difference":
    """The difference of documents; every change that is not approved is written as a line of JSON."""
    from bienban.diff.groups import difference_of

    return difference_of(_telling(documents, approved), approved)


def tried(
    trial: "Trial[Item]", items: "Iterable[Item]", form: Form, approved: Collection[int] = ()
) -> "Difference":
    """The difference a trial makes; as jsonl every change is written as it is found."""
    if form == "jsonl":
        return told(trial.compared(items), approved)
    return trial.difference(items, approved=approved)


def _telling(documents: "Iterable[Compared]", approved: Collection[int]) -> "Iterator[Compared]":
    from bienban.diff.mark import mark
    from bienban.diff.report import change_json

    for compared in documents:
        for change in compared.changes:
            if not approved or mark(change) not in approved:
                sys.stdout.write(json.dumps(change_json(change), ensure_ascii=False) + "\n")
        yield compared
