"""`bienban text`: the text all offsets refer to."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def text(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A document.", show_default=False)],
) -> None:
    """Print the text that the characters of every record count in."""
    from bienban.read.read import read_file

    sys.stdout.write(read_file(path).text)
