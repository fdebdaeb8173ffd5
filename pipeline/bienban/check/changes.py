"""Changes against the levels they lie between: `change_mismatch`, `growth_implausible`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, permutations

from bienban.check.case import Case, Figure, written
from bienban.check.ratios import is_goal, is_joined
from bienban.records import Flag

_HUNDRED = Decimal(100)
_FEW = 200
"""What is counted in less than this doubles easily."""
_RECOVERY_YEARS = ("2021", "2022", "2023")
_MOST_LEVELS = 8
_NEAR = 40
_LONGEST_GAP = 120


def check_changes(case: Case) -> Iterator[Flag]:
    """Changes that are not the difference of the two levels told beside them."""
    for figures in case.by_sentence.values():
        if len(figures) < 2 or not any(f.measure in ("change", "growth") for f in figures):
            continue
        yield from _twins(case, figures)
        yield from _between(case, figures)
    for level, change in pairwise(case.figures):
        if change.measure == "change" and _outgrows(case, level, change):
            message = f"A level of {level.raw} cannot have risen by {change.raw}."
            far = change.value > level.value * _HUNDRED
            yield case.flag("magnitude_suspect" if far else "change_mismatch", message, (level, change))


def _outgrows(case: Case, level: Figure, change: Figure) -> bool:
    """Whether a rise told right behind a level is larger than the level itself."""
    between = case.text[level.end : change.start]
    same = level.unit == change.unit and level.is_level and len(between) <= _NEAR
    if not same or not level.is_exact or not change.is_exact or change.value <= level.value:
        return False
    apart = level.value <= 0 or any(mark in between for mark in ";.()")
    return not apart and case.has("grow", level.end, change.start)


def check_growth(case: Case) -> Iterator[Flag]:
    """Growth over 100 % where nothing tells of a leap: often "bằng" was meant (guide §3.2)."""
    for number, figures in case.by_sentence.items():
        for figure in figures:
            if _leaps(figure) and not _is_explained(case, figure, figures, case.sentences[number]):
                name = figure.indicator.name or case.text[case.gap_before(figure)[0] : figure.start].strip()
                message = f"A growth of {figure.raw} is implausible for “{name}”; perhaps “bằng” was meant."
                yield case.flag("growth_implausible", message, (figure,), f"bằng {figure.raw}")


def _leaps(figure: Figure) -> bool:
    grows = figure.measure == "growth" and figure.unit == "percent"
    return grows and abs(figure.value) > _HUNDRED and figure.indicator.status != "target"


def _is_explained(case: Case, figure: Figure, figures: list[Figure], sentence: tuple[int, int]) -> bool:
    """Whether a leap is told as one: a recovery, a small number, something that comes in lumps."""
    if figure.value < 0:
        return False
    if case.has("leap", *sentence):
        return True
    period = figure.indicator.period
    recovering = period is not None and period.code.removeprefix("ytd:")[:4] in _RECOVERY_YEARS
    if recovering and case.has("visits", *sentence):
        return True
    levels = [f for f in figures if f.is_level and f.unit != "percent"]
    if any(_is_told(one, other, figure) for one, other in permutations(levels[:_MOST_LEVELS], 2)):
        return True
    before = [f for f in levels if f.index < figure.index]
    return bool(before) and not before[-1].is_measured and before[-1].value < _FEW


def _is_told(earlier: Figure, later: Figure, growth: Figure) -> bool:
    """Whether two levels of the sentence are what a growth lies between."""
    if earlier.unit != later.unit or earlier.value <= 0:
        return False
    return abs(_HUNDRED * (later.value / earlier.value - 1) - growth.value) <= 1


def _twins(case: Case, figures: list[Figure]) -> Iterator[Flag]:
    """One change told twice, in units and in percent, behind the level it led to."""
    for one, other in pairwise(figures):
        yield from _index(case, one, other)
        change, growth = (one, other) if other.unit == "percent" else (other, one)
        kinds = (change.measure, growth.measure)
        if change.unit == "percent" or growth.unit != "percent" or kinds != ("change", "growth"):
            continue
        levels = [f for f in figures if f.unit == change.unit and _leads_to(case, f, one)]
        if levels and is_joined(case, one, other) and all(f.is_exact for f in (levels[-1], change, growth)):
            yield from _judge_twins(case, levels[-1], change, growth)


def _index(case: Case, index: Figure, growth: Figure) -> Iterator[Flag]:
    """An index and the growth it means: "bằng 84,6% (giảm 15,4%)"."""
    if (index.measure, growth.measure) != ("index", "growth"):
        return
    gap = case.text[index.end : growth.start]
    inside = "(" in gap and not any(mark in gap for mark in "),;.") and len(gap) <= _LONGEST_GAP
    if not inside and not is_joined(case, index, growth):
        return
    true = index.value - _HUNDRED
    if index.is_exact and growth.is_exact and abs(true - growth.value) > index.step + growth.step:
        message = f"{index.raw} of the earlier value is a change of {written(true)}%, not of {growth.raw}."
        yield case.flag("change_mismatch", message, (index, growth), f"{written(true)}%")


def _leads_to(case: Case, level: Figure, change: Figure) -> bool:
    """Whether `change` may be that of `level`, which is no plan and in no closed parenthesis."""
    before = level.index < change.index and level.is_level and not is_goal(case, level)
    return before and case.text.count(")", level.end, change.start) <= case.text.count(
        "(", level.end, change.start
    )


def _judge_twins(case: Case, level: Figure, change: Figure, growth: Figure) -> Iterator[Flag]:
    size = abs(change.value).copy_sign(growth.value)
    earlier = level.value - size
    if earlier <= 0 or not size:
        return
    true = _HUNDRED * size / earlier
    slack = growth.step + abs(true) * (change.step / abs(size) + level.step / earlier)
    if abs(true - growth.value) > slack:
        right = f"{written(round(true, 2))}%"
        message = f"{level.raw} after a change of {change.raw} means {right}, but the text says {growth.raw}."
        yield case.flag("change_mismatch", message, (level, change, growth), right)


def _between(case: Case, figures: list[Figure]) -> Iterator[Flag]:
    """A change beside both levels: from A to B, or B with the earlier A in a parenthesis."""
    for first, second, third in zip(figures, figures[1:], figures[2:], strict=False):
        if _is_change(third) and _is_path(case, first, second) and _is_next(case, second, third):
            yield from _judge(case, first, second, third)
        elif _is_change(second) and _is_earlier(case, first, second, third):
            yield from _judge(case, third, first, second)


def _is_change(figure: Figure) -> bool:
    return figure.measure in ("change", "growth") and figure.is_exact


def _is_path(case: Case, earlier: Figure, later: Figure) -> bool:
    """Whether two levels are told as "from A to B", or as the same name at two times."""
    if earlier.unit != later.unit or not (earlier.is_exact and later.is_exact):
        return False
    between = case.text[earlier.end : later.start]
    start, end = case.gap_before(earlier)
    if len(between) <= _NEAR and case.has("from", max(start, end - 12), end):
        return case.has("to", earlier.end, later.start) and not any(mark in between for mark in ";.()")
    return earlier.is_level and later.is_level and _follows(case, earlier, later)


def _is_next(case: Case, later: Figure, change: Figure) -> bool:
    """Whether `change` still speaks of the level right before it, and does not start a path of its own."""
    between = case.text[later.end : change.start]
    other = case.has("from", change.start - 12, change.start) or any(mark in between for mark in ";.(")
    return len(between) <= _LONGEST_GAP and not other


def _follows(case: Case, earlier: Figure, later: Figure) -> bool:
    """Whether both have one name and the first is for the earlier of two known times."""
    one, other = earlier.indicator, later.indicator
    if not (one.name and other.name and one.period and other.period):
        return False
    starts = (one.period.start, other.period.start)
    ordered = starts[0] is not None and starts[1] is not None and starts[0] < starts[1]
    return ordered and case.plain_name(one.name) == case.plain_name(other.name)


def _is_earlier(case: Case, level: Figure, change: Figure, earlier: Figure) -> bool:
    """Whether `earlier` is the level before `change`, told in a parenthesis right behind it."""
    gap = case.text[change.end : earlier.start]
    opened = gap.rfind("(")
    if opened < 0 or len(gap) > _LONGEST_GAP or any(mark in gap for mark in "),;"):
        return False
    if not (level.is_level and earlier.is_level and level.unit == earlier.unit):
        return False
    other = any(case.has(sign, change.end + opened, earlier.start) for sign in ("grow", "goal"))
    closed = case.text[earlier.end : earlier.end + 1] == ")"
    told = change.indicator.base not in (None, "plan")
    return closed and told and not other and level.is_exact and earlier.is_exact


def _judge(case: Case, earlier: Figure, later: Figure, change: Figure) -> Iterator[Flag]:
    """The flag when `later` minus `earlier` is not `change`, in units or in percent."""
    difference = abs(later.value - earlier.value)
    slack = earlier.slack + later.slack + change.slack
    same = change.unit in (earlier.unit, "point")
    fits = same and abs(difference - abs(change.value)) <= slack
    right = f"a change of {written(difference)}"
    if change.unit == "percent" and earlier.value:
        growth = _HUNDRED * difference / abs(earlier.value)
        loose = change.step + growth * (later.step + earlier.step) / abs(earlier.value)
        fits = fits or abs(growth - abs(change.value)) <= loose
        right = right if same else f"{written(round(growth, 2))}%"
    elif not same:
        return
    if not fits:
        message = f"From {earlier.raw} to {later.raw} the change is not {change.raw}."
        yield case.flag("change_mismatch", message, (earlier, later, change), right)
