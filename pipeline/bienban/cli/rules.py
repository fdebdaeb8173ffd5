"""`bienban rules`: what a reviewer runs after editing rules/*.yaml."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.cli.changes import FormOption, HtmlOption, LimitOption, show, tried

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


@rules.command("try")
def try_rules(  # noqa: PLR0913, PLR0917 - a command has an argument for each of its options
    edited: Annotated[
        list[Path], typer.Argument(metavar="RULE.yaml…", help="The edited rules.", show_default=False)
    ],
    on: Annotated[
        str, typer.Option(metavar="SOURCE", help="Documents: a folder, or an archive of bienban run.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--rules", metavar="FOLDER", help="Rules already laid over the shipped ones."),
    ] = None,
    form: FormOption = "report",
    html: HtmlOption = None,
    limit: LimitOption = 50,
) -> None:
    """Show what edited rules would change on some documents, before anything is saved.

    A rule takes the place of the one of its id, else it is new; `{id: ID, kind: drop}` takes
    one away. Examples of the edited rules that do not hold are named on stderr.
    """
    from bienban.cli.sides import archive_of, documents_of, files_of
    from bienban.find.examples import problem_of
    from bienban.rules import laid_over, load_rules, read_files
    from bienban.trial import Trial

    before, over = load_rules(folder), read_files(edited)
    after = laid_over(before, over)
    for rule in over:
        for example in rule.examples:
            if problem := problem_of(rule, example, after):
                typer.echo(f"bienban: rule {rule.id}: example {example.text!r}: {problem}", err=True)
    if archive := archive_of(on):
        from bienban.cli.kept import Again, kept

        difference = tried(Trial(before, after, Again(before)), kept(archive), form)
    else:
        difference = tried(Trial(before, after, documents_of), files_of(Path(on)), form)
    show(difference, "the rules as they are", "the edited ones", form=form, html=html, limit=limit)
