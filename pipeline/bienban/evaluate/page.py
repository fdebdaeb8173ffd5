"""Compared documents -> HTML pages that load nothing: the text with its findings marked, a table beside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bienban.errors import UsageError
from bienban.evaluate.compare import Compared
from bienban.evaluate.finding import Finding
from bienban.evaluate.match import Place
from bienban.evaluate.report import told
from bienban.evaluate.scores import FIELDS, Scores, score

OUTCOMES = {
    "hit": "hit",
    "partial": "partly right",
    "wrong": "wrong value",
    "miss": "miss",
    "false_alarm": "false alarm",
    "ignored": "not counted",
}
"""What the marks on a page mean; the last one is what the key leaves out."""

INDEX = "index.html"

_TITLE = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with one set of marks; none when `classes` is empty."""

    text: str
    classes: str = ""
    title: str = ""
    anchors: tuple[int, ...] = ()


def write_pages(documents: Sequence[Compared], folder: Path) -> Path:
    """A page NAME.html for each document and an index with the totals; returns the index.

    Raises UsageError for a `folder` that is a file, OSError naming a file that cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; pages are written into a folder, name another one")
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (folder / _file(document.gold.name)).write_text(page(document), encoding="utf-8")
    index = folder / INDEX
    index.write_text(index_page(documents), encoding="utf-8")
    return index


def _file(name: str) -> str:
    """The page of a document; one named index keeps the index its name."""
    return f"{name}.html" if f"{name}.html" != INDEX else "index_.html"


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("bienban.evaluate")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["share"] = lambda share: "–" if share is None else f"{share:.3f}"
    return environment.get_template(name)


def page(document: Compared) -> str:
    """The page of one document."""
    return _template("page.html").render(
        name=document.gold.name,
        pieces=list(pieces(document)),
        findings=document.findings,
        outcomes=OUTCOMES,
        counts=Counter(finding.outcome for finding in document.findings),
        scores=_counted(score(document.findings)),
        fields=FIELDS,
        told=told,
    )


def index_page(documents: Sequence[Compared]) -> str:
    """The page with the scores of all documents together and a link to each."""
    rows = [
        {
            "name": document.gold.name,
            "href": quote(_file(document.gold.name)),
            "counts": Counter(finding.outcome for finding in document.findings),
            "whole": score(document.findings)["indicator.whole"].soft.f1,
        }
        for document in documents
    ]
    findings = (finding for document in documents for finding in document.findings)
    return _template("index.html").render(
        documents=rows, outcomes=OUTCOMES, scores=_counted(score(findings)), fields=FIELDS
    )


def _counted(scores: Scores) -> Scores:
    """The fields that have something to count."""
    return {name: counted for name, counted in scores.items() if counted.soft.f1 is not None}


def pieces(document: Compared) -> Iterator[Piece]:
    """The text cut wherever a finding or an ignored stretch begins or ends; joined it is the text."""
    gold = document.gold
    placed = [(finding.place, number) for number, finding in enumerate(document.findings) if finding.place]
    ignored = [gold.place(item) for item in gold.key.ignore]
    borders = sorted(
        {0, len(gold.text), *(b for place, _ in placed for b in place), *(b for p in ignored for b in p)}
    )
    told_already: set[int] = set()
    for start, end in pairwise(borders):
        here = [number for place, number in placed if _covers(place, start, end)]
        here.sort(key=lambda number: _order(document.findings[number]))
        new = tuple(number for number in here if number not in told_already)
        told_already.update(new)
        left_out = any(_covers(place, start, end) for place in ignored)
        yield _piece(gold.text[start:end], [document.findings[n] for n in here], new, ignored=left_out)


def _covers(place: Place, start: int, end: int) -> bool:
    return place[0] <= start and end <= place[1]


def _order(finding: Finding) -> tuple[int, bool]:
    """What gives a piece its colour: the shortest finding, and of equals one that is no hit."""
    return (finding.place[1] - finding.place[0] if finding.place else 0, finding.outcome == "hit")


def _piece(text: str, findings: Sequence[Finding], anchors: tuple[int, ...], *, ignored: bool) -> Piece:
    """The piece: the shortest figure fills it with its colour, the shortest other finding underlines it."""
    fill = next(
        (f"fill-{f.outcome}" for f in findings if f.kind == "indicator"), "fill-ignored" if ignored else ""
    )
    line = next((f"line-{f.outcome}" for f in findings if f.kind != "indicator"), "")
    said = [f"{f.kind}, {OUTCOMES[f.outcome]}: {told(f, longest=_TITLE)}" for f in findings]
    if ignored:
        said.append("not counted: the key leaves it out")
    return Piece(text, " ".join(filter(None, (fill, line))), "\n".join(said), anchors)
