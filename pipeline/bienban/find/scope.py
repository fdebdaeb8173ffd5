"""What completes the name of a body or an office: a place, a field of work, a task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.find.names import RUN, SYLLABLE, UPPER, Names, names_of
from bienban.find.wording import pattern
from bienban.records import Level
from bienban.rule_kinds import (
    BodyRule,
    FieldRule,
    HonorificRule,
    PartRule,
    PlaceNameRule,
    PlaceRule,
    TitleRule,
)
from bienban.text.fold import fold
from bienban.text.terms import Term, Terms

_SYLLABLE = re.compile(SYLLABLE)
_NUMBERED = re.compile(r"(?: số)? ?\d{1,3}(?:/[A-ZĐ]{1,6})?(?![\w%/]|[.,]\d)")
_AND = re.compile(r" (?:và|&|-|–) |-| ")
_LOW = r"[^\W\d_A-ZĐ][^\W\d_]{0,6}"
_WORDS = rf"(?:{SYLLABLE}(?:[ -]{SYLLABLE}){{1,6}}|{SYLLABLE}(?: {_LOW}(?![^\W_]))?)"
_FREE = re.compile(rf"{_WORDS}(?: {_WORDS}){{0,4}}|[{UPPER}]{{2,8}}(?:[&,-][{UPPER}]{{2,8}}){{0,3}}")
_NAME_LEFT = re.compile(rf"{SYLLABLE}(?: {SYLLABLE}){{1,3}}(?![^\W_])")
_TERM_OF_OFFICE = (fold("khóa"),)
_SMALL = re.compile(r" [^\W\d_A-ZĐ]")
_CAPITAL_BEFORE = re.compile(rf"(?<![^\W_])[{UPPER}][^\W\d_A-ZĐ]{{1,7}} \Z")
_ACT = re.compile(r"[^\W\d_]{1,8}(?: [^\W\d_]{1,8}){0,3}")
_CUT = (TitleRule, HonorificRule, BodyRule, PartRule)


@dataclass(frozen=True, slots=True)
class Scope:
    """Reads on from the end of a head noun or an office; all positions are characters."""

    text: str
    terms: Terms
    names: Names

    @classmethod
    def of(cls, text: str, terms: Terms) -> "Scope":
        """A reader for one document."""
        return cls(text, terms, names_of(terms.rules))

    def words(self, template: str) -> re.Pattern[str]:
        """The pattern of a template, with the words of this document's rules."""
        return pattern(self.terms.rules, template)

    def after_blank(self, end: int) -> int | None:
        """Where the next word starts when just one blank lies between."""
        if self.text[end : end + 1] == " " and not self.text[end + 1 : end + 2].isspace():
            return end + 1
        return None

    def place_end(self, end: int) -> tuple[int, Level | None]:
        """Where the places after `end` stop, and the level that the last one told."""
        level: Level | None = None
        for _ in range(3):
            start = self.after_blank(end)
            place = self.place_at(start) if start is not None else None
            if place is None:
                break
            end, level = place[0], place[1] or level
        return end, level

    def place_at(self, start: int) -> tuple[int, Level | None] | None:
        """Where the one place that starts at `start` stops, and its level; None when none does."""
        noun = self.terms.at(start, PlaceRule)
        if noun is None:
            stop = self._name_end(start, named_alone=True)
            return (stop, self._level(None, start, stop)) if stop > start else None
        body = self.terms.at(start, BodyRule)
        if body is not None and body.end > noun.end:
            return None
        stop = self._proper_end(noun)
        return stop, self._level(noun, noun.end, stop)

    def _proper_end(self, noun: Term) -> int:
        """Where the proper name after the noun of a place stops; the noun's end when there is none."""
        end = noun.end
        commune = isinstance(noun.what, PlaceRule) and noun.what.level == "commune"
        numbered = _NUMBERED.match(self.text, end) if self.text[end - 1] in "ngvNGV." else None
        if numbered and self.text[end - 4 : end].casefold() in ("quận", "ường"):
            return numbered.end()
        start = (
            end if self.text[end - 1] == "." and self.text[end : end + 1] != " " else self.after_blank(end)
        )
        if start is None:
            return end
        stop = self._name_end(start, commune=commune)
        return stop if stop > start else end

    def _name_end(self, start: int, *, commune: bool = False, named_alone: bool = False) -> int:
        """Where the place named at `start` stops; `start` when no place is named there."""
        if not self.text[start : start + 1].isupper():
            return start
        syllables = list(self.syllables(start))
        words = [self.text[a:b] for a, b in syllables]
        length = self.names.place_length(words, commune=commune) if syllables else 0
        known = self.terms.at(start, PlaceNameRule)
        # One capital before a small letter is the start of a common word: `Kinh tế`.
        if named_alone and length == 1 and not known and _SMALL.match(self.text, syllables[0][1]):
            length = 0
        end = syllables[length - 1][1] if length else start
        return known.end if known and known.end > end and (length or not syllables) else end

    def syllables(self, start: int) -> Iterator[tuple[int, int]]:
        """The capitalised syllables from `start` on, up to a word that begins something else."""
        run = RUN.match(self.text, start)
        if not run:
            return
        for syllable in _SYLLABLE.finditer(self.text, start, run.end()):
            if fold(syllable.group()) in _TERM_OF_OFFICE or (
                syllable.start() > start and self._ends_name(syllable)
            ):
                return
            if (
                syllable.end() - syllable.start() > 2
                and syllable.group().isupper()
                and self.act_at(syllable.start())
            ):
                return
            yield syllable.span()

    def _ends_name(self, syllable: re.Match[str]) -> bool:
        """Whether a name ends before a syllable: something starts there, or an office in short (`CT`)."""
        short = syllable.end() - syllable.start() > 1 and syllable.group().isupper()
        office = self.terms.at(syllable.start(), TitleRule) if short else None
        return self.cut_at(syllable.start()) or (office is not None and office.last - office.first == 1)

    def cut_at(self, start: int) -> bool:
        """Whether an office, an honorific, a body or a cue of two syllables and more starts here."""
        for kind in _CUT:
            term = self.terms.at(start, kind)
            if term is not None and term.last - term.first > 1:
                return True
        return False

    def _level(self, noun: Term | None, start: int, stop: int) -> Level | None:
        rule = noun.what if noun else None
        if isinstance(rule, PlaceRule) and (rule.level or rule.id != "place.city"):
            return rule.level
        name = self.terms.until(stop, PlaceNameRule)
        known = name.what if name and name.start >= (noun.start if noun else start) else None
        if isinstance(known, PlaceNameRule) and known.level:
            return known.level
        return "district" if noun else None

    def field_end(self, head: Term) -> int | None:
        """Where the field of work named after `head` stops; None when none is."""
        start = self.after_blank(head.end)
        if start is None or start >= len(self.text):
            return None
        first = self.terms.at(start, FieldRule)
        capital = self.text[start].isupper()
        if first and (capital or self.text[head.start].isupper()):
            return self._more_fields(first.end)
        word = self.text[head.start : head.end]
        shouted = len(word) > 2 and word.isupper() and head.last - head.first == 1
        if not capital or not word[0].isupper() or shouted:
            return None
        if head.last - head.first == 1 and self.capital_before(head.start):
            return None
        if head.last - head.first == 1 and self.names.is_surname(word) and _NAME_LEFT.match(self.text, start):
            return None
        free = _FREE.match(self.text, start)
        return self._joined_field(self._without_predicate(free)) if free else None

    def capital_before(self, start: int) -> bool:
        """Whether a capitalised syllable stands right before `start`, as inside a person's name."""
        return bool(_CAPITAL_BEFORE.search(self.text, max(0, start - 10), start))

    def _more_fields(self, end: int) -> int:
        for _ in range(4):
            link = _AND.match(self.text, end)
            more = self.terms.at(link.end(), FieldRule) if link else None
            if not more or not self.text[more.start].isupper():
                break
            end = more.end
        return end

    def _joined_field(self, end: int) -> int:
        """Past a second half joined by "and" to a free name: `Hiệp hội Chế biến và Xuất khẩu Thủy sản`."""
        start = end + 4
        free = _FREE.match(self.text, start) if self.text.startswith(" và ", end) else None
        kinds = (BodyRule, TitleRule, HonorificRule, PlaceRule, PlaceNameRule)
        if free is None or any(self.terms.at(start, kind) for kind in kinds):
            return end
        if self.names.is_surname(free.group().partition(" ")[0]) or self.act_at(start):
            return end
        return self._without_predicate(free)

    def _without_predicate(self, free: re.Match[str]) -> int:
        """The end of a free name, before a verb that got caught in it and before a place."""
        for blank in re.finditer(" ", free.group()):
            word = free.start() + blank.end()
            person = self.names.is_person(self.text[word : free.end()].split(" "))
            if person or self.cut_at(word) or self.act_at(word) or self.terms.at(word, PlaceRule):
                return free.start() + blank.start()
        return free.end()

    def act_at(self, start: int, *, speech: bool = False) -> int:
        """Where the words for an act (a speech) that stand at `start` end; 0 when none do."""
        words = _ACT.match(self.text, start)
        known = self.names.speeches if speech else self.names.acts
        while words:
            if fold(words.group()) in known:
                return words.end()
            words = _ACT.match(self.text, start, max(self.text.rfind(" ", start, words.end()), start))
        return 0
