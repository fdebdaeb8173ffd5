"""Clause -> what a figure is compared with."""

import re
from dataclasses import dataclass
from typing import cast

from bienban.find.mentions import Time
from bienban.link.calendar import Calendar
from bienban.link.clauses import Clause
from bienban.link.leads import Reading
from bienban.link.sequence import Item, Sentence, letters
from bienban.rule_kinds import BaseRule
from bienban.text.terms import Mention

_YEAR = re.compile(r"\d{4}")
_SAID = re.compile("C|(?<=[MXIY])=")
_MOVES, _MOVES_TO_PLAN = re.compile("[MXY]"), re.compile("[VMXI]")
_BETWEEN = frozenset("TOFPW&SV")  # between a plan and "giao"
PLAN = "plan"
PREVIOUS_YEAR = "previous_year"


@dataclass(slots=True)
class Base:
    """What a figure is compared with: its code, and where that was read; never written to."""

    code: str
    start: int
    end: int
    rule: str
    time: Time | None = None


def base_of(sentence: Sentence, clause: Clause, reading: Reading) -> Base | None:
    """The base said for this figure itself, behind it or between its verb and it."""
    return (
        _in_tail(sentence, clause, reading)
        or _in_predicate(sentence, reading)
        or _behind_bracket(sentence, clause)
        or _fronted(sentence, clause, reading)
    )


def _fronted(sentence: Sentence, clause: Clause, reading: Reading) -> Base | None:
    """What opens a clause holds for its first figure: "So với cùng kỳ, sản lượng tăng 5%"."""
    kinds = clause.lead_kinds
    if "C" not in kinds:
        return None
    first = max(kinds.rfind(";"), kinds.rfind("."), kinds.rfind("(")) + 1
    end = kinds.find(",", first)
    if kinds[first : first + 1] != "C" or end < 0:
        return None
    base = _compared(sentence, clause.lead[first + 1 : end])
    moves = _MOVES_TO_PLAN if base and base.code == PLAN else _MOVES
    return base if base and moves.search(reading.predicate_kinds) else None


def _behind_bracket(sentence: Sentence, clause: Clause) -> Base | None:
    """What follows a bracket holds for what is in it: "(tương ứng tăng 2,4%) so với cùng kỳ"."""
    if not clause.inside:
        return None
    behind = clause.after[len(clause.tail) :]
    return _compared(sentence, behind[2:]) if letters(behind[:2]) == ")C" else None


def _in_tail(sentence: Sentence, clause: Clause, reading: Reading) -> Base | None:
    tail, kinds = clause.tail, clause.tail_kinds
    first, predicate = kinds[:1], reading.predicate_kinds
    if first == "T" and ("I" in predicate or "Y" in predicate):
        return _of_time(tail[0])  # "bằng 98% năm 2022"
    if first in ("H", "W") and clause.quantity.unit == "times" and "Y" in predicate:
        return _compared(sentence, tail)  # "gấp 1,9 lần bình quân cả nước"
    if first == "=":
        return _known(tail[0], tail[1:])
    if clause.is_ratio and kinds[1:2] == "=" and first in "ONW":
        return _known(tail[1], tail[2:])
    against = kinds.find("C")
    return _compared(sentence, tail[against + 1 :]) if against >= 0 else None


def _in_predicate(sentence: Sentence, reading: Reading) -> Base | None:
    said = _SAID.search(reading.predicate_kinds)
    if said is None:
        return None
    item, after = reading.predicate[said.start()], reading.predicate[said.end() :]
    return _compared(sentence, after) if item.kind == "C" else _known(item, after)


def _compared(sentence: Sentence, items: tuple[Item, ...]) -> Base | None:
    """The base after a word of comparison: one the rules know, a time, or as written."""
    last = next((i for i, item in enumerate(items) if item.kind in ",;()KMV&." and i), len(items))
    items = items[:last]
    if not items:
        return None
    for index, item in enumerate(items):
        if item.kind == "=" and items[0].kind != "T":
            return _known(item, items[index + 1 :])
    if items[0].kind == "T" and len(items) > 1 and items[1].kind == "=":
        return Base(
            sentence.said(items[0].start, items[1].end), items[0].start, items[1].end, "figure.compare"
        )
    if items[0].kind == "T":
        return _of_time(items[0])
    start, end = items[0].start, items[-1].end
    return Base(sentence.said(start, end), start, end, "figure.compare")


def _of_time(item: Item) -> Base:
    return Base(item.time.code, item.start, item.end, "base.time", item.time)


def _known(item: Item, after: tuple[Item, ...]) -> Base:
    rule = cast(BaseRule, item.what)
    time = after[0].time if after and after[0].kind == "T" else None
    return Base(rule.base, item.start, after[0].end if time else item.end, rule.id, time)


def is_plan(rule: object) -> bool:
    """Whether a rule is that of a plan or an aim, not of a time."""
    return isinstance(rule, BaseRule) and rule.base == PLAN


def code_of(base: Base, period: str | None, text: str, calendar: Calendar) -> str:
    """The base as records write it; `period` is that of the figure."""
    if base.code == PREVIOUS_YEAR:
        year = _YEAR.search(period or "")
        return f"year:{int(year.group()) - 1}" if year else text[base.start : base.end]
    if base.time is None or base.rule != "base.time":
        return base.code
    code = calendar.complete(base.time.code)
    if base.time.kind in ("month", "quarter", "ytd"):
        return (
            "previous_period"
            if _is_just_before(code, period, calendar)
            else _same_months(code, period, text, base)
        )
    year = _YEAR.search(code) if "/" not in code else None
    return f"year:{year.group()}" if year else text[base.start : base.end]


def _is_just_before(code: str, period: str | None, calendar: Calendar) -> bool:
    """Whether a month or quarter is not of an earlier year than the figure's."""
    if period is None:
        return True
    before, now = _YEAR.search(code), _YEAR.search(period)
    if calendar.month_before(period) == code:
        return True
    return before is None or now is None or before.group() == now.group()


def _same_months(code: str, period: str | None, text: str, base: Base) -> str:
    """The same months of the year before are the same period."""
    if period and code[-3:] == period[-3:]:
        return "same_period"
    return text[base.start : base.end]


def assigner_of(sentence: Sentence, clause: Clause) -> Mention | None:
    """Who set the plan: the words between it and "giao", else the body right behind it.

    "dự toán HĐND tỉnh giao", "kế hoạch do UBND tỉnh và HĐND huyện giao", "nghị quyết HĐND tỉnh"
    """
    plan = clause.tail_kinds.find("=")
    if plan < 0:
        return None
    first = clause.tail[plan].start
    tail = tuple([item for item in clause.after if item.start >= clause.tail[0].start])
    plan = next(index for index, item in enumerate(tail) if item.start == first)
    for index in range(plan + 1, len(tail)):
        if sentence.says("assign", tail[index]):
            who = [item for item in tail[plan + 1 : index] if item.kind not in "TOF"]
            return Mention(who[0].start, who[-1].end, "figure.assign") if who and who[0].kind != "&" else None
        if tail[index].kind not in _BETWEEN:
            break
    body = next((item for item in tail[plan + 1 : plan + 3] if item.kind not in "OT"), None)
    return Mention(body.start, body.end, "figure.assign") if body is not None and body.kind == "P" else None
