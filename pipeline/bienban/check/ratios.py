"""Fractions and percentages told together: `ratio_mismatch`, `fraction_impossible`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bienban.check.case import Case, Figure, Word, written
from bienban.records import Flag

_LONGEST_GAP = 90
_SHORT = 30
_HUNDRED = Decimal(100)
_CLOSED = frozenset({"commune", "village", "school", "xã", "phường", "huyện", "thôn", "tiêu chí", "phiếu"})
"""What is counted to the last one: no plan has more communes than there are."""
_EARLIER = ("same_period", "previous_period", "start_of_year")


def check_ratios(case: Case) -> Iterator[Flag]:
    """Percentages that disagree with the numbers they are made of."""
    for figures in case.by_sentence.values():
        if len(figures) < 2 or not any(_is_ratio(f) for f in figures):
            continue
        for fraction, percent in pairwise(figures):
            if fraction.measure == "fraction" and _is_ratio(percent) and is_joined(case, fraction, percent):
                yield from judge(case, fraction, fraction.of or Decimal(1), percent)
        yield from _planned(case, figures)
        yield from _of_wholes(case, figures)


def check_fractions(case: Case) -> Iterator[Flag]:
    """Parts of a counted whole that are larger than the whole."""
    for figure in case.figures:
        if (
            figure.measure == "fraction"
            and figure.value > (figure.of or figure.value)
            and _is_part(case, figure)
        ):
            message = f"{figure.raw}: the part is larger than the whole."
            yield case.flag("fraction_impossible", message, (figure,))


def _is_part(case: Case, figure: Figure) -> bool:
    """Whether a fraction is a part of what is counted, not a result against its plan.

    A plan may be exceeded without being named, except where the whole cannot grow.
    """
    whole_numbers = figure.value == int(figure.value) and figure.of == int(figure.of or 0)
    if figure.indicator.status == "target" or figure.is_measured or not whole_numbers:
        return False
    if case.has("goal", *case.gap_before(figure)) or case.has("goal", figure.end, figure.end + _LONGEST_GAP):
        return False
    following = [f for f in case.figures[figure.index + 1 : figure.index + 2] if _is_near(figure, f)]
    percents = [f.value for f in following if f.unit == "percent" and f.measure != "growth"]
    if percents:
        return percents[0] <= _HUNDRED
    return figure.indicator.base is None or figure.unit in _CLOSED


def _is_near(figure: Figure, following: Figure) -> bool:
    return following.start - figure.end < _LONGEST_GAP


def _is_ratio(figure: Figure) -> bool:
    """Whether a percentage can be the quotient of what stands before it."""
    told = figure.unit == "percent" and figure.measure in ("level", "share", "share_of_plan", "fraction")
    return told and figure.indicator.base not in _EARLIER and figure.indicator.value_max is None


def is_joined(case: Case, first: Figure, second: Figure) -> bool:
    """Whether `second` only says `first` again: nothing but its noun and "that is" between them."""
    gap = case.text[first.end : second.start]
    if len(gap) > _LONGEST_GAP or any(mark in gap for mark in ";:.!?\n)"):
        return False
    if gap.strip() in ("", "(", ","):
        return gap.strip() == "("
    words = list(case.words("equals", first.end, second.start))
    noun = case.text[first.end : _opening(case, words, second.start)].rstrip()
    stops = noun.count(",") == noun.endswith(",") and "(" not in noun[:-1]
    return bool(words) and stops and not case.has("joint", first.end, first.end + len(noun))


def _opening(case: Case, words: list[Word], end: int) -> int:
    """Where the run of "that is" words in front of `end` starts."""
    start = end
    for word in reversed(words):
        if word.end <= start and len(case.text[word.end : start].split()) > 2:
            break
        start = min(start, word.start)
    return start


def judge(case: Case, part: Figure, whole: Decimal, percent: Figure, *told: Figure) -> Iterator[Flag]:
    """The flag when `percent` is not what `part` is of `whole`; `told` holds the whole's own figure."""
    true = _HUNDRED * part.value / whole
    relative = sum((f.step for f in told), Decimal(0)) or part.step_of
    slack = _slack(percent, true, relative / whole + (part.step / part.value if part.value else 0))
    if not all(f.is_exact for f in (part, *told)) or abs(true - percent.value) <= slack:
        return
    if _is_vote(case, part, whole, percent):
        return
    if told and percent.value and _is_thousandfold(true / percent.value):
        message = f"{part.raw} and {told[0].raw} do not fit to {percent.raw}: about a thousand times off."
        yield case.flag("magnitude_suspect", message, (part, *told, percent))
        return
    right = f"{written(round(true, 2))}%"
    pair = " of ".join(f.raw for f in (part, *told))
    message = f"{pair} is {right}, but the text says {percent.raw}."
    yield case.flag("ratio_mismatch", message, (part, *told, percent), right)


def _is_thousandfold(factor: Decimal) -> bool:
    return any(abs(factor / size - 1) < Decimal("0.05") for size in (Decimal(1000), Decimal("0.001")))


def _slack(percent: Figure, true: Decimal, relative: Decimal) -> Decimal:
    """How far a percentage may be off: its last digit, cut or rounded, and its parts' rounding."""
    slack = _printed(percent) + true * relative / 2
    return slack if percent.indicator.bound == "exact" else slack * 10


def _printed(percent: Figure) -> Decimal:
    """The size of the last printed digit of a percentage, whatever was added to its value."""
    number = percent.raw.replace(" ", "").replace(".", ",").rstrip("%")
    return Decimal(1).scaleb(-sum(digit.isdigit() for digit in number.partition(",")[2]))


def _is_vote(case: Case, part: Figure, whole: Decimal, percent: Figure) -> bool:
    """Whether the percentage of a vote is over all seats, as is usual (guide §8)."""
    _, end = case.sentences[case.sentence_at(part.start)]
    voted = case.has("vote", part.start, end) or case.has("vote", *case.gap_before(part))
    if not voted or not percent.value:
        return False
    seats = round(_HUNDRED * part.value / percent.value)
    possible = [Decimal(n) for n in range(seats - 1, seats + 2) if whole <= n <= 2 * whole]
    return any(abs(_HUNDRED * part.value / n - percent.value) <= _printed(percent) for n in possible)


def _planned(case: Case, figures: list[Figure]) -> Iterator[Flag]:
    """A result, its plan and the percentage between them, all three told in one sentence."""
    percents = [f for f in figures if f.measure == "share_of_plan" and f.unit == "percent"]
    goals = {f.index for f in figures if is_goal(case, f)} if percents else set()
    for percent in percents if goals else ():
        done = [f for f in figures if f.index < percent.index and f.is_level and f.index not in goals]
        if not done or done[-1].unit == "percent":
            continue
        result = done[-1]
        plans = [f for f in figures if f.index in goals and f.unit == result.unit and f.value]
        plan = next((f for f in reversed(plans) if _belongs(case, f, result, percent)), None)
        if plan:
            yield from judge(case, result, plan.value, percent, plan)


def is_goal(case: Case, figure: Figure) -> bool:
    """Whether the words right before a figure call it a plan."""
    if figure.measure != "level":
        return False
    start, end = case.gap_before(figure)
    goal = next(case.words("goal", max(start, end - 40), end), None)
    return goal is not None and "," not in case.text[goal.end : end]


def _belongs(case: Case, plan: Figure, result: Figure, percent: Figure) -> bool:
    """Whether `plan` stands in a parenthesis right behind the percentage, or beside the result before it."""
    if plan.index == percent.index + 1:
        gap = case.text[percent.end : plan.start]
        return "(" in gap and ")" not in gap
    return sorted((plan.index, result.index)) == [percent.index - 2, percent.index - 1]


def _of_wholes(case: Case, figures: list[Figure]) -> Iterator[Flag]:
    """A part and its percentage with a whole that is named as one: "36 xã trong tổng số 38 xã, đạt 94,7%"."""
    for one, other, percent in zip(figures, figures[1:], figures[2:], strict=False):
        pair = one.unit == other.unit and one.is_level and other.is_level
        if pair and percent.is_share and is_joined(case, other, percent):
            ahead = case.has("whole", *case.gap_before(one))
            if ahead != case.has("whole", one.end, other.start):
                part, whole = (other, one) if ahead else (one, other)
                yield from _judge_whole(case, part, whole, percent)
    for part, percent, whole in zip(figures, figures[1:], figures[2:], strict=False):
        pair = part.unit == whole.unit and part.is_level and whole.is_level
        if pair and percent.is_share and is_joined(case, part, percent):
            gap = case.text[percent.end : whole.start]
            if case.has("whole", percent.end, whole.start) and len(gap) < _SHORT and "," not in gap:
                yield from _judge_whole(case, part, whole, percent)


def _judge_whole(case: Case, part: Figure, whole: Figure, percent: Figure) -> Iterator[Flag]:
    between = case.text[min(part.end, whole.end) : max(part.start, whole.start)]
    if part.value <= whole.value and whole.value and ";" not in between:
        yield from judge(case, part, whole.value, percent, whole)
