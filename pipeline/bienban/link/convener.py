"""Telling -> the body that met, as written where the meeting is told (guide §4.2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bienban.find.mentions import BodyMention, Mentions, within
from bienban.find.scope import Scope
from bienban.find.wording import pattern
from bienban.link.tellings import Sentence, Telling, in_title, telling_of
from bienban.records import Level
from bienban.rule_kinds import (
    ConvenerRule,
    CueRule,
    FieldRule,
    MeetingRule,
    PlaceNameRule,
    PlaceRule,
    TellingRule,
)
from bienban.text.terms import Term, Terms

_JOINTS = (", ", " và ", " - ", " – ", ",", "-", "/", " cùng ")
_PAPER = r"(?<![^\W_]){paper}(?: số [^\s,]{1,20})?(?: ngày [\d/.-]{3,10})? của \Z"
_FILLED = 14
"""How far before its verb, in characters, a place may stand that is the subject."""
_NEAR = 70
"""How far behind the words for the meeting its body may stand, in characters."""


@dataclass(frozen=True, slots=True)
class Convener:
    """Who met: a span of the text, and the level its head tells.

    `by_office` says that only the office of the one who presided names it.
    """

    start: int
    end: int
    rule: str
    level: Level | None
    by_office: bool = False


def convener_of(telling: Telling, mentions: Mentions) -> Convener | None:
    """The body that met: the subject, else the body behind the meeting's words, else the chair's office."""
    sentence = telling.sentence
    free = [body for body in sentence.bodies if _is_free(body, sentence, mentions)]
    by_person = _is_by_person(telling, mentions)
    subject = None if by_person else _subject(telling, free)
    council = _behind(telling, free) if telling.noun.rule == "meeting.council" else None
    named = _in_name(telling, free, mentions.terms) or council or subject or _partner(telling, free)
    named = named or (None if _works_with(telling) else _behind(telling, free))
    if named:
        return _joined(_in_full(named, sentence), sentence, free)
    sector = _sector(telling, mentions)
    if sector:
        return sector
    if by_person or _works_with(telling) or telling.verb is None:
        office = _office(telling, sentence.bodies, mentions.terms)
        if office:
            return replace(_joined(office, sentence, free), by_office=True)
    if by_person or _works_with(telling):
        return _partner_place(telling, mentions.terms) or _seat(telling, mentions.terms)
    reach = telling.noun.end + _NEAR
    near = next((body for body in free if telling.noun.end <= body.start <= reach), None)
    return _joined(near, sentence, free) if near else _place(telling, mentions.terms)


def _in_name(telling: Telling, free: Sequence[BodyMention], terms: Terms) -> BodyMention | None:
    """The body in the meeting's own name, whoever convened it: the conference of the committee."""
    noun, text = telling.noun, telling.sentence.text
    for body in free if not _works_with(telling) else ():
        if noun.start < body.start <= noun.end + 1 <= body.end and text[body.start].isupper():
            return body if terms.at(body.start, ConvenerRule) else None
    return None


def _partner(telling: Telling, free: Sequence[BodyMention]) -> BodyMention | None:
    """The body that a person works with."""
    if not _works_with(telling):
        return None
    reach = telling.noun.end + 1
    starts = {word.end + 1 for word in telling.sentence.having("with") if word.start <= reach <= word.end + 1}
    return next((body for body in free if body.start in starts), None)


def _partner_place(telling: Telling, terms: Terms) -> Convener | None:
    """The place whose leaders a person works with: `làm việc với lãnh đạo tỉnh Hà Nam`."""
    sentence, reach = telling.sentence, telling.noun.end + 1
    if not _works_with(telling):
        return None
    scope = Scope.of(sentence.text, terms)
    for word in sentence.having("with"):
        if word.start <= reach <= word.end + 1:
            place = scope.place_at(word.end + 1)
            named = terms.at(word.end + 1, PlaceRule) or terms.at(word.end + 1, PlaceNameRule)
            if place and named and place[0] > named.end - (named.rule.startswith("place_name")):
                leaders = sentence.text.find(" ", word.start, word.end) + 1 or word.end + 1
                return Convener(leaders, place[0], named.rule, place[1])
    return None


def _in_full(body: BodyMention, sentence: Sentence) -> BodyMention:
    """A committee told in short, with the task that an office in the sentence tells."""
    short = sentence.raw(body.start, body.end).lower() + " "
    if body.rule == "body.task":
        for other in sentence.bodies:
            if sentence.raw(other.start, other.end).lower().startswith(short):
                return other
    return body


def _seat(telling: Telling, terms: Terms) -> Convener | None:
    """The body at whose seat a person presides, when no office tells more."""
    for body in telling.sentence.bodies:
        place = terms.until(body.start - 1, TellingRule)
        sits = terms.at(body.start, ConvenerRule)
        if place and sits and telling_of(place) == "venue" and body.end <= telling.noun.start:
            return Convener(body.start, body.end, body.rule, body.level)
    return None


def _place(telling: Telling, terms: Terms) -> Convener | None:
    """The place that stands for its authority: a city holds a press conference."""
    sentence = telling.sentence
    verb = min(telling.noun.start, telling.verb.start) if telling.verb else telling.noun.start
    scope = Scope.of(sentence.text, terms)
    for kind in (PlaceRule, PlaceNameRule):
        for noun in terms.of_type(kind, sentence.start, verb):
            place = scope.place_at(noun.start)
            opens = sentence.raw(sentence.start, noun.start).rstrip(" ")[-1:] in ("", ",", "-", "–", ")", ":")
            if place and opens and noun.start < place[0] <= verb <= place[0] + _FILLED:
                named = kind is PlaceNameRule or place[0] > noun.end
                return Convener(noun.start, place[0], noun.rule, place[1]) if named else None
    return None


def _works_with(telling: Telling) -> bool:
    """Whether the body behind the meeting's words is the one that is worked with."""
    return telling.noun.rule == "meeting.working" and not is_of_body(telling)


def is_of_body(telling: Telling) -> bool:
    """Whether the words for the meeting go on with whose it was: `buổi làm việc của Ban Chỉ đạo`."""
    end = telling.noun.end
    return any(body.start == end + 5 for body in telling.sentence.bodies) and (
        telling.sentence.raw(end, end + 5) == " của "
    )


def _sector(telling: Telling, mentions: Mentions) -> Convener | None:
    """A whole sector that met, named by its field: as the subject, or behind the meeting's words."""
    noun, verb = telling.noun, telling.verb
    opening = min(noun.start, verb.start) if verb else noun.start
    for word in telling.sentence.having("sector"):
        field = mentions.terms.at(word.end + 1, FieldRule)
        alone = word.last - word.first == 1
        is_subject = field is not None and 0 < opening - field.end <= _FILLED
        if field and (is_subject if alone else word.start >= noun.end):
            start = word.start if alone else telling.sentence.text.rfind(" ", word.start, word.end) + 1
            return Convener(start, field.end, field.rule, None)
    return None


def _is_by_person(telling: Telling, mentions: Mentions) -> bool:
    """Whether a person is the subject: somebody chairs or joins the meeting."""
    verb = telling.verb
    if verb is None:
        return False
    if telling_of(verb) == "joins":
        return True
    cue = mentions.terms.at(verb.start, CueRule)
    return cue is not None and isinstance(cue.what, CueRule) and cue.what.cue == "chair_verb"


def _is_free(body: BodyMention, sentence: Sentence, mentions: Mentions) -> bool:
    """Whether a body stands for itself: not in an office, not as a place."""
    if in_title(body, mentions.terms) or any(
        person.start <= body.start < person.end
        for person in within(mentions.persons, sentence.start, sentence.end)
    ):
        return False
    before = sentence.raw(max(sentence.start, body.start - 8), body.start).lower()
    if before.endswith(("tại ", "ở ")):
        return False
    place = mentions.terms.until(body.start - 1, TellingRule)
    if place and telling_of(place) == "venue":
        return False
    if any(word.start < body.start and body.end <= word.end for word in sentence.having("venue")):
        return False
    glued = next((other for other in sentence.bodies if other.end == body.start - 1), None)
    hyphen = sentence.raw(body.start - 1, body.start) in ("-", "–", "/")
    return not (glued and hyphen) or _is_free(glued, sentence, mentions)


def _subject(telling: Telling, free: Sequence[BodyMention]) -> BodyMention | None:
    """The last free body before the verb."""
    stop = min(telling.noun.start, telling.verb.start) if telling.verb else telling.noun.start
    before = [body for body in free if body.end <= stop]
    joint = [word for word in telling.sentence.having("jointly") if before and word.start >= before[0].end]
    # Those behind "together with" only helped the one before it to hold the meeting.
    before = [body for body in before if not joint or body.end <= joint[0].start]
    while len(before) > 1 and telling.sentence.raw(before[-2].end, before[-1].start) == " của ":
        whole = before.pop()
        before[-1] = replace(before[-1], end=whole.end)
    return before[-1] if before else None


def _behind(telling: Telling, free: Sequence[BodyMention]) -> BodyMention | None:
    """The body right behind the meeting's words, or joined to them by "of"."""
    sentence, noun = telling.sentence, telling.noun
    for body in free:
        if body.start < noun.end:
            if body.end >= noun.end and body.start > noun.start:
                return body
            continue
        between = sentence.raw(noun.end, body.start)
        if not between.strip() or _is_of(between, sentence) or _is_number(telling, body, between):
            return body
    return None


def _is_of(between: str, sentence: Sentence) -> bool:
    """Whether what stands between the meeting and a body joins them, and is no paper of that body."""
    of = len(between) <= 200 and re.search(r"(?:của|do) (?:ngành )?$", between)
    paper = pattern(sentence.mentions.terms.rules, _PAPER)
    return bool(of) and not paper.search(between)


def _is_number(telling: Telling, body: BodyMention, between: str) -> bool:
    """Whether only the number of the meeting stands between its words and the body."""
    numbers = telling.sentence.having("numbered")
    counted = any(
        telling.noun.start < word.end <= body.start and word.start > telling.noun.start for word in numbers
    )
    called = between[:-2] if telling.noun.rule == "meeting.council" and between.endswith(", ") else between
    return counted and len(called.split()) <= 4 and "," not in called


def _office(telling: Telling, bodies: Sequence[BodyMention], terms: Terms) -> BodyMention | None:
    """The body of the chair's office, unless it is the Government: its members chair others' meetings."""
    verb = telling.verb
    if verb is not None and telling_of(verb) != "holds":
        return None
    stop = verb.start if verb else telling.noun.start
    before = [body for body in bodies if body.end <= stop]
    hosts = {body: terms.at(body.start, ConvenerRule) for body in before}
    own = [body for body, host in hosts.items() if not (host and host.rule == "convener.deputies")]
    if not own:
        return None
    meets = [body for body in own if _hosts(hosts[body], telling)]
    host = hosts[own[-1]]
    if meets:
        return meets[-1]
    again = [body for body in own if _is_named_again(body, telling)]
    if again:
        return again[-1]
    return None if host and host.rule == "convener.government" else own[-1]


def _is_named_again(body: BodyMention, telling: Telling) -> bool:
    """Whether the words behind the meeting name the body again: those who met are of it."""
    sentence = telling.sentence
    return sentence.raw(body.start, body.end) in sentence.raw(telling.noun.end, sentence.end)


def _hosts(host: Term | None, telling: Telling) -> bool:
    """Whether a body is one whose meetings are called as this one is."""
    called = telling.noun.what
    hosts = host.what if host else None
    return (
        isinstance(called, MeetingRule)
        and isinstance(hosts, ConvenerRule)
        and called.meeting == hosts.meeting
    )


def _joined(body: BodyMention, sentence: Sentence, free: Sequence[BodyMention]) -> Convener:
    """The body with those it meets together with, joined by a comma or "and"."""
    start, end = body.start, body.end
    at = list(free).index(body) if body in free else -1
    for other in reversed(free[:at] if at > 0 else ()):
        if sentence.raw(other.end, start) not in _JOINTS:
            break
        start = other.start
    for other in free[at + 1 :] if at >= 0 else ():
        if sentence.raw(end, other.start) not in (" và ", " - ", " – "):
            break
        end = other.end
    head = sentence.mentions.terms.until(start - 1, ConvenerRule)
    start = head.start if head else start
    if sentence.raw(max(0, start - 6), start) == "ngành ":
        start -= 6
    for term in sentence.having("delegation"):
        if term.start < start == term.end + 1:
            start = term.start
    return Convener(start, end, body.rule, body.level)
