"""`bienban diff`: what changed from one file of records to another."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def diff(
    old: Annotated[Path, typer.Argument(help="Records, one a line.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="Records, one a line.", show_default=False)],
    form: Annotated[Literal["report", "json"], typer.Option("--format", "-f")] = "report",
    limit: Annotated[int, typer.Option(min=0, help="Changes a report shows; 0 shows all.")] = 200,
) -> None:
    """Compare two files of records: gains, losses and changes by field.

    Exit code 0 when both say the same, 1 when they differ, 2 when one cannot be read.
    """
    from bienban.diff.compare import diff_files
    from bienban.errors import StoreError

    try:
        difference = diff_files(old, new)
    except StoreError as error:
        typer.echo(f"bienban: {error}", err=True)
        raise typer.Exit(2) from error
    if form == "json":
        from bienban.diff.report import to_json

        typer.echo(to_json(difference, str(old), str(new)))
    else:
        from rich.console import Console

        from bienban.diff.report import rendered

        console = Console(highlight=False, soft_wrap=True)
        for part in rendered(difference, limit=limit or None):
            console.print(part)
    if not difference.is_empty:
        raise typer.Exit(1)
