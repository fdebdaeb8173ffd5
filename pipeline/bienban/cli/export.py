"""`bienban export`: an archive for other programs."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    archive: Annotated[
        str, typer.Argument(metavar="URL", help="sqlite:///NAME.db or postgresql://USER@HOST/NAME")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go.")],
    form: Annotated[Literal["csv", "parquet", "xlsx", "sdmx-csv"], typer.Option("--format", "-f")] = "csv",
) -> None:
    """Write indicators, directives, meetings and flags as files; sdmx-csv is the series alone."""
    from bienban.store.export import export as export_all

    for path in export_all(archive, out, form):
        typer.echo(path)
