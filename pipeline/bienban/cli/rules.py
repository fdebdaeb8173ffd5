"""`bienban rules`: what a reviewer runs after editing rules/*.yaml."""

from pathlib import Path
from typing import Annotated

import typer

rules = typer.Typer(no_args_is_help=True, help="Look after the rules.")


@rules.callback()
def _rules() -> None:
    pass


@rules.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A folder of *.yaml laid over the shipped rules."),
    ] = None,
) -> None:
    """Validate every rule file and hold every example against what its rule gives.

    Exit code 1 when something does not hold; each problem is one line that names the rule.
    """
    from collections import Counter

    from bienban.find.examples import problems
    from bienban.rules import load_rules, read_folder, shipped_folder

    found = 0
    for problem in problems(load_rules(folder)):
        typer.echo(problem)
        found += 1
    loaded = read_folder(folder or shipped_folder())
    kinds = Counter(rule.kind for rule in loaded)
    for kind, count in kinds.most_common():
        typer.echo(f"{count:>6} {kind}")
    examples = sum(len(rule.examples) for rule in loaded)
    typer.echo(f"{folder or shipped_folder()}: {len(loaded)} rules, {examples} examples, {found} problems")
    if found:
        raise typer.Exit(1)
