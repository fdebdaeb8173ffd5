"""Meetings and flags of the record x those of the key -> findings."""

from collections.abc import Iterator, Sequence

from bienban.evaluate.figures import ALIKE
from bienban.evaluate.finding import Fault, Finding, Marks, Outcome, both, right
from bienban.evaluate.gold import SCORED_FLAGS, Gathering, Gold
from bienban.evaluate.wording import likeness, plain, plain_period
from bienban.records import DocumentRecord, Flag, Meeting


def compare_meetings(gold: Gold, record: DocumentRecord) -> Iterator[Finding]:
    """Whether a meeting is reported, how many, and each of the key with the one at its place in order."""
    wanted, read = gold.key.meetings, record.meetings
    stated, count = record.is_meeting == gold.key.is_meeting, len(read) == len(wanted)
    faults = []
    if not stated:
        faults.append(Fault("stated", _yes(gold.key.is_meeting), _yes(record.is_meeting)))
    if not count:
        faults.append(Fault("count", str(len(wanted)), str(len(read))))
    marks = {"meeting.stated": right(stated), "meeting.count": right(count)}
    outcome: Outcome = "partial" if faults else "hit"
    yield Finding("meeting", outcome, None, _counted(wanted), _counted(read), marks, tuple(faults))
    for number, gathering in enumerate(wanted):
        yield _meeting(gathering, read[number] if number < len(read) else None)
    for meeting in read[len(wanted) :]:
        place = (meeting.provenance.start, meeting.provenance.end)
        yield Finding("meeting", "false_alarm", place, read=_told(meeting))


def _counted(meetings: Sequence[Gathering] | Sequence[Meeting]) -> str:
    return f"{len(meetings)} meeting{'' if len(meetings) == 1 else 's'} reported"


def _yes(value: bool) -> str:
    return "a meeting" if value else "no meeting"


def _meeting(gathering: Gathering, meeting: Meeting | None) -> Finding:
    marks: dict[str, Marks] = {}
    faults = []
    for name in ("kind", "body", "date", "session", "period"):
        expected, read = _value(gathering, name), _value(meeting, name)
        same = expected == read if name == "period" else _as_text(expected) == _as_text(read)
        near = same or (name == "body" and likeness(_as_text(expected), _as_text(read)) >= ALIKE)
        marks[f"meeting.{name}"] = right(same, near)
        if not near:
            faults.append(Fault(name, expected or "none", read or "none"))
    if meeting is None:
        return Finding("meeting", "miss", None, _told(gathering), marks=marks)
    place = (meeting.provenance.start, meeting.provenance.end)
    outcome: Outcome = "partial" if faults else "hit"
    return Finding("meeting", outcome, place, _told(gathering), _told(meeting), marks, tuple(faults))


def _value(meeting: Gathering | Meeting | None, name: str) -> str | None:
    """What one field says; a period by its code."""
    value = None if meeting is None else getattr(meeting, name)
    if name == "period":
        return plain_period(getattr(value, "code", value))
    return value or None


def _as_text(value: str | None) -> str:
    return plain(value)


def _told(meeting: Gathering | Meeting) -> str:
    values = (_value(meeting, name) for name in ("kind", "body", "date", "session", "period"))
    return ", ".join(filter(None, values))


def compare_flags(gold: Gold, read: Sequence[Flag]) -> Iterator[Finding]:
    """A finding for each code of a flag that is scored, once a document."""
    found = {flag.code: flag for flag in reversed(read) if flag.code in SCORED_FLAGS}
    wanted = SCORED_FLAGS.intersection(gold.key.flags)
    for code in sorted(wanted | found.keys()):
        flag = found.get(code)
        place = (flag.spans[0].start, flag.spans[0].end) if flag and flag.spans else None
        said = f"{code}: {flag.message}" if flag else ""
        if code not in found:
            yield Finding("flag", "miss", None, code, marks={"flag.found": both("miss")})
        elif code in wanted:
            yield Finding("flag", "hit", place, code, said, marks={"flag.found": both("hit")})
        else:
            yield Finding("flag", "false_alarm", place, "", said, marks={"flag.found": both("false_alarm")})
