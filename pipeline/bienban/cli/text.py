"""`bienban text`: the text all offsets refer to."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def text(path: Annotated[Path, typer.Argument(help="A document.")]) -> None:
    """Print the text that the characters of every record count in."""
    from bienban.read.read import read_file

    sys.stdout.write(read_file(path).text)
