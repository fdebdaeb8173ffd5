"""`bienban rules`: what a reviewer runs after editing rules/*.yaml."""

from pathlib import Path
from typing import Annotated

import typer

rules = typer.Typer(no_args_is_help=True, help="Look after the rules.")


@rules.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of *.yaml; the shipped rules else.")] = None,
) -> None:
    """Validate every rule file and hold every example against what its rule gives."""
    from collections import Counter

    from bienban.find.examples import problems
    from bienban.rules import load_rules

    checked = load_rules(folder)
    found = list(problems(checked))
    for problem in found:
        typer.echo(problem)
    kinds = Counter(rule.kind for rule in checked)
    examples = sum(len(rule.examples) for rule in checked)
    typer.echo(f"{len(checked)} rules, {examples} examples, {len(found)} problems")
    for kind, count in sorted(kinds.items()):
        typer.echo(f"  {kind:<14}{count:>5}")
    if found:
        raise typer.Exit(1)


@rules.callback()
def _rules() -> None:
    pass
