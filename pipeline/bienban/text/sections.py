"""The parts of an article, as spans of whole sentences in `doc.spans["sections"]`.

Two passes (guide §0.1): lines are told apart by their shape and their cues (title, chrome,
caption, tail, body), then a state runs over the sentences of the body, moved by cues that
open a sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Span

from bienban.rules import (
    BodyRule,
    CueRule,
    DecisionRule,
    HonorificRule,
    OrderRule,
    Rule,
    Rules,
    SectionRule,
    TitleRule,
)
from bienban.text.cues import Cues, find_cues
from bienban.text.lines import Line, cut_lines, is_byline, mark_length
from bienban.text.page import page_of

Section = Literal[
    "title", "chrome", "caption", "lede", "report", "discussion", "decision", "plan", "conclusion", "tail"
]

_HEAD = 160  # how far into a sentence a cue may stand that changes the state
_NEAR = 70  # how far in front of a verb, in characters, the office of its subject may start
_BREAK = re.compile("[,;:]")
_LONGEST_CAPTION = 300
_DAY = re.compile(r"\D{0,20}\d{1,2}\s?[/.-]\s?\d{1,2}")


@dataclass(frozen=True)
class Sections:
    """The sections of one document, found by character."""

    starts: tuple[int, ...]
    labels: tuple[Section, ...]

    def at(self, start: int) -> Section:
        """The section of the character at `start`."""
        return self.labels[max(bisect_right(self.starts, start) - 1, 0)] if self.labels else "report"


def section_at(doc: Doc, start: int) -> Section:
    """The section of the character at `start`, in the time of one binary search."""
    found: Sections = doc.user_data["sections"]
    return found.at(start)


def sentence_at(doc: Doc, start: int) -> tuple[int, int]:
    """The first and the last character, half-open, of the sentence that holds the character at `start`."""
    found: Sections = doc.user_data["sections"]
    index = max(bisect_right(found.starts, start) - 1, 0)
    if index + 1 < len(found.starts):
        return found.starts[index], found.starts[index + 1]
    last = doc[-1]
    return found.starts[index] if found.starts else 0, last.idx + len(last)


def add_sections(doc: Doc, rules: Rules) -> None:
    """Label every sentence of `doc` with the part of the article it belongs to.

    Fills `doc.spans["sections"]`, one span a sentence, and the index `section_at` asks.
    """
    page = page_of(doc)
    sentences = [
        (span.start, span.end, page.starts[span.start], page.ends[span.end - 1]) for span in doc.sents
    ]
    labels = _label(doc, rules, [(start, end) for _, _, start, end in sentences])
    doc.spans["sections"] = [
        Span(doc, first, last, label=label)
        for (first, last, _, _), label in zip(sentences, labels, strict=True)
    ]
    doc.user_data["sections"] = Sections(tuple(start for _, _, start, _ in sentences), tuple(labels))


def _label(doc: Doc, rules: Rules, borders: Sequence[tuple[int, int]]) -> list[Section]:
    """One label a sentence."""
    text = page_of(doc).text
    lines = [line for line in cut_lines(text, borders) if line.text]
    cues = _Words(text, find_cues(doc, _rules_of(rules), _part), _terms(rules, "past"), _terms(rules, "done"))
    labels: list[Section] = ["chrome"] * len(borders)
    state = _State(text, borders, cues)
    for line, kind in zip(lines, _kinds(lines, cues), strict=True):
        told = state.labels(line) if kind == "body" else [kind] * (line.last - line.first)
        for number, label in enumerate(told, line.first):
            labels[number] = label
        if kind == "title":
            state.titles.append(line.text.rstrip(" .…"))
    return labels


@lru_cache(maxsize=8)
def _rules_of(rules: Rules) -> Rules:
    """The rules whose words this room looks for."""
    wanted = tuple(rule for rule in rules if _part(rule))
    return Rules(wanted, f"sections of {rules.sha256}")


@lru_cache(maxsize=32)
def _terms(rules: Rules, word: str) -> frozenset[str]:
    """All terms of one kind of order words, to be looked up one by one."""
    return frozenset(term for rule in rules.of_type(OrderRule) if rule.word == word for term in rule.terms)


def _part(rule: Rule) -> str:
    """What the words of `rule` do for sections; empty when nothing."""
    if isinstance(rule, SectionRule):
        return rule.part
    if isinstance(rule, TitleRule):
        return "person" if rule.alone else ""
    if isinstance(rule, HonorificRule):
        return "person"
    if isinstance(rule, BodyRule):
        return "body"
    if isinstance(rule, OrderRule):
        return _ORDER_PARTS.get(rule.word, "")
    if isinstance(rule, DecisionRule):
        return _DECISION_PARTS.get(rule.word, "")
    return rule.cue if isinstance(rule, CueRule) and rule.cue in _SIDE_CUES else ""


_ORDER_PARTS = {
    "order": "order",
    "urge": "order",
    "remark": "remark",
    "not_order": "not_order",
    "leader": "person",
    "assembly": "body",
    "asking": "asking",
    "assigned": "assigned",
}
_DECISION_PARTS = {"vote": "vote", "meeting": "meeting", "elect": "vote", "adopt": "adopt"}
_SIDE_CUES = frozenset(["attend", "chair_verb"])


@dataclass(frozen=True)
class _Words:
    """The cues of one document and its text."""

    text: str
    cues: Cues
    past: frozenset[str]
    done: frozenset[str]

    def opens(self, start: int, *parts: str) -> bool:
        """Whether one of `parts` opens what starts at `start`, behind bullets and quotes."""
        head = start + mark_length(self.text, start)
        while head < len(self.text) and self.text[head] in " \n\t\"'“‘([":
            head += 1
        return self.cues.at(head, *parts) is not None

    def within(self, part: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places of `part` that start in `start..end`."""
        return ((term.start, term.end) for term in self.cues.within(start, end, part))

    def has(self, part: str, start: int, end: int) -> bool:
        """Whether `part` starts in `start..end`."""
        return self.cues.has(start, end, part)


_Kind = Literal["title", "chrome", "caption", "tail", "lede", "body"]


def _kinds(lines: Sequence[Line], cues: _Words) -> Iterator[_Kind]:
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


def _first_of_body(lines: Sequence[Line], cues: _Words) -> int:
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


def _is_chrome(line: Line, cues: _Words) -> bool:
    if line.is_stamp or line.is_opaque:
        return True
    end = line.start + len(line.text)
    if not cues.has("chrome", line.start, end):
        return False
    return (len(line.text) <= 160 and not line.stops) or (
        len(line.text) <= 60 and cues.opens(line.start, "chrome")
    )


def _closes(line: Line, cues: _Words) -> bool:
    """Whether the line is a by-line, a source, a signature or the head of other news."""
    if (
        cues.opens(line.start, "tail")
        and not cues.opens(line.start, "report")
        and not mark_length(line.text, 0)
    ):
        return len(line.text) <= 60 or (len(line.text) <= 160 and not line.stops)
    return line.is_byline


def _is_caption(line: Line, cues: _Words, before: Line | None) -> bool:
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


def _is_subhead(line: Line, cues: _Words, before: Line | None) -> bool:
    """Whether a short line without a stop stands between paragraphs."""
    if line.stops or line.is_item or len(line.text) > LONGEST_TITLE or before is None or not before.stops:
        return False
    return not cues.opens(
        line.start, "lede", "attend", "conclusion", "report", "order", "person", "speech", "discussion"
    )


class _State:
    """The part of the article the sentences of the body are in, moved by their cues."""

    def __init__(self, text: str, borders: Sequence[tuple[int, int]], cues: _Words) -> None:
        self.text = text
        self.borders = borders
        self.cues = cues
        self.now: Section = "lede"
        self.told = 0
        self.titles: list[str] = []

    def labels(self, line: Line) -> Iterator[Section]:
        """One label for each sentence of a line."""
        if self.now in ("discussion", "plan", "decision") and not line.is_item:
            self.now = "report"
        for number in range(line.first, line.last):
            yield self._label(line, number)

    def _label(self, line: Line, number: int) -> Section:
        start, end = self.borders[number]
        loose = self._loose(line, number)
        if loose:
            return loose
        self.told += 1
        moved = self._moved(start, end)
        if moved == "decision":
            return moved
        if moved:
            self.now = moved
        elif self.now == "lede" and self.told > 1 and not self._introduces(start, end):
            self.now = "report"
        return self.now

    def _loose(self, line: Line, number: int) -> Section | None:
        """The label of a title, caption or by-line that stands in one line with the body."""
        start, end = self.borders[number]
        sentence = self.text[start:end].strip()
        if self._repeats_title(start, sentence):
            return "title"
        if number + 1 == line.last:
            is_last = number + 1 == len(self.borders)
            return "tail" if is_last and self.told and self._signs(start, sentence) else None
        if sentence[-1:] in ".!?…:;\"'”’)" or len(sentence) > LONGEST_TITLE:
            return None
        if self.cues.opens(self.borders[number + 1][0], "lede") and not self.cues.opens(start, "lede"):
            return "title"
        return "caption" if sentence in self.text[:start] else None

    def _repeats_title(self, start: int, sentence: str) -> bool:
        """Whether title and teaser stand once more in front of the article, glued to it."""
        if self.told or self.cues.opens(start, "lede"):
            return False
        return any(len(title) >= 40 and 0 <= sentence.find(title) <= 40 for title in self.titles)

    def _signs(self, start: int, sentence: str) -> bool:
        """Whether the last sentence is a by-line."""
        names_source = self.cues.opens(start, "tail") and not self.cues.opens(start, "report")
        return is_byline(sentence) or (len(sentence) <= 60 and names_source)

    def _moved(self, start: int, end: int) -> Section | None:
        """The section a sentence's cues lead to; None when they say nothing."""
        cues, head = self.cues, min(end, start + _HEAD)
        if cues.opens(start, "discussion") and not cues.has("conclusion", start, end):
            return "discussion"
        if self._concludes(start, end) or self._heads(start, end):
            return "conclusion"
        if self.told == 1:
            return None
        if self._decides(start, head):
            return "decision"
        topic = next(cues.within("discussion", start, head), None)
        if topic and not cues.has("order", start, topic[0]):
            return "discussion"
        if cues.opens(start, "report") or (cues.opens(start, "limits") and self.now != "conclusion"):
            return "report"
        return None if self.now == "conclusion" else self._planned(start, end)

    def _planned(self, start: int, end: int) -> Section | None:
        cues = self.cues
        if cues.opens(start, "plan"):
            return "plan"
        if not cues.opens(start, "period"):
            return None
        is_plan = cues.has("plan_verb", start, start + 60) and "%" not in self.text[start:end]
        return "plan" if is_plan else "report"

    def _concludes(self, start: int, end: int) -> bool:
        """Whether a leader begins, or goes on, to say what has to be done."""
        cues = self.cues
        for place, stop in cues.within("conclusion", start, min(end, start + _HEAD)):
            told = end - stop > 25 or ":" in self.text[stop:end]
            spoken = not self.text[start:place].rstrip().endswith(" và") and cues.has("person", start, place)
            if told and spoken and self.told > 1:
                return True
            if told and cues.opens(start, "conclusion"):
                return True
        verbs = (*cues.within("order", start, end), *cues.within("remark", start, end))
        return any(self._is_ordered(start, place) for place, _ in verbs)

    def _is_fixed(self, start: int, place: int) -> bool:
        """Whether the verb at `place` is part of a phrase that orders nothing."""
        cues = self.cues
        if any(first <= place < last for first, last in cues.within("not_order", place - 40, place + 1)):
            return True
        for first, last in cues.within("assigned", place - 40, place):
            is_subject = first - start <= 2 or cues.has("person", max(start, first - 30), first)
            if place < last and not is_subject:
                return True
        return False

    def _heads(self, start: int, end: int) -> bool:
        """Whether a short line without a stop heads what the chair orders."""
        line = self.text[start:end].strip()
        return len(line) <= _NEAR and line[-1:] not in ".;," and self.cues.opens(start, "heading")

    def _is_ordered(self, start: int, place: int) -> bool:
        """Whether the verb at `place` has a person in front of it, and is not told as past.

        A body orders with the stronger verbs only: what it asks may be a petition.
        """
        cues, floor = self.cues, max(start, place - _NEAR)
        if self.told == 1 or self._is_fixed(start, place):
            return False
        people = [last for first, last in cues.within("person", floor, place) if last - first > 2]
        if people and self._leads_to(start, people[-1], place):
            return True
        bodies = [last for first, last in cues.within("body", floor, place) if first - start <= 2]
        is_subject = bool(bodies) and self._leads_to(start, bodies[-1], place)
        return is_subject and cues.cues.at(place, "asking", "remark") is None

    def _leads_to(self, start: int, subject: int, place: int) -> bool:
        """Whether nothing between a subject, which ends at `subject`, and its verb tells of the past."""
        gap = self.text[subject:place]
        words = gap.casefold().split()
        if self.cues.opens(start, "conclusion", "speech"):
            words = [word for word in words if word not in self.cues.done]
        return not _BREAK.search(gap) and self.cues.past.isdisjoint(words)

    def _decides(self, start: int, head: int) -> bool:
        """Whether those who meet vote, elect or adopt something."""
        cues = self.cues
        if cues.has("vote", start, head):
            return True
        return any(cues.has("meeting", start, place) for place, _ in cues.within("adopt", start, head))

    def _introduces(self, start: int, end: int) -> bool:
        """Whether the sentence still tells who met."""
        return self.cues.has("attend", start, end) or self.cues.has("chair_verb", start, end)
