"""Telling -> the period a meeting looked back on; what it planned for is not that (guide §4.3)."""

import re
from collections.abc import Iterator, Sequence

from bienban.find.mentions import Time
from bienban.link.tellings import Sentence, Telling, longest, telling_of
from bienban.records import MeetingKind
from bienban.rules import BaseRule

_PERIODS = frozenset(("month", "quarter", "half", "year", "ytd", "span", "as_of"))
_LOOKING_BACK: frozenset[MeetingKind] = frozenset(
    (
        "regular_session",
        "briefing",
        "review",
        "council_session",
        "party_standing",
        "party_committee",
        "steering",
        "front",
    )
    + ("notice", "minutes", "council_standing", "other", "online", "press_conference")
)
_DEFAULT: frozenset[MeetingKind] = frozenset(("regular_session", "briefing", "review"))
"""Meetings whose first period is reviewed even when no word says so."""
_AGENDA = 5
"""How many sentences behind the telling may still name what was reviewed."""


def reviewed(
    telling: Telling, kind: MeetingKind, later: Sequence[Sentence], titles: Sequence[Sentence]
) -> Time | None:
    """The first period looked back on: in the telling, in the title, in the sentences that follow."""
    if kind not in _LOOKING_BACK:
        return None
    own = _looked_back_on(telling.sentence, telling.noun.start, lenient=kind in _DEFAULT)
    found = next(own, None)
    if found or kind in ("press_conference", "online", "other"):
        return found
    for title in titles:
        found = next(_looked_back_on(title, title.start, lenient=kind in _DEFAULT), None)
        if found:
            return found
    for sentence in later[:_AGENDA]:
        found = next(_looked_back_on(sentence, sentence.start, lenient=False), None)
        if found and sentence.section in ("lede", "report", "discussion", "title"):
            return found
    return None


def _looked_back_on(sentence: Sentence, start: int, *, lenient: bool) -> Iterator[Time]:
    """The periods of a sentence that the nearest word before them looks back on."""
    words = longest(sentence.having("looks_back", "looks_ahead"))
    for time in sentence.times:
        if time.start < start or time.kind not in _PERIODS or _is_aside(sentence, time):
            continue
        before = [word for word in words if word.end <= time.start]
        if not before:
            if lenient:
                yield time
        elif telling_of(before[-1]) == "looks_back" and _may_be_reviewed(sentence, time):
            yield time


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
    if time.kind != "span" or "-" in time.code:
        return True
    return any(word.end <= time.start for word in sentence.having("sum_up"))


def period_code(time: Time) -> str:
    """The code of what was reviewed; "the end of 2023" names the year, "its middle" the half."""
    match = re.fullmatch(r"as_of:(\d{4}|-)-(06|12)-3[01]", time.code)
    if not match:
        return time.code
    if match[2] == "06":
        return f"{match[1]}-H1"
    return "--" if match[1] == "-" else match[1]
