"""Who met, when only an office tells it: that of the one who presides, concludes or gave the order.

`Chủ tịch UBND huyện Mường Hoa chủ trì phiên họp` tells of a meeting of `UBND huyện Mường Hoa`
(guide §4.2, §5 "position only").
"""

from collections.abc import Iterator, Sequence

from bienban.find.mentions import BodyMention, Mentions, PersonMention, within
from bienban.link.convener import Convener
from bienban.link.tellings import Sentence, Telling, is_said_at
from bienban.rule_kinds import ConvenerRule, CueRule
from bienban.text.fold import fold
from bienban.text.terms import Term

_GUESTS = ("convener.government", "convener.deputies")
"""Whose members also preside over the meetings of others."""
_SKIPPED = ("title", "chrome", "caption", "tail")


def host_of(telling: Telling, sentences: Sequence[Sentence], mentions: Mentions) -> Convener | None:
    """The body of the office of who presided, else of who concluded, else of who is named in the telling."""
    rest = [s for s in sentences if s.section not in _SKIPPED]
    for person in (*_presiding(rest, mentions), *_concluding(rest, mentions), *_named(telling, mentions)):
        body = _body_of(person, mentions)
        if body:
            return _host(body)
    heads = within(mentions.persons, telling.noun.end, telling.sentence.end) if is_said_at(telling) else []
    return next((_host(body) for person in heads if (body := _committee_of(person, mentions))), None)


def _host(body: BodyMention) -> Convener:
    return Convener(body.start, body.end, body.rule, body.level, by_office=True)


def _presiding(sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[PersonMention]:
    """Those before a verb of presiding over a meeting."""
    for sentence in sentences:
        for cue in mentions.terms.of_type(CueRule, sentence.start, sentence.end):
            if _presides(cue, sentence):
                yield from within(mentions.persons, sentence.start, cue.start)[-1:]


def _presides(cue: Term, sentence: Sentence) -> bool:
    """Whether the words of a meeting follow a verb of presiding."""
    chairs = type(cue.what) is CueRule and cue.what.cue == "chair_verb"
    if not chairs:
        return False
    ends = sentence.raw(cue.end, cue.end + 1) in (".", ";", "") or cue.end == sentence.end
    return any(0 <= noun.start - cue.end <= 2 or (ends and noun.end < cue.start) for noun in sentence.nouns)


def _concluding(sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[PersonMention]:
    """Those behind the words that a meeting is concluded with."""
    for sentence in sentences:
        for word in sentence.having("concludes"):
            yield from within(mentions.persons, word.end, sentence.end)[:1]


def _named(telling: Telling, mentions: Mentions) -> Iterator[PersonMention]:
    """The one whose orders at the meeting the text reports, with the office that stands elsewhere."""
    sentence = telling.sentence
    ordered = [word for word in sentence.having("orders_of") if word.end < telling.noun.start]
    for word in ordered[:1]:
        for person in within(mentions.persons, word.end, telling.noun.start)[:1]:
            yield person
            name = fold(person.name or "")
            yield from (p for p in mentions.persons if p.titles and p.name and fold(p.name) == name)


def _body_of(person: PersonMention, mentions: Mentions) -> BodyMention | None:
    """The last body in an office that holds meetings of its own."""
    hosts = []
    for body in within(mentions.bodies, person.start, person.end):
        host = mentions.terms.at(body.start, ConvenerRule)
        if host is None or host.rule not in _GUESTS:
            hosts.append(body)
    return hosts[-1] if hosts else None


def _committee_of(person: PersonMention, mentions: Mentions) -> BodyMention | None:
    """The committee whose head a person is: it met where he speaks for it."""
    bodies = within(mentions.bodies, person.start, person.end)
    return next((body for body in bodies if body.rule == "body.task"), None)
