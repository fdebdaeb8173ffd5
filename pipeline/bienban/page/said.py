"""What a record says, in a few plain words, the same for a terminal and for a page."""

from decimal import Decimal

from bienban.records import Decision, Indicator, Meeting, Person

_BOUNDS = {"exact": "", "under": "< ", "over": "> ", "about": "≈ ", "min": "≥ ", "max": "≤ "}
_SIGNS = {"percent": "%", "point": "pp", "times": "×"}


def meeting_said(meeting: Meeting) -> str:
    """What sort of meeting it was, when, and what it reviewed; who met is told apart."""
    parts = [
        meeting.kind.replace("_", " "),
        " ".join(filter(None, (meeting.date, meeting.session))),
        f"reviews {meeting.period.code}" if meeting.period else "",
        meeting.place or "",
    ]
    return " · ".join(filter(None, parts))


def person_said(person: Person) -> str:
    """A person or group with titles and counts."""
    titles = f" – {', '.join(person.titles)}" if person.titles else ""
    of = "" if person.of is None else f" of {person.of}"
    count = "" if person.count is None else f" ({person.count}{of})"
    return f"{person.name or person.group or ''}{titles}{count}"


def value_said(item: Indicator) -> str:
    """The value with its unit; digits in groups of three, so that no separator can be misread."""
    signed = item.measure in ("change", "growth")
    number = grouped(item.value, signed=signed)
    if item.value_max is not None:
        number += f" … {grouped(item.value_max, signed=signed)}"
    if item.of is not None:
        number += f" / {grouped(item.of)}"
    unit = _SIGNS.get(item.unit or "", item.unit or "")
    return f"{_BOUNDS[item.bound]}{number} {unit}".rstrip()


def grouped(value: str, *, signed: bool = False) -> str:
    """A decimal number with its digits in groups of three."""
    return f"{Decimal(value):{'+' if signed else ''},}".replace(",", " ")


def reading_said(item: Indicator) -> str:
    """How the value is meant: nothing for a plain level."""
    measure = {"level": "", "share_of_plan": "of plan"}.get(item.measure, item.measure)
    if not item.base or (item.measure, item.base) == ("share_of_plan", "plan"):
        return measure
    return f"{measure} vs {item.base.replace('_', ' ')}".lstrip()


def votes_said(decision: Decision) -> str:
    """The counts of a vote, when there was one."""
    counts = decision.votes or ()
    return ", ".join(f"{name} {count}" for name, count in counts if count is not None)
