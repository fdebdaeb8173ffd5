"""`bienban load`: files of records into a database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bienban.store.loading import Loaded

SHOWN = 20
"""Lines that failed, of which the reason is printed."""


def load(
    records: Annotated[
        list[Path],
        typer.Argument(help="Files of records, one a line; - reads from a pipe.", show_default=False),
    ],
    into: Annotated[
        str,
        typer.Option("--into", metavar="URL", help="sqlite:///NAME.db or postgresql://USER@HOST/NAME"),
    ],
) -> None:
    """Bring a database up to date with files of records.

    Documents that have not changed are skipped, so a load may be repeated, cut off and run beside
    others. Exit code 0 when all is well, 3 when a line was no record or was refused.
    """
    from bienban.store.loading import load as load_all

    loaded = load_all(records, into)
    typer.echo(_headline(loaded))
    for place, reason in list(loaded.failed.items())[:SHOWN]:
        typer.echo(f"bienban: {place}: {reason}", err=True)
    if len(loaded.failed) > SHOWN:
        typer.echo(f"bienban: … and {len(loaded.failed) - SHOWN} more", err=True)
    if loaded.failed:
        raise typer.Exit(3)


def _headline(loaded: "Loaded") -> str:
    tally = loaded.tally
    documents = ", ".join(
        f"{tally[name]} {name}" for name in ("new", "changed", "unchanged", "duplicate") if tally[name]
    )
    records = ", ".join(
        f"{tally[name]} {name}" for name in ("gained", "rewritten", "moved", "lost") if tally[name]
    )
    failed = f", {len(loaded.failed)} failed" if loaded.failed else ""
    return (
        f"{loaded.lines} documents: {documents or 'none'}{failed}; records: {records or 'no change'}; "
        f"{loaded.seconds:.1f} s"
    )
