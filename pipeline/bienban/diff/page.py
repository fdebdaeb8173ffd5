"""A Difference -> one page of HTML that loads nothing: each group, with before and after in the article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bienban.diff.compare import Change
from bienban.diff.groups import Difference, Group
from bienban.diff.pair import Item
from bienban.diff.passage import Passage
from bienban.diff.report import SIGNS
from bienban.diff.values import asides, compared, notes, telling
from bienban.page.marks import Mark, Piece, pieces
from bienban.page.template import environment

PATTERNS = 200
"""Patterns on a page; those after them are counted."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One change as it is shown: its fields, and the article before and after; `is_one` when alike."""

    change: Change
    fields: tuple[tuple[str, str, str], ...]
    says: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    is_one: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A pattern, the groups that only differ in their rules, and samples of each."""

    sign: str
    op: str
    pattern: str
    size: int
    groups: tuple[tuple[Group, tuple[str, ...], tuple[Sample, ...]], ...]


def to_html(difference: Difference, old: str, new: str) -> str:
    """The page; `old` and `new` are the names of the sides."""
    parts = list(_parts(difference))
    return (
        environment()
        .get_template("diff.html")
        .render(
            old=old,
            new=new,
            difference=difference,
            asides=list(asides(difference)),
            totals={kind: totals for kind, totals in difference.totals.items() if totals.old or totals.new},
            parts=parts[:PATTERNS],
            hidden=max(0, len(parts) - PATTERNS),
        )
    )


def _parts(difference: Difference) -> Iterator[Part]:
    for pattern, alike in groupby(difference.groups, key=lambda group: group.signature.pattern):
        groups = list(alike)
        op = groups[0].signature.op
        yield Part(
            SIGNS[op][0],
            op,
            pattern,
            sum(group.size for group in groups),
            tuple((group, tuple(notes(group)), tuple(map(_sample, group.samples))) for group in groups),
        )


def _sample(change: Change) -> Sample:
    is_changed = change.op == "changed"
    fields = tuple(compared(change)) if is_changed else ()
    says = "" if is_changed else telling(change)
    (old, new), (was, now) = change.passages, change.spans
    before = tuple(_marked(old, was, change.old, "fill-both"))
    after = tuple(_marked(new, now, change.new, "fill-both"))
    if before == after:
        return Sample(change, fields, says, before, after, is_one=True)
    before = tuple(_marked(old, was, change.old, "fill-old"))
    after = tuple(_marked(new, now, change.new, "fill-new"))
    return Sample(change, fields, says, before, after, is_one=False)


def _marked(
    passage: Passage | None, span: Item | None, facts: Mapping[str, Any] | None, fill: str
) -> Iterator[Piece]:
    """A passage with the record in it, and the words its fields were read from."""
    if passage is None or span is None:
        return
    marks = []
    if found := _within(span, passage):
        marks.append(Mark(*found, fill=fill))
    for name, place in (facts or {}).items():
        if name.startswith("fields.") and (found := _within(place, passage)):
            marks.append(Mark(*found, line="line-field", title=name.removeprefix("fields.")))
    yield from pieces(passage.text, marks)


def _within(place: Item, passage: Passage) -> tuple[int, int] | None:
    """Where a place of the text stands in a passage of it."""
    start = max(0, place.get("start", -1) - passage.start)
    end = min(len(passage.text), place.get("end", -1) - passage.start)
    return (start, end) if place.get("start", -1) >= passage.start and start < end else None
