"""One reading of a text from left to right, number by number."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property

from bienban.find.attendance import Attendance
from bienban.find.bounds import Bounded, Bounds
from bienban.find.called import Called, opens_sentence
from bienban.find.groups import Group, Groups
from bienban.find.mentions import NotFigure, Quantity, Time
from bienban.find.not_figures import NotFigures, Reason, glued, is_year, shape
from bienban.find.numbers import DIGITS, skip_back
from bienban.find.separators import Digits
from bienban.find.units import INHERITED, PLACES, UNDERSTOOD, Unit
from bienban.rule_kinds import BesideRule, NotFigureRule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.lexicon import Found, Lexicon
from bienban.text.sections import section_at, sentence_at
from bienban.text.terms import Terms

_SPACED_DASH = re.compile(r"\d{1,2} [-–] \d{1,2}")

_APART = re.compile(r"(?<![\d.,/:–-])(?<!\d )(\d{1,3}(?:,\d)?)( ?[.,] ?| |['’])\Z")
_NAMING = frozenset(["name", "document", "structure"])
_LISTED = frozenset(["name", "document", "structure", "road", "ordinal"])
_NEXT_NAME = 4
"""Characters that part two numbers of a list of names: ", " or a word for and."""
_DIGIT = frozenset("0123456789")
_GROUP = 3
"""Digits that stand between two marks of thousands."""
_LONGEST_NAME = 2
"""Digits that a ward or a quarter may be named by."""
_LONGEST_ORDINAL = 3
"""Digits of a class, a term or a stage."""
NO_FIGURES_IN = frozenset(["title", "chrome", "caption", "tail"])
"""Sections that hold no figures."""


class Grammar:
    """All that a set of rules says about numbers."""

    def __init__(self, rules: Rules) -> None:
        self.groups = Groups(rules)
        self.bounds = Bounds(rules)
        self.not_figures = NotFigures(rules)
        self.attendance = Attendance(rules)
        beside = list(rules.of_type(BesideRule))
        self.counting = Lexicon(rule for rule in beside if rule.beside == "counting")
        self.nought = Lexicon(rule for rule in beside if rule.beside == "nought")
        self.called = Called(rules, self.not_figures)
        self.parting = Lexicon(rule for rule in beside if rule.beside == "parting")
        self.lasting = Lexicon(rule for rule in beside if rule.beside == "lasting")


@dataclass
class Scan:
    """What was read so far. `bare` holds groups without a unit, to be settled at the end."""

    doc: Doc
    terms: Terms
    times: tuple[Time, ...]
    grammar: Grammar
    position: int = 0
    quantities: list[Quantity] = field(default_factory=list)
    articles: list[Quantity] = field(default_factory=list)
    not_figures: list[NotFigure] = field(default_factory=list)
    bare: list[Group] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.doc.text
        self._words = self.doc.words
        self._time_starts = [time.start for time in self.times]

    @cached_property
    def _opened(self) -> list[tuple[int, str]]:
        """Where lists of attendees are opened."""
        return self.grammar.attendance.opened(self.doc, self.terms)

    def read(self, start: int, end: int) -> None:
        """Read the number that starts with the digits or the word `start..end`; move `position` behind it."""
        if not self.text[start].isdigit():
            self._read_words(start, end)
            return
        reason = self._reason_of_place(start, end) or self._reason_of_shape(start, end)
        if reason is not None:
            if reason.end == end:  # one run of digits, as most are
                self.not_figures.append(NotFigure(start, end, reason.rule, reason.reason))
                self.position = end
            else:
                self.reject(start, reason)
            return
        group = self.grammar.groups.group_at(self.doc, start, self._words)
        if group is not None and (group.unit is not None or group.read() is not None):
            self._take(group)
        else:
            self.reject(start, Reason(end, "malformed_number", "shape.malformed_number"))

    def reject(self, start: int, reason: Reason) -> None:
        """Note why the runs of digits from `start` on are no figures."""
        for match in DIGITS.finditer(self.text, start, reason.end):
            self.not_figures.append(NotFigure(match.start(), match.end(), reason.rule, reason.reason))
        self.position = max(self.position, reason.end)

    def drop(self, quantity: Quantity, reason: str) -> None:
        """Note that a number word counts nothing."""
        self.not_figures.append(NotFigure(quantity.start, quantity.end, quantity.rule, reason))

    def quantity(self, group: Group, unit: Unit | None, flags: tuple[str, ...] = ()) -> Quantity | None:
        """The quantity of a group with a unit, bounded by the words beside it; None without a value."""
        read = group.read(unit)
        if read is None:
            return None
        bounded = self.grammar.bounds.bound_of(self.doc, group.start, group.end, unit.code if unit else None)
        return group_quantity(group, unit, read, bounded, flags)

    def no_noun_rule(self, start: int) -> str | None:
        """The rule of the words at `start` that cannot be a counted noun."""
        found = self.grammar.groups.units.no_nouns.at(self.doc, start)
        return found.rule.id if found else None

    def counting_rule(self, start: int) -> str | None:
        """The rule of the words in front of the word for one that make it a count."""
        found = self.grammar.counting.until(self.doc, skip_back(self.text, start))
        return found.rule.id if found else None

    def _take(self, group: Group) -> None:
        """A group as a quantity, as no figure, or as one whose unit is still to be found."""
        reason, group = self._judge(group)
        if reason is None and (group.unit is None or not group.unit.known):
            reason = self._listed_name(group)
        if reason is not None:
            self.reject(group.start, reason)
        elif group.unit is None:
            self.bare.append(group)
        elif (quantity := self.quantity(group, group.unit, self._flags_of(group))) is not None:
            self.quantities.append(quantity)
        else:
            malformed = Reason(group.end, "malformed_number", "shape.malformed_number")
            self.reject(group.start, malformed)
        self.position = max(self.position, group.end)

    def _listed_name(self, group: Group) -> Reason | None:
        """Why a number that follows another in a list is none, as that one: `phường 12, 13 và 18`."""
        other = self.not_figures[-1] if self.not_figures else None
        digits = group.amounts[0].digits or ""
        if (
            other is None
            or other.reason not in _LISTED
            or not digits.isdigit()
            or len(digits) > _LONGEST_ORDINAL
        ):
            return None
        if not 0 < group.start - other.end <= _NEXT_NAME:
            return None
        mark = self.text[other.end : group.start].strip()
        if mark != "," and self.grammar.groups.joins(self.doc, other.end, group.start) is None:
            return None
        return Reason(group.amounts[-1].end, other.reason, other.rule)

    def _flags_of(self, group: Group) -> tuple[str, ...]:
        """What is to be said of a group: its unit is understood, its number may be half of one."""
        understood = group.unit is not None and group.unit.rules[0] == UNDERSTOOD
        return (INHERITED,) * understood + self._split(group)

    def _split(self, group: Group) -> tuple[str, ...]:
        """The flag of a number that another one stands right in front of: `0 68%`, `99, 5%`, `1,7 204`.

        The two may be one that lost its mark or got a blank (guide §1.1).
        """
        if _DIGIT.isdisjoint(self.text[max(0, group.start - 4) : group.start]):
            return ()
        before = _APART.search(self.text, max(0, group.start - 8), group.start)
        if before is None or self._time_at(before.start(1)) is not None:
            return ()
        other = self.not_figures[-1] if self.not_figures else None
        if other is not None and other.end == before.end(1) and other.reason in _NAMING:
            return ()
        second = group.amounts[0].digits or ""
        short = len(second) - len(second.lstrip("0123456789")) < _GROUP
        listed = before[2] == ", " and not (group.unit and group.unit.dimension == "ratio")
        parted = before[2] == " " and not short and "," not in before[1]
        return () if listed or parted else ("split_number",)

    def _read_words(self, start: int, end: int) -> None:
        """Read a number word; without a counted noun it is none, and nothing is noted."""
        if self._time_at(start) or not self.grammar.groups.may_count(self.doc, start, end):
            return
        if self.text[start].isupper() and not opens_sentence(self.text, start):
            return
        group = self.grammar.groups.group_at(self.doc, start, self._words)
        if group is None or (group.unit is None and not group.scaled and group.join != "fraction"):
            return
        if self.text[start].isupper() and self._is_place_name(group.unit):
            return
        reason = self._reason_of_place(start, group.end) or self._reason_of_bracket(group)
        if reason is None:
            reason, group = self._judge(group)
        if reason is not None:
            self.not_figures.append(NotFigure(start, group.amounts[0].end, reason.rule, reason.reason))
        elif group.unit is None:
            self.bare.append(group)
        elif (quantity := self.quantity(group, group.unit)) is not None:
            is_article = group.amounts[0].rules == ("number.one",) and group.unit.dimension == "count"
            (self.articles if is_article else self.quantities).append(quantity)
        self.position = max(self.position, group.end)

    def _is_place_name(self, unit: Unit | None) -> bool:
        """Whether a capitalised noun ends a name that a capitalised number word begins: `Ba Bể`."""
        return unit is not None and _is_title(self.text, unit) and not _is_title(self.text, unit, behind=True)

    def _reason_of_bracket(self, group: Group) -> Reason | None:
        """Why words that tell the number in front of their bracket once more are no figure."""
        last = self.quantities[-1] if self.quantities else None
        if last is None or last.end < group.start - 3 or self.text[group.start - 1] != "(":
            return None
        read = group.read(group.unit)
        again = read is not None and [digits.value for digits in read] == [last.value]
        return Reason(group.end, "repeated", "shape.repeated") if again else None

    def _time_at(self, start: int) -> Time | None:
        """The time that the character at `start` is part of."""
        index = bisect_right(self._time_starts, start) - 1
        time = self.times[index] if index >= 0 else None
        return time if time is not None and start < time.end else None

    def _reason_of_place(self, start: int, end: int) -> Reason | None:
        """Why no number of this place is a figure: a time, a title, a caption."""
        time = self._time_at(start)
        if time is not None and not self._is_range(time):
            return Reason(min(end, time.end), "time", time.rule)
        section = section_at(self.doc, start)
        return Reason(end, section, f"section.{section}") if section in NO_FIGURES_IN else None

    def _is_range(self, time: Time) -> bool:
        """Whether a day and a month with a spaced dash are a range, since a unit follows."""
        if not _SPACED_DASH.fullmatch(self.text, time.start, time.end):
            return False
        unit = self.grammar.groups.units.known_at(self.doc, time.end)
        return unit is not None and unit.dimension != "time"

    def _reason_of_shape(self, start: int, end: int) -> Reason | None:
        """Why the characters around these digits are no figure."""
        found = shape(self.text, start, end)
        if found is not None and not (found.reason == "time" and self._is_measured(start, end)):
            return found
        if glued(self.text, start) and self.grammar.groups.units.in_front(self.doc, start) is None:
            return Reason(end, "name", "shape.name")
        if self.text[end : end + 1].isalpha() and not self._is_glued_unit(end):
            return Reason(end, "name", "shape.name")
        return None

    def _is_measured(self, start: int, end: int) -> bool:
        """Whether digits are an amount and no date or hour: `5.1973 tỷ`, `3g heroin`."""
        weighed = "." in self.text[start:end] or self.text[end : end + 1] in ("g", "G")
        return weighed and self.grammar.groups.behind(self.doc, start, end) == "measure"

    def _is_glued_unit(self, end: int) -> bool:
        groups = self.grammar.groups
        return (
            groups.units.known_at(self.doc, end) is not None
            or groups.numbers.scales.at(self.doc, end) is not None
        )

    def _judge(self, group: Group) -> tuple[Reason | None, Group]:
        """Why a group is no figure, if so; and the group with the vote that makes it one."""
        reason = self._reason_of_phrase(group)
        if reason is None and (fact := self._lasting(group)) is not None:
            return None, replace(group, parts=(*group.parts, fact))
        reason = reason or self._reason_of_words(group)
        if reason is not None or group.unit is None or not group.unit.attends:
            return reason, group
        sentence = sentence_at(self.doc, group.start)
        attendance = self.grammar.attendance
        rule = attendance.rule_for(self.doc, group, group.unit, sentence, self._opened)
        if rule is None:
            return None, group
        vote = attendance.vote_rule(self.doc, group.unit, sentence)
        if vote is not None:
            return None, replace(group, parts=(*group.parts, vote))
        return Reason(group.amounts[-1].end, "attendance", rule), group

    def _reason_of_phrase(self, group: Group) -> Reason | None:
        """The fixed phrase that a number is part of."""
        first = group.amounts[0]
        return self.grammar.not_figures.phrase(self.doc, first.start, first.end, group.end)

    def _reason_of_words(self, group: Group) -> Reason | None:
        """Why the words in front of a group or behind it make it no figure."""
        not_figures = self.grammar.not_figures
        end = group.amounts[-1].end
        after = not_figures.words_after(self.doc, end)
        unit = group.unit
        if after is not None and (unit is None or not unit.known or after.end >= unit.end):
            return Reason(end, after.rule.reason, after.rule.id)
        before = not_figures.words_before(self.doc, group.start)
        if before is not None and (self._holds(group, before.rule) or self._names(group, before)):
            acts = self.grammar.called.acts(self.doc, unit) if unit is not None and before.rule.bare else None
            return Reason(end, before.rule.reason, acts or before.rule.id)
        if (unit is None or not unit.known) and not group.in_words and is_year(self.text, group.start):
            return Reason(end, "time", "shape.year")
        if unit is not None and unit.dimension == "time" and self.text[unit.end + 1 : unit.end + 2].isdigit():
            return Reason(end, "name", "shape.name")  # the noun opens a date of its own
        if unit is not None and self.grammar.called.ends_name(self.doc, group, unit):
            return Reason(end, "name", "shape.name")
        return self._reason_of_duration(group, unit) if unit and unit.dimension == "time" else None

    def _names(self, group: Group, before: Found[NotFigureRule]) -> bool:
        """Whether a capitalised noun within a sentence makes a number its name: `UBND Quận 2 báo cáo`."""
        digits, rule = group.amounts[0].digits or "", before.rule
        capital = self.text[before.start].isupper() and not opens_sentence(self.text, before.start)
        short = digits.isdigit() and len(digits) <= _LONGEST_NAME
        return capital and rule.bare and rule.reason == "name" and short

    def _holds(self, group: Group, rule: NotFigureRule) -> bool:
        """Whether the words in front of a group hold for a group with such a unit."""
        unit = group.unit
        if rule.dimension is not None or rule.unit is not None:
            if unit is None or rule.unit not in (None, unit.code):
                return False
            return {"time": unit.dimension == "time", "attending": unit.attends}.get(
                rule.dimension or "", True
            )
        if group.scaled or (unit is not None and unit.dimension in ("money", "ratio")):
            return False
        if rule.reason == "ordinal" and rule.bare and len(group.amounts[0].digits or "") > _LONGEST_ORDINAL:
            return False
        if not rule.bare or unit is None or not unit.known:
            return True
        of_place = rule.reason == "road" or (rule.reason == "name" and unit.rules[0] in PLACES)
        if of_place and unit.dimension == "count" and _is_title(self.text, unit, behind=True):
            return True  # the noun has a name of its own: ấp 5 xã Tân Lập
        return _is_title(self.text, unit) or self.grammar.called.acts(self.doc, unit) is not None

    def _lasting(self, group: Group) -> str | None:
        """The rule of the words that make a duration a fact: how much later or earlier something was."""
        if group.unit is None or group.unit.dimension != "time":
            return None
        fact = self.grammar.lasting.until(self.doc, skip_back(self.text, group.start))
        if fact is None and (limit := self.grammar.bounds.in_front(self.doc, group.start)) is not None:
            fact = self.grammar.lasting.until(self.doc, skip_back(self.text, limit.start))
        return fact.rule.id if fact else None

    @staticmethod
    def _reason_of_duration(group: Group, unit: Unit) -> Reason | None:
        """A count of months or hours is how long something takes; only days are reported as such."""
        if unit.code == "day" and not group.in_words:
            return None
        return Reason(group.amounts[-1].end, "duration", unit.rules[0])


def _is_title(text: str, unit: Unit, *, behind: bool = False) -> bool:
    """Whether a noun, or the word behind it, is capitalised: it opens a name and counts nothing."""
    start = unit.end + 1 if behind else unit.start
    noun = text[start : start + 2]
    return noun[:1].isupper() and noun[1:].islower() and (not behind or text[unit.end] == " ")


def group_quantity(
    group: Group, unit: Unit | None, read: tuple[Digits, ...], bounded: Bounded, flags: tuple[str, ...]
) -> Quantity:
    """The quantity of a group with its unit, its values and its bound."""
    first, second = read[0], read[1] if len(read) > 1 else None
    ids = [rule for amount in group.amounts for rule in amount.rules]
    ids += group.parts
    ids += unit.rules if unit else ()
    ids += bounded.rules
    flags = (*first.flags, *second.flags, *flags) if second else first.flags + flags
    return Quantity(
        group.start,
        group.end,
        unit.rules[0] if unit else "unit.missing",
        first.value,
        unit.code if unit else None,
        unit.dimension if unit else None,
        second.value if second and group.join == "range" else None,
        second.value if second and group.join == "fraction" else None,
        bounded.bound,
        bounded.words,
        tuple(dict.fromkeys(ids)),
        tuple(dict.fromkeys(flags)) if flags else (),
        first.readings,
        tuple([(amount.start, amount.end) for amount in group.amounts]),
    )
