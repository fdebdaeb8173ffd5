"""What each line of an article is: title, chrome, caption, tail or body, by shape, place and cues."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from bienban.text.lines import Line, mark_length
from bienban.text.section_words import SectionWords

_LONGEST_CAPTION = 300
_LABELLED = re.compile(r"[^:\n]{2,60}:\s*\S")
"""A label with what it names behind it: `Thư ký: Bà Lê Thị Mận`."""
_ROMAN = re.compile(r"[IVX]{1,4}\s?[.)/-]\s*")
_DAY = re.compile(r"\D{0,20}\d{1,2}\s?[/.-]\s?\d{1,2}")

Kind = Literal["title", "chrome", "caption", "tail", "lede", "body"]


def kinds_of(lines: Sequence[Line], cues: SectionWords) -> Iterator[Kind]:
    """What each line is, by its shape, its place and its cues."""
    first = _first_of_body(lines, cues)
    paragraphs = [line.is_paragraph for line in lines]
    in_tail = ended = False
    for number, line in enumerate(lines):
        ahead = sum(paragraphs[number + 1 : number + 6])
        if _is_chrome(line, cues):
            yield "chrome"
        elif in_tail or ended:
            in_tail = True
            yield "lede" if line.has_dateline else "tail"
        elif number < first:
            yield "caption" if _is_caption(line, cues, None) else "title"
        elif number and _is_credit(line, cues, lines[number - 1]):
            yield "caption"
        elif _closes(line, cues) and number > first:
            in_tail = ahead < 2 or 3 * number > len(lines)
            yield "tail"
        elif _is_caption(line, cues, lines[number - 1] if number else None):
            yield "caption"
        elif _is_subhead(line, cues, lines[number - 1] if number else None):
            yield "title"
        else:
            ended = line.text.endswith(("./.", "./", ".//."))
            yield "body"


def _first_of_body(lines: Sequence[Line], cues: SectionWords) -> int:
    """The number of the first line that is neither title nor teaser nor chrome."""
    for number, line in enumerate(lines):
        if _is_chrome(line, cues) or _is_caption(line, cues, None):
            continue
        is_dated = cues.opens(line.start, "lede") and bool(_DAY.match(line.text)) and len(line.text) > 60
        if is_dated or len(line.text) > 2 * LONGEST_TITLE or (line.stops and not line.is_cut_short):
            return number
        if line.is_cut_short and len(line.text) > LONGEST_TITLE:
            return number
    return 0 if len(lines) < 2 else len(lines) - 1


LONGEST_TITLE = 220
"""Titles and teasers are not longer, in characters."""
_LONGEST_SUBHEAD = 130
"""Headings within the text are not longer: what is, is a paragraph that lost its stop."""


def _is_chrome(line: Line, cues: SectionWords) -> bool:
    if line.is_stamp or line.is_opaque:
        return True
    end = line.start + len(line.text)
    if not cues.has("chrome", line.start, end):
        return False
    return (len(line.text) <= 160 and not line.stops) or (
        len(line.text) <= 60 and cues.opens(line.start, "chrome")
    )


def _closes(line: Line, cues: SectionWords) -> bool:
    """Whether the line is a by-line, a source, a signature or the head of other news."""
    if (
        cues.opens(line.start, "tail")
        and not cues.opens(line.start, "report")
        and not mark_length(line.text, 0)
    ):
        return len(line.text) <= 60 or (len(line.text) <= 160 and not line.stops)
    if cues.opens(line.start, "signature") and not mark_length(line.text, 0):
        return len(line.text) <= 60 and not _LABELLED.match(line.text)
    return line.is_byline and not _heads_a_part(line, cues)


def _heads_a_part(line: Line, cues: SectionWords) -> bool:
    """Whether the line heads a part of minutes, numbered or not: `II. NỘI DUNG`."""
    mark = _ROMAN.match(line.text)
    return cues.opens(line.start + (mark.end() if mark else 0), "label")


def _is_credit(line: Line, cues: SectionWords, before: Line) -> bool:
    """Whether a by-line tells who took the picture that the line in front ends with: `Ảnh:`, `TC`."""
    if not line.is_byline or not before.text.endswith(":"):
        return False
    end = before.start + len(before.text)
    return any(stop == end for _, stop in cues.within("caption", before.start, end))


def _is_caption(line: Line, cues: SectionWords, before: Line | None) -> bool:
    """Whether the line says what a picture shows."""
    end = line.start + len(line.text)
    if len(line.text) > _LONGEST_CAPTION or line.is_item:
        return False
    for start, stop in cues.within("caption", line.start, end):
        if cues.text[stop - 1] in ":;" and end - start <= 80:
            return True
        if start == line.start and (not line.stops or len(line.text) <= 90):
            return True
    short = not line.stops and len(line.text) <= 200 and before is not None and before.stops
    return short and cues.has("speech", line.start, end)


def _is_subhead(line: Line, cues: SectionWords, before: Line | None) -> bool:
    """Whether a short line without a stop stands between paragraphs."""
    if line.stops or line.is_item or len(line.text) > _LONGEST_SUBHEAD or before is None or not before.stops:
        return False
    return not cues.opens(
        line.start, "lede", "attend", "conclusion", "report", "order", "person", "speech", "discussion"
    )
