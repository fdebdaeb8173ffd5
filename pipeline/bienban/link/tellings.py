"""Mentions -> tellings: the sentences that tell of a meeting, and how firmly.

A telling has the words for the meeting, the verb that holds it and, most often,
its day (guide §0.1 S1, §4.3). What is planned, or is another event, tells of none.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bienban.find.mentions import BodyMention, M, Mentions, Time, within
from bienban.rule_kinds import MeetingRule, PlaceRule, TellingRule, TellingWord, TitleRule
from bienban.text.doc import Doc
from bienban.text.sections import Sections
from bienban.text.terms import Term, Terms, in_order

_HEAD = 90
"""How far into a sentence, in characters, its day may stand."""
Opening = Literal["meeting", "other_event", "day", "nothing"]
_BODY = ("lede", "report", "discussion", "decision", "plan", "conclusion")
_PEG = ("title", "lede")
"""Where a text names the meeting it reports, even without its day."""
_LABEL = 120
"""How long, in characters, a line without a stop may be that is no sentence."""
_PERIODS = frozenset(("ytd", "year", "month", "quarter", "half"))
_SAID = 12
"""How far behind its day, in characters, the meeting may stand at which somebody speaks."""
_AIMED = 60
"""How far before a meeting, in characters, a word may stand that plans something for it."""
_LEDE = 3
"""How many sentences of the body may open the text."""
_OPENING = 30
"""How far into a sentence, in characters, the words may stand that point to a meeting."""
_OTHER: tuple[TellingWord, ...] = ("other_event", "enacts", "inspects")
"""What a text may report that is no meeting."""
_DOING = (0, 4, 5)
"""The ranks of words for what is done at a meeting."""
_UNITS = ("place.province", "place.city", "place.district")
"""The units of administration that one works at as their guest."""
_FILLED = 14
"""How far behind its subject, in characters, a verb may stand: past words such as already, continue."""
_PREPARED = 45
"""How far before the words for a meeting, in characters, may stand what prepares it."""
_REACH = 30
"""How far before the words for the meeting, in characters, the verb may stand."""


@dataclass(slots=True)
class Sentence:
    """One sentence and what find saw in it.

    `nouns` are the words for meetings, the longest, none inside another; `words` those
    of TellingRule in the whole text by what they do, overlapping ones included.
    """

    start: int
    end: int
    section: str
    text: str
    mentions: Mentions
    nouns: Sequence[Term]
    words: Mapping[TellingWord, Sequence[Term]]
    times: Sequence[Time]
    bodies: Sequence[BodyMention]

    def having(self, *words: TellingWord) -> Sequence[Term]:
        """The words of the sentence that do one of these, in text order."""
        found: list[Term] = []
        for word in words:
            known = self.words.get(word)
            if known:
                found += within(known, self.start, self.end)
        return sorted(found, key=in_order) if len(words) > 1 and found else found

    def raw(self, start: int, end: int) -> str:
        """The characters between two offsets of the document."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells of a meeting.

    `noun` are the words for it, `verb` what holds it or joins it, `day` when;
    `same_day` says that it was on the day of the meeting told before.
    `strength` is 3 with a day and a verb, 2 with one of them, 1 for words that
    only point to a meeting.
    """

    sentence: Sentence
    noun: Term
    verb: Term | None
    day: Time | None
    strength: Literal[1, 2, 3]
    same_day: Term | None = None

    @property
    def start(self) -> int:
        """Where the sentence starts."""
        return self.sentence.start


def telling_of(term: Term) -> TellingWord | None:
    """What a word of TellingRule does."""
    return term.what.telling if isinstance(term.what, TellingRule) else None


def longest(terms: Iterable[Term]) -> list[Term]:
    """Terms in text order without those inside or across an earlier one."""
    kept: list[Term] = []
    for term in terms:
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def sentences_of(doc: Doc, mentions: Mentions) -> list[Sentence]:
    """All sentences in text order, without the white space at their ends."""
    text = doc.text
    sections: Sections = doc.sections
    stops = (*sections.starts[1:], len(text))
    ends = [
        start + len(text[start:stop].rstrip()) for start, stop in zip(sections.starts, stops, strict=False)
    ]
    nouns = _shared_out(mentions.terms.of_type(MeetingRule), sections.starts, ends)
    words = _by_word(mentions.terms.of_type(TellingRule))
    times = _shared_out(mentions.times, sections.starts, ends)
    bodies = _shared_out(mentions.bodies, sections.starts, ends)
    return [
        Sentence(start, end, label, text, mentions, longest(called), words, dated, known)
        for start, end, label, called, dated, known in zip(
            sections.starts, ends, sections.labels, nouns, times, bodies, strict=True
        )
    ]


def _shared_out(found: Iterable[M], starts: Sequence[int], ends: Sequence[int]) -> list[list[M]]:
    """For each of the stretches, in text order, what lies inside it."""
    shared: list[list[M]] = [[] for _ in starts]
    for mention in found:
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= ends[number]:
            shared[number].append(mention)
    return shared


def _by_word(terms: Iterable[Term]) -> dict[TellingWord, list[Term]]:
    words: dict[TellingWord, list[Term]] = {}
    for term in terms:
        if isinstance(term.what, TellingRule):
            words.setdefault(term.what.telling, []).append(term)
    return words


def tellings(sentences: Sequence[Sentence]) -> list[Telling]:
    """What tells of a meeting that was held, in text order; headlines, captions and page chrome do not."""
    found = []
    for sentence in sentences:
        if sentence.section in ("chrome", "caption"):
            continue
        telling = _telling(sentence)
        if telling:
            found.append(telling)
    return found


def _telling(sentence: Sentence) -> Telling | None:
    if not sentence.nouns:
        return None
    day = _day(sentence)
    if day is None and (_is_label(sentence) or sentence.having("general")):
        return None
    same = next(iter(sentence.having("same_day")), None) if day is None else None
    noun = _noun(sentence, day)
    if noun is not None and _rule(noun).bare and day is None:
        noun = None
    if noun is None or _is_planned(sentence, noun, day) or _is_other(sentence, noun):
        return _pointing(sentence, day) if same is None else None
    verb = _verb(sentence, noun)
    told = day is not None or same is not None
    if not told and not verb:
        return _pointing(sentence, None)
    before = any(word.start - sentence.start <= _OPENING for word in sentence.having("earlier"))
    strength: Literal[1, 2, 3] = 1 if before else 3 if told and verb else 2
    return Telling(sentence, noun, verb, day, strength, same)


def _is_label(sentence: Sentence) -> bool:
    """Whether a short line of the body without a stop only names what a picture shows."""
    last = sentence.raw(sentence.end - 1, sentence.end)
    short = sentence.end - sentence.start <= _LABEL and last not in '.!?…:;"”’)'
    return short and sentence.section != "title"


def _pointing(sentence: Sentence, day: Time | None) -> Telling | None:
    """A sentence that only points to a meeting, in which something was said: at the session of 2 October."""
    if day is not None:
        return None if sentence.having("earlier", "enacts") else _pointed_at(sentence, day)
    pointed = sentence.section in _PEG or bool(sentence.having("says"))
    return _reference(sentence) or (_pointed_at(sentence, None) if pointed else None)


def _reference(sentence: Sentence) -> Telling | None:
    """A sentence that opens by pointing to the meeting of the text."""
    for term in sentence.having("refers"):
        if term.start - sentence.start <= _OPENING:
            nouns = [n for n in sentence.nouns if term.start <= n.start < term.end]
            if nouns:
                return Telling(sentence, nouns[0], None, None, 1, None)
    return None


def _pointed_at(sentence: Sentence, day: Time | None) -> Telling | None:
    """The meeting in which something was said; never as firm as a sentence that tells of it."""
    inside = {word.end + 1 for word in sentence.having("within")}
    events = sentence.having("other_event")
    for noun in sentence.nouns:
        if _rule(noun).bare or noun.start not in inside or _is_aimed_at(sentence, noun, day):
            continue
        if day and any(event.start < noun.end for event in events):
            return None
        return Telling(sentence, noun, None, day, 2 if day else 1)
    return None


def _is_aimed_at(sentence: Sentence, noun: Term, day: Time | None) -> bool:
    """Whether something is only planned for a meeting that is pointed at."""
    if day is not None:
        return _is_planned(sentence, noun, day)
    return any(0 <= noun.start - word.end <= _AIMED for word in sentence.having("planned", "ahead"))


def _day(sentence: Sentence) -> Time | None:
    """The day at the head of the sentence, else one with its part of the day."""
    days = [time for time in sentence.times if _may_be_meeting_day(sentence, time)]
    head = [time for time in days if time.start - sentence.start <= _HEAD]
    told = head or [time for time in days if time.session] or days
    return told[0] if told else None


def _may_be_meeting_day(sentence: Sentence, time: Time) -> bool:
    if time.kind == "span":
        if not (time.code.count("-") >= 4 and "/" in time.code):
            return False
    elif time.kind != "day" or time.code.startswith(("this:month", "next:")):
        return False
    before = sentence.raw(max(sentence.start, time.start - 12), time.start).lower().split()
    return not before or before[-1] not in ("trước", "nhất", "sau", "là", "số")


def _noun(sentence: Sentence, day: Time | None) -> Term | None:
    """The words that name the meeting: the first behind the day, else the first."""
    start = day.start if day and day.start - sentence.start <= _HEAD else sentence.start
    nouns = [noun for noun in sentence.nouns if not _rule(noun).bare and _is_told(sentence, noun)]
    later = [noun for noun in nouns if noun.start >= start]
    return next(iter(later or nouns), None) or _review(sentence, start)


def _rule(noun: Term) -> MeetingRule:
    assert isinstance(noun.what, MeetingRule)
    return noun.what


def _review(sentence: Sentence, start: int) -> Term | None:
    """A meeting told only by what a body does: it sums up, it hears reports, it deliberates."""
    doing = [noun for noun in sentence.nouns if noun.start >= start and _rule(noun).rank in _DOING]
    for noun in doing:
        if any(0 < noun.start - body.end <= _FILLED for body in sentence.bodies):
            return noun
    return None


def _is_told(sentence: Sentence, noun: Term) -> bool:
    """Whether the words tell the meeting: not a hall's or a body's name, not what it prepares."""
    if any(body.start < noun.start < body.end for body in sentence.bodies) or _is_counted(sentence, noun):
        return False
    halls = [word for word in sentence.having("venue") if word.start < noun.start < word.end]
    # `Hải Phòng họp`: the end of a place's name and a verb, and no hall.
    if any(not any(body.start < hall.start < body.end for body in sentence.bodies) for hall in halls):
        return False
    return not (_follows(sentence, noun, "prepares", _PREPARED) or _follows(sentence, noun, "beside", 1))


def _follows(sentence: Sentence, noun: Term, word: TellingWord, reach: int) -> bool:
    """Whether such a word stands up to `reach` characters before the words, no comma between them."""
    for term in sentence.having(word):
        if 0 <= noun.start - term.end <= reach and "," not in sentence.raw(term.end, noun.start):
            return True
    return False


def _is_counted(sentence: Sentence, noun: Term) -> bool:
    """Whether meetings are only counted, as a year's work is: 12 sessions."""
    before = sentence.raw(max(sentence.start, noun.start - 3), noun.start)
    is_verb = sentence.raw(noun.start, noun.end).lower().startswith("họp")
    dated = any(time.end == noun.start - 1 for time in sentence.times)
    return before[:-1].strip().isdigit() and before[-1] == " " and not (is_verb or dated)


def _verb(sentence: Sentence, noun: Term) -> Term | None:
    """The verb that holds or joins the meeting: shortly before its words, in them, or behind."""
    verbs = longest(sentence.having("holds", "joins"))
    if not verbs:
        return None
    others = [n for n in sentence.nouns if n.end < noun.start]
    verbs = [v for v in verbs if not any(n.start < v.start < n.end for n in others)]
    before = [v for v in verbs if v.start < noun.start and noun.start - v.end <= _REACH]
    if before:
        return before[-1]
    inside = [v for v in verbs if v.start == noun.start]
    if inside:
        return inside[0]
    behind = [v for v in verbs if v.start >= noun.end and telling_of(v) == "holds"]
    return behind[0] if behind else None


def is_to_come(named: Term, sentence: Sentence) -> bool:
    """Whether a sentence tells that a meeting of the kind that is `named` is still to be held."""
    same = [noun for noun in sentence.nouns if _rule(noun).meeting == _rule(named).meeting]
    return any(not _rule(noun).bare and _is_planned(sentence, noun, None) for noun in same)


def _is_planned(sentence: Sentence, noun: Term, day: Time | None) -> bool:
    """Whether the meeting has not been held: a word of planning by its words or verb, or before its day."""
    ahead, planned = sentence.having("ahead"), sentence.having("planned")
    if ahead:
        days = {time.end + 1 for time in sentence.times if time.kind == "day"}
        if any(word.start in days for word in ahead):
            return True
    verb = _verb(sentence, noun) if planned else None
    for term in planned:
        near = [t.start - term.end for t in (noun, verb) if t]
        if any(-1 <= gap <= 25 for gap in near) or (verb and term.start <= verb.start < term.end):
            return True
        if day and term.start < day.start:
            return True
    return False


def _is_other(sentence: Sentence, noun: Term) -> bool:
    """Whether the sentence tells of a visit, a fair, an accident, and of no meeting."""
    events = [event for event in sentence.having(*_OTHER) if not _is_name(sentence, event)]
    if any(event.start <= noun.start and event.end >= noun.end for event in events):
        return True
    if any(0 <= word.start - noun.end <= 2 for word in sentence.having("renames")):
        return True
    before = [event for event in events if event.end <= noun.start]
    if not before:
        return False
    verb = _verb(sentence, noun)
    if verb is not None and verb.start == noun.start and _goes_there(sentence, before[-1], noun):
        return True
    return verb is None or verb.start < before[-1].start or telling_of(verb) == "joins"


def _goes_there(sentence: Sentence, event: Term, noun: Term) -> bool:
    """Whether somebody inspects, or visits a site and works at it: talks do not make it a meeting."""
    if telling_of(event) == "inspects":
        return True
    return sentence.raw(noun.start, noun.end).lower().endswith(" tại") and not _at_authority(sentence, noun)


def _at_authority(sentence: Sentence, noun: Term) -> bool:
    """Whether an administrative unit or a body follows the words for the meeting: `làm việc tại tỉnh`."""
    place = sentence.mentions.terms.at(noun.end + 1, PlaceRule)
    unit = place is not None and type(place.what) is PlaceRule and place.what.id in _UNITS
    return unit or any(body.start == noun.end + 1 for body in sentence.bodies)


def _is_name(sentence: Sentence, event: Term) -> bool:
    """Whether the word is part of a body's or an office's name."""
    if any(body.start <= event.start < body.end for body in sentence.bodies):
        return True
    return any(
        p.start <= event.start < p.end
        for p in within(sentence.mentions.persons, sentence.start, sentence.end)
    )


def opening_of(sentences: Sequence[Sentence], told: Sequence[Telling]) -> Opening:
    """What the first sentences tell, `told` being all tellings: a meeting, another event, a day, nothing."""
    starts = {telling.start for telling in told}
    body = [sentence for sentence in sentences if sentence.section in _BODY][:_LEDE]
    for sentence in body:
        if sentence.start in starts:
            return "meeting"
        if _tells_event(sentence):
            return "other_event"
        day = _day(sentence)
        if day and day.start - sentence.start <= _HEAD:
            return "day"
    return "nothing"


def _tells_event(sentence: Sentence) -> bool:
    """Whether a sentence tells of something that is no meeting, and neither plans nor counts it."""
    if sentence.section == "plan" or _sums_up(sentence):
        return False
    return any(not _is_name(sentence, event) for event in sentence.having(*_OTHER))


def _sums_up(sentence: Sentence) -> bool:
    """Whether events are only counted over a period: 34 accidents in six months."""
    kinds = {time.kind for time in sentence.times}
    return bool(kinds & _PERIODS) and "day" not in kinds


def is_said_at(telling: Telling) -> bool:
    """Whether a sentence opens with a day and the meeting at which somebody then speaks."""
    day, noun = telling.day, telling.noun
    opens = day is not None and 0 < noun.start - day.end <= _SAID
    return opens and bool(telling.sentence.having("says"))


def in_title(body: BodyMention, terms: Terms) -> bool:
    """Whether a body is the second half of an office: chairman of the committee."""
    return terms.until(body.start - 1, TitleRule) is not None
