"""`bienban review`: the reviewer's page on an archive."""

from pathlib import Path
from typing import Annotated

import typer


def review(
    archive: Annotated[
        str, typer.Argument(metavar="URL", help="sqlite:///NAME.db or postgresql://USER@HOST/NAME")
    ],
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8417,
    reviewer: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who decides; your user name by default.")
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where documents are promoted to.", show_default=False),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Serve a page on this machine to look through an archive: accept, correct, reject, undo."""
    from bienban.review.serve import serve

    def ready(address: str) -> None:
        typer.echo(f"{address} (Ctrl-C ends it)")
        if browser:
            typer.launch(address)

    serve(archive, port=port, reviewer=reviewer, gold=gold, ready=ready)
