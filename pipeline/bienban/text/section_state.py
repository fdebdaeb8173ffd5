"""The part of an article its sentences are in: a state moved by cues that open a sentence."""

import re
from collections.abc import Iterator, Sequence

from bienban.text.doc import Section
from bienban.text.line_kinds import LONGEST_TITLE
from bienban.text.lines import Line, is_byline
from bienban.text.section_words import SectionWords

_HEAD = 160  # how far into a sentence a cue may stand that changes the state
_NEAR = 70  # how far in front of a verb, in characters, the office of its subject may start
_SHORT_FRONT = 40  # characters of what stands in front of a subject
_FRONTED = 200  # of a purpose or a ground that stands there
_LONGEST_PLACE = 25  # characters between the noun of a body and its verb: the name of its place
_LONGEST_WORD = 12
_MUST = 220  # from a verb of saying to what must be done
_LONGEST_QUOTE = 900
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_WORD = re.compile(r"[\w-]+")
_BREAK = re.compile("[,;:]")


class SectionState:
    """The part of the article the sentences of the body are in, moved by their cues."""

    def __init__(self, text: str, borders: Sequence[tuple[int, int]], cues: SectionWords) -> None:
        self.text = text
        self.borders = borders
        self.cues = cues
        self.now: Section = "lede"
        self.told = 0
        self.titles: list[str] = []
        self.chair = ""
        """The sentence that tells who presides."""
        self.leader = ""
        """The sentence with which a leader last began to speak."""

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
        if not self.chair and self.cues.has("chair_verb", start, end):
            self.chair = self.text[start:end]
        moved = self._moved(start, end)
        if moved == "decision":
            return moved
        if moved == "conclusion" and self.cues.has("person", start, end):
            self.leader = self.text[start:end]
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
        if self.told and self._is_credited(self.borders[number + 1]):
            return "caption"
        if sentence[-1:] in ".!?…:;\"'”’)" or len(sentence) > LONGEST_TITLE:
            return None
        if self.cues.opens(self.borders[number + 1][0], "lede") and not self.cues.opens(start, "lede"):
            return "title"
        return "caption" if sentence in self.text[:start] else None

    def _is_credited(self, behind: tuple[int, int]) -> bool:
        """Whether the sentence `behind` opens with who took a picture, and the one in front tells of it."""
        start, end = behind
        marks = ((first, last) for first, last in self.cues.within("caption", start, min(end, start + 8)))
        return any(self.text[last - 1] in ":;" for _, last in marks)

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
        if topic and self._discusses(start, *topic):
            return "discussion"
        if self._cites(start):
            return None
        if cues.opens(start, "report") or (cues.opens(start, "limits") and self.now != "conclusion"):
            return "report"
        return None if self.now == "conclusion" else self._planned(start, end)

    def _discusses(self, start: int, place: int, end: int) -> bool:
        """Whether a topic is discussed, and no leader asks to discuss it."""
        if self.cues.has("order", start, place):
            return False
        return self.now != "conclusion" or self.cues.has("meeting", start, end)

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
            spoken = not self._is_joined(place) and cues.has("person", start, place)
            if told and spoken and self.told > 1:
                return True
            if told and cues.opens(start, "conclusion"):
                return True
        verbs = (*cues.within("order", start, end), *cues.within("remark", start, end))
        if any(self._is_ordered(start, place) for place, _ in verbs):
            return True
        return self.told > 1 and (
            self._instructs(start, end) or self._is_quoted(start) or self._follows_chair(start, end)
        )

    def _follows_chair(self, start: int, end: int) -> bool:
        """Whether the sentence tells, behind `theo` and who presides, what must be done."""
        first = self.text[start : start + _LONGEST_WORD].split(" ", 1)[0]
        people = self.cues.within("person", start, start + len(first) + 2)
        person = next((place for place, _ in people if place == start + len(first) + 1), None)
        if person is None or first.casefold() not in self.cues.past:
            return False
        stop = _BREAK.search(self.text, person, min(end, person + _NEAR))
        named = stop is not None and self._presides(person, stop.start())
        return named and stop is not None and self.cues.has("modal", stop.end(), end)

    def _is_joined(self, place: int) -> bool:
        """Whether the word in front of `place` joins it to what was said before."""
        before = self.text[max(0, place - 12) : place].casefold().split()
        return bool(before) and before[-1] in self.cues.joints

    def _instructs(self, start: int, end: int) -> bool:
        """Whether who presides, or speaks to the meeting, says that something must be done."""
        cues = self.cues
        if cues.opens(start, "report") and not self._cites(start):
            return False
        for place, stop in cues.within("say", start, min(end, start + _HEAD)):
            near = max(start, place - _NEAR)
            people = list(cues.within("person", near, place))
            if not people or not self._leads_to(start, people[-1][1], place):
                continue
            is_speech = not self.chair and cues.opens(start, "speech")
            if not is_speech and not self._presides(people[0][0], place):
                continue
            if self.text[stop : stop + 1] == ":" or cues.has("modal", stop, min(end, stop + _MUST)):
                return True
        return False

    def _presides(self, start: int, end: int) -> bool:
        """Whether the office or the name in `start..end` is told of who presides."""
        return self._is_named(start, end, self.chair)

    def _is_named(self, start: int, end: int, sentence: str) -> bool:
        """Whether the office or the name in `start..end` stands in a sentence."""
        words = self.text[start:end].replace(",", " ").split()
        told = f" {' '.join(_WORD.findall(sentence))} "
        name = words[-1:] if len(words) == 2 else words[-2:]
        is_name = all(word[0].isupper() for word in name)
        return f" {' '.join(words)} " in told or (is_name and f" {' '.join(name)} " in told)

    def _is_quoted(self, start: int) -> bool:
        """Whether the sentence opens words that are said to be a leader's behind the quote."""
        closing = _QUOTES.get(self.text[start : start + 1])
        stop = self.text.find(closing, start + 1, start + _LONGEST_QUOTE) if closing else -1
        if stop < 0 or "\n" in self.text[start:stop] or not self.cues.has("modal", start, stop):
            return False
        for person, last in self.cues.within("person", stop, stop + 20):
            verb = next(self.cues.within("order", last, last + _NEAR), None)
            said = verb or next(self.cues.within("say", last, last + _NEAR), None)
            if said and (verb or self._presides(person, said[0])):
                return True
        return False

    def _cites(self, start: int) -> bool:
        """Whether the words of a conclusion go on behind `theo` and who said them."""
        report = self.cues.cues.at(start, "report") if self.now == "conclusion" else None
        if report is None:
            return False
        people = [found for found in self.cues.within("person", start, report.end) if found[0] < report.end]
        if any(first < report.end < last for first, last in people):
            return True
        stop = _BREAK.search(self.text, report.end, report.end + _NEAR) if people else None
        return stop is not None and any(
            self._is_named(people[0][0], stop.start(), told) for told in (self.chair, self.leader)
        )

    def _is_fixed(self, start: int, place: int) -> bool:
        """Whether the verb at `place` is part of a phrase that orders nothing."""
        cues = self.cues
        if any(first <= place < last for first, last in cues.within("not_order", place - 40, place + 1)):
            return True
        for first, last in cues.within("assigned", place - 40, place):
            is_subject = self._orders(start, first, first, first) or cues.has(
                "person", max(start, first - 30), first
            )
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
        people = [found for found in cues.within("person", floor, place) if found[1] - found[0] > 2]
        if people and not self._is_object(people[0][0]) and self._leads_to(start, people[-1][1], place):
            return True
        if cues.opens(start, "report", "period"):
            return False
        bodies = [body for body in cues.within("body", floor, place) if self._orders(start, *body, place)]
        is_subject = bool(bodies) and self._leads_to(start, bodies[-1][1], place)
        return is_subject and cues.cues.at(place, "asking", "remark") is None

    def _orders(self, start: int, first: int, last: int, place: int) -> bool:
        """Whether the body at `first..last` opens the sentence; behind a short phrase its verb is next."""
        if first - start <= 2:
            return True
        reach = _FRONTED if self.cues.opens(start, "purpose") else _SHORT_FRONT
        is_near = first - start <= reach and self._is_scope(last, place)
        return is_near and self.text[first - 2 : first] == ", "

    def _is_scope(self, start: int, end: int) -> bool:
        """Whether only the place of a body stands between its noun and its verb."""
        words = self.text[start:end].split()
        own = all(word[0].isupper() or word.casefold() in self.cues.units for word in words)
        return own and end - start <= _LONGEST_PLACE

    def _is_object(self, place: int) -> bool:
        """Whether the word in front of a person makes him the owner or the agent of what is told."""
        before = self.text[max(0, place - 12) : place].casefold().split()
        return bool(before) and before[-1] in self.cues.past

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
