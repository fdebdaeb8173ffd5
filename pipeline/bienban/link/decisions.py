"""Mentions -> decisions: what a meeting adopted, voted, elected (guide §8).

`thông qua` has three senses. It adopts when those who meet are its subject and a paper is its
object; a person who is its subject reads out; before a noun of manner it means "by way of".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from bienban.find.mentions import Mentions, within
from bienban.link.authorities import authorities_of, decision_rules
from bienban.link.told_once import Told, add, kept
from bienban.link.votes import find_votes, votes_in
from bienban.records import Decision, Meeting
from bienban.rule_kinds import DecisionRule, Rule, TitleRule
from bienban.text.cues import Cues, find_cues, join_runs
from bienban.text.doc import Doc, Sections
from bienban.text.lines import mark_length
from bienban.text.terms import Term, Terms, provenance

_SKIPPED = frozenset(["title", "chrome", "caption", "tail"])
_VERBS = ("vote", "adopt", "elect", "agree", "settle")
_REACH = 90  # from those who meet to their verb
_NEAR_PAPER = 60  # from a verb to what it adopts
_LONGEST_VOTE = 200  # characters of votes told in front of what they decided
_NEAR_OFFICE = 12  # characters from a verb of electing to the office
_TRAILING = " \n\t.,;:…/"
_FRACTION = re.compile(r"(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])")
_BORDER = re.compile("[;:]")
_PERIODS = frozenset(["year", "ytd", "half", "quarter", "month", "span"])


@dataclass(frozen=True, slots=True)
class _Found:
    """A verb of deciding and where its clause ends; the verb is missing when only votes are told."""

    start: int
    end: int
    verb: Term | None
    counts: bool = False
    """Whether it only counts votes, and no paper stands in front of them."""

    @property
    def verb_end(self) -> int:
        """Where what is decided starts."""
        return self.verb.end if self.verb else self.start


def link_decisions(doc: Doc, mentions: Mentions, meetings: tuple[Meeting, ...]) -> tuple[Decision, ...]:
    """All decisions in text order; one that is told twice counts once."""
    text, sections, rules = doc.text, doc.sections, mentions.terms.rules
    deciding = _deciding(text, sections, mentions.terms)
    if not deciding:
        return ()
    opening = sections.labels.index("lede") if "lede" in sections.labels else 0
    runs = join_runs([sections.tokens[number] for number in sorted({opening, *deciding})])
    cues = find_cues(doc, decision_rules(rules), _word, spans=runs)
    lede = sections.starts[opening], sections.ends[opening]
    reader = _Reader(text, cues, mentions, authorities_of(cues, mentions, lede, meetings))
    told: dict[str, Told] = {}
    for number in deciding:
        start, end = sections.starts[number], sections.ends[number]
        label = sections.labels[number]
        for found in reader.read(start, end, concludes=label == "conclusion"):
            decision = _decision(reader, found, start, meetings)
            add(told, Told(decision, number, label == "lede", found.counts, reader.is_vague(found)))
    return kept(told)


def _deciding(text: str, sections: Sections, terms: Terms) -> list[int]:
    """The numbers of the sentences with a verb of deciding, or with a fraction and what votes are told in."""
    deciding: set[int] = set()
    for term in terms.of_type(DecisionRule):
        number = bisect_right(sections.starts, term.start) - 1
        if _word(term.what) != "ballot" or _FRACTION.search(
            text, sections.starts[number], sections.ends[number]
        ):
            deciding.add(number)
    return [number for number in sorted(deciding) if sections.labels[number] not in _SKIPPED]


def _word(rule: Rule) -> str:
    return rule.word if isinstance(rule, DecisionRule) else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """The text of one document with its words of deciding."""

    text: str
    cues: Cues
    mentions: Mentions
    bodies: frozenset[str]
    """The rules of the authorities that meet; empty when none is told."""

    def read(self, start: int, end: int, *, concludes: bool) -> Iterator[_Found]:
        """What one sentence decides, clause by clause."""
        borders = [start, *(match.end() for match in _BORDER.finditer(self.text, start, end)), end]
        decided = False
        for first, last in pairwise(borders):
            found = list(self._clause(first, last, start, concludes=concludes, decided=decided))
            decided = decided or bool(found)
            yield from found

    def _clause(
        self, start: int, end: int, sentence: int, *, concludes: bool, decided: bool
    ) -> Iterator[_Found]:
        verbs = [
            verb
            for verb in self._verbs(start, end)
            if self._decides(verb, start, end, sentence, concludes)
            or (decided and self._goes_on(verb, start, end))
        ]
        votes = find_votes(self.text, self.cues, start, end)
        if len(verbs) > 1:
            verbs = [verb for verb in verbs if not self._is_outcome(verb, start)] or verbs[:1]
        chains = list(self._chains(verbs))
        ends = [*(chain[0].start for chain in chains[1:]), end][: len(chains)]
        for (head, verb), last in zip(chains, ends, strict=True):
            outcome = bool(votes) and votes[0].end <= verb.start and self._is_bare(verb, last)
            if _word(verb.what) == "vote" and self._is_bare(verb, last) and not votes:
                continue
            first = self._subject(start, votes[0].start) if outcome else head.start
            counts = outcome and not self._has_paper(start, votes[0].start)
            yield _Found(first, self._trim(first, self._rest(verb.end, last)), verb, counts)
        if not verbs and votes and (decided or self._has_paper(start, votes[0].start) or votes[0].approves):
            counts = not self._has_paper(start, votes[0].start)
            yield _Found(self._subject(start, votes[0].start), self._trim(start, end), None, counts)

    def _goes_on(self, verb: Term, start: int, end: int) -> bool:
        """Whether a verb opens a clause behind one in which the same meeting decided: `…; thông qua …`."""
        word = _word(verb.what)
        opens = self._opens(verb, start) and word in ("adopt", "vote", "elect", "settle")
        return opens and self.text[verb.start].islower() and self._has_object(verb, word, end)

    def _rest(self, start: int, end: int) -> int:
        """Where something else begins behind a comma: the reasons, or what follows from a decision."""
        for rest in self.cues.within(start, end, "rest"):
            if self.text[max(start, rest.start - 2) : rest.start].rstrip() == ",":
                return rest.start
        return end

    def _chains(self, verbs: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
        """The first and the last of verbs that stand together: `biểu quyết thống nhất miễn nhiệm`."""
        first: Term | None = None
        for verb, after in zip_longest(verbs, verbs[1:]):
            first = first or verb
            if after is None or not self._is_chained(verb.end, after.start):
                yield first, verb
                first = None

    def _is_chained(self, start: int, end: int) -> bool:
        """Whether only adverbs, or a word that joins, stand between two verbs."""
        joined = len(self.text[start:end].split()) == 1 and self.cues.at(start + 1, "joint") is not None
        return joined or self._behind_adverbs(start, end) >= end

    def _verbs(self, start: int, end: int) -> Iterator[Term]:
        """The verbs of deciding, the longest at one place, none inside another."""
        places = sorted({term.start for part in _VERBS for term in self.cues.within(start, end, part)})
        reached = start
        for place in places:
            verb = self.cues.at(place, *_VERBS)
            if verb and place >= reached:
                reached = verb.end
                yield verb

    def _decides(self, verb: Term, start: int, end: int, sentence: int, concludes: bool) -> bool:
        """Whether a verb is said by those who meet, of something that can be decided."""
        word = _word(verb.what)
        if self.text[verb.start].isupper() and verb.start > start and not self._opens(verb, start):
            return False
        if word == "adopt" and self._is_passive(verb, start) and self._has_paper(start, verb.start):
            return votes_in(self.text, self.cues, verb.start, end) is not None
        if self._is_other(verb, word) or not self._has_object(verb, word, end):
            return False
        if self._is_earlier(verb, sentence):
            return False
        if word == "elect" and self._is_passive(verb, start):
            if any(t.kind in _PERIODS for t in within(self.mentions.times, sentence, verb.start)):
                return False
            office = self.cues.has(verb.end, verb.end + _NEAR_OFFICE, "office")
            office = office or self.mentions.terms.at(verb.end + 1, TitleRule) is not None
            return office or votes_in(self.text, self.cues, start, end) is not None
        if self._opens(verb, start):
            return concludes and word in ("agree", "adopt") and self.text[verb.start].isupper()
        if concludes and word != "vote" and not self.cues.has(start, verb.start, "meeting", "authority"):
            return False
        if word == "vote":
            return not self._is_ahead(verb, start, skip_adverbs=True)
        if not self._is_said(verb, start, sentence, word):
            return False
        return not self._is_ahead(verb, start, skip_adverbs=True)

    def _is_other(self, verb: Term, word: str) -> bool:
        """Whether the word behind the verb makes it a preposition, a noun or another verb."""
        behind = self.cues.at(verb.end + 1, "behind")
        paper = self.cues.at(verb.end + 1, "paper") if behind and word == "adopt" else None
        return behind is not None and (paper is None or paper.end < behind.end)

    def is_vague(self, found: _Found) -> bool:
        """Whether what is decided is told in sum: `thông qua nhiều nghị quyết`."""
        return found.verb is not None and self.cues.at(found.verb.end + 1, "vague") is not None

    def _opens(self, verb: Term, start: int) -> bool:
        """Whether the verb opens its clause, behind a number or a bullet."""
        place = start
        while place < verb.start and self.text[place].isspace():
            place += 1
        return place + mark_length(self.text, place) >= verb.start

    def _has_object(self, verb: Term, word: str, end: int) -> bool:
        """Whether a paper stands near behind a verb that needs one."""
        if word == "elect":
            return not self.cues.at(verb.start, "holding") or bool(self._elected(verb.end, end))
        if word not in ("adopt", "agree", "settle") or self._is_approval(verb):
            return True
        if word == "agree" and self.cues.at(verb.end + 1, "act"):
            return True
        return self.cues.has(verb.start, min(end, verb.end + _NEAR_PAPER), "paper")

    def _is_approval(self, verb: Term) -> bool:
        """Whether the verb tells the outcome of a vote and needs no object."""
        return self.cues.at(verb.start, "approval") is not None and bool(
            find_votes(self.text, self.cues, verb.start - _REACH, verb.end)
        )

    def _is_outcome(self, verb: Term, start: int) -> bool:
        """Whether the verb only tells how a vote that another verb tells went: `… đại biểu tán thành`."""
        if self.cues.at(verb.start, "approval") is None:
            return False
        behind = start + len(self.text[start : verb.start].rstrip())
        adverb = self.cues.until(behind, "adverb")
        if adverb and not self.cues.until(behind, "ballot"):
            behind = start + len(self.text[start : adverb.start].rstrip())
        return self.cues.until(behind, "ballot") is not None and any(
            letter.isdigit() for letter in self.text[max(start, behind - 40) : behind]
        )

    def _is_said(self, verb: Term, start: int, sentence: int, word: str) -> bool:
        """Whether those who meet are the subject: in front of the verb, or of the verb it is joined to."""
        before = self.text[start : verb.start].rstrip()
        near = max(start, verb.start - _REACH)
        subjects = ("meeting",) if word == "settle" else ("meeting", "authority")
        person = within(self.mentions.persons, near, verb.start)
        held = [term for part in subjects for term in self.cues.within(near, verb.start, part)]
        held = [term for term in held if not any(p.start <= term.start < p.end for p in person)]
        held = [term for term in held if not any(o.start < term.start < o.end for o in held)]
        if held:
            last = max(held, key=lambda term: term.end)
            if not self._meets(self._whole(last, held)) or self._is_passive_subject(last, start, verb):
                return False
            gap = self.text[last.end : verb.start]
            free = self._is_one_name(gap, last.end) and not any(p.start >= last.end for p in person)
            if free and self._is_filler_or_scope(last.end, verb.start):
                return True
        joined = before.endswith(",") or self.cues.until(start + len(before), "joint") is not None
        if not joined or word in ("agree", "settle"):
            return False
        told = [term for part in subjects for term in self.cues.within(sentence, verb.start, part)]
        if not told or person or self.cues.has(told[-1].end, verb.start, "planned"):
            return False
        return any(self._meets(term) for term in told)

    def _whole(self, body: Term, held: Sequence[Term]) -> Term:
        """The meeting that a body held, when it stands right in front of it: `Hội nghị Ban Chấp hành`."""
        meetings = (term for term in held if _word(term.what) == "meeting")
        starts = {term.start for term in held}
        return next((m for m in meetings if m.end + 1 in starts), body)

    def _is_one_name(self, gap: str, start: int) -> bool:
        """Whether nothing but its term and its session stands behind the name of who meets."""
        place = start
        for piece in gap.split(",")[1:]:
            place = self.text.index(piece, place) if piece else place
            here = place + len(piece) - len(piece.lstrip())
            if piece.strip() and not self.cues.at(here, "session"):
                return False
        return True

    def _elected(self, start: int, end: int) -> bool:
        """Whether a person or a number of persons stands behind a verb of electing."""
        named = any(person.name for person in within(self.mentions.persons, start, end))
        return named or any(map(str.isdigit, self.text[start:end]))

    def _meets(self, subject: Term) -> bool:
        """Whether a subject is the meeting itself, or a body that is told to meet."""
        return not self.bodies or _word(subject.what) == "meeting" or subject.rule in self.bodies

    def _is_passive_subject(self, subject: Term, start: int, verb: Term) -> bool:
        """Whether a body only tells who once adopted a paper: `Luật được Quốc hội thông qua năm 2013`."""
        behind = start + len(self.text[start : subject.start].rstrip())
        passive = self.cues.until(behind, "passive") is not None
        if passive and self.cues.has(verb.end, verb.end + _NEAR_OFFICE, "office"):
            return False
        if passive and self.bodies and self._meets(subject) and self._has_paper(start, subject.start):
            told = not self.cues.has(start, subject.start, "condition")
            if told and self._is_bare(verb, len(self.text)):
                return False
        return passive and not find_votes(self.text, self.cues, verb.start, verb.end + _LONGEST_VOTE)

    def _is_earlier(self, verb: Term, sentence: int) -> bool:
        """Whether a time in front, or right behind the verb, puts it before the meeting."""
        if any(time.start == verb.end + 1 for time in within(self.mentions.times, verb.end, verb.end + 40)):
            return True
        if self.cues.has(sentence, verb.start, "earlier") or self.cues.has(sentence, verb.start, "thanks"):
            return True
        return any(
            time.kind in _PERIODS and self.text[time.end : time.end + 1] == ","
            for time in within(self.mentions.times, sentence, verb.start)
        )

    def _is_filler_or_scope(self, start: int, end: int) -> bool:
        """Whether only a place, an ordinal or adverbs stand between a subject and its verb."""
        return not self.cues.has(start, end, "paper", "ahead") or self._behind_adverbs(start, end) >= end

    def _behind_adverbs(self, start: int, end: int) -> int:
        place = start
        while place < end:
            while place < end and self.text[place] in " ,":
                place += 1
            term = self.cues.at(place, "adverb")
            if not term:
                return place
            place = term.end
        return end

    def _is_ahead(self, verb: Term, start: int, *, skip_adverbs: bool) -> bool:
        """Whether the word in front of the verb, adverbs left out, makes it no decision."""
        place = verb.start
        while place > start:
            place = start + len(self.text[start:place].rstrip(" ,"))
            if self.cues.until(place, "ahead") and not self.cues.until(place, "adverb"):
                return True
            adverb = self.cues.until(place, "adverb") if skip_adverbs else None
            if not adverb:
                return False
            place = adverb.start
        return False

    def _is_bare(self, verb: Term, end: int) -> bool:
        """Whether nothing but the outcome follows a verb."""
        rest = self.text[verb.end : end].lstrip()
        return not rest or rest[0] in ".,;"

    def _is_passive(self, verb: Term, start: int) -> bool:
        """Whether somebody in front of the verb was elected."""
        if self.cues.at(verb.start, "won"):
            return True
        return self.cues.until(start + len(self.text[start : verb.start].rstrip()), "passive") is not None

    def _has_paper(self, start: int, end: int) -> bool:
        """Whether a paper stands in front of its votes."""
        return self._paper(start, end) is not None

    def _subject(self, start: int, votes: int) -> int:
        """Where the paper whose votes are told is named; the votes themselves when none is."""
        paper = self._paper(start, votes)
        return paper.start if paper else votes

    def _paper(self, start: int, end: int) -> Term | None:
        """The first paper in `start..end`; the result of a vote is none."""
        papers = self.cues.within(start, end, "paper")
        return next((paper for paper in papers if not self.cues.at(paper.start, "outcome")), None)

    def _trim(self, start: int, end: int) -> int:
        while end > start and self.text[end - 1] in _TRAILING:
            end -= 1
        return end


def _decision(reader: _Reader, found: _Found, sentence: int, meetings: Sequence[Meeting]) -> Decision:
    """The record of one decision."""
    text = reader.text
    verb = found.verb
    before = [number for number, meeting in enumerate(meetings) if meeting.provenance.start <= found.start]
    return Decision(
        action=text[verb.start : verb.end] if verb else text[found.start : found.end],
        object=(text[verb.end : found.end].strip(" ,:") or None) if verb else None,
        votes=votes_in(text, reader.cues, max(sentence, found.start - _LONGEST_VOTE), found.end),
        meeting=before[-1] if before else (0 if len(meetings) == 1 else None),
        provenance=provenance(text, found.start, found.end, verb.rule if verb else "decision.ballot"),
    )
