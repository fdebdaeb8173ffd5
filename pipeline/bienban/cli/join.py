"""`bienban join`: bodies, persons and series across the documents of an archive."""

from typing import Annotated

import typer

from bienban.cli.options import RulesOption


def join(
    archive: Annotated[
        str, typer.Argument(metavar="URL", help="sqlite:///NAME.db or postgresql://USER@HOST/NAME")
    ],
    rules: RulesOption = None,
) -> None:
    """Join bodies and persons across documents; flag names that may be two, and numbers that jump."""
    from bienban.rule_kinds import AbbreviationRule
    from bienban.rules import load_rules
    from bienban.store.join import join as join_all

    short_forms = {
        term: rule.full for rule in load_rules(rules).of_type(AbbreviationRule) for term in rule.terms
    }
    found = join_all(archive, short_forms)
    typer.echo(", ".join(f"{found[name]} {name}" for name in ("bodies", "persons")))
    for code in sorted(set(found) - {"bodies", "persons"}):
        typer.echo(f"{found[code]} flagged {code}")
