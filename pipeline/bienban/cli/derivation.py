"""A document and its rules -> the story of its records, sentence by sentence.

Below each sentence stand the mentions that rules made of its words, the records
made of those, and the numbers that were passed over with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bienban.check.check import check
from bienban.cli.report import fit
from bienban.document import Document
from bienban.find.find import find
from bienban.find.mentions import Mentions
from bienban.link.directives import passed_over
from bienban.link.link import link
from bienban.records import DocumentRecord, Indicator, Numeral, Provenance, verify
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.terms import Mention, Terms
from bienban.text.tokenize import tokenize

SHOWN = 60
"""Characters of a stretch of text that are shown beside what was made of it."""

_OWN = frozenset(field.name for field in fields(Mention))


@dataclass(frozen=True, slots=True)
class Step:
    """What was made of `start..end` of the text, by which rule, and what it says."""

    start: int
    end: int
    what: str
    rule: str
    says: str = ""
    style: str = ""


def explained(document: Document, rules: Rules, *, words: bool = False) -> Iterator[str]:
    """The story of one document in pieces, one for each sentence that gave something.

    With `words`, also every word of the sentence that some rule knows.
    """
    doc = tokenize(document, rules)
    mentions = find(doc, rules)
    record = verify(check(document, doc, mentions, link(document, doc, mentions)), document.text)
    steps = sorted(
        chain(
            _mentioned(mentions),
            _recorded(record),
            _passed_over(record.numerals, mentions),
            _not_ordered(doc, mentions, record),
        ),
        key=lambda step: (step.start, step.end),
    )
    console = fit(Console(highlight=False))
    for first, last in doc.sentences:
        start, end = doc.place(first, last)
        told = [step for step in steps if start <= step.start < end]
        known = _words(mentions.terms, document.text, start, end) if words else Text()
        if told or known:
            with console.capture() as capture:
                console.print(Text(f"[{start}–{end}] ", "dim").append(doc.text[start:end].strip(), "not dim"))
                console.print(*filter(None, (known, _table(told, document.text))), "", sep="\n")
            yield capture.get()


def _words(terms: Terms, text: str, start: int, end: int) -> Text:
    """The words of one sentence that rules know, each with its rule."""
    within = (term for term in terms if start <= term.start < end)
    return Text(" · ".join(f"{text[term.start : term.end]} {term.rule}" for term in within), "dim")


def _table(steps: Iterable[Step], text: str) -> Table:
    """Where each step was taken, and what it says."""
    table = Table.grid(padding=(0, 2), pad_edge=True)
    for step in steps:
        raw = text[step.start : step.end]
        shown = raw if len(raw) <= SHOWN else f"{raw[: SHOWN - 1]}…"
        line = Text.assemble((step.what, step.style), f" “{shown}” ", (step.rule, "cyan"))
        if step.says:
            line.append(f"\n{step.says}", "dim")
        table.add_row(Text(f"{step.start}–{step.end}", "dim"), line)
    return table


def _mentioned(mentions: Mentions) -> Iterator[Step]:
    """What find made: quantities, times, persons, bodies."""
    kinds: Mapping[str, Sequence[Mention]] = {
        "quantity": mentions.quantities,
        "time": mentions.times,
        "person": mentions.persons,
        "body": mentions.bodies,
    }
    for what, found in kinds.items():
        for mention in found:
            yield Step(mention.start, mention.end, what, mention.rule, _says(mention))


def _says(mention: Mention) -> str:
    """What a mention holds besides its place and rule, without what is empty."""
    values = {field.name: getattr(mention, field.name) for field in fields(mention) if field.name not in _OWN}
    return ", ".join(
        f"{name} {_plain(value)}" for name, value in values.items() if value not in (None, (), "")
    )


def _plain(value: object) -> str:
    if isinstance(value, Mention):
        return value.rule
    return "; ".join(map(_plain, value)) if isinstance(value, tuple) else str(value)


def _recorded(record: DocumentRecord) -> Iterator[Step]:
    """What link and check made: records and flags."""
    for meeting in record.meetings:
        yield _record(meeting.provenance, "MEETING", f"{meeting.kind}: {meeting.body or 'body not stated'}")
    for person in record.people:
        yield _record(person.provenance, person.role.upper(), person.name or person.group or "")
    for indicator in record.indicators:
        yield _record(indicator.provenance, f"INDICATOR {indicator.id}", _indicator(indicator))
    for directive in record.directives:
        yield _record(directive.provenance, "DIRECTIVE", f"to {directive.addressee or 'nobody named'}")
    for decision in record.decisions:
        yield _record(decision.provenance, "DECISION", decision.action)
    for flag in record.flags:
        for span in flag.spans:
            yield Step(span.start, span.end, "FLAG", flag.code, flag.message, "yellow")


def _record(where: Provenance, what: str, says: str) -> Step:
    return Step(where.start, where.end, what, where.rule, says, "bold green")


def _indicator(item: Indicator) -> str:
    """The reading of an indicator and where each of its fields was read."""
    read = [f"{item.measure} {item.value} {item.unit or ''}".rstrip()]
    read += [f"{name} from {f.start}–{f.end} “{f.raw}” ({f.rule})" for name, f in item.fields.items()]
    return "\n".join(read)


def _not_ordered(doc: Doc, mentions: Mentions, record: DocumentRecord) -> Iterator[Step]:
    """What looks like a directive, and why it is none."""
    for passed in passed_over(doc, mentions, record.people):
        yield Step(passed.start, passed.end, "no directive", passed.rule, passed.reason, "red")


def _passed_over(numerals: Iterable[Numeral], mentions: Mentions) -> Iterator[Step]:
    """The numbers that gave no record, and why."""
    rules = {(other.start, other.end): other.rule for other in mentions.not_figures}
    for numeral in numerals:
        if numeral.reason:
            rule = rules.get((numeral.start, numeral.end), "")
            yield Step(numeral.start, numeral.end, "not taken", rule, numeral.reason, "red")
