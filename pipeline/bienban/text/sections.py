"""The parts of an article, as spans of whole sentences in `doc.spans["sections"]`.

Two passes (guide §0.1): lines are told apart by their shape and their cues (title, chrome,
caption, tail, body), then a state runs over the sentences of the body, moved by cues that
open a sentence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from bienban.rules import Rules
from bienban.text.line_kinds import kinds_of
from bienban.text.lines import cut_lines
from bienban.text.page import page_of
from bienban.text.section_state import Section, SectionState
from bienban.text.section_words import SectionWords

__all__ = ["Section", "Sections", "add_sections", "section_at", "sentence_at"]


@dataclass(frozen=True)
class Sections:
    """The sections of one document, found by character: one entry a sentence."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tokens: tuple[tuple[int, int], ...]
    """Half-open token numbers."""
    labels: tuple[Section, ...]
    ordering: tuple[bool, ...]
    """Whether a sentence holds a verb of ordering, or one of saying and a modal."""

    def at(self, start: int) -> Section:
        """The section of the character at `start`."""
        return self.labels[max(bisect_right(self.starts, start) - 1, 0)] if self.labels else "report"


def section_at(doc: Doc, start: int) -> Section:
    """The section of the character at `start`, in the time of one binary search."""
    found: Sections = doc.user_data["sections"]
    return found.at(start)


def sentence_at(doc: Doc, start: int) -> tuple[int, int]:
    """The first and the last character, half-open, of the sentence that holds the character at `start`."""
    found: Sections = doc.user_data["sections"]
    index = max(bisect_right(found.starts, start) - 1, 0)
    if index + 1 < len(found.starts):
        return found.starts[index], found.starts[index + 1]
    last = doc[-1]
    return found.starts[index] if found.starts else 0, last.idx + len(last)


def add_sections(doc: Doc, rules: Rules) -> None:
    """Label every sentence of `doc` with the part of the article it belongs to.

    Fills `doc.spans["sections"]`, one span a sentence, and the index `section_at` asks.
    """
    page = page_of(doc)
    sentences = [
        (span.start, span.end, page.starts[span.start], page.ends[span.end - 1]) for span in doc.sents
    ]
    words = SectionWords.of(doc, rules)
    borders = [(start, end) for _, _, start, end in sentences]
    labels = _label(page.text, words, borders)
    doc.spans["sections"] = [
        Span(doc, first, last, label=label)
        for (first, last, _, _), label in zip(sentences, labels, strict=True)
    ]
    doc.user_data["sections"] = Sections(
        tuple(start for start, _ in borders),
        tuple(end for _, end in borders),
        tuple((first, last) for first, last, _, _ in sentences),
        tuple(labels),
        tuple(words.may_order(start, end) for start, end in borders),
    )


def _label(text: str, words: SectionWords, borders: Sequence[tuple[int, int]]) -> list[Section]:
    """One label a sentence."""
    lines = [line for line in cut_lines(text, borders) if line.text]
    labels: list[Section] = ["chrome"] * len(borders)
    state = SectionState(text, borders, words)
    for line, kind in zip(lines, kinds_of(lines, words), strict=True):
        told = state.labels(line) if kind == "body" else [kind] * (line.last - line.first)
        for number, label in enumerate(told, line.first):
            labels[number] = label
        if kind == "title":
            state.titles.append(line.text.rstrip(" .…"))
    return labels
