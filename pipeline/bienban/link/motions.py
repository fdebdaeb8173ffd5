"""What was voted on: it names the count of its votes."""

from bisect import bisect_left
from collections.abc import Sequence

from bienban.link.clauses import Clause
from bienban.link.names import Name, name_of
from bienban.link.sequence import Item, Sentence

_REACH = 40  # items back that a motion may open


def is_vote(sentence: Sentence, clause: Clause) -> bool:
    """Whether a figure tells what the meeting itself did; such a figure has no period."""
    if clause.is_money or clause.is_measure or not (sentence.knows("vote") or sentence.knows("weighs")):
        return False
    if sentence.has("aims", clause.quantity.start, clause.quantity.end):
        return False  # "Nghị quyết thông qua 23 chỉ tiêu"
    start = clause.lead[0].start if clause.lead and not clause.is_ratio else clause.quantity.start
    return sentence.has("vote", start, clause.end) or sentence.has("weighs", start, clause.quantity.start)


def is_adopted(sentence: Sentence, clause: Clause) -> bool:
    """Whether a scheme that was adopted foresees a figure: "thông qua kế hoạch vốn với 12 tỷ đồng"."""
    quantity = clause.quantity
    if quantity.of is not None or not (sentence.knows("adopt") and sentence.knows("scheme")):
        return False
    if sentence.has("vote", quantity.start, clause.end) or sentence.has("motion", quantity.start, clause.end):
        return False
    items = _before(sentence, clause)
    start = items[0].start if items else quantity.start
    scheme = sentence.first("scheme", start, quantity.start)
    if scheme is None or sentence.has("reached", scheme, quantity.start):
        return False
    if any(item.start > scheme and item.kind == "D" and sentence.says("vote", item) for item in items):
        return False  # "thông qua nghị quyết bầu bổ sung 2 ủy viên"
    return sentence.has("adopt", start, scheme) or (
        clause.after[:1] != () and sentence.has("adopt", quantity.end, sentence.items[-1].end)
    )


def motion_of(sentence: Sentence, clause: Clause) -> Name | None:
    """What was voted on: "Nghị quyết về … được 47/47 đại biểu tán thành"; None for other figures."""
    if not sentence.has("vote", clause.quantity.start, clause.end):
        return None
    items = _before(sentence, clause)
    for index, item in enumerate(items):
        elects = item.kind == "D" and sentence.opens("vote", item.start)
        if elects or sentence.opens("motion", item.start):
            last = next((i for i in range(index + 1, len(items)) if _ends(sentence, items[i])), len(items))
            return name_of(sentence, item.start, items[last - 1].end, "motion")
    return None


def _before(sentence: Sentence, clause: Clause) -> Sequence[Item]:
    """The items before a figure, from the last semicolon on."""
    stop = bisect_left(sentence.items, clause.quantity.start, key=lambda item: item.start)
    first = max(stop - _REACH, 0)
    at = max(sentence.kinds.rfind(";", first, stop), sentence.kinds.rfind(".", first, stop))
    return sentence.items[max(first, at + 1) : stop]


def _ends(sentence: Sentence, item: Item) -> bool:
    """Whether an item ends the words of a motion: a verb, a figure, "with"."""
    along = item.kind == "N" and sentence.says("with", item)
    return along or item.kind in "VXMQ"
