"""`bienban run` and `bienban retry`: many documents into an archive, resumed where it was left."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.cli.options import ColumnsOption, RulesOption

if TYPE_CHECKING:
    from bienban.batch.report import Report

MEGABYTE = 1024 * 1024

Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCE", help="Files, and folders of such.", show_default=False)
]
Out = Annotated[
    str,
    typer.Option(
        "--out", "-o", metavar="ARCHIVE", help="A folder, NAME.jsonl, or a database such as sqlite:///NAME.db"
    ),
]
Prune = Annotated[bool, typer.Option("--prune", help="Remove documents that are gone from their source.")]
ShardOption = Annotated[
    str, typer.Option(metavar="i/N", help="Do only the i-th of N parts, each with an archive of its own.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=0, help="Processes; one a core by default, 0 for none but this one.", show_default=False
    ),
]
Seconds = Annotated[float, typer.Option(min=0.1, help="What one document may take.")]
Memory = Annotated[int, typer.Option(min=16, help="Megabytes one document may take.")]
Summary = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the report as JSON, too.", show_default=False)
]


def run(  # noqa: PLR0913, PLR0917 - the options of a command
    sources: Sources,
    out: Out,
    rules: RulesOption = None,
    retry: Annotated[bool, typer.Option("--retry", help="Do again what is in quarantine.")] = False,
    prune: Prune = False,
    shard: ShardOption = "1/1",
    columns: ColumnsOption = "",
    workers: Workers = None,
    seconds: Seconds = 60.0,
    memory: Memory = 1024,
    summary: Summary = None,
) -> None:
    """Bring an archive of records up to date with its documents.

    Only what is new or changed is done; killed or interrupted, run the same command again.
    Exit code 0 when all is well, 3 when documents are in quarantine, 130 when interrupted.
    """
    from rich.console import Console

    from bienban.batch.crew import Limits
    from bienban.batch.plan import Shard
    from bienban.batch.run import run as run_all
    from bienban.batch.shown import rendered
    from bienban.cli.progress import Progress
    from bienban.read.columns import Columns
    from bienban.rules import load_rules

    try:
        with Progress() as progress:
            report = run_all(
                sources,
                out,
                rules=load_rules(rules),
                retry=retry,
                prune=prune,
                shard=Shard.parse(shard),
                columns=Columns.parse(columns),
                workers=workers,
                limits=Limits(seconds, memory * MEGABYTE),
                watch=progress.show,
            )
    except KeyboardInterrupt:
        typer.echo("bienban: interrupted; run the same command to go on", err=True)
        raise typer.Exit(130) from None
    _write_summary(report, summary)
    Console(highlight=False, soft_wrap=True).print(rendered(report))
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def retry(  # noqa: PLR0913, PLR0917 - the options of a command
    sources: Sources,
    out: Out,
    rules: RulesOption = None,
    shard: ShardOption = "1/1",
    columns: ColumnsOption = "",
    workers: Workers = None,
    seconds: Seconds = 600.0,
    memory: Memory = 4096,
    summary: Summary = None,
) -> None:
    """Do again what is in quarantine, with ten times the time and four times the memory.

    The same as `bienban run --retry`; SOURCE and --out are those of the run.
    """
    run(sources, out, rules, True, False, shard, columns, workers, seconds, memory, summary)


def _write_summary(report: "Report", path: Path | None) -> None:
    if path is not None:
        path.write_text(report.to_json() + "\n", encoding="utf-8")
