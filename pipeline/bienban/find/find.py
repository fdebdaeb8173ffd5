"""Doc -> Mentions: the whole way of this room."""

from bienban.find.bodies import find_bodies
from bienban.find.mentions import Mentions
from bienban.find.persons import find_persons
from bienban.find.quantities import find_quantities
from bienban.find.times import find_times
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.terms import find_terms


def find(doc: Doc, rules: Rules) -> Mentions:
    """Everything in `doc` that a rule knows, each with its characters."""
    terms = find_terms(doc, rules)
    times = find_times(doc, terms)
    bodies = find_bodies(doc, terms)
    persons = find_persons(doc, terms, bodies)
    quantities, not_figures = find_quantities(doc, terms, times)
    return Mentions(terms, quantities, not_figures, times, persons, bodies)
