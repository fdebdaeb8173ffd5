"""The parts of an article, as spans of whole sentences in `doc.spans["sections"]`."""

from typing import Literal

from spacy.tokens import Doc, Span

from bienban.rules import Rules

Section = Literal[
    "title", "chrome", "caption", "lede", "report", "discussion", "decision", "plan", "conclusion", "tail"
]


def add_sections(doc: Doc, rules: Rules) -> None:
    """Label every sentence of `doc` with the part of the article it belongs to."""
    doc.spans["sections"] = [Span(doc, s.start, s.end, label="report") for s in doc.sents]
