"""Compared documents -> HTML pages that load nothing: the text with its findings marked, a table beside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Template

from bienban.errors import UsageError
from bienban.evaluate.compare import Compared
from bienban.evaluate.report import told
from bienban.evaluate.scores import FIELDS, Scores, score
from bienban.page.marks import Mark, Piece
from bienban.page.marks import pieces as marked
from bienban.page.template import environment

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
    templates = environment("bienban.evaluate")
    templates.filters["share"] = lambda share: "–" if share is None else f"{share:.3f}"
    return templates.get_template(name)


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
    return marked(document.gold.text, _marks(document))


def _marks(document: Compared) -> Iterator[Mark]:
    """A colour for each figure, a line for each other finding; of two in one place no hit comes first."""
    numbered = sorted(enumerate(document.findings), key=lambda item: item[1].outcome == "hit")
    for number, finding in numbered:
        if finding.place:
            is_figure = finding.kind == "indicator"
            yield Mark(
                *finding.place,
                fill=f"fill-{finding.outcome}" if is_figure else "",
                line="" if is_figure else f"line-{finding.outcome}",
                title=f"{finding.kind}, {OUTCOMES[finding.outcome]}: {told(finding, longest=_TITLE)}",
                anchor=f"f{number}",
            )
    for item in document.gold.key.ignore:
        place = document.gold.place(item)
        yield Mark(*place, fill="fill-ignored", title="not counted: the key leaves it out", rank=1)
