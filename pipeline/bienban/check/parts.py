"""Parts against their whole: `sum_mismatch`, `magnitude_suspect`, and the share a part is said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bienban.check.case import Case, Figure, Place, written
from bienban.check.ratios import is_joined, judge
from bienban.find.mentions import within
from bienban.records import Flag
from bienban.rule_kinds import PartitionRule

_OVER = Decimal("1.1")
_OVER_SMALL = Decimal("1.25")
_NEAR = Decimal("0.985")
_SMALL = 100
_MOST = 24
"""How many figures before and behind "of which" are looked at."""
_THOUSAND = Decimal(1000)
_FAR = Decimal(100)


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
    """Every whole with the parts the text tells behind "of which", or as done and left over."""
    last = -1
    found = (*case.all_words("part"), *case.all_words("consists"))
    for word in sorted(found, key=lambda word: (word.start, -word.end)):
        group = _told(case, (word.start, word.end)) if word.start >= last else None
        last = max(last, word.end)
        if group:
            yield group
    for figures in case.by_sentence.values():
        if len(figures) > 2:
            yield from _settled(case, figures)
            yield from _listed(case, figures)


def _told(case: Case, cue: Place) -> Group | None:
    """The group whose parts stand behind `cue`."""
    start, end = cue
    number = case.sentence_at(start)
    opening, _ = case.sentences[number]
    after = [f for f in case.near(number, end, _MOST) if f.is_level]
    if not after or after[0].unit is None:
        return None
    unit = after[0].unit
    fresh = not any(letter.isalnum() for letter in case.text[opening:start])
    whole = _whole(case, number - 1 if fresh else number, start, unit, alone=fresh)
    parts = _parts(case, end, [f for f in after if f.unit == unit]) if whole else []
    if whole is None or not parts or _lacks(case, parts[-1]):
        return None
    complete = case.has("consists", start, end) or _is_complete(case, parts)
    return Group(whole, tuple(parts), complete)


def _whole(case: Case, number: int, before: int, unit: str, *, alone: bool) -> Figure | None:
    """The last level of `unit` before a cue; none when it is not `alone` in an earlier sentence."""
    figures = case.near(number, before, -_MOST)
    found = [f for f in figures if f.is_level and f.unit == unit]
    if not alone:  # a plan or an earlier value in a parenthesis is not what the parts are of
        found = [f for f in found if _depth(case.text[f.end : before]) >= 0]
    return None if not found or (alone and len(found) > 1) else found[-1]


def _parts(case: Case, end: int, figures: list[Figure]) -> list[Figure]:
    """The figures of a list that opens at `end`: to the end of its parenthesis, or to a new clause."""
    parts = figures[:1]
    if _depth(case.text[end : parts[0].start]) < 0:
        return []
    for figure in figures[1:]:
        between = case.text[parts[-1].end : figure.start]
        if _depth(between) > 0:  # parts of a part, in its own parenthesis
            continue
        lists = len(parts) > 1 and ";" in case.text[parts[0].end : parts[1].start]
        if _depth(between) < 0 or (len(parts) > 1 and ";" in between and not lists):
            break
        parts.append(figure)
    return parts


def _lacks(case: Case, last: Figure) -> bool:
    """Whether a bare number follows in the list, which may be one more part."""
    _, closing = case.sentences[case.sentence_at(last.start)]
    bare = any(q.unit is None for q in within(case.mentions.quantities, last.end, closing))
    return bare or any(n.reason == "no_unit" for n in within(case.mentions.not_figures, last.end, closing))


def _depth(text: str) -> int:
    """Below zero when `text` closes a parenthesis it did not open."""
    return text.count("(") - text.count(")")


def _is_complete(case: Case, parts: list[Figure]) -> bool:
    """Whether the last part is the remainder, or the parts are all sides of one partition."""
    last = parts[-1]
    left = next(case.words("remainder", *case.gap_after(last)), None)
    if case.has("remainder", *case.gap_before(last)):
        return True
    if left and not case.text[last.end : left.start].strip():
        return True
    sides = sides_of(case, parts)
    return any(len(found) == len(parts) == wanted for found, wanted in sides.values())


def sides_of(case: Case, figures: list[Figure]) -> dict[str, tuple[set[str], int]]:
    """The sides of each partition named in front of the figures, and how many it has."""
    sides: dict[str, tuple[set[str], int]] = {}
    for figure in figures:
        for word in case.words("partition", *case.gap_before(figure)):
            if isinstance(word.rule, PartitionRule):
                sides.setdefault(word.rule.group, (set(), word.rule.sides))[0].add(word.rule.id)
    return sides


def _settled(case: Case, figures: list[Figure]) -> Iterator[Group]:
    """Received, settled and left over, told one after the other without "of which"."""
    counted = [f for f in figures if f.is_level and f.unit != "percent"]
    for whole, done, left in zip(counted, counted[1:], counted[2:], strict=False):
        if not (whole.unit == done.unit == left.unit) or whole.unit is None:
            continue
        between = (whole.end, left.start)
        if ";" in case.text[slice(*between)] or not case.has("intake", *case.gap_before(whole)):
            continue
        sides = sides_of(case, [done, left]).get("settled", (set(), 2))[0]
        complete = len(sides) == 2 or (len(sides) == 1 and _is_complete(case, [done, left]))
        if complete and not case.has("part", *between) and not _lacks(case, left):
            yield Group(whole, (done, left), complete=True)


def _listed(case: Case, figures: list[Figure]) -> Iterator[Group]:
    """A whole with its parts in a parenthesis or behind a colon right after it."""
    for whole, first in pairwise(figures):
        gap = case.text[whole.end : first.start]
        opened = max(gap.find("("), gap.find(":"))
        if opened < 0 or ")" in gap or not whole.is_level or not first.is_level or whole.unit != first.unit:
            continue
        place = first.index - figures[0].index
        same = [f for f in figures[place : place + _MOST] if f.is_level and f.unit == whole.unit]
        parts = _parts(case, whole.end + opened + 1, same) if whole.unit else []
        if len(parts) > 1 and not _lacks(case, parts[-1]):
            yield Group(whole, tuple(parts), complete=False)


def _judge(case: Case, group: Group) -> Flag | None:
    """The flag of a group that does not add up."""
    whole, parts = group.whole, group.parts
    if not all(f.is_exact for f in (whole, *parts)) or _differ(whole, parts):
        return None
    total = sum((part.value for part in parts), Decimal(0))
    slack = whole.slack + sum((part.slack for part in parts), Decimal(0))
    if abs(total - whole.value) <= slack:
        return None
    slip = _slip(group, total, slack)
    if slip:
        message = f"{slip.raw} does not fit into {whole.raw}: about a thousand times too large or small."
        return case.flag("magnitude_suspect", message, (whole, slip))
    if not _is_wrong(group, total):
        return None
    said = " + ".join(part.raw for part in parts)
    message = f"The parts do not add up: {said} = {written(total)}, but the whole is {whole.raw}."
    if len(parts) == 1:
        message = f"A part is larger than its whole: {parts[0].raw} of {whole.raw}."
    return case.flag("sum_mismatch", message, (whole, *parts), f"the parts add up to {written(total)}")


def _slip(group: Group, total: Decimal, slack: Decimal) -> Figure | None:
    """The part that, a thousand times larger or smaller, would make the sum right."""
    if len(group.parts) == 1:
        return group.parts[0] if total > group.whole.value * _FAR else None
    for part in group.parts:
        less = part.value / _THOUSAND
        for size in (part.value * _THOUSAND, *([less] if less > slack else [])):
            if part.is_measured and abs(total - part.value + size - group.whole.value) <= slack:
                return part
    return None


def _is_wrong(group: Group, total: Decimal) -> bool:
    """Whether a sum that is off is a slip, and not a list of some of the parts or overlapping ones.

    Amounts often leave out a small part, such as the aid among the revenues.
    """
    whole = group.whole.value
    if len(group.parts) == 1:
        return total > whole
    over = _OVER_SMALL if whole <= _SMALL else _OVER
    if group.complete or whole < total <= whole * over:
        return True
    return whole * _NEAR <= total < whole and not group.whole.is_measured


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
            told = percent.is_share and is_joined(case, part, percent) and _ends(case, percent)
            if told and group.whole.is_exact and group.whole.value:
                yield from judge(case, part, group.whole.value, percent, group.whole)


def _ends(case: Case, percent: Figure) -> bool:
    """Whether a share names no whole of its own behind it."""
    after = case.text[percent.end : percent.end + 12].lstrip()
    return not after or not after[0].isalnum()


def check_balance(case: Case) -> Iterator[Flag]:
    """A surplus or a deficit that is not the difference of export and import told beside it."""
    for word in case.all_words("balance"):
        number = case.sentence_at(word.start)
        figures = case.by_sentence.get(number, [])
        balance = next((f for f in figures if f.start >= word.end), None)
        if balance is None or not balance.is_level or case.gap_before(balance)[0] > word.start:
            continue
        near = [*case.by_sentence.get(number - 1, ()), *figures]
        traded = [f for f in near if _is_beside(f, balance)]
        sides = {side: [f for f in traded if _is_side(case, f, side)] for side in ("export", "import")}
        if all(len(found) == 1 for found in sides.values()):
            yield from _judge_balance(case, sides["export"][0], sides["import"][0], balance)


def _is_beside(figure: Figure, balance: Figure) -> bool:
    """Whether a level of the same unit and time stands before a balance."""
    same = figure.is_level and figure.unit == balance.unit and figure.index < balance.index
    return same and figure.indicator.period == balance.indicator.period


def _is_side(case: Case, figure: Figure, side: str) -> bool:
    found = {word.rule.id for word in case.words("partition", *case.gap_before(figure))}
    return found == {f"partition.trade.{side}"}


def _judge_balance(case: Case, sold: Figure, bought: Figure, balance: Figure) -> Iterator[Flag]:
    difference = abs(sold.value - bought.value)
    slack = sold.slack + bought.slack + balance.slack
    exact = all(f.is_exact for f in (sold, bought, balance))
    if exact and abs(difference - balance.value) > slack:
        message = f"{sold.raw} and {bought.raw} differ by {written(difference)}, the text says {balance.raw}."
        yield case.flag("sum_mismatch", message, (sold, bought, balance), written(difference))
