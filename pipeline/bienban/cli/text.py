"""`bienban text`: the text all offsets refer to."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bienban.cli.options import ColumnsOption


def text(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A document, or FILE#PLACE for one of a file of many.", show_default=False
        ),
    ],
    columns: ColumnsOption = "",
) -> None:
    """Print the text that the characters of every record count in."""
    from bienban.read.columns import Columns
    from bienban.read.read import read_file

    sys.stdout.write(read_file(path, columns=Columns.parse(columns)).text)
