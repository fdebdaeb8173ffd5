"""Sentences -> minutes or a notice: documents that have a heading instead of a lede (guide §4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bienban.find.mentions import BodyMention, Mentions, Time
from bienban.link.convener import Convener
from bienban.link.tellings import Sentence, Telling, in_title, telling_of
from bienban.records import MeetingKind
from bienban.text.terms import Term

_HEADING = "THÔNG BÁO"
_OFFICE = ("Văn phòng", "VP")
_ISSUED = 40
"""How far behind its office, in characters, the words for a notice may stand."""
_HEAD = 1200
"""How far into the text, in characters, its heading may stand."""


@dataclass(frozen=True, slots=True)
class Formal:
    """Minutes or a notice: its heading, its day, who met."""

    kind: MeetingKind
    telling: Telling
    day: Time | None
    convener: Convener | None


def formal_of(sentences: Sequence[Sentence], mentions: Mentions) -> Formal | None:
    """The minutes or notice that the text is, when its head says so."""
    head = [sentence for sentence in sentences if sentence.start <= _HEAD]
    for sentence in head:
        for term in sentence.having("minutes", "notice"):
            found = _read(sentence, term, head, mentions)
            if found:
                return found
    return None


def _read(sentence: Sentence, term: Term, head: Sequence[Sentence], mentions: Mentions) -> Formal | None:
    what = telling_of(term)
    if what == "minutes":
        return _minutes(sentence, term, head) if _opens_line(sentence, term) else None
    return _notice(sentence, term, head, mentions)


def _opens_line(sentence: Sentence, term: Term) -> bool:
    """Whether the words stand at the start of a line, as a heading does."""
    before = sentence.text[max(0, term.start - 30) : term.start]
    return not before.rpartition("\n")[2].strip(" -–*#\t")


def _minutes(sentence: Sentence, term: Term, head: Sequence[Sentence]) -> Formal | None:
    if not _is_heading(sentence, term):
        return None
    days = [t for s in head if s.start >= sentence.start for t in s.times if _is_day(t)]
    bodies = [
        b for s in head if s.start >= sentence.start for b in s.bodies if not in_title(b, s.mentions.terms)
    ]
    telling = Telling(sentence, term, None, None, 2)
    return Formal("minutes", telling, days[0] if days else None, _convener(_in_full(bodies, sentence.text)))


def _in_full(bodies: Sequence[BodyMention], text: str) -> Sequence[BodyMention]:
    """The bodies, first the one that tells in full what the first told in short."""
    if not bodies:
        return bodies
    short = text[bodies[0].start : bodies[0].end].lower() + " "
    longer = [body for body in bodies if text[body.start : body.end].lower().startswith(short)]
    return longer[:1] or bodies


def _notice(sentence: Sentence, term: Term, head: Sequence[Sentence], mentions: Mentions) -> Formal | None:
    """A notice of what was concluded: the document itself, or the news that it was issued."""
    named = [word for word in sentence.having("notice_number") if word.end <= term.end]
    before = sentence.text[max(0, term.start - 400) : term.start]
    own = [t for t in mentions.times if t.kind == "document" and sentence.start <= t.start < sentence.end]
    told = bool(named and own) or _is_passed_on(sentence, term)
    issued = told and sentence.section in ("lede", "title", "report")
    if not issued and not (_is_heading(sentence, term) and (named or _HEADING in before)):
        return None
    full = [t for s in head for t in s.times if t.kind == "day" and not t.code.startswith("-")]
    numbered = [t for s in head if s.having("notice_number") for t in s.times if t.kind == "document"]
    loose = [t for s in (sentence, *head) for t in s.times if _is_day(t)]
    bodies = [body for body in sentence.bodies if body.start >= term.end]
    telling = Telling(sentence, term, None, None, 2)
    return Formal("notice", telling, next(iter(own or numbered or full or loose), None), _convener(bodies))


def _is_passed_on(sentence: Sentence, term: Term) -> bool:
    """Whether an office has just passed on what its head concluded: `Văn phòng … vừa có thông báo`."""
    offices = [body for body in sentence.bodies if 0 <= term.start - body.end <= _ISSUED]
    return any(sentence.raw(body.start, body.end).startswith(_OFFICE) for body in offices)


def _is_heading(sentence: Sentence, term: Term) -> bool:
    """Whether the words head a document: in capitals, or at the start of a line."""
    return sentence.raw(term.start, term.end).isupper() or _opens_line(sentence, term)


def _is_day(time: Time) -> bool:
    return time.kind == "day" and not time.code.startswith(("this:", "last:", "next:"))


def _convener(bodies: Sequence[BodyMention]) -> Convener | None:
    return Convener(bodies[0].start, bodies[0].end, bodies[0].rule, bodies[0].level) if bodies else None
