"""Parts against their whole: `sum_mismatch`, and `ratio_mismatch` of the share a part is said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bienban.check.case import Case, Figure, written
from bienban.check.ratios import is_joined, judge
from bienban.find.mentions import within
from bienban.records import Flag
from bienban.rules import PartitionRule
from bienban.text.terms import Term

_OVER = Decimal("1.1")
_OVER_SMALL = Decimal("1.25")
_NEAR = Decimal("0.985")
_SMALL = 100


@dataclass(frozen=True, slots=True)
class Group:
    """A whole and the parts told after it; `complete` when the text says that these are all."""

    whole: Figure
    parts: tuple[Figure, ...]
    complete: bool


def check_parts(case: Case) -> Iterator[Flag]:
    """Parts that do not add up to their whole, or whose share of it is wrong."""
    for group in groups(case):
        flag = _judge(case, group)
        if flag:
            yield flag
        yield from _shares(case, group)


def groups(case: Case) -> Iterator[Group]:
    """Every whole with the parts the text tells behind "of which" or as done and left over."""
    for cue in _openers(case):
        group = _told(case, cue)
        if group:
            yield group
    for figures in case.by_sentence.values():
        yield from _settled(case, figures)


def _openers(case: Case) -> Iterator[Term]:
    last = -1
    found = (*case.signs("part"), *case.signs("consists"))
    for cue in sorted(found, key=lambda term: (term.start, -term.end)):
        if cue.start >= last:
            yield cue
            last = cue.end


def _told(case: Case, cue: Term) -> Group | None:
    """The group that `cue` opens."""
    number = case.sentence_at(cue.start)
    opening, _ = case.sentences[number]
    after = [f for f in case.by_sentence.get(number, ()) if f.start >= cue.end and f.is_level]
    if not after:
        return None
    unit = after[0].unit
    fresh = not any(letter.isalnum() for letter in case.text[opening : cue.start])
    whole = _whole(case, number - 1 if fresh else number, cue.start, unit, alone=fresh)
    if whole is None or unit is None:
        return None
    parts = _parts(case, cue, [f for f in after if f.unit == unit])
    if not parts or _lacks(case, parts[-1]):
        return None
    complete = case.has("consists", cue.start, cue.end) or _is_complete(case, parts)
    return Group(whole, tuple(parts), complete)


def _whole(case: Case, number: int, before: int, unit: str | None, *, alone: bool) -> Figure | None:
    """The last level of `unit` before a cue; none when it is not `alone` in an earlier sentence."""
    found = [f for f in case.by_sentence.get(number, ()) if f.end <= before and f.is_level and f.unit == unit]
    return None if not found or (alone and len(found) > 1) else found[-1]


def _parts(case: Case, cue: Term, figures: list[Figure]) -> list[Figure]:
    """The figures of the list that `cue` opens: to the end of its parenthesis, or to a new clause."""
    parts = figures[:1]
    if _depth(case.text[cue.end : parts[0].start]) < 0:
        return []
    for figure in figures[1:]:
        between = case.text[parts[-1].end : figure.start]
        lists = len(parts) > 1 and ";" in case.text[parts[0].end : parts[1].start]
        if _depth(between) < 0 or (len(parts) > 1 and ";" in between and not lists):
            break
        parts.append(figure)
    return parts


def _lacks(case: Case, last: Figure) -> bool:
    """Whether a bare number follows in the list, which may be one more part."""
    _, closing = case.sentences[case.sentence_at(last.start)]
    return any(q.unit is None for q in within(case.mentions.quantities, last.end, closing))


def _depth(text: str) -> int:
    """Below zero when `text` closes a parenthesis it did not open."""
    return text.count("(") - text.count(")")


def _is_complete(case: Case, parts: list[Figure]) -> bool:
    """Whether the last part is the remainder, or the parts are all sides of one partition."""
    if not parts:
        return False
    last = parts[-1]
    tail = case.gap_after(last)
    if case.has("remainder", *case.gap_before(last)) or _starts_with_remainder(case, tail):
        return True
    sides: dict[str, set[str]] = {}
    wanted: dict[str, int] = {}
    for part in parts:
        for side in case.mentions.terms.of_type(PartitionRule, *case.gap_before(part)):
            if isinstance(side.what, PartitionRule):
                sides.setdefault(side.what.group, set()).add(side.rule)
                wanted[side.what.group] = side.what.sides
    return any(len(found) == len(parts) == wanted[group] for group, found in sides.items())


def _starts_with_remainder(case: Case, gap: tuple[int, int]) -> bool:
    remainder = next(case.signs("remainder", *gap), None)
    return remainder is not None and not case.text[gap[0] : remainder.start].strip()


def _settled(case: Case, figures: list[Figure]) -> Iterator[Group]:
    """Received, settled and left over, told one after the other without "of which"."""
    counted = [f for f in figures if f.is_level and f.unit != "percent"] if len(figures) > 2 else []
    for whole, done, left in zip(counted, counted[1:], counted[2:], strict=False):
        if not (whole.unit == done.unit == left.unit) or whole.unit is None:
            continue
        opened = case.has("intake", *case.gap_before(whole))
        between = case.text[whole.end : left.start]
        if not opened or ";" in between or case.has("part", whole.end, left.start):
            continue
        sides = {side.rule for f in (done, left) for side in _sides(case, f, "settled")}
        if len(sides) == 2 or (len(sides) == 1 and _is_complete(case, [done, left])):
            yield Group(whole, (done, left), complete=True)


def _sides(case: Case, figure: Figure, group: str) -> Iterator[Term]:
    for side in case.mentions.terms.of_type(PartitionRule, *case.gap_before(figure)):
        if isinstance(side.what, PartitionRule) and side.what.group == group:
            yield side


def _judge(case: Case, group: Group) -> Flag | None:
    """The flag of a group that does not add up."""
    whole, parts = group.whole, group.parts
    if not parts or not all(f.is_exact for f in (whole, *parts)) or _differ(whole, parts):
        return None
    total = sum((part.value for part in parts), Decimal(0))
    slack = whole.slack + sum((part.slack for part in parts), Decimal(0))
    off = total - whole.value
    if abs(off) <= slack or not _is_wrong(group, total):
        return None
    said = " + ".join(part.raw for part in parts)
    message = f"The parts do not add up: {said} = {written(total)}, but the whole is {whole.raw}."
    if len(parts) == 1:
        message = f"A part is larger than its whole: {parts[0].raw} of {whole.raw}."
    return case.flag("sum_mismatch", message, (whole, *parts), f"the parts add up to {written(total)}")


def _is_wrong(group: Group, total: Decimal) -> bool:
    """Whether a sum that is off is a slip, and not a list of some of the parts or overlapping ones."""
    whole = group.whole.value
    if group.complete or len(group.parts) == 1:
        return (group.complete and len(group.parts) > 1) or total > whole
    over = _OVER_SMALL if whole <= _SMALL else _OVER
    return whole < total <= whole * over or whole * _NEAR <= total < whole


def _differ(whole: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether whole and parts speak of different times, or of what is and what shall be."""
    indicators = [f.indicator for f in (whole, *parts)]
    targets = {indicator.status == "target" for indicator in indicators}
    codes = {indicator.period.code for indicator in indicators[1:] if indicator.period}
    own = whole.indicator.period.code if whole.indicator.period else None
    longer = own is not None and any(c.startswith("ytd") and not own.startswith("ytd") for c in codes)
    return len(targets) > 1 or longer or len(codes) > 1


def _shares(case: Case, group: Group) -> Iterator[Flag]:
    """Parts of a whole with the percentage they are said to make up."""
    for part in group.parts:
        for percent in case.figures[part.index + 1 : part.index + 2]:
            told = _is_share(percent) and is_joined(case, part, percent) and _ends(case, percent)
            if told and group.whole.is_exact and group.whole.value:
                yield from judge(case, part, group.whole.value, percent, group.whole)


def _is_share(figure: Figure) -> bool:
    return figure.measure == "share" and figure.unit == "percent" and figure.indicator.value_max is None


def _ends(case: Case, percent: Figure) -> bool:
    """Whether a share names no whole of its own behind it."""
    after = case.text[percent.end : percent.end + 12].lstrip()
    return not after or not after[0].isalnum()
