"""`bienban run`: many documents into an archive, resumed where it was left."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bienban.batch.plan import Planned


def run(
    sources: Annotated[
        list[Path], typer.Argument(help="Files, and folders whose *.txt are read.", show_default=False)
    ],
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="ARCHIVE", help="NAME.jsonl, or sqlite:///NAME.db"),
    ],
    rules: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Rules to use instead of the shipped ones.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Do again what failed before.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents that are in no source any more.")
    ] = False,
) -> None:
    """Bring an archive of records up to date with its documents.

    Only what is new or changed is done; killed or interrupted, run the same command again.
    Exit code 0 when all is well, 3 when some documents failed, 130 when interrupted.
    """
    from rich.console import Console

    from bienban.batch.report import rendered
    from bienban.batch.run import run as run_all
    from bienban.rules import load_rules

    try:
        report = run_all(sources, out, rules=load_rules(rules), retry=retry, prune=prune, watch=_watched)
    except KeyboardInterrupt:
        typer.echo("bienban: interrupted; run the same command to go on", err=True)
        raise typer.Exit(130) from None
    Console(highlight=False, soft_wrap=True).print(rendered(report))
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def _watched(planned: "Sequence[Planned]") -> "Iterator[Planned]":
    """The documents, with a bar on stderr where a terminal shows it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(planned, description="Reading")
