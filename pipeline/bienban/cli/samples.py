"""`bienban samples`: the records the sample articles must give, written anew."""

from pathlib import Path
from typing import Annotated

import typer


def samples(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of sample articles.")] = Path(
        "samples"
    ),
) -> None:
    """Write NAME.records.json beside every NAME.txt, so that `git diff` shows what a change changes."""
    from bienban.cli.formats import readable_json
    from bienban.flow import extract
    from bienban.read.paths import find_files
    from bienban.rules import load_rules

    rules = load_rules()
    for found in find_files([folder]):
        record = extract(found.read(), rules)
        golden = found.path.with_suffix(".records.json")
        golden.write_text(readable_json(record) + "\n", encoding="utf-8", newline="\n")
        typer.echo(f"{golden}: {len(record.indicators)} indicators, {len(record.directives)} directives")
