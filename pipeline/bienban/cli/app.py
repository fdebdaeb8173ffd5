"""All verbs of `bienban` on one screen, and what an error costs.

A command module imports what it needs inside its functions: `bienban --help` answers
without loading spaCy, underthesea, pandas or SQLAlchemy.
"""

import errno
import sys
from io import StringIO, TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bienban import __version__
from bienban.cli.diff import diff
from bienban.cli.evaluate import evaluate
from bienban.cli.explain import explain
from bienban.cli.export import export
from bienban.cli.extract import extract
from bienban.cli.join import join
from bienban.cli.load import load
from bienban.cli.query import query
from bienban.cli.review import review
from bienban.cli.rules import rules
from bienban.cli.run import retry, run
from bienban.cli.samples import samples
from bienban.cli.schema import schema
from bienban.cli.text import text
from bienban.errors import BienbanError, GoldError, ReadError, UsageError

EXIT_CODES: dict[type[BienbanError], int] = {UsageError: 2, GoldError: 2, ReadError: 3}
"""What the shell gets for an error; 1 for every other one."""


class Verbs(TyperGroup):
    """The commands; what bienban raises on purpose, or a full disk, is one line on stderr."""

    def invoke(self, ctx: Any) -> Any:  # Typer carries a private copy of click and its Context
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BienbanError as error:
            typer.echo(f"bienban: {error}", err=True)
            raise typer.Exit(EXIT_CODES.get(type(error), 1)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Typer leaves quietly when nobody reads on
            typer.echo(f"bienban: {error.filename or 'standard output'}: {error.strerror}", err=True)
            sys.stdout = StringIO()  # what is left in the buffer would fail again at exit
            raise typer.Exit(1) from error
        return result


app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help answers in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn Vietnamese press releases and minutes of meetings into validated records.",
)
app.command()(extract)
app.command()(text)
app.command()(explain)
app.command()(run)
app.command()(retry)
app.command()(load)
app.command()(join)
app.command()(review)
app.command()(export)
app.command()(diff)
app.command()(evaluate)
app.command()(schema)
app.command()(samples)
app.add_typer(query, name="query")
app.add_typer(rules, name="rules")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bienban {__version__}")
        raise typer.Exit


@app.callback()
def _bienban(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """The command `bienban`; what it prints is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="bienban")
