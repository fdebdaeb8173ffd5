"""Telling -> the kind of meeting: its words, ranked, and who met (guide §4.1)."""

from collections.abc import Sequence

from bienban.find.mentions import Mentions
from bienban.link.convener import Convener, is_of_body
from bienban.link.tellings import Sentence, Telling
from bienban.records import MeetingKind
from bienban.rule_kinds import ConvenerRule, MeetingRule
from bienban.text.terms import Term

_CHAIN = 45
"""How far apart, in characters, two words for one meeting may stand."""
_ONLY_FIRST: frozenset[MeetingKind] = frozenset(("council_session", "working_session"))
"""These name the meeting only as its first words: another meeting may prepare a council session."""
_SOFT: frozenset[MeetingKind] = frozenset(("other", "online"))


def kind_of(
    telling: Telling, convener: Convener | None, mentions: Mentions, title: Sequence[Sentence]
) -> MeetingKind:
    """The kind: the highest word of its name, changed by the body that met."""
    best = _best(telling.sentence.nouns, telling.noun)
    if best.meeting == "other" and best.rank == 1:
        best = _summed_up(telling) or best
    if best.meeting == "other" and best.rank == 1:
        best = max([best, *(_best(s.nouns, s.nouns[0]) for s in title if s.nouns)], key=_by_rank)
    host = _host(convener, mentions)
    if convener and convener.by_office and not _is_sitting(telling):
        return _settle(best, None, telling)
    if best.meeting == "council_session" and convener and host is None:
        return "other"
    return _settle(best, host, telling, convener)


def _summed_up(telling: Telling) -> MeetingRule | None:
    """The rule of the words that say, anywhere behind the meeting's, which period it sums up."""
    sentence = telling.sentence
    for noun in sentence.nouns:
        near = (time for time in sentence.times if noun.end < time.start <= noun.end + _CHAIN)
        if noun.rule == "meeting.review_verb" and noun.start > telling.noun.end and any(near):
            return _rule(noun)
    return None


def _by_rank(rule: MeetingRule) -> int:
    return rule.rank


def _best(nouns: Sequence[Term], first: Term) -> MeetingRule:
    """The rule of the highest rank in the chain of words that starts with `first`."""
    best = _rule(first)
    end = first.end
    for noun in nouns:
        if noun.start < first.end:
            continue
        rule = _rule(noun)
        if noun.start - end > _CHAIN:
            break
        end = noun.end
        near = rule.meeting == "working_session" and noun.start - first.end < 3
        if rule.rank > best.rank and (near or rule.meeting not in _ONLY_FIRST):
            best = rule
    return best


def _rule(noun: Term) -> MeetingRule:
    assert isinstance(noun.what, MeetingRule)
    return noun.what


def _host(convener: Convener | None, mentions: Mentions) -> MeetingKind | None:
    """The kind that the meetings of the convener are of."""
    if convener is None:
        return None
    term = mentions.terms.at(convener.start, ConvenerRule)
    if term is None:
        return None
    return term.what.meeting if isinstance(term.what, ConvenerRule) else None


def _settle(
    best: MeetingRule, host: MeetingKind | None, telling: Telling, convener: Convener | None = None
) -> MeetingKind:
    """What the words and the convener say together."""
    kind = best.meeting
    soft = kind in _SOFT or best.rank == 3
    sitting = not _is_conference(telling)
    if kind == "council_session" and host not in (None, "council_session", "council_standing"):
        return host if host == "regular_session" else "other"
    soft = soft or (kind == "working_session" and sitting and _sits(telling))
    if soft and not sitting and _is_for_others(telling):
        return kind
    if host in ("council_standing", "steering") and (soft or kind == "regular_session"):
        return host
    if host == "party_standing" and soft:
        return host
    if host == "front" and soft:
        return host
    if kind == "party_committee" and convener and convener.rule == "body.mass":
        return "front"
    if host in ("front", "party_committee") and kind == "review" and _is_numbered(telling):
        return host
    if host == "party_committee" and kind == "other":
        return host
    if host == "regular_session" and sitting and (kind == "other" or best.rank == 3):
        return host
    if host == "council_session" and sitting and kind == "other":
        return host
    return kind


def _is_conference(telling: Telling) -> bool:
    """Whether the meeting is called a conference, not a sitting."""
    return telling.sentence.raw(telling.noun.start, telling.noun.end).lower().startswith("hội nghị")


def _is_sitting(telling: Telling) -> bool:
    """Whether the meeting is called a sitting of the body, not any meeting."""
    return telling.sentence.raw(telling.noun.start, telling.noun.end).lower().startswith("phiên họp")


def _is_for_others(telling: Telling) -> bool:
    """Whether a body holds a conference for others: it instructs, it makes appointments known."""
    start, end = telling.noun.end, telling.noun.end + _CHAIN
    return any(start < term.start <= end for term in telling.sentence.having("for_others"))


def _sits(telling: Telling) -> bool:
    """Whether a body sits (to hear reports, to comment), as against works with somebody."""
    if is_of_body(telling):
        return True
    return "làm việc" not in telling.sentence.raw(telling.noun.start, telling.noun.end).lower()


def _is_numbered(telling: Telling) -> bool:
    """Whether the meeting is one of a numbered row."""
    start, end = telling.noun.start, telling.noun.end + _CHAIN
    return any(start <= term.start <= end for term in telling.sentence.having("numbered"))
