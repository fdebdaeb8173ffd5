"""A lead -> its parts: what stands between the marks before a figure.

Commas also stand within one noun phrase ("đàn trâu, bò", "khu vực nông, lâm nghiệp"), so
the members of a list are put together again.
"""

import re
from dataclasses import dataclass
from typing import Final

from bienban.link.sequence import Item, Sentence

_BOUNDARIES: Final = frozenset(",;:(KB./")
_BORDER = re.compile("[,;:(KB./]|N(?=H)")
_NAMING = re.compile("[HhWDJPS]")
_DOES = re.compile("[DTP]")
_NO_NAME = re.compile("[=QVMXIUYZ]")
_SAYS_MORE = re.compile("[VMXIUYZTPEGR]")


@dataclass(slots=True, eq=False)
class Part:
    """Items that stand together, and their letters; never written to once it is made."""

    items: tuple[Item, ...]
    kinds: str

    def cut(self, first: int, last: int) -> "Part":
        """The items `first..last` of it."""
        return Part(self.items[first:last], self.kinds[first:last])


def parts_of(sentence: Sentence, lead: Part) -> list[Part]:
    """The parts of a lead between its marks, the last first; lists and brackets stay whole."""
    opening = max(_last_opening(lead.kinds), 0)
    items, kinds = lead.items[opening:], lead.kinds[opening:]
    borders = _borders(kinds)
    if not borders:
        return [Part(items, kinds)]
    return [Part(items[a:b], kinds[a:b]) for a, b in reversed(_joined(sentence, items, kinds, borders))]


def _borders(kinds: str) -> list[int]:
    """Where the marks between parts stand: those in brackets are none."""
    closing = kinds.rfind(")")
    if closing < 0:
        return [border.start() for border in _BORDER.finditer(kinds)]
    borders: list[int] = []
    depth = 0
    for index, kind in enumerate(kinds):
        if kind == "(" and index < closing:
            depth += 1
        elif kind == ")" and depth:
            depth -= 1
        elif not depth and (kind in _BOUNDARIES or (kind == "N" and kinds[index + 1 : index + 2] == "H")):
            borders.append(index)
    return borders


def _last_opening(kinds: str) -> int:
    """The last semicolon with words of a name behind it, or -1."""
    end = len(kinds)
    while (at := max(kinds.rfind(";", 0, end), kinds.rfind(".", 0, end))) >= 0:
        if _NAMING.search(kinds, at, end):
            return at
        end = at
    return -1


def _joined(
    sentence: Sentence, items: tuple[Item, ...], kinds: str, borders: list[int]
) -> list[tuple[int, int]]:
    """The stretches between `borders`, the members of one list put together again."""
    first, end = 0, borders[0]
    joined: list[tuple[int, int]] = []
    opened = "" if not end else "^"
    for at, following in zip(borders, [*borders[1:], len(kinds)], strict=True):
        mark = items[at]
        if mark.kind == "N":
            goes_on = not _is_second_figure(sentence, kinds[first:end], mark)
        else:
            goes_on = mark.kind == "," and opened != "|"
            goes_on = goes_on and _same_list(
                sentence, items[first:end], kinds[first:end], kinds[at + 1 : following], free=opened != "^"
            )
        if not goes_on:
            joined.append((first, end))
            first = at + 1
            opened = "|" if sentence.says("partitive", mark) else mark.kind
        end = following
    return [*joined, (first, end)]


def _is_second_figure(sentence: Sentence, before: str, mark: Item) -> bool:
    """Whether the preposition `mark` opens the name of another figure: "… với tổng vốn"."""
    if not before or _NO_NAME.search(before):
        return True
    along = sentence.says("with", mark)
    return along and bool(_DOES.search(before) or (before[-1] == "W" and "H" not in before))


def _same_list(sentence: Sentence, items: tuple[Item, ...], before: str, part: str, *, free: bool) -> bool:
    """Whether `part` goes on with the noun phrase or the verbs of `before`, the letters of `items`.

    `free` says that `before` opens behind a mark inside the sentence, so that it cannot
    be a clause of its own.
    """
    # Whose it is may stand within: "tỷ lệ giải ngân của các bộ, ngành".
    kinds, rest = before.lstrip("FO&SPETN").replace("OP", "O").replace("HP", "H"), part.rstrip("S")
    if not kinds or not rest:
        return False
    if rest[0] == "D" and kinds.endswith("FD"):
        return True  # "lực lượng công an đã điều tra, khám phá"
    if _SAYS_MORE.search(kinds):
        return False
    if sentence.has("state", items[0].start, items[-1].end):
        return False  # "sản xuất phục hồi, xuất khẩu tăng"
    if rest[0] == "D":
        return kinds[0] == "D" or (kinds[0] in "Hh" and kinds[-1] == "D" and not rest.strip("DWHh&"))
    if rest[0] not in "Wh" or rest.strip("WHhD&O"):
        return False
    doing = kinds[0] == "D" and "O" in kinds  # "tiêu thụ xe của các doanh nghiệp sản xuất, lắp ráp"
    return kinds[0] in "Hh" or doing or (free and not kinds.strip("WDh,&"))
