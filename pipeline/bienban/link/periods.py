"""Which period a figure is for: its own, the one in force, or the one the meeting reviewed."""

from dataclasses import dataclass
from typing import cast

from bienban.find.mentions import Time
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause
from bienban.link.sequence import Item

_REPORTING_TIMES = frozenset(["day", "month", "quarter", "half", "year", "ytd", "as_of", "span", "season"])
_IN_NAME = frozenset("OR")


@dataclass(frozen=True, slots=True)
class Said:
    """A period and where it was said; `time` is None for the one the meeting reviewed."""

    code: str | None
    time: Time | None = None


def own_times(items: tuple[Item, ...]) -> list[Time]:
    """The times among `items` that say when, not those that belong to a base or a price."""
    found: list[Time] = []
    for index, item in enumerate(items):
        if item.kind != "T":
            continue
        time = cast(Time, item.what)
        before = [other.kind for other in items[max(index - 3, 0) : index]]
        compared = "C" in before or (before and before[-1] == "=")
        if not compared and time.kind in _REPORTING_TIMES:
            found.append(time)
    return found


def told_in(clause: Clause) -> Time | None:
    """The time said for one figure: the last before it, else one that follows its words."""
    before = [time for time in own_times(clause.lead)]
    return before[-1] if before else None


def told_after(clause: Clause) -> Time | None:
    """The time said behind a figure, such as a deadline."""
    after = own_times(clause.tail)
    return after[0] if after else None


def year_earlier(code: str | None) -> str | None:
    """The same stretch of the year before; None where the year is unknown."""
    if code is None or "--" in code:
        return None
    out, at = "", 0
    while at < len(code):
        year = code[at : at + 4]
        starts = at == 0 or code[at - 1] in ":/"
        if starts and year.isdigit():
            out, at = out + str(int(year) - 1), at + 4
        else:
            out, at = out + code[at], at + 1
    return out


def complete(calendar: Calendar, code: str | None) -> str | None:
    """`code` with its year."""
    return None if code is None else calendar.complete(code)
