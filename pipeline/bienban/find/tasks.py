"""The task in the name of a committee: up to the place, the number or the act that closes it.

`Ban Chỉ đạo chuyển đổi số tỉnh`, `Ban Chỉ đạo Trung ương về phòng, chống tham nhũng`,
`Tổ công tác của Chính phủ tháo gỡ khó khăn` (guide §4.1 "steering", §4.2).
"""

import re

from bienban.find.names import RUN
from bienban.find.scope import Scope
from bienban.rule_kinds import BodyRule, GroupRule, HonorificRule, PartRule, PlaceRule, TitleRule

_NUMBERED = re.compile(r"(?: số)? ?\d{1,3}(?:/[A-ZĐ]{1,6})?(?![\w%/]|[.,]\d)")
_CLAUSE = re.compile(r"[^.;:()\n“”\"]{0,110}")
_LONG_CLAUSE = re.compile(r"[^.;:()\n“”\"]{0,200}")
_COMMA = re.compile(r", ?")
_ABOUT = r" {about}(?![^\W_])"
_MEETING_OF = r"(?<![^\W_]){sitting}(?: của)? \Z"
_NO_TASK = r" {no_task}(?![^\W_])"
_CLOSED = r" (?:{already} )?(?:{sits}(?![^\W_])|{holds} (?:{several} )?{sitting}(?![^\W_]))"
_TASK = r" {mission}(?![^\W_])"
_ACT = r" (?:{already}|do|dưới sự|{does})(?![^\W_])"
_WHOLE = ("quốc gia", "trung ương", "chính phủ", "nhà nước")
_CUT = (TitleRule, HonorificRule, BodyRule, PartRule)


def task_end(scope: Scope, end: int) -> int:
    """Where the task right behind a committee's head stops: at a number, or at the place that closes it."""
    numbered = _NUMBERED.match(scope.text, end)
    if numbered:
        return numbered.end()
    if scope.words(_NO_TASK).match(scope.text, end):
        return end
    clause = _CLAUSE.match(scope.text, end)
    limit = _limit(scope, end, clause.end() if clause else end)
    place = next(scope.terms.of_type(PlaceRule, end, limit), None)
    return place.start - 1 if place and place.start > end else end


def told_task_end(scope: Scope, start: int, end: int) -> int:
    """Where the task stops that no place closes; `end` when none is told.

    What meets closes it (`Ban Chỉ đạo xây dựng nông thôn mới đã họp`). A task behind `về` is
    closed by its clause too where the committee is one of the whole state: elsewhere `về` may
    say what a meeting is about. `start` and `end` are those of the committee's name so far.
    """
    text = scope.text
    if text[end : end + 1] != " " or scope.words(_NO_TASK).match(text, end):
        return end
    about = scope.words(_ABOUT).match(text, end)
    clause = _LONG_CLAUSE.match(text, end)
    reach = _before_person(scope, end, clause.end()) if clause else end
    closed = scope.words(_CLOSED).search(text, end, clause.end() if clause else end)
    act = scope.words(_ACT).search(text, end, reach)
    stop = min([reach, *(found.start() for found in (closed, act) if found)])
    stop = end + len(text[end:stop].rstrip(", "))
    whole = text[:end].lower().endswith(_WHOLE)
    if (
        closed is None
        and not (whole and about)
        and not (_is_task(scope, end) and (whole or _met(scope, start)))
    ):
        return end
    if about is None and act and closed and act.start() < closed.start():
        return end
    task = _with_commas(scope, end, stop, free=about is not None)
    return task if about or task == stop or (closed is None and act is None) else end


def _met(scope: Scope, start: int) -> bool:
    """Whether the words for a meeting stand right before a committee: `cuộc họp Ban Chỉ đạo …`."""
    return scope.words(_MEETING_OF).search(scope.text, max(0, start - 20), start) is not None


def _is_task(scope: Scope, end: int) -> bool:
    """Whether the words of a task follow: `Ban Chỉ đạo quốc gia phòng, chống dịch`."""
    return scope.words(_TASK).match(scope.text, end) is not None


def _before_person(scope: Scope, start: int, limit: int) -> int:
    """Where a person's name begins, who heads the committee: `Trưởng Ban Chỉ đạo 35 tỉnh Lê Văn Tám`."""
    for run in RUN.finditer(scope.text, start, limit):
        if scope.names.is_person(run.group().split()):
            return max(run.start() - 1, start)
    return limit


def _with_commas(scope: Scope, start: int, stop: int, *, free: bool) -> int:
    """`stop`, or the first comma before it that does not part two tasks: `phòng, chống`."""
    for comma in _COMMA.finditer(scope.text, start, stop):
        inside = any(t.start < comma.start() < t.end for t in scope.terms.of_type(GroupRule, start, stop))
        after = comma.end()
        goes_on = free and scope.text[after : after + 1].islower() and not scope.cut_at(after)
        if not inside and not (goes_on and not scope.words(_NO_TASK).match(scope.text, after - 1)):
            return comma.start()
    return stop


def _limit(scope: Scope, end: int, limit: int) -> int:
    """The first comma that separates, or the first word that begins something else."""
    for kind in _CUT:
        first = next((t for t in scope.terms.of_type(kind, end, limit) if t.last - t.first > 1), None)
        limit = min(limit, first.start) if first else limit
    comma = scope.text.find(",", end, limit)
    while comma >= 0 and any(
        t.start < comma for t in scope.terms.of_type(GroupRule, end, limit) if t.end > comma
    ):
        comma = scope.text.find(",", comma + 1, limit)
    return comma if comma >= 0 else limit
