"""Who orders with which verb: `SPEAKER yêu cầu …` (guide §7.2), in all its shapes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bienban.find.mentions import BodyMention, PersonMention
from bienban.link.fronts import skip_head
from bienban.link.items import must, read_behind_comma, read_head, thing_that_must
from bienban.link.order_words import OrderWords, word_of
from bienban.text.terms import Mention, Term

_REACH = 420  # how far into an item its verb of ordering may stand
_LONGEST_PRONOUN = 24  # of an honorific or an office that stands for who spoke last, adverbs included
_FRONTS = ("topic", "circumstance", "so", "connective", "future")
_LONGEST_SUBJECT = 60  # of a subject that is neither person nor body


@dataclass(frozen=True, slots=True)
class Opening:
    """A verb of ordering or saying with its subject.

    `content` is where what is ordered starts; None when the speaker only says something,
    and `tells` when he says it as one who reports.
    """

    rule: str
    content: int | None
    place: int
    """Where its verb stands."""
    person: PersonMention | None = None
    body: Mention | None = None
    tells: bool = False
    is_strong: bool = False
    """Whether it is a verb behind which everything is ordered."""
    says: bool = False
    """Whether it is a verb of saying, behind which somebody is said to have to do something."""
    asks: bool = False
    """Whether it is a verb that a lower one uses to a higher one as well."""
    informs: bool = False
    """Whether it is a verb that only informs."""
    is_fronted: bool = False
    """Whether something stands in front of the subject that makes it the conclusion of a meeting."""


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds an item: whether a leader is speaking, and whether he concludes."""

    in_zone: bool
    concludes: bool


def find_opening(words: OrderWords, start: int, end: int, around: Around) -> Opening | None:
    """The first verb of ordering in `start..end` that somebody says; else who says anything."""
    said: Opening | None = None
    for verb, kind in _verbs(words, start, min(end, start + _REACH)):
        if verb.start == start:
            opening = _without_subject(words, verb, kind, end, in_zone=around.in_zone)
            if opening:
                return opening
            continue
        person = _subject(words, start, verb, said.person if said else None, around)
        orders = _orders(words, verb, kind, end)
        if person and orders and kind == "say":
            front = person.start > start
            said = said or Opening(verb.rule, verb.end, verb.start, person, says=True, is_fronted=front)
            continue
        if person and orders:
            asks = words.cues.at(verb.start, "asking") is not None
            fronted = words.cues.at(start, "adverb", "say", "topic") is not None and person.start > start
            strong = kind == "order"
            return Opening(
                verb.rule, verb.end, verb.start, person, is_strong=strong, asks=asks, is_fronted=fronted
            )
        if person:
            tells = kind == "say" and person.start == start
            said = said or Opening(verb.rule, None, verb.start, person, tells=tells)
        elif orders and kind != "say" and not said:
            opening = _by_other(words, start, verb, end, in_zone=around.in_zone)
            if opening:
                return replace(opening, is_strong=kind == "order")
    return said


def find_attribution(words: OrderWords, start: int, end: int) -> Opening | None:
    """Who is said, in `start..end`, to have spoken the quote in front of it."""
    people = words.people_within(start, end)
    for verb, kind in _verbs(words, start, end):
        if people:
            informs = words.cues.at(verb.start, "inform") is not None
            return Opening(verb.rule, None, verb.start, people[0], tells=kind == "say", informs=informs)
    return None


def _verbs(words: OrderWords, start: int, end: int) -> Iterator[tuple[Term, str]]:
    """The verbs of ordering, urging, saying and remarking, in text order; the longest at one place."""
    for verb in words.verbs.within(start, end):
        if not words.is_fixed(verb, start):
            yield verb, word_of(verb.what)


def _without_subject(words: OrderWords, verb: Term, kind: str, end: int, *, in_zone: bool) -> Opening | None:
    """An item that opens with a verb of ordering and names who must obey."""
    if kind != "order" or in_zone:
        return None
    head = read_head(words, verb.start, end)
    return Opening(verb.rule, verb.start, verb.start) if head and head.addressee else None


def _subject(
    words: OrderWords, start: int, verb: Term, said: PersonMention | None, around: Around
) -> PersonMention | None:
    """The person who is the subject of `verb`: right in front of it, or joined to it."""
    person = _last_person(words, start, verb.start)
    if person and _is_subject(words, start, person):
        near = _is_filler(words, person.end, verb.start, around)
        return person if near or _is_joined(words, person.end, verb.start) else None
    return said if said and _is_joined(words, said.end, verb.start) else None


def _last_person(words: OrderWords, start: int, end: int) -> PersonMention | None:
    people = words.people_within(start, end)
    return people[-1] if people else None


def _is_subject(words: OrderWords, start: int, person: PersonMention) -> bool:
    """Whether nothing makes the person an object or an owner."""
    before = start + len(words.text[start : person.start].rstrip())
    if _is_earlier(words, start, person.start):
        return False
    return not words.cues.until(before, "past", "noun_mark", "with", "toward")


def _is_earlier(words: OrderWords, start: int, place: int) -> bool:
    """Whether a time in front of a subject, in its own clause, puts what it orders before the meeting."""
    joints = [term.end for term in words.cues.within(start, place, "so")]
    return words.cues.has(joints[-1] if joints else start, place, "earlier")


def _is_filler(words: OrderWords, start: int, end: int, around: Around) -> bool:
    """Whether only adverbs stand between a subject and its verb."""
    fillers = (
        ("connective", "adverb", "future", "done") if around.concludes else ("connective", "adverb", "future")
    )
    place = start
    while place < end:
        if words.text[place] in " ,–-":
            place += 1
            continue
        term = words.cues.at(place, *fillers) or words.times.get(place)
        if not term:
            return False
        place = term.end
    return True


def _is_joined(words: OrderWords, start: int, end: int) -> bool:
    """Whether the verb at `end` goes on with the subject that ended at `start`."""
    before = words.text[start:end].rstrip()
    if before.endswith(",") or words.cues.until(start + len(before), "connective", "adverb"):
        return not words.people_within(start, end)
    return False


def _orders(words: OrderWords, verb: Term, kind: str, end: int) -> bool:
    """Whether an order stands behind the verb."""
    start = skip_head(words, verb.end, end)
    if kind in ("say", "remark"):
        return kind == "say" and start < end and (must(words, start, end) or _lists(words, verb, start, end))
    if start >= end or ":" in words.text[verb.end : start]:
        return True
    if read_head(words, start, end):
        return True
    colon = words.text.find(":", start, end)
    if colon > 0:
        return True
    if kind == "urge":
        return (
            thing_that_must(words, start, end) is not None or read_behind_comma(words, start, end) is not None
        )
    if words.cues.at(start, "plural"):
        return kind == "order"
    return kind == "order" and not words.cues.at(start, "topic", "past", "told", "deadline", "say")


def _lists(words: OrderWords, verb: Term, start: int, end: int) -> bool:
    """Whether a verb of ordering opens what stands behind a verb and its colon."""
    if ":" not in words.text[verb.end : start]:
        return False
    head = read_head(words, start, end)
    return head is not None and head.kind == "order"


def _by_other(words: OrderWords, start: int, verb: Term, end: int, *, in_zone: bool) -> Opening | None:
    """A verb whose subject is a body, or no phrase the other rooms know."""
    before = words.text[start : verb.start].rstrip()
    if not before or words.cues.until(start + len(before), "past"):
        return None
    end_of_subject = start + len(before)
    meets = words.cues.at(start, "assembly")
    if meets and meets.end == end_of_subject:
        return Opening(verb.rule, verb.end, verb.start, body=meets)
    body = _body_before(words, start, end_of_subject)
    if body:
        orders = _may_order(words, verb, end)
        return Opening(verb.rule, verb.end, verb.start, body=body) if orders else None
    clause = _last_clause(words, start, end_of_subject)
    if clause > start and words.is_person_like(clause) and words.cues.at(start, *_FRONTS):
        return Opening(verb.rule, verb.end, verb.start) if in_zone else None
    if not in_zone or len(before) > _LONGEST_SUBJECT or "," in before:
        return None
    if words.cues.at(start, "circumstance"):
        return Opening(verb.rule, verb.start, verb.start)
    if words.is_person_like(start) or not words.name_end(start):
        leads = words.cues.at(start, "leader")
        spoken = words.cues.has(leads.end if leads else start, verb.start, "action", "modal", "petition")
        whole = words.cues.at(start, "leadership")
        told = Mention(start, end_of_subject, verb.rule) if whole and not spoken else None
        return None if spoken else Opening(verb.rule, verb.end, verb.start, body=told)
    return None


def _last_clause(words: OrderWords, start: int, end: int) -> int:
    """Where the last clause of `start..end` starts; `start` when it is no short subject."""
    comma = words.text.rfind(", ", start, end)
    return comma + 2 if comma > 0 and end - comma <= _LONGEST_PRONOUN else start


def _body_before(words: OrderWords, start: int, end: int) -> BodyMention | None:
    bodies = words.bodies_within(start, end)
    if not bodies or bodies[-1].end != end:
        return None
    place = bodies[-1].start
    is_near = place - start <= _LONGEST_SUBJECT or words.cues.at(start, "topic", "circumstance") is not None
    opens = place == start or (words.text[place - 2 : place] == ", " and is_near)
    return bodies[-1] if opens and not _is_earlier(words, start, place) else None


def _may_order(words: OrderWords, verb: Term, end: int) -> bool:
    """Whether a body orders those below it; to ask those above or beside it is a petition (guide §7.4)."""
    start = skip_head(words, verb.end, end)
    below = words.cues.at(start, "below") is not None
    asks = words.cues.at(verb.start, "asking", "stress") is not None
    return below or not asks
