"""What an order says besides its action: until when, who leads, on what ground (guide §7.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.find.mentions import Time
from bienban.link.items import names_end
from bienban.link.order_words import OrderWords
from bienban.text.terms import Term

_HOUR = re.compile(r"\s?\d{1,2}\s?[^\W\d_]{1,3}[\s\d]{0,5},?\s?(?:[^\W\d_]{1,4}\s)?")
_YEAR = re.compile(r"[/-]\d{4}(?!\d)")
_MINUTES = re.compile(r"[\s\d,:]{1,8}(?:[^\W\d_]{1,4} )?")
_COUNT = re.compile(r"\s?(\d{1,3})\s")
_NO_DEADLINE = frozenset(["term", "document", "season", "ytd"])
_PAST = ("last:", "ytd:", "as_of:this")
_NUMBER = re.compile(r"(?::)?\s*(\d{1,4}(?:/\d{4})?[/-][^\W\d_][\w&.-]{0,24}(?:/[^\W\d_][\w-]{0,12})?)")
_ARTICLE = re.compile(r"\s\d{1,3}(?:,? [^\W\d_]+ \d{1,3}){0,2}\s")
_END = re.compile(r"[,;:.()]")
_LONGEST_LAW = 60


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, as written, and the time it names."""

    start: int
    end: int
    time: Time | None = None


def deadline_of(words: OrderWords, start: int, end: int) -> Deadline | None:
    """The first deadline in `start..end`; open frames of time are none."""
    found = [*words.cues.within(start, end, "deadline"), *words.cues.within(start, end, "due_time")]
    for term in sorted(found, key=lambda term: (term.start, -term.end)):
        fixed = words.cues.at(term.start, "due_time")
        counted = fixed is None or words.text[fixed.end + 1 : fixed.end + 2].isdigit()
        deadline = _dated(words, term, end) if counted else None
        deadline = deadline or (_fixed(words, term, end) if fixed else None)
        if deadline and deadline.end <= end:
            return deadline
    return None


def _fixed(words: OrderWords, term: Term, end: int) -> Deadline:
    """A deadline told without a date, with the time that follows it."""
    fixed = words.cues.at(term.start, "due_time") or term
    time = next((time for time in words.times_within(fixed.end, min(end, fixed.end + 30))), None)
    if time and not _END.search(words.text, fixed.end, time.start) and time.start - fixed.end <= 10:
        return Deadline(fixed.start, time.end, time)
    return Deadline(fixed.start, fixed.end)


def _dated(words: OrderWords, lead: Term, end: int) -> Deadline | None:
    """A deadline of a preposition and a time or a count of days."""
    lead = words.cues.at(lead.start, "deadline") or lead
    time = words.times.get(lead.start) or words.times.get(lead.end + 1) or _behind_hour(words, lead, end)
    if time is None:
        return _counted(words, lead, end)
    if time.kind in _NO_DEADLINE or time.code.startswith(_PAST) or not _is_bound(words, lead, time):
        return None
    last = _last_of(words, time, end)
    year = _YEAR.match(words.text, last.end, end)
    if year and last.code.startswith("--"):
        last = Time(last.start, year.end(), last.rule, year.group()[1:] + last.code[1:], last.kind)
    return Deadline(lead.start, last.end, last)


def _behind_hour(words: OrderWords, lead: Term, end: int) -> Time | None:
    """The day that follows an hour: `trước 14 giờ, ngày 05/12`."""
    for time in words.times_within(lead.end, min(end, lead.end + 30)):
        if _HOUR.fullmatch(words.text, lead.end, time.start):
            return time
    return None


def _is_bound(words: OrderWords, lead: Term, time: Time) -> bool:
    """Whether the time bounds the action, and does not name a plan that runs until then."""
    loose = time.kind == "year" and words.cues.at(lead.start, "loose") is not None
    if not loose:
        return True
    before = words.text[max(0, lead.start - 2) : lead.start].rstrip()
    behind = lead.start - 1
    return before[-1:] in (",", ";", ":", "(", ".") or words.cues.until(behind, "action", "modal") is not None


def _last_of(words: OrderWords, time: Time, end: int) -> Time:
    """The last of the times that stand together: an hour and its day."""
    follows = next(iter(words.times_within(time.end, min(end, time.end + 40))), None)
    if follows and time.kind == "hour" and _MINUTES.fullmatch(words.text, time.end, follows.start):
        return follows
    recurs = words.cues.at(time.end + 1, "due_time")
    if recurs and recurs.end <= end:
        return Time(time.start, recurs.end, time.rule, time.code, time.kind)
    return time


def _counted(words: OrderWords, lead: Term, end: int) -> Deadline | None:
    """A deadline of so many days, with what they are counted from."""
    if not words.cues.at(lead.start, "span"):
        return None
    count = _COUNT.match(words.text, lead.end)
    unit = words.cues.at(count.end(), "duration") if count else None
    if not unit:
        return None
    every = words.cues.at(unit.end + 1, "every")
    if every and words.text[unit.end] == "/":
        return Deadline(lead.start, every.end)
    since = words.cues.at(unit.end + 1, "since")
    if not since:
        return Deadline(lead.start, unit.end)
    stop = _END.search(words.text, since.end, end)
    return Deadline(lead.start, words.trim(since.end, stop.start() if stop else end))


def lead_of(
    words: OrderWords, start: int, end: int, addressee: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The agency that leads and those it works with: `X chủ trì, phối hợp với Y, Z …`."""
    leads = words.cues.first(start, end, "lead")
    joint = words.cues.first(leads.end if leads else start, end, "with")
    if not joint:
        return (addressee if leads else None), ()
    joint = words.cues.at(joint.start, "with") or joint
    if not leads and addressee is None:
        return None, tuple(_partners(words, joint.end, end))
    return (addressee if leads else None), tuple(_partners(words, joint.end, end))


def _partners(words: OrderWords, start: int, end: int) -> Iterator[str]:
    """The names behind `phối hợp với`, up to what they do together."""
    place = start + 1
    reach = names_end(words, place, end)
    while place < reach:
        stop, after = _end_of_partner(words, place, reach)
        yield words.text[place : words.trim(place, stop)]
        place = after


def _end_of_partner(words: OrderWords, start: int, end: int) -> tuple[int, int]:
    """Where the partner that starts at `start` ends, and where the next one starts.

    A comma or `và` parts two of them only in front of a body or a class of bodies.
    """
    for place in range(start, end):
        if words.text[place] not in ", ":
            continue
        joint = words.cues.at(place + 1, "connective")
        after = place + 2 if words.text[place] == "," else (joint.end + 1 if joint else 0)
        if after and (after in words.bodies or words.cues.at(after, "below", "addressee")):
            return place, after
    return end, end


def legal_basis_of(words: OrderWords, start: int, end: int) -> tuple[str, ...]:
    """The acts named with their number in `start..end`, as written."""
    return tuple(words.text[first:last] for first, last in _laws(words, start, end))


def _named_law(words: OrderWords, term: Term, end: int) -> int:
    """Where a law ends that is told by its name: `Luật Đất đai`; 0 when none follows."""
    if not words.cues.at(term.start, "named_law") or not words.text[term.end + 1 : term.end + 2].isupper():
        return 0
    stop = _END.search(words.text, term.end, min(end, term.end + _LONGEST_LAW))
    reach = stop.start() if stop else min(end, term.end + _LONGEST_LAW)
    name = term.end + 1 + len(words.text[term.end + 1 : reach].split(" ", 1)[0])
    acts = (act for act in words.cues.within(name, reach, "action") if words.text[act.start].islower())
    joint = words.cues.first(name, reach, "connective", "modal", "deadline")
    stops = [
        found.start for found in (joint, *acts) if found and not words.is_inside_name(term.end, found.start)
    ]
    return words.trim(term.start, min(stops, default=reach))


def _laws(words: OrderWords, start: int, end: int) -> Iterator[tuple[int, int]]:
    reached = 0
    for term in words.cues.within(start, end, "law"):
        if term.start < reached:
            continue
        number = _NUMBER.match(words.text, term.end, end)
        if number:
            reached = number.end()
            yield term.start, reached
        elif named := _named_law(words, term, end):
            reached = named
            yield term.start, reached
        elif article := _ARTICLE.match(words.text, term.end, end):
            act = words.cues.at(article.end(), "law")
            stop = _END.search(words.text, article.end(), min(end, article.end() + _LONGEST_LAW))
            if act:
                reached = stop.start() if stop else min(end, article.end() + _LONGEST_LAW)
                yield term.start, words.trim(term.start, reached)
