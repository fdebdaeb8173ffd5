"""Doc -> bodies: authorities as written, a head noun with what completes its name (guide §4.2)."""

import re

from bienban.find.mentions import BodyMention
from bienban.find.scope import Scope
from bienban.find.tasks import task_end, told_task_end
from bienban.records import Level
from bienban.rule_kinds import BodyRule, TitleRule
from bienban.text.doc import Doc
from bienban.text.terms import Term, Terms

_NUMBER = re.compile(r"\d")
_SHORT_FORM = re.compile(r" ?\([A-ZĐ][A-ZĐ&.-]{1,11}\)(?= [^\W\d_])")
_DEEPEST = 4
"""How many bodies may stand inside one another: office > standing committee > council > place."""


def find_bodies(doc: Doc, terms: Terms) -> tuple[BodyMention, ...]:
    """All bodies in text order, none inside another."""
    scope = Scope.of(doc.text, terms)
    found: list[BodyMention] = []
    reached = 0
    for head in terms.of_type(BodyRule):
        if head.start < reached or _in_title(head, terms):
            continue
        read = _read(scope, head)
        if read and _is_proper(scope.text, head, read[0]):
            reached, level = read
            found.append(BodyMention(head.start, reached, head.rule, level))
    return tuple(found)


def _is_proper(text: str, head: Term, end: int) -> bool:
    """Whether a body whose head is also a common noun has the capital it needs."""
    return not (isinstance(head.what, BodyRule) and head.what.common and text[head.start : end].islower())


def _in_title(head: Term, terms: Terms) -> bool:
    """Whether `head` is the start of an office (`Tỉnh ủy` of `Tỉnh ủy viên`) or its adjective."""
    office = terms.at(head.start, TitleRule)
    if office and office.end > head.end:
        return True
    office = terms.until(head.end, TitleRule)
    adjective = isinstance(head.what, BodyRule) and head.what.tail == "body"
    return bool(office and office.start < head.start and adjective and head.last - head.first == 2)


def _read(scope: Scope, head: Term, depth: int = 1) -> tuple[int, Level | None] | None:
    """Where the body that starts at `head` ends, and its level; None when it is no body."""
    rule = head.what
    if not isinstance(rule, BodyRule):
        return None
    end: int | None = head.end
    if rule.tail == "none":
        return head.end, rule.level
    if rule.tail == "field":
        end = scope.field_end(head)
    elif rule.tail == "task":
        end = task_end(scope, head.end)
    if end is None:
        return None
    inner = _inner(scope, end, depth) if rule.tail != "place" else None
    if inner is None and rule.tail == "task":
        inner = _of_whole(scope, end, depth)
    if inner:
        stop, level = inner[0], rule.level or inner[1]
    else:
        stop, told = scope.place_end(_abbreviated(scope.text, end))
        level = told or rule.level
        if stop == head.end and rule.tail == "body" and not scope.text[head.start].isupper():
            return None
    numbered = _NUMBER.search(scope.text, head.end, stop)
    return (told_task_end(scope, head.start, stop) if rule.tail == "task" and not numbered else stop), level


def _abbreviated(text: str, end: int) -> int:
    """Past the short form that stands in brackets before the place: `Hội đồng nhân dân (HĐND) tỉnh`."""
    short = _SHORT_FORM.match(text, end)
    return short.end() if short else end


def _of_whole(scope: Scope, end: int, depth: int) -> tuple[int, Level | None] | None:
    """The authority that a committee is one of: `Tổ công tác của Chính phủ`."""
    return _inner(scope, end + 4, depth) if scope.text.startswith(" của ", end) else None


def _inner(scope: Scope, end: int, depth: int) -> tuple[int, Level | None] | None:
    """The body that stands inside, right after `end`."""
    start = scope.after_blank(end)
    head = scope.terms.at(start, BodyRule) if start is not None and depth < _DEEPEST else None
    return _read(scope, head, depth + 1) if head else None
