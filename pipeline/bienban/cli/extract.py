"""`bienban extract`: documents in, records out."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders whose *.txt are read.")],
) -> None:
    """Read documents and print their records."""
    from bienban.read.paths import documents
    from bienban.flow import extract as extract_one
    from bienban.rules import load_rules

    rules = load_rules()
    for found in documents(paths):
        sys.stdout.write(extract_one(found.read(), rules).to_json() + "\n")
