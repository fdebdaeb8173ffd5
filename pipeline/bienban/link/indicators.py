"""Mentions -> indicators: what each number measures.

    sentence ──sequence──▶ items ──clauses──▶ clauses ──names, measures, periods──▶ drafts ──▶ Indicator*

A sentence is read from left to right; what a figure does not say itself it takes
from the figure before it (guide §3.4): its name when its clause has no subject, its
base from its coordination, its period from the last one stated.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from bienban.find.mentions import Mentions
from bienban.link.calendar import Calendar
from bienban.link.drafts import Draft
from bienban.link.reader import Reader
from bienban.records import Indicator, Meeting


def link_indicators(
    doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...], calendar: Calendar
) -> tuple[Indicator, ...]:
    """All indicators in text order, `i1`, `i2` …, one a quantity; a repeated sentence is told once."""
    reader = Reader(doc, mentions, calendar)
    drafts: list[Draft] = []
    for start, end in _sentences(doc):
        drafts += reader.read(start, end)
    return tuple(reader.records(drafts, meetings))


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    starts = [token.idx for token in doc if token.is_sent_start]
    yield from zip(starts, [*starts[1:], len(doc.text)], strict=True)
