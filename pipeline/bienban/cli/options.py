"""Options that several commands have."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

RulesOption = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Rules laid over the shipped ones.")]

ColumnsOption = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="Columns of CSV, JSONL and Parquet, such as text=body,id=key; also url, date, title, outlet.",
        show_default=False,
    ),
]


def day(value: str) -> str:
    """An ISO day that was asked for. Raises BadParameter."""
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat()
    raise typer.BadParameter(f"{value!r} is not a day; write it as 2024-11-27")
