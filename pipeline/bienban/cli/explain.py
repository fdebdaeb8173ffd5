"""`bienban explain`: which rule made which record, and what was passed over."""

from pathlib import Path
from typing import Annotated

import typer


def explain(path: Annotated[Path, typer.Argument(help="A document.")]) -> None:
    """Show which rule made each record and mention, and why a number was not taken."""
    typer.echo(f"{path}")
