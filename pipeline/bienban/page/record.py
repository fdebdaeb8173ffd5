"""One document -> a page of HTML: the article with its records marked, and tables of them beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bienban.errors import RecordError
from bienban.page.marks import Mark, Piece, pieces
from bienban.page.said import meeting_said, person_said, reading_said, value_said, votes_said
from bienban.page.template import environment
from bienban.records import DocumentRecord, Flag, Indicator, Provenance, Span, verify

KINDS = {
    "meeting": "meeting",
    "person": "person",
    "indicator": "indicator",
    "directive": "directive",
    "decision": "decision",
    "flag": "to be looked at",
}
"""What is marked, and what the legend calls it; a figure and a person are coloured, the others underlined."""

_FILLED = ("person", "indicator")


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one field was read: its words, where they stand, and the rule; of a reading the evidence."""

    name: str
    raw: str
    rule: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One document as the template wants it; every anchor starts with `prefix`."""

    record: DocumentRecord
    prefix: str
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """What the document is called: its title, else its path or id."""
        source = self.record.source
        return source.title or source.path or self.record.doc_id

    @property
    def passed_over(self) -> list[tuple[str, str, int]]:
        """The numbers that gave no record: as written, why not, and where."""
        return [(n.raw, n.reason, n.start) for n in self.record.numerals if n.reason]


def record_page(records: Iterable[DocumentRecord]) -> Iterator[str]:
    """The page of one document, or of several one below the other, in pieces.

    Raises RecordError for a record without its text, or with another one.
    """
    shown = (_shown(record, f"d{number}-") for number, record in enumerate(records, 1))
    first = list(islice(shown, 1))
    yield from (
        environment()
        .get_template("record.html")
        .generate(
            title=first[0].name if first else "nothing",
            documents=chain(first, shown),
            legend=[(label, _look(kind)) for kind, label in KINDS.items()],
            derivations=derivations,
            value=value_said,
            reading=reading_said,
            meeting=meeting_said,
            person=person_said,
            votes=votes_said,
        )
    )


def _shown(record: DocumentRecord, prefix: str) -> Shown:
    if record.text is None:
        raise RecordError(f"{record.doc_id}: the record does not hold its text, which the page shows")
    verify(record, record.text)
    return Shown(record, prefix, tuple(pieces(record.text, _marks(record, prefix))))


def _look(kind: str) -> str:
    return f"{'fill' if kind in _FILLED else 'line'}-{kind}"


def _marks(record: DocumentRecord, prefix: str) -> Iterator[Mark]:
    """A mark for every record, and for every place of a flag."""
    for number, meeting in enumerate(record.meetings):
        yield _mark("meeting", meeting.provenance, meeting.kind, f"{prefix}m{number}")
    for number, person in enumerate(record.people):
        title = f"{person.role}: {person_said(person)}"
        yield _mark("person", person.provenance, title, f"{prefix}p{number}")
        yield from (_mark("person", place, title) for place in person.also)
    for number, item in enumerate(record.indicators):
        title = f"{item.name or 'no name'}: {value_said(item)} {reading_said(item)}".rstrip()
        yield _mark("indicator", item.provenance, title, f"{prefix}i{number}")
        yield from (_mark("indicator", place, title) for place in item.also)
    for number, directive in enumerate(record.directives):
        title = f"directive to {directive.addressee or directive.addressee_inherited or 'nobody named'}"
        yield _mark("directive", directive.provenance, title, f"{prefix}o{number}")
    for number, decision in enumerate(record.decisions):
        yield _mark("decision", decision.provenance, f"decision: {decision.action}", f"{prefix}r{number}")
    for number, flag in enumerate(record.flags):
        yield from _flagged(flag, f"{prefix}f{number}")


def _flagged(flag: Flag, anchor: str) -> Iterator[Mark]:
    for number, span in enumerate(flag.spans):
        yield _mark("flag", span, f"{flag.code}: {flag.message}", "" if number else anchor)


def _mark(kind: str, span: Span, title: str, anchor: str = "") -> Mark:
    fill, line = (_look(kind), "") if kind in _FILLED else ("", _look(kind))
    return Mark(span.start, span.end, fill=fill, line=line, title=title, anchor=anchor)


def derivations(item: Indicator) -> list[Derivation]:
    """How an indicator was read: its value, each field with words of its own, and rival readings."""
    read = [_derivation("value", item.provenance)]
    read += [_derivation(name, place) for name, place in item.fields.items()]
    read += [Derivation("or reading", one.value, one.evidence) for one in item.readings]
    return read


def _derivation(name: str, place: Provenance) -> Derivation:
    return Derivation(name, place.raw, place.rule, f"{place.start}–{place.end}")
