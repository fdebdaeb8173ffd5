"""Telling -> the period a meeting looked back on; what it planned for is not that (guide §4.3)."""

import re
from collections.abc import Iterator, Sequence

from bienban.find.mentions import Time
from bienban.link.tellings import Sentence, Telling, longest, telling_of
from bienban.records import MeetingKind
from bienban.rule_kinds import BaseRule
from bienban.text.terms import Term

_PERIODS = frozenset(("month", "quarter", "half", "year", "ytd", "span", "season", "as_of"))
_AT_HAND: frozenset[MeetingKind] = frozenset(
    ("press_conference", "online", "other", "working_session", "emergency")
)
"""Meetings about one matter: only the sentence that tells them says what they looked back on."""
_DEFAULT: frozenset[MeetingKind] = frozenset(("regular_session", "briefing", "review"))
"""Meetings whose first period is reviewed even when no word says so."""
_HEARS: frozenset[MeetingKind] = frozenset(("online", "other", "working_session"))
"""Meetings about one matter at which a report is heard."""
_HEARD = 6
"""How many sentences behind the telling may tell of that report."""
_TOLD = 110
"""How far behind the words for a report, in characters, its period may stand."""
_BESIDE = 8
"""How far behind a year, in characters, the part of the next one may stand."""
_LINES = 12
"""The same in minutes, where each label is a line."""
_AGENDA = 5
"""How many sentences behind the telling may still name what was reviewed."""
_AGENDA_SECTIONS = ("lede", "report", "discussion", "title")


def reviewed(
    telling: Telling, kind: MeetingKind, later: Sequence[Sentence], titles: Sequence[Sentence]
) -> Time | None:
    """The first period looked back on: in the telling, in the title, in the sentences that follow."""
    lenient = kind in _DEFAULT
    own = _looked_back_on(telling.sentence, telling.noun.start, lenient=lenient, called=kind not in _AT_HAND)
    found = next((time for time in own if _fits(telling.sentence, time, kind)), None)
    if found or kind in _AT_HAND:
        return found or (_reported(later) if kind in _HEARS else None)
    for title in titles:
        found = next(_looked_back_on(title, title.start, lenient=lenient, called=True), None)
        if found and _fits(title, found, kind):
            return found
    agenda = _LINES if kind == "minutes" else _AGENDA
    for sentence in [sentence for sentence in later if sentence.section in _AGENDA_SECTIONS][:agenda]:
        found = next(_looked_back_on(sentence, sentence.start, lenient=False, called=False), None)
        if found and found.kind != "as_of":
            return found
    return None


def _reported(later: Sequence[Sentence]) -> Time | None:
    """The period of the report that was heard first: `Theo báo cáo tại buổi làm việc, trong quý I …`

    Of a year and the part of the next one that is reported with it, the later one.
    """
    body = [s for s in later if s.section in _AGENDA_SECTIONS and s.section != "title"]
    for sentence in body[:_HEARD]:
        heard = sentence.having("hears")
        times = [t for t in sentence.times if t.kind in _PERIODS and heard and t.start > heard[0].end]
        near = [t for t in times if t.start - heard[0].end <= _TOLD and not _is_aside(sentence, t)]
        if near:
            both = [t for t in near[1:] if t.start - near[0].end <= _BESIDE]
            found = both[0] if both and near[0].kind == "year" else near[0]
            return found if found.kind not in ("span", "as_of", "season") else None
    return None


def _fits(sentence: Sentence, time: Time, kind: MeetingKind) -> bool:
    """Whether a time may be reviewed: the middle or end of a year only names a council's session."""
    return kind == "council_session" or not (time.kind == "as_of" or _is_middle(sentence, time))


def _is_middle(sentence: Sentence, time: Time) -> bool:
    return time.kind == "year" and sentence.raw(time.start - 5, time.start).lower() == "giữa "


def _looked_back_on(sentence: Sentence, start: int, *, lenient: bool, called: bool) -> Iterator[Time]:
    """The periods of a sentence that the nearest word before them looks back on."""
    words = longest(sentence.having("looks_back", "looks_ahead", "calls"))
    back = ("looks_back", "calls") if called else ("looks_back",)
    for time in sentence.times:
        if time.start < start or time.kind not in _PERIODS or _is_aside(sentence, time):
            continue
        before = [word for word in words if word.end <= time.start]
        if not before:
            if lenient:
                yield time
        elif (telling_of(before[-1]) in back or _recurs(sentence, before[-1])) and _may_be_reviewed(
            sentence, time
        ):
            yield time


def _recurs(sentence: Sentence, word: Term) -> bool:
    """Whether a word says that such a meeting is held for each period, whatever its kind."""
    return sentence.raw(word.start, word.end).lower().endswith(("thường kỳ", "định kỳ", "họp báo"))


def _is_aside(sentence: Sentence, time: Time) -> bool:
    """Whether a time is a horizon, a base of comparison or a term of years."""
    before = sentence.raw(max(sentence.start, time.start - 14), time.start).lower().rstrip()
    if before.endswith(("đến", "tới", "cùng kỳ", "so với", "giai đoạn", "khóa", "từ")):
        return True
    if time.kind == "as_of":
        return not re.fullmatch(r"as_of:(\d{4}|-)-(06|12)-3[01]", time.code)
    if time.code.startswith(("last:", "next:")):
        return True
    base = sentence.mentions.terms.until(time.start - 1, BaseRule)
    return base is not None


def _may_be_reviewed(sentence: Sentence, time: Time) -> bool:
    """Whether a time is short enough: years from one to another only where they are summed up."""
    if time.kind != "span":
        return True
    if "-" in time.code:
        return not re.search(r"-\d\d-\d\d", time.code)
    return any(word.end <= time.start for word in sentence.having("sum_up"))


def period_code(sentence: Sentence, time: Time) -> str:
    """The code of what was reviewed; "the end of 2023" names the year, "its middle" the half."""
    if _is_middle(sentence, time):
        return f"{time.code if time.code != '--' else '-'}-H1"
    match = re.fullmatch(r"as_of:(\d{4}|-)-(06|12)-3[01]", time.code)
    if not match:
        return time.code
    if match[2] == "06":
        return f"{match[1]}-H1"
    return "--" if match[1] == "-" else match[1]
