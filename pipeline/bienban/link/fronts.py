"""What stands in front of an order and is no part of it: marks, connectives, times (FORMAT.md)."""

from bienban.link.order_words import OrderWords


def skip_head(words: OrderWords, start: int, end: int) -> int:
    """`start` moved behind marks, connectives and times in front of the order (FORMAT.md)."""
    place = start
    for _ in range(8):
        here = words.skip_marks(place, end)
        after = _behind_connective(words, here, end) or _behind_time(words, here, end)
        if not after:
            return here
        place = after
    return place


def _behind_connective(words: OrderWords, place: int, end: int) -> int:
    """The character behind a connective or ordinal at `place`; 0 when none stands there."""
    term = words.cues.at(place, "connective", "ordinal")
    if not term or term.end >= end:
        return 0
    longer = words.cues.at(place, "order", "urge", "modal", "action")
    if longer and longer.end >= term.end and words.text[term.end] not in ",:":
        return 0
    return term.end


def _behind_time(words: OrderWords, place: int, end: int) -> int:
    """The character behind a time that stands in front of the order; 0 when none does."""
    frame = words.cues.at(place, "future")
    reach = frame.end if frame else _time_end(words, place)
    if not reach:
        return 0
    comma = words.text.find(",", reach, min(reach + 80, end))
    if comma > 0 and not words.cues.has(reach, comma, "action", "modal", "addressee", "order"):
        return comma + 1
    return reach if frame and reach < end else 0


def _time_end(words: OrderWords, place: int) -> int:
    """Where the time that opens at `place`, behind a preposition or not, ends; 0 for none."""
    time = words.times.get(place)
    if time:
        return time.end
    lead = words.cues.at(place, "deadline")
    time = words.times.get(lead.end + 1) if lead else None
    return time.end if time else 0
