"""`bienban query`: questions to an archive, answered as a table, CSV or JSON."""

import csv
import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bienban.cli.options import day

if TYPE_CHECKING:
    from bienban.store.ask import Answer

Form = Literal["table", "csv", "json"]

_SHOWN = (
    *("body", "measure", "period", "value", "unit", "status", "base", "scope", "reviewed"),
    *("extracted_value", "extracted_unit", "quote"),
)
"""What a table tells of a series."""

query = typer.Typer(no_args_is_help=True, help="Ask an archive: series, directives, meetings, flags, texts.")


Archive = Annotated[
    str, typer.Option("--from", metavar="URL", help="The archive that is asked.", envvar="BIENBAN_ARCHIVE")
]
As = Annotated[Form, typer.Option("--format", "-f", help="How the answer is printed.")]
Body = Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the name of the body.")]
Since = Annotated[str | None, typer.Option(parser=day, metavar="DATE", help="Not before this day.")]
AsExtracted = Annotated[
    bool, typer.Option("--as-extracted", help="As it was extracted, whatever a reviewer decided.")
]
Until = Annotated[str | None, typer.Option(parser=day, metavar="DATE", help="Not after this day.")]


@query.command()
def series(  # noqa: PLR0913, PLR0917 - what may be asked
    concept: Annotated[str, typer.Option(help="The indicator, such as budget_revenue.")],
    archive: Archive = "sqlite:///archive.db",
    body: Body = None,
    measure: Annotated[str | None, typer.Option(help="level, growth, share_of_plan, …")] = None,
    scope: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the scope.")] = None,
    since: Since = None,
    until: Until = None,
    as_extracted: AsExtracted = False,
    form: Annotated[
        Form | None, typer.Option("--format", "-f", help="table, unless it is drawn.", show_default=False)
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it, with its plan, as PNG, SVG or PDF.")
    ] = None,
) -> None:
    """One indicator over time, by body; of several reports of one period the newest."""
    from bienban.store import ask

    answer = ask.series(
        archive,
        concept,
        body=body,
        measure=measure,
        scope=scope,
        since=since,
        until=until,
        as_extracted=as_extracted,
    )
    if form or not plot:
        _print(answer, form or "table", _SHOWN)
    if plot:
        from bienban.store.plot import plot as draw

        drawn = draw(answer.dicts(), plot)
        typer.echo(f"{plot}: {drawn} of {len(answer.rows)} rows", err=form is not None)


@query.command()
def directives(  # noqa: PLR0913, PLR0917 - what may be asked
    archive: Archive = "sqlite:///archive.db",
    due_before: Annotated[
        str | None, typer.Option(parser=day, metavar="DATE", help="Due on this day or before.")
    ] = None,
    due_after: Annotated[
        str | None, typer.Option(parser=day, metavar="DATE", help="Due on this day or after.")
    ] = None,
    addressee: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of who is told.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of who tells.")] = None,
    body: Body = None,
    as_extracted: AsExtracted = False,
    form: As = "table",
) -> None:
    """Who was told to do what by when, those that are due first."""
    from bienban.store import ask

    answer = ask.directives(
        archive,
        due_before=due_before,
        due_after=due_after,
        addressee=addressee,
        speaker=speaker,
        body=body,
        as_extracted=as_extracted,
    )
    _print(answer, form, ("due", "addressee", "text", "speaker", "body", "reviewed", "doc_id"))


@query.command()
def meetings(  # noqa: PLR0913, PLR0917 - what may be asked
    archive: Archive = "sqlite:///archive.db",
    chair: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the chair's name.")] = None,
    body: Body = None,
    since: Since = None,
    until: Until = None,
    as_extracted: AsExtracted = False,
    form: As = "table",
) -> None:
    """Who met when, and who chaired."""
    from bienban.store import ask

    answer = ask.meetings(
        archive, chair=chair, body=body, since=since, until=until, as_extracted=as_extracted
    )
    _print(answer, form, ("meeting_date", "session", "kind", "body", "chair", "period", "reviewed", "doc_id"))


@query.command()
def flags(
    archive: Archive = "sqlite:///archive.db",
    code: Annotated[str | None, typer.Option(help="Only flags of this code.")] = None,
    as_extracted: AsExtracted = False,
    form: As = "table",
) -> None:
    """What a reviewer should look at."""
    from bienban.store import ask

    _print(
        ask.flags(archive, code=code, as_extracted=as_extracted),
        form,
        ("code", "message", "quote", "suggestion", "doc_id"),
    )


@query.command()
def texts(
    words: Annotated[
        str, typer.Argument(help='What to look for; "words in quotation marks" stand together.')
    ],
    archive: Archive = "sqlite:///archive.db",
    limit: Annotated[int, typer.Option(min=1, help="Articles that are shown, the newest first.")] = 20,
    form: As = "table",
) -> None:
    """Articles that hold all these words; without accents they stand for any accents."""
    from bienban.store.search import search

    _print(search(archive, words, limit=limit), form, ("published", "outlet", "title", "passage", "doc_id"))


_WORDS = frozenset(
    [
        "passage",
        "title",
        "body",
        "name",
        "scope",
        "addressee",
        "text",
        "speaker",
        "message",
        "quote",
        "doc_id",
    ]
)
"""Columns that may take several lines."""

_DECIMAL = frozenset(["value", "extracted_value"])
_SENTENCES = frozenset(["passage", "text", "message"])
_SENTENCE = 30
_WORD = 8
"""The least widths of columns that hold sentences, and of others that may take several lines."""
_UNCUT = 180
"""The width of a table that no terminal cuts."""


def _print(answer: "Answer", form: Form, shown: tuple[str, ...]) -> None:
    if form == "json":
        typer.echo(json.dumps(answer.dicts(), ensure_ascii=False, indent=1))
    elif form == "csv":
        from bienban.frame import safe

        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow(answer.columns)
        for row in answer.dicts():
            lines.writerow(cell if name in _DECIMAL else safe(_flat(cell)) for name, cell in row.items())
    else:
        _print_table(answer, shown)


def _print_table(answer: "Answer", shown: tuple[str, ...]) -> None:
    """The columns for the eye, without those that are empty or say nothing new throughout."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = answer.dicts()
    corrected = any(row.get("reviewed") == "correct" for row in rows)
    columns = [
        name
        for name in shown
        if any(row.get(name) not in (None, []) for row in rows)
        and (corrected or not name.startswith("extracted_"))
    ]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(
            name,
            justify="right" if name in _DECIMAL else "left",
            no_wrap=name not in _WORDS,
            overflow="fold",
            min_width=_SENTENCE if name in _SENTENCES else _WORD if name in _WORDS else None,
        )
    for row in rows:
        table.add_row(*(Text(_for_eye(name, row[name])) for name in columns))
    if rows:
        is_cut = sys.stdout.isatty() or "COLUMNS" in os.environ
        Console(highlight=False, width=None if is_cut else _UNCUT).print(table)
    typer.echo(f"{len(rows)} rows", err=True)


def _for_eye(name: str, cell: Any) -> str:
    if name in _DECIMAL and cell is not None:
        return f"{Decimal(cell):,}".replace(",", " ")
    return str(_flat(cell))


def _flat(cell: Any) -> Any:
    """A list as one cell."""
    return "; ".join(map(str, cell)) if isinstance(cell, list) else "" if cell is None else cell
