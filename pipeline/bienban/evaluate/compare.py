"""One record x its gold -> findings: the whole way of this room."""

from dataclasses import dataclass

from bienban.evaluate.figures import compare_figures
from bienban.evaluate.finding import Finding
from bienban.evaluate.gold import Gold
from bienban.evaluate.meetings import compare_flags, compare_meetings
from bienban.evaluate.orders import compare_decisions, compare_directives
from bienban.evaluate.people import compare_people
from bienban.records import DocumentRecord, verify


@dataclass(frozen=True, slots=True)
class Compared:
    """One document with its gold and all findings, in the order of the text."""

    gold: Gold
    findings: tuple[Finding, ...]


def compare(gold: Gold, record: DocumentRecord) -> Compared:
    """Every finding of one document. Raises RecordError for a record of another text."""
    verify(record, gold.text)
    findings = [
        *compare_meetings(gold, record),
        *compare_people(gold, record.people),
        *compare_figures(gold, record.indicators),
        *compare_directives(gold, record.directives),
        *compare_decisions(gold, record.decisions),
        *compare_flags(gold, record.flags),
    ]
    return Compared(gold, tuple(sorted(findings, key=lambda finding: finding.place or (-1, -1))))
