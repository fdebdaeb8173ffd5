"""Telling -> where the meeting was: a place, and the venues of a meeting held online."""

import re
from collections.abc import Sequence

from bienban.find.mentions import Mentions
from bienban.link.tellings import Sentence, Telling, telling_of
from bienban.rule_kinds import PlaceNameRule, PlaceRule, TellingRule
from bienban.text.terms import Term

_AT = re.compile(r"\b[Tt]ại (?=\S)")
_STOP = re.compile(
    r"[,.;:()\n]| (?:đã|có|với|do|dưới|và|đồng chí|đ/c|ông|bà|là|để|nhằm|về|cho|tổ chức|họp|chủ trì|dự) "
)
_LONGEST = 70
_COLON = re.compile(r"\s?:\s*")
_LABEL = 12
"""How far into its line, in characters, a label may stand."""


def place_of(telling: Telling, mentions: Mentions) -> str | None:
    """What stands behind "at" in the telling, when it is a building or a place."""
    return _place_in(telling.sentence, mentions)


def _place_in(sentence: Sentence, mentions: Mentions) -> str | None:
    for match in _AT.finditer(sentence.text, sentence.start, sentence.end):
        start = match.end()
        place = _place_at(start, mentions)
        if place:
            return _until_stop(sentence.text, start, place.end, sentence.end)
    return None


def labelled_place(sentences: Sequence[Sentence], mentions: Mentions) -> str | None:
    """The place that minutes tell behind a label (`Địa điểm: …`) or in their opening."""
    for sentence in sentences:
        for label in sentence.having("place_label"):
            after = _COLON.match(sentence.text, label.end, sentence.end)
            if after and label.start - sentence.start <= _LABEL:
                return (
                    sentence.text[after.end() : sentence.end].split("\n")[0].strip(" .;")[:_LONGEST] or None
                )
        found = _place_in(sentence, mentions)
        if found:
            return found
    return None


def _until_stop(text: str, start: int, known: int, end: int) -> str:
    """From `start` past the `known` word to the next word or mark that ends the place."""
    stop = _STOP.search(text, known, min(end, start + _LONGEST))
    return text[start : stop.start() if stop else min(end, start + _LONGEST)].strip()


def venues_of(sentences: Sequence[Sentence], mentions: Mentions) -> tuple[str, ...]:
    """The named ends of an online meeting, each once, in text order; "a commune" is none."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for end in sentence.having("endpoint"):
            start = end.end + 1
            named = _place_at(start, mentions)
            if named:
                name = _until_stop(sentence.text, start, named.end, sentence.end)
                if name.islower():
                    continue
                found.setdefault(name.lower(), name)
    return tuple(found.values())


def _place_at(start: int, mentions: Mentions) -> Term | None:
    """A building, a place or its kind that starts here."""
    terms = mentions.terms
    known = terms.at(start, TellingRule)
    if known is not None and telling_of(known) == "venue":
        return known
    return terms.at(start, PlaceNameRule) or terms.at(start, PlaceRule)
