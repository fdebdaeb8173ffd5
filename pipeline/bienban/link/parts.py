"""A lead -> its parts: what stands between the marks before a figure.

Commas also stand within one noun phrase ("đàn trâu, bò", "khu vực nông, lâm nghiệp"), so
the members of a list are put together again.
"""

from typing import Final

from bienban.link.sequence import REPORTING, Item, Sentence, letters

_BOUNDARIES: Final = frozenset(",;:(KB./")


def parts_of(sentence: Sentence, items: tuple[Item, ...]) -> list[list[Item]]:
    """The parts of a lead between its marks, the last first; lists and brackets stay whole."""
    parts: list[list[Item]] = [[]]
    marks: list[Item] = []
    depth = 0
    kinds = letters(items)
    opening = _last_opening(kinds)
    items, kinds = items[max(opening, 0) :], kinds[max(opening, 0) :]
    closing = kinds.rfind(")")
    for index, item in enumerate(items):
        if item.kind == "(" and index < closing:
            depth += 1
        elif item.kind == ")" and depth:
            depth -= 1
        elif not depth and (
            item.kind in _BOUNDARIES or (item.kind == "N" and kinds[index + 1 : index + 2] == "H")
        ):
            parts.append([])
            marks.append(item)
            continue
        parts[-1].append(item)
    return _joined(sentence, parts, marks)[::-1]


def _last_opening(kinds: str) -> int:
    """The last semicolon with words of a name behind it, or -1."""
    end = len(kinds)
    while (at := max(kinds.rfind(";", 0, end), kinds.rfind(".", 0, end))) >= 0:
        if set(kinds[at:]) & set("HhWDJPS"):
            return at
        end = at
    return -1


def _joined(sentence: Sentence, parts: list[list[Item]], marks: list[Item]) -> list[list[Item]]:
    """Put the members of one list, cut at their commas, together again."""
    joined = [parts[0]]
    opened = "" if not parts[0] else "^"
    for part, mark in zip(parts[1:], marks, strict=True):
        before = joined[-1]
        if mark.kind == "N":
            goes_on = not _is_second_figure(sentence, before, mark)
        else:
            goes_on = mark.kind == "," and opened != "|"
            goes_on = goes_on and _same_list(sentence, before, part, free=opened != "^")
        if goes_on:
            joined[-1] = [*before, mark, *part]
        else:
            joined.append(part)
            opened = "|" if sentence.covers("partitive", mark.start, mark.end) else mark.kind
    return joined


def _is_second_figure(sentence: Sentence, before: list[Item], mark: Item) -> bool:
    """Whether the preposition `mark` opens the name of another figure: "… với tổng vốn"."""
    kinds = letters(before)
    if not kinds or set(kinds) & (REPORTING | set("=Q")):
        return True
    along = sentence.covers("with", mark.start, mark.end)
    return along and (bool(set(kinds) & set("DTP")) or (kinds[-1] == "W" and "H" not in kinds))


def _same_list(sentence: Sentence, before: list[Item], part: list[Item], *, free: bool) -> bool:
    """Whether `part` goes on with the noun phrase or the verbs of `before`.

    `free` says that `before` opens behind a mark inside the sentence, so that it cannot
    be a clause of its own.
    """
    # Whose it is may stand within: "tỷ lệ giải ngân của các bộ, ngành".
    kinds, rest = (
        letters(before).lstrip("FO&SPETN").replace("OP", "O").replace("HP", "H"),
        letters(part).rstrip("S"),
    )
    if not kinds or not rest or set(kinds) & (REPORTING | set("TPEGR")):
        return False
    if sentence.has("state", before[0].start, before[-1].end):
        return False  # "sản xuất phục hồi, xuất khẩu tăng"
    if rest[0] == "D":
        return kinds[0] == "D" or (kinds[0] in "Hh" and kinds[-1] == "D" and not set(rest) - set("DWHh&"))
    if rest[0] not in "Wh" or set(rest) - set("WHhD&O"):
        return False
    doing = kinds[0] == "D" and "O" in kinds  # "tiêu thụ xe của các doanh nghiệp sản xuất, lắp ráp"
    return kinds[0] in "Hh" or doing or (free and not set(kinds) - set("WDh,&"))
