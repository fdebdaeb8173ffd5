"""The parts of an article: a label for every sentence.

Two passes (guide §0.1): lines are told apart by their shape and their cues (title, chrome,
caption, tail, body), then a state runs over the sentences of the body, moved by cues that
open a sentence.
"""

from bisect import bisect_right
from collections.abc import Sequence

from bienban.rules import Rules
from bienban.text.doc import Doc, Section, Sections
from bienban.text.line_kinds import kinds_of
from bienban.text.lines import cut_lines
from bienban.text.section_state import SectionState
from bienban.text.section_words import SectionWords

__all__ = ["Section", "Sections", "add_sections", "section_at", "sentence_at"]


def section_at(doc: Doc, start: int) -> Section:
    """The section of the character at `start`, in the time of one binary search."""
    return doc.sections.at(start)


def sentence_at(doc: Doc, start: int) -> tuple[int, int]:
    """The first and the last character, half-open, of the sentence that holds the character at `start`."""
    starts = doc.sections.starts
    index = max(bisect_right(starts, start) - 1, 0)
    if index + 1 < len(starts):
        return starts[index], starts[index + 1]
    return starts[index] if starts else 0, doc.ends[-1]


def add_sections(doc: Doc, rules: Rules) -> None:
    """Label every sentence of `doc` with the part of the article it belongs to."""
    words = SectionWords.of(doc, rules)
    borders = [doc.place(first, last) for first, last in doc.sentences]
    doc.sections = Sections(
        tuple(start for start, _ in borders),
        tuple(end for _, end in borders),
        tuple(doc.sentences),
        tuple(_label(doc.text, words, borders)),
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
