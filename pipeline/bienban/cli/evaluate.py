"""`bienban evaluate`: records against the keys a reader made."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bienban.cli.options import RulesOption
from bienban.errors import RecordError, StoreError, UsageError

if TYPE_CHECKING:
    from bienban.document import Document
    from bienban.evaluate.compare import Compared
    from bienban.evaluate.floors import Floors
    from bienban.evaluate.folder import Sample
    from bienban.evaluate.scores import Scores
    from bienban.records import DocumentRecord


GoldDir = Annotated[
    Path,
    typer.Argument(
        metavar="GOLD_DIR",
        help="A folder of NAME.txt with a key NAME.json beside each, or in its folder gold.",
        show_default=False,
    ),
]
Pages = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write a page for each document, and an index, into FOLDER."),
]
Shown = Annotated[
    int, typer.Option(min=0, metavar="N", help="Show N things that are no hits, with their place.")
]
RecordsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Records, one a line, to score instead of extracting."),
]
FloorsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Exit 1 when a field is below its floor in FILE.")
]
Raise = Annotated[
    bool, typer.Option("--raise-floors", help="Raise the floors to the scores; none goes down.")
]
Lower = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD", help="Lower the floor of FIELD to its score; asks for --reason."),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why a floor goes down; kept in FILE.")]


def evaluate(  # noqa: PLR0913  (one parameter an option)
    gold: GoldDir,
    *,
    form: Annotated[Literal["report", "json"], typer.Option("--format", "-f")] = "report",
    html: Pages = None,
    errors: Shown = 0,
    records: RecordsFile = None,
    rules: RulesOption = None,
    floors: FloorsFile = None,
    raise_floors: Raise = False,
    lower: Lower = None,
    reason: Reason = "",
) -> None:
    """Score records against gold: precision, recall and F1 of each field, strict and soft.

    A figure is found when its place overlaps the gold one, a directive when they share half of
    their characters (strictly: 90 %), a name or group when it shares 80 % of the words (strictly:
    as written). Fields of what was found count the share that is right.

    Exit code 0 when all is well, 1 when a field is below its floor, 2 when a key, a floor or a
    file of records is not valid, 3 when a document cannot be read.
    """
    if not floors and (raise_floors or lower):
        raise UsageError("--raise-floors and --lower change a file of floors; name it with --floors FILE")
    if reason and not lower:
        raise UsageError("--reason tells why a floor goes down; name its field with --lower FIELD")
    least = _floors(floors, raising=raise_floors)  # a bad file is told before the documents are read
    try:
        samples, documents = _compared(gold, records, rules)
    except (StoreError, RecordError) as error:
        typer.echo(f"bienban: {error}", err=True)
        raise typer.Exit(2) from error
    _shown(documents, form, errors, {sample.name: str(sample.document) for sample in samples})
    if html:
        from bienban.evaluate.page import write_pages

        typer.echo(f"bienban: wrote {write_pages(documents, html)}", err=True)
    if floors and least:
        from bienban.evaluate.floors import write_floors

        scores = _scores(documents)
        now = _changed(least, scores, lower or [], reason, raising=raise_floors)
        if now != least:
            write_floors(floors, now)
        _hold(floors, now, scores)


def _compared(gold: Path, records: Path | None, rules: Path | None) -> "tuple[list[Sample], list[Compared]]":
    """Every sample of the folder, compared with its key."""
    from bienban.evaluate.compare import compare
    from bienban.evaluate.folder import find_samples
    from bienban.evaluate.gold import read_key
    from bienban.read.read import read_file

    samples = find_samples(gold)
    texts = [read_file(sample.document) for sample in samples]
    pairs = zip(samples, texts, strict=True)
    golds = [read_key(sample.key, sample.name, text.text) for sample, text in pairs]
    read = _extracted(texts, rules) if records is None else _kept(records, samples, texts)
    return samples, [compare(key, record) for key, record in zip(golds, read, strict=True)]


def _extracted(texts: "Iterable[Document]", rules: Path | None) -> "Iterator[DocumentRecord]":
    """The records of the texts as the rules are now, with a bar where a terminal shows it."""
    from rich.console import Console
    from rich.progress import Progress

    from bienban.flow import extract
    from bienban.rules import load_rules

    loaded = load_rules(rules)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for text in progress.track(list(texts), description="Reading"):
            yield extract(text, loaded)


def _kept(path: Path, samples: "Iterable[Sample]", texts: "Iterable[Document]") -> "Iterator[DocumentRecord]":
    """The records of a file, one for each sample."""
    from bienban.evaluate.kept import Kept

    kept = Kept(path)
    for sample, text in zip(samples, texts, strict=True):
        yield kept.record(sample, text.sha256)


def _shown(documents: "list[Compared]", form: str, errors: int, names: dict[str, str]) -> None:
    """The scores on standard output."""
    from bienban.evaluate.report import rendered, to_json

    if form == "json":
        sys.stdout.write(to_json(documents, errors=errors) + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    from bienban.cli.report import fit

    console = fit(Console(highlight=False))
    for part in rendered(documents, errors=errors, names=names):
        console.print(part, soft_wrap=isinstance(part, Text))


def _floors(path: Path | None, *, raising: bool) -> "Floors | None":
    """The floors of a file; raising makes a file that is not there."""
    if path is None:
        return None
    from bienban.evaluate.floors import Floors, read_floors

    return read_floors(path) if path.exists() or not raising else Floors(schema="bienban-floors/1")


def _scores(documents: "list[Compared]") -> "Scores":
    """The scores of all documents together."""
    from bienban.evaluate.scores import score

    return score(finding for document in documents for finding in document.findings)


def _changed(least: "Floors", scores: "Scores", lower: list[str], reason: str, *, raising: bool) -> "Floors":
    """The floors, changed as asked."""
    from datetime import date

    from bienban.evaluate.floors import lowered, raised

    now = lowered(least, scores, lower, reason=reason, on=date.today()) if lower else least
    return raised(now, scores) if raising else now


def _hold(path: Path, floors: "Floors", scores: "Scores") -> None:
    """Exit 1 when a field is below its floor; stderr names each with the remedy."""
    from bienban.evaluate.floors import breaches

    below = list(breaches(floors, scores))
    for breach in below:
        typer.echo(f"bienban: {path}: {breach}", err=True)
    if below:
        typer.echo(
            "bienban: mend what made it worse, or lower the floor: "
            f'--lower {below[0].field} --reason "…"; --errors shows where',
            err=True,
        )
        raise typer.Exit(1)
