"""People of the record x chairs and attendees of the key -> findings."""

from collections.abc import Iterator, Sequence

from bienban.evaluate.figures import ALIKE
from bienban.evaluate.finding import Fault, Finding, Kind, Marks, Outcome, both, right
from bienban.evaluate.gold import Gold, Somebody
from bienban.evaluate.match import pair_names
from bienban.evaluate.wording import likeness, plain
from bienban.records import Person


def compare_people(gold: Gold, read: Sequence[Person]) -> Iterator[Finding]:
    """Findings for the chairs by name, then for the attendees by name or group."""
    chairs = [person for person in read if person.role == "chair" and person.name]
    wanted = [chair for chair in gold.key.chairs if chair.name]
    same = pair_names(_called(wanted), _called(chairs), lambda one, other: float(one == other), least=1.0)
    yield from _findings("chair", gold, wanted, chairs, same)
    attendees = [person for person in read if person.role == "attendee"]
    alike = pair_names(_called(gold.key.attendees), _called(attendees), likeness, least=ALIKE)
    yield from _findings("attendee", gold, gold.key.attendees, attendees, alike)


def _called(people: Sequence[Somebody] | Sequence[Person]) -> list[str]:
    return [plain(person.name or person.group) for person in people]


def _findings(
    kind: Kind,
    gold: Gold,
    wanted: Sequence[Somebody],
    read: Sequence[Person],
    partners: Sequence[int | None],
) -> Iterator[Finding]:
    for somebody, partner in zip(wanted, partners, strict=True):
        expected, place = _told(somebody), gold.seen(somebody)
        if partner is None:
            yield Finding(kind, "miss", place, expected, marks={f"{kind}.found": both("miss")})
            continue
        person = read[partner]
        exact = plain(person.name or person.group) == plain(somebody.called)
        marks = {f"{kind}.found": Marks("hit" if exact else "wrong", "hit")}
        faults = []
        if kind == "chair" or (somebody.name and somebody.titles):
            titles = _titles(person, read)
            same = sorted(map(plain, titles)) == sorted(map(plain, somebody.titles))
            marks[f"{kind}.titles"] = right(same)
            if not same:
                faults.append(
                    Fault("titles", ", ".join(somebody.titles) or "none", ", ".join(titles) or "none")
                )
        place = place or (person.provenance.start, person.provenance.end)
        outcome: Outcome = "partial" if faults else "hit"
        yield Finding(kind, outcome, place, expected, _told(person), marks=marks, faults=tuple(faults))
    for number, person in enumerate(read):
        if number not in partners:
            where = (person.provenance.start, person.provenance.end)
            marks = {f"{kind}.found": both("false_alarm")}
            yield Finding(kind, "false_alarm", where, read=_told(person), marks=marks)


def _titles(person: Person, read: Sequence[Person]) -> tuple[str, ...]:
    """The titles of who was paired: those of the first one called so."""
    called = plain(person.name or person.group)
    return next((other.titles for other in read if plain(other.name) == called), ())


def _told(person: Somebody | Person) -> str:
    return " – ".join(filter(None, (person.name or person.group, ", ".join(person.titles))))
