"""Directives and decisions of the record x those of the key -> findings."""

from collections.abc import Iterator, Sequence

from bienban.evaluate.figures import ALIKE
from bienban.evaluate.finding import Fault, Finding, Mark, Marks, both, right
from bienban.evaluate.gold import Gold, Order
from bienban.evaluate.match import Place, pair_places, shared
from bienban.evaluate.wording import likeness, plain
from bienban.records import Decision, Directive

SAME = 0.9
"""The share of characters of two stretches that are the same, strictly."""

NEAR = 0.5
"""The share of characters of two directives that are the same, softly."""

TOUCHING = 0.3
"""The share of characters above which a decision was found, softly."""


def compare_directives(gold: Gold, read: Sequence[Directive]) -> Iterator[Finding]:
    """A finding for each directive of the key, and for each one that is none of them nor ignored."""
    orders = gold.key.directives
    wanted = [gold.place(order) for order in orders]
    places = [(item.provenance.start, item.provenance.end) for item in read]
    partners = pair_places(wanted, places, least=NEAR)
    ignored = [gold.place(quote) for quote in gold.key.ignore]
    counts = [not any(shared(place, other) for other in ignored) for place in places]
    strict = [any(shared(place, other) >= SAME for other in wanted) for place in places]
    for order, place, partner in zip(orders, wanted, partners, strict=True):
        if partner is None:
            marks = {"directive.found": both("miss")}
            yield Finding("directive", "miss", place, order.evidence, marks=marks)
        else:
            costs: Mark = "wrong" if counts[partner] and not strict[partner] else "miss"
            exact: Mark = "hit" if shared(place, places[partner]) >= SAME else costs
            yield _found(order, place, read[partner], exact)
    for number, (item, place) in enumerate(zip(read, places, strict=True)):
        if number not in partners and counts[number]:
            marks = {"directive.found": Marks("nothing" if strict[number] else "false_alarm", "false_alarm")}
            yield Finding("directive", "false_alarm", place, read=item.text, marks=marks)


def _found(order: Order, place: Place, item: Directive, exact: Mark) -> Finding:
    marks, faults = {"directive.found": Marks(exact, "hit")}, []
    for name in ("speaker", "addressee", "deadline"):
        expected, read = getattr(order, name), getattr(item, name)
        excused = _is_excused(order, name, read)
        empty = not expected and not read
        near = bool(expected and read and likeness(expected, read) >= ALIKE)
        same = bool(expected and read and plain(expected) == plain(read))
        marks[f"directive.{name}"] = right(empty or excused or same, empty or excused or near)
        if not (empty or excused or near):
            faults.append(Fault(name, expected or "none", read or "none"))
    return Finding(
        "directive",
        "partial" if faults else "hit",
        place,
        order.evidence,
        item.text,
        marks=marks,
        faults=tuple(faults),
    )


def _is_excused(order: Order, name: str, read: str | None) -> bool:
    """Another right answer: an inherited addressee left out, a deadline told as its date."""
    if name == "addressee":
        return bool(order.addressee_inherited) and not read
    return name == "deadline" and bool(read) and read == order.deadline_norm


def compare_decisions(gold: Gold, read: Sequence[Decision]) -> Iterator[Finding]:
    """A finding for each decision of the key, and for each one that touches none of them."""
    wanted = [gold.place(quote) for quote in gold.key.decisions]
    places = [(item.provenance.start, item.provenance.end) for item in read]
    for quote, place in zip(gold.key.decisions, wanted, strict=True):
        share, best = max(((shared(place, other), i) for i, other in enumerate(places)), default=(0.0, 0))
        strict: Mark = "hit" if share >= SAME else "wrong"
        if share > TOUCHING:
            marks = {"decision.found": Marks(strict, "hit")}
            yield Finding("decision", "hit", place, quote.evidence, _told(read[best]), marks=marks)
        else:
            yield Finding("decision", "miss", place, quote.evidence, marks={"decision.found": both("miss")})
    for item, place in zip(read, places, strict=True):
        share = max((shared(place, other) for other in wanted), default=0.0)
        if share <= TOUCHING:
            marks = {"decision.found": both("false_alarm")}
            yield Finding("decision", "false_alarm", place, read=_told(item), marks=marks)


def _told(item: Decision) -> str:
    return " ".join(filter(None, (item.action, item.object)))
