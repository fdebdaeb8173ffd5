"""One record as a report for the eye: who, when, how much, what next, and where the text says so."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bienban.page.said import meeting_said, person_said, reading_said, value_said, votes_said
from bienban.records import Decision, Directive, DocumentRecord, Flag, Indicator, Meeting, Person, Span

WIDTH = 100
"""Columns of a report that does not go to a terminal."""


def printed(record: DocumentRecord) -> str:
    """The report of one record as text, in colour when standard output is a terminal."""
    console = fit(Console(highlight=False))
    with console.capture() as capture:
        console.print(report(record))
    return capture.get()


def fit(console: Console) -> Console:
    """The console, WIDTH columns wide where neither a terminal nor COLUMNS says how wide."""
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH
    return console


def report(record: DocumentRecord) -> RenderableType:
    """The report of one record; the numbers at the right are characters of its text."""
    who = [*(_meeting(meeting) for meeting in record.meetings), *map(_person, record.people)]
    return Group(
        Rule(style="dim"),
        Text(record.source.path or record.doc_id, "bold"),
        *([] if record.is_meeting else [Text("No meeting is reported here.", "dim")]),
        _listing(who),
        *_section("indicator", record.indicators, _indicators(record.indicators)),
        *_section("directive", record.directives, _listing(_directives(record.directives))),
        *_section("decision", record.decisions, _listing(map(_decision, record.decisions))),
        *_section("flag", record.flags, _listing(map(_flag, record.flags))),
        "",
    )


Row = tuple[str, Text, str]
"""A label, what is said, and where."""


def _section(name: str, items: Sequence[object], body: RenderableType) -> Iterator[RenderableType]:
    """A heading that counts, and what stands below it; nothing when there is nothing."""
    if items:
        yield Text(f"\n{len(items)} {name}{'' if len(items) == 1 else 's'}", "bold green")
        yield body


def _listing(rows: Iterable[Row]) -> RenderableType:
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(style="cyan")
    grid.add_column(ratio=1)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    for label, said, where in rows:
        grid.add_row(label, said, where)
    return grid


def _where(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _meeting(meeting: Meeting) -> Row:
    body = Text(meeting.body_full or meeting.body or "body not stated", "bold")
    return "meeting", body.append(f" · {meeting_said(meeting)}", "not bold"), _where(meeting.provenance)


def _person(person: Person) -> Row:
    return person.role, Text(person_said(person)), _where(person.provenance)


def _indicators(indicators: Sequence[Indicator]) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="dim", show_edge=False)
    table.add_column("what", ratio=4)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("", min_width=8, ratio=2)
    table.add_column("when", no_wrap=True)
    table.add_column("in the text", ratio=3)
    for item, before in zip(indicators, (None, *indicators), strict=False):
        again = before is not None and before.name == item.name
        name = Text(item.name or "–", "dim" if again else "")
        for code in item.flags:
            name.append(f"\n! {code}", "yellow not dim")
        when = [Text(item.period.code)] if item.period else []
        if item.status != "actual":
            when.append(Text(item.status, "magenta"))
        place = Text(f"{item.provenance.start} ", "dim").append(item.provenance.raw, "not dim")
        table.add_row(name, Text(value_said(item), "bold"), reading_said(item), Text("\n").join(when), place)
    return table


def _directives(items: Iterable[Directive]) -> Iterator[Row]:
    """The directives, under a line for each speaker."""
    for speaker, group in groupby(items, lambda item: item.speaker):
        yield "", Text(f"{speaker or 'nobody named'}:", "cyan"), ""
        for item in group:
            yield "•", _directive(item), _where(item.provenance)


def _directive(item: Directive) -> Text:
    """What is ordered, and below it to whom and by when."""
    inherited = f"{item.addressee_inherited} (said before)" if item.addressee_inherited else ""
    addressee = item.addressee or inherited
    date = f" ({item.deadline_date})" if item.deadline_date else ""
    details = [
        f"→ {addressee}" if addressee else "",
        f"by {item.deadline}{date}" if item.deadline else "",
    ]
    said = Text(item.text)
    if any(details):
        said.append("\n" + " · ".join(filter(None, details)), "cyan")
    return said


def _decision(item: Decision) -> Row:
    said = Text(item.action, "bold").append(f" {item.object or ''}".rstrip(), "not bold")
    if item.votes:
        said.append(f" ({votes_said(item)})", "not bold")
    return "•", said, _where(item.provenance)


def _flag(item: Flag) -> Row:
    said = Text(item.code, "yellow").append(f"  {item.message}", "default")
    if item.suggestion:
        said.append(f" Suggestion: {item.suggestion}.", "default")
    return "!", said, " ".join(_where(span) for span in item.spans[:2])
