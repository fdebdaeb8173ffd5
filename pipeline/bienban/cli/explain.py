"""`bienban explain`: which rule made which record, and what was passed over."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.cli.options import ColumnsOption, RulesOption


def explain(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A document, or FILE#PLACE for one of a file of many.", show_default=False
        ),
    ],
    rules: RulesOption = None,
    words: Annotated[bool, typer.Option("--words", help="Show every word that some rule knows.")] = False,
    columns: ColumnsOption = "",
) -> None:
    """Show, sentence by sentence, what was found and made of it by which rule, and what was not taken."""
    import sys

    from bienban.cli.derivation import explained
    from bienban.read.columns import Columns
    from bienban.read.read import read_file
    from bienban.rules import load_rules

    for piece in explained(read_file(path, columns=Columns.parse(columns)), load_rules(rules), words=words):
        sys.stdout.write(piece)
