"""Mentions -> Linked: the whole way of this room."""

from dataclasses import dataclass

from bienban.document import Document
from bienban.find.mentions import Mentions
from bienban.link.decisions import link_decisions
from bienban.link.directives import link_directives
from bienban.link.indicators import link_indicators
from bienban.link.meetings import link_meetings
from bienban.link.people import link_people
from bienban.link.table_cells import link_cells
from bienban.link.targets import tie_to_orders
from bienban.records import Decision, Directive, Indicator, Meeting, Person
from bienban.text.doc import Doc


@dataclass(frozen=True)
class Linked:
    """The records of one document before they are checked against each other."""

    meetings: tuple[Meeting, ...]
    people: tuple[Person, ...]
    indicators: tuple[Indicator, ...]
    directives: tuple[Directive, ...]
    decisions: tuple[Decision, ...]


def link(document: Document, doc: Doc, mentions: Mentions) -> Linked:
    """What the mentions of one document say together."""
    meetings, calendar = link_meetings(document, doc, mentions)
    people = link_people(doc, mentions, meetings)
    directives = link_directives(doc, mentions, meetings, people, calendar)
    orders = [directive.provenance for directive in directives]
    indicators = link_indicators(doc, mentions, meetings, calendar, orders)
    indicators = link_cells(doc, mentions, meetings, calendar, indicators)
    indicators = tie_to_orders(indicators, directives)
    decisions = link_decisions(doc, mentions, meetings)
    return Linked(meetings, people, indicators, directives, decisions)
