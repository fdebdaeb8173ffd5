"""The kinds of rule: what words may mean.

Each kind is one small frozen model, so an unknown key, a wrong type or a missing
field is refused. An example marks with `[[ ]]` what its rule must match, and `gives`
says what else must come out; an example without marks must not be matched by its rule.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from bienban.records import Bound, DecimalText, Level, Measure, MeetingKind, Session, Status

Cue = Literal[
    # who met
    "chair_verb",  # presides over a meeting when its subject is a person
    "attend",  # opens a list of attendees
]


Part = Literal[
    # what a line is
    "caption",
    "chrome",
    "tail",
    "signature",  # who signs minutes, as a line of its own; a label where somebody is named behind it
    "label",  # heads a part of minutes
    "lede",  # the time that opens a first sentence
    "glued",  # a capitalised opening that starts a sentence even without a stop before it
    # what a sentence opens
    "report",
    "limits",
    "discussion",
    "plan",
    "conclusion",
    "heading",  # as a line of its own heads a conclusion
    "speech",  # in front of a speaker who may order
    "purpose",  # in front of a body that orders: why, or on what ground
    "period",  # a time in front of a result or a plan
    "plan_verb",
]

OrderWord = Literal[
    # verbs
    "order",  # a leader orders, asks or instructs
    "urge",  # he does when what follows is worded as an order
    "past",  # in front of such a verb: it is told, or a noun
    "not_order",  # looks like an order and is none
    "assigned",  # the same behind a plan: who set it
    "say",  # a verb of saying, behind which an order may stand
    "remark",  # praise, blame, opinion
    "agree",  # what is agreed is decided and not ordered
    "result",  # tells a result
    "lack",  # at its end: a shortcoming is told
    "petition",  # asks something of those above
    "toward",  # a verb whose object somebody is: he does not speak
    "earlier",  # a time in front: what follows is past
    "announce",  # in front of a colon: a list of orders follows
    "action",  # opens an order that has no subject
    "modal",  # must, shall not
    "duty",  # such a word that says of a thing what has to be done with it
    "need",  # such a word that asks for the action behind it
    "told",  # behind a subject: this is reported, not ordered
    "asking",  # a body asks with it where a leader would order
    "stress",  # a body only stresses something with it
    "assembly",  # the meeting itself
    "below",  # those who stand below the body that speaks
    "adverb",  # stands between a speaker and his verb
    "done",  # in a conclusion stands between a leader and what he orders there
    "so",  # behind a reason: what has to be done
    "central",  # an office or body of the centre
    "leader",  # a leader told by neither name nor office
    "leadership",  # such a phrase that names the body whose leaders speak
    "aim",  # beside a percentage: it is aimed at, not reached
    "then",  # behind a condition: who must act
    "noun_mark",  # makes the verb behind it part of a noun
    # what stands in front
    "connective",  # joins an order to what was said before
    "ordinal",  # numbers the items of a list
    "future",  # an open frame of time
    "topic",  # what an order is about
    "circumstance",  # such a word that opens when, why or how: no part of the order
    "aside",  # behind a name: opens what does not belong to it
    "promise",  # what somebody means to do
    "ceremony",  # what is done at a ceremony
    "suffers",  # in front of an action: it is done to the subject
    "negation",  # not
    "manner",  # how: no part of the name in front of it
    "reached",  # in front of a number: the result of the action is told
    "every",  # makes a count of days recur
    "task",  # names a task: behind it and "là" stands what has to be done
    "is",  # the verb of being
    "year_end",  # the end of the year, for what is expected then
    "upward",  # behind a figure: and more, and less
    "cost",  # what a project costs
    "weighs",  # what a meeting does with what is before it
    "worth",  # a head that is a verb behind goods
    "all",  # opens a verb phrase of all that were counted
    "inform",  # a verb of saying behind whose quote nothing is ordered
    # who and when
    "addressee",  # the head of who has to do it
    "plural",  # opens the name of several addressees
    "plural_noun",  # names a class of bodies, which are then named one by one
    "we",  # the speaker and all who hear him
    "lead",  # who leads among several
    "with",  # whom he works with
    "law",  # an act an order rests on
    "named_law",  # such an act that is told by its name
    "deadline",  # in front of the time an order is due
    "loose",  # such a word that bounds an action only beside its verb
    "span",  # in front of a count of days: within
    "duration",  # a unit of time whose count is a deadline
    "since",  # what such a count starts from
    "due_time",  # such a time, told without a date
]

DecisionWord = Literal[
    # verbs
    "vote",  # those who meet vote
    "adopt",  # they adopt a document
    "settle",  # what offices do every day and meetings sometimes
    "agree",  # they agree on something
    "elect",  # they elect or dismiss somebody
    # who decides, and on what
    "meeting",  # the meeting itself, or those who meet
    "authority",  # a body that decides when it meets
    "paper",  # what is adopted
    "ballot",  # what is counted in a vote
    "approval",  # a vote in favour
    "seats",  # all who could vote, present or not
    # what makes a verb something else
    "ahead",  # in front of it: planned, proposed, read out or a noun
    "adverb",  # in front of it: how they decided
    "behind",  # behind it: the verb is no decision
    "passive",  # in front of a body: who adopted a paper is only told along
    "earlier",  # a time before the meeting
    "planned",  # between a subject and a second verb: a plan, or another's deed
    "thanks",  # in front of it: somebody thanks for an election
    "condition",  # in front of a paper: it has not been adopted yet
    "rest",  # behind a comma: why, or what follows; no part of what is decided
    # what stands beside it
    "joint",  # between two verbs of deciding
    "outcome",  # the result of a vote, no paper
    "vague",  # behind a verb of deciding: what is told in sum
    "act",  # behind a verb of agreeing: what will be done
    "office",  # behind a verb of electing: to which office
    "won",  # such a verb whose subject is who was elected
    "holding",  # such a verb that only says that an election was held
    "session",  # behind who meets: the term and session
]

TimeWord = Literal[
    # units of time
    "minute",
    "hour",
    "day",
    "weekday",
    "month",
    "quarter",
    "year",
    # which of them
    "number",  # a number word before or after a month
    "first",  # of the months of a year: the first
    "last",  # of the months of a year: the last
    "half",
    "past",
    "now",
    "deictic",  # a whole time that is told from the day of speaking
    "today",  # such a time that may be followed by its date
    # what the time after it is
    "until",
    "to",
    "end",
    "from",
    "before",
    "total",  # cumulative
    "era",
    "term",  # of an elected body: no reporting period
    "season",  # of a crop or a school
    "and",
    # what makes a count of months or hours a duration
    "lasting_before",
    "lasting_after",
    "none",  # holds a word of time and is none
]

Sign = Literal[
    "part",  # parts of the whole said before: of which
    "consists",  # the same, and all of them
    "remainder",  # what is left of a whole
    "intake",  # opens a whole that is then settled part by part
    "equals",  # says the number before once more: that is, makes up
    "goal",  # names a plan
    "grow",
    "from",  # in front of the earlier of two levels
    "to",  # in front of the later one
    "leap",  # explains a growth of more than double
    "visits",
    "raise",  # money that came in
    "spend",  # money that went out
    "structure",  # opens the shares of one whole
    "vote",
    "forward",  # a programme for a time to come
    "adopt",
    "programme",  # such a programme that is made for each month
    "review",  # looks back on a programme
    "whole",  # names the whole of a share
    "balance",  # what is left between export and import
    "qualifier",  # says of a name only whose whole it is
    "function",  # what may follow a number that lost its unit
    "day_noun",  # in front of the day of a date
    "year_noun",  # in front of a year
    "term_noun",  # in front of two years that bound a term
    "before_name",  # the word of a place may follow it
    "short",  # is written with a full stop inside a sentence
    "joint",  # joins two nouns
    "concludes",  # opens the sentence of who concludes a meeting
    "office",  # an office that one person holds
    "not_alone",  # makes of such an office one that several hold
]
"""What words tell a check about the figures beside them."""


TellingWord = Literal[
    "holds",  # a body or person holds or opens a meeting
    "joins",  # somebody attends it
    "planned",  # it has not been held
    "other_event",  # something that is no meeting: a visit, a fair, a match
    "enacts",  # a law that a session adopted
    "inspects",  # an inspection, even when talks follow it
    "ahead",  # behind a day: it has not come
    "earlier",  # what follows was before the meeting of the text
    "same_day",
    "refers",  # points to the meeting of the text: at the meeting
    "looks_back",  # the period after it is reviewed
    "looks_ahead",  # the period after it is planned
    "prepares",  # a meeting named in the words after it is another one
    "beside",  # the meeting right after it is another one
    "calls",  # the name of a meeting; the period in it is reviewed
    "sum_up",  # a review that may look back on many years
    "venue",
    "endpoint",  # one end of a meeting held online
    "minutes",  # the heading of minutes
    "notice",  # the heading of a notice
    "numbered",  # the number of a meeting in a row of meetings
    "delegation",  # stands before the body that sent it
    "renames",  # makes a conference no meeting: a training, a dialogue with voters
    "notice_number",  # the name of a notice, before what it concludes
    "sector",  # before the name of a whole sector that met
    "jointly",  # the body after it only helped to hold the meeting
    "general",  # says how often or by which law meetings are held
    "for_others",  # says that a conference is held for others than the body that holds it
    "concludes",  # opens the conclusion of the meeting: who concludes follows
    "orders_of",  # before the one whose orders at a meeting are told
    "says",  # somebody speaks
    "hears",  # opens the report a meeting heard
    "place_label",  # labels where minutes were taken
    "within",  # before the meeting in which something was said
    "with",  # before the body that is worked with
]


FigureWord = Literal[
    "child",  # parts of the indicator said before: of which, including
    "assign",  # who set a plan
    "scope",  # where a figure holds: in the whole province
    "aligned",  # names and values pair by order: respectively
    "compare",  # opens what a figure is compared with: against
    "topic",  # a fronted topic: as for
    "opener",  # opens a clause and is no part of a name
    "filler",  # stands between a subject and its verb
    "np_end",  # closes the noun phrase before it
    "of",  # joins a noun phrase to the next: of, by, about
    "agent",  # who did it: never the name of what is measured
    "agency",  # the same, only with a capital
    "compound",  # a word that looks like a verb or a preposition and is neither
    "head",  # a noun that opens the name of something measured
    "kind",  # goods, crops, sectors: open a name where no head stands
    "act",  # a verb of doing; it names a bare count
    "lever",  # a verb that moves or holds an indicator: to raise, to keep
    "container",  # a measure word: what it holds is counted
    "number",  # a head that names a count itself: the number of
    "bare",  # a head that names nothing alone
    "rate",  # opens the name of a rate
    "growth",  # opens the name of a growth rate
    "vote",  # what a meeting itself did
    "known",  # in an order: the things counted are already there
    "due",  # until when, for a target
    "tense",  # opens a verb phrase
    "sector",  # before a capital an agent, else a kind
    "for",  # joins a verb and whom it is done for
    "fixed",  # what a project is
    "per_time",  # the time a rate is for
    "cumulative",  # since the start of the year
    "portion",  # opens the name of a share of a whole
    "ask",  # opens a petition
    "passive",  # closes a verb of doing
    "now",  # on the day of the meeting
    "order",  # opens what is to be done, in a conclusion
    "modal",  # says outright that something must be done
    "tells",  # opens what is told, so that an aim before it ends
    "heeds",  # in an order: to look at what is already there
    "adopt",  # to adopt a scheme
    "scheme",  # what foresees figures once it is adopted
    "been",  # says that something is done
    "is",  # the verb of being
    "year_end",  # the end of the year, for what is expected then
    "upward",  # behind a figure: and more, and less
    "cost",  # what a project costs
    "weighs",  # what a meeting does with what is before it
    "worth",  # a head that is a verb behind goods
    "all",  # opens a verb phrase of all that were counted
    "price",  # opens the name of a price
    "levied",  # opens the name of a tax or a fee, whose rate the law fixes
    "final",  # closes a noun phrase and belongs to it
    "inner",  # a verb that the modifier of a counted noun may hold
    "doer",  # opens who did it, or with what
    "has",  # the verb of having
    "with",  # opens a second figure of the same thing
    "motion",  # what is voted on
    "partitive",  # opens the whole that a part is told of
    "aims",  # counted, what is aimed at
    "sets",  # before counted aims: to set them
    "reached",  # before an aim: a report that it was met or missed
    "region",  # before a proper name who has a figure, else a head
    "state",  # closes a clause about how things are
    "detail",  # opens examples or details, which need not be parts of what stands before
]

HeaderWord = Literal[
    "plan",  # what is aimed at
    "estimate",
    "compare",  # opens what a column is compared with
    "to_plan",  # the same, and what: the plan
    "same_period",
    "previous_period",
    "growth",
    "share",
    "cumulative",  # since the start of the year
    "count",  # opens a label: the noun behind it is counted
    "part",  # opens a label that is part of the one above
]


class Strict(BaseModel):
    """Frozen, strict about types, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Example(Strict):
    """A marked text and what the rule must give for it."""

    text: str
    gives: Mapping[str, str] = Field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return re.sub(r"\[\[|\]\]", "", self.text)

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """The marked spans, as offsets into `plain`."""
        found = re.finditer(r"\[\[(.+?)\]\]", self.text)
        return tuple((m.start() - 4 * n, m.end() - 4 * (n + 1)) for n, m in enumerate(found))


class RuleBase(Strict):
    """What every rule has. `terms` are matched by syllable, blind to case and tone placement.

    Those of a rule that is `matched` are found in every text, for every room.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    terms: tuple[str, ...] = Field(min_length=1, strict=False)
    why: str | None = None
    examples: tuple[Example, ...] = Field((), strict=False)

    @property
    def matched(self) -> bool:
        """Whether its terms are among the terms of a text."""
        return True


class LookedUpRule(RuleBase):
    """A rule whose terms stand everywhere: they are looked up only where a room needs them."""

    @property
    def matched(self) -> bool:
        """Its terms are not among the terms of a text."""
        return False


class ScaleRule(LookedUpRule):
    """A word that multiplies the number before it; looked up behind numbers only."""

    kind: Literal["scale"]
    scale: DecimalText


class UnitRule(LookedUpRule):
    """A unit or counted noun, looked up beside numbers only.

    `unit` is its code, the noun as written when left out. A unit of the side
    "before" stands in front of its number. What is not `per` something is no
    numerator of a rate: a slash behind it joins two nouns. What `attends` may be
    counted as present at a meeting, which is no figure. One that stands in front
    and `leads` wins over a noun behind the number. One that `opens` a noun is a
    classifier: with the word behind it, it names what is counted. One that `acts` is
    a verb too.
    """

    kind: Literal["unit"]
    unit: str | None = None
    dimension: Literal["money", "ratio", "measure", "count", "rank", "time"] = "count"
    scale: DecimalText = "1"
    side: Literal["before", "after"] = "after"
    per: bool = True
    attends: bool = False
    leads: bool = False
    opens: bool = False
    acts: bool = False


class NumberWordRule(RuleBase):
    """A number written as a word.

    A `tail` stands only behind another number word or a scale word; `times` makes
    the word its own counted noun (twice as much).
    """

    kind: Literal["number_word"]
    value: DecimalText
    tail: bool = False
    times: bool = False


class BoundRule(LookedUpRule):
    """Says that a number is a limit or an approximation; looked up beside numbers only.

    A `comparative` one tells a difference, and no limit, where a percentage or a
    comparison follows ("exceeds the plan by"). `alone` is the bound where words and
    amount are all that a text says, and nothing is there to be compared with.
    """

    kind: Literal["bound"]
    bound: Bound
    side: Literal["before", "after"] = "before"
    comparative: bool = False
    alone: Bound | None = None


class StatusRule(RuleBase):
    """Says that a figure is an estimate or a target."""

    kind: Literal["status"]
    status: Status


class VerbRule(RuleBase):
    """A verb that reports a figure; `sign` is -1 for a decrease."""

    kind: Literal["verb"]
    measure: Measure | None = None
    sign: Literal[1, -1] = 1


class BaseRule(RuleBase):
    """What a figure is compared with."""

    kind: Literal["base"]
    base: str


class IndicatorRule(RuleBase):
    """An indicator the field knows: its names and how it is counted."""

    kind: Literal["indicator"]
    unit: str
    flow: str


class ConceptRule(LookedUpRule):
    """Which indicator words name where their unit, their measure or what is beside them decides.

    `of` is the id of the indicator, without its first part; null says that they name none that is known.
    The rule holds for the `measures` and `units` given; with `place` only where the words are the whole
    name or stand inside behind its front, with `side` only where the name was found there, with `beside`
    only where the same sentence or the one before it names that indicator too.
    """

    kind: Literal["concept"]
    of: str | None
    measures: tuple[Measure, ...] = Field((), strict=False)
    units: tuple[str, ...] = Field((), strict=False)
    place: Literal["whole", "inside"] | None = None
    side: Literal["noun", "act", "subject"] | None = None
    beside: str | None = None


Beside = Literal[
    "no_noun",  # behind a number and no counted noun
    "to",  # between the two ends of a range
    "and",  # between the two ends of a range that "between" opens
    "from",  # opens a range
    "between",
    "counting",  # in front of the word for one: it counts and is no article
    "not_beyond",  # a negation that turns a limit into the opposite one
    "compared",  # behind a difference: what it is compared with
    "vote",  # a count of votes, no attendance
    "attend",  # opens a list of attendees
    "present",  # behind a count of people: they attend
    "decimal",  # the decimal mark as a word
    "minus",  # in front of a number below nought
    "out_of",  # between a part and the whole
    "parts",  # between the number words of a fraction
    "total",  # between a share and the noun it is a share of
    "mass",  # behind a fraction: what cannot be counted
    "nought",  # the word for nothing, where it is all that is said
    "acted_on",  # behind a counted noun that is a verb too: then it is the verb
    "no_class",  # behind a classifier: the noun it opens is not told
    "parting",  # between a count and its parts, which are told without their noun
    "lasting",  # in front of a duration: it is reported as a fact
]


class BesideRule(LookedUpRule):
    """Words of the grammar of amounts; which, says `beside`. Looked up beside numbers only."""

    kind: Literal["beside"]
    beside: Beside


class NotFigureRule(LookedUpRule):
    """Words that make the number beside them something other than a figure.

    They stand before or after the number, or the number opens or closes them. With
    `bare`, the number is a figure all the same when a unit of the rules follows it;
    with a `dimension` or a `unit`, it is none only when its unit is a time, may attend,
    or is this one.
    Looked up beside numbers only.
    """

    kind: Literal["not_figure"]
    reason: str
    side: Literal["before", "after", "opens", "closes"] = "before"
    bare: bool = False
    dimension: Literal["time", "attending"] | None = None
    unit: str | None = None


class TitleRule(RuleBase):
    """An office: what a person is. `alone` when the bare office means one certain person."""

    kind: Literal["title"]
    alone: bool = True


class HonorificRule(RuleBase):
    """What stands before a name out of respect; `many` when it announces several names."""

    kind: Literal["honorific"]
    many: bool = False


class PartRule(RuleBase):
    """Words that give persons and bodies a part in a meeting."""

    kind: Literal["part"]
    part: Literal[
        "chair",  # presides
        "steer",  # presides when a meeting is named, else runs something
        "heads",  # leads a delegation, which is to preside over its working session
        "under",  # under the chairmanship of: the chair follows
        "attend",  # opens a list of attendees
        "delegation",  # opens a list of those who came along
        "attended",  # closes a list of attendees that stands first
        "absent",
        "secretary",
        "present",  # labels those present in minutes
        "planned",  # of another time: no part in this meeting
        "event",  # what one presides over or attends
        "debate",  # the part of a meeting that one steers
        "no_meeting",  # what is attended and is no meeting
        "visit",  # what leaders do elsewhere
    ]


class ActRule(LookedUpRule):
    """What persons and bodies do: the end of their titles or names. `speaks` at a meeting."""

    kind: Literal["act"]
    speaks: bool = False


class LinkRule(LookedUpRule):
    """Small words between the parts of a list or clause about people; `link` is what grammar calls them."""

    kind: Literal["link"]
    link: str = Field(pattern=r"^[a-z_]+$")


class BodyRule(RuleBase):
    """The head noun of an authority's name; its level, when the noun tells it.

    `tail` says what completes the name: nothing; a place, if any; another body or a
    place, if any; a field of work, which must follow; a task, if any. A `common` one
    is also a common noun, so it needs a capital.
    """

    kind: Literal["body"]
    level: Level | None = None
    common: bool = False
    tail: Literal["none", "place", "body", "field", "task"] = "place"


class FieldRule(RuleBase):
    """A field of work that departments are named after; one with commas is never split."""

    kind: Literal["field"]


class PlaceRule(RuleBase):
    """The noun of an administrative unit."""

    kind: Literal["place"]
    level: Level | None = None


class PlaceNameRule(RuleBase):
    """Proper names of places: provinces, and places that look like persons."""

    kind: Literal["place_name"]
    level: Level | None = None


class SurnameRule(LookedUpRule):
    """First syllables of persons' names; a `rare` one is as often the start of a place's name."""

    kind: Literal["surname"]
    rare: bool = False


class GroupRule(RuleBase):
    """A fixed enumeration or class of people or bodies, never to be split at its commas."""

    kind: Literal["group"]


class MeetingRule(RuleBase):
    """The words for a kind of meeting."""

    kind: Literal["meeting"]
    meeting: MeetingKind
    rank: Annotated[int, Field(ge=0, le=9)] = 5
    bare: bool = Field(False, description="only qualifies a meeting that other words name")


class ConvenerRule(RuleBase):
    """The head of a body whose meetings are of one kind, whatever they are called."""

    kind: Literal["convener"]
    meeting: MeetingKind


class TellingRule(RuleBase):
    """A word of the sentence that tells of a meeting; what it does there, says `telling`."""

    kind: Literal["telling"]
    telling: TellingWord


class SessionRule(RuleBase):
    """The part of the day."""

    kind: Literal["session"]
    session: Session


class TimeRule(RuleBase):
    """A word of the grammar of dates and periods; what it does there, says `time`.

    `code` is what a number word counts ("8"), the half it names ("H1"), or the
    whole code of a deictic time ("this:month"; see find.mentions.Time).
    """

    kind: Literal["time"]
    time: TimeWord
    code: str | None = None


class AbbreviationRule(LookedUpRule):
    """A short form and what it stands for; looked up only, no room asks for it in every text."""

    kind: Literal["abbreviation"]
    full: str


class CueRule(RuleBase):
    """Words that open or mark something; which, says `cue`."""

    kind: Literal["cue"]
    cue: Cue


class FigureRule(LookedUpRule):
    """Words around a figure; looked for only in sentences that hold one."""

    kind: Literal["figure"]
    word: FigureWord


class HeaderRule(LookedUpRule):
    """Words in the header of a column or the label of a row; looked for in lines of tables only."""

    kind: Literal["header"]
    word: HeaderWord


class SignRule(LookedUpRule):
    """Words that tell a check how figures or times stand to each other."""

    kind: Literal["sign"]
    sign: Sign


class PartitionRule(LookedUpRule):
    """One of the `sides` a whole falls into; the rules of one `group` together are all of it."""

    kind: Literal["partition"]
    group: str
    sides: Annotated[int, Field(ge=2)] = 2


class PlausibleRule(LookedUpRule):
    """The `least` and `most` ever to be expected of what the terms name, in its unit.

    `level` holds it to meetings of one level of government, `places` to bodies of these places.
    """

    kind: Literal["plausible"]
    unit: str
    least: DecimalText
    most: DecimalText
    level: Level | None = None
    places: tuple[str, ...] = Field((), strict=False)


class ReduplicationRule(LookedUpRule):
    """Syllables that are rightly said twice."""

    kind: Literal["reduplication"]


class TypoRule(LookedUpRule):
    """Known slips of the keyboard and what was meant; `before_name` when only a name makes it one."""

    kind: Literal["typo"]
    suggestion: str
    before_name: bool = False


class SectionRule(LookedUpRule):
    """Words that tell the parts of an article; looked for by the room that cuts it into them."""

    kind: Literal["section"]
    part: Part


class OrderRule(LookedUpRule):
    """Words of the grammar of orders; looked for where somebody may order."""

    kind: Literal["order"]
    word: OrderWord


class DecisionRule(RuleBase):
    """Words of the grammar of decisions.

    Those that decide are few and among the terms of a text; the others are looked up in the
    sentences that hold one.
    """

    kind: Literal["decision"]
    word: DecisionWord

    @property
    def matched(self) -> bool:
        """Whether it is a word that decides."""
        return self.word in _DECIDING


_DECIDING: Final = frozenset[DecisionWord](["vote", "adopt", "elect", "agree", "settle", "ballot"])


R = TypeVar("R", bound=RuleBase)

Rule = (
    ScaleRule
    | UnitRule
    | NumberWordRule
    | BoundRule
    | BesideRule
    | StatusRule
    | VerbRule
    | BaseRule
    | IndicatorRule
    | ConceptRule
    | NotFigureRule
    | TitleRule
    | HonorificRule
    | PartRule
    | ActRule
    | LinkRule
    | BodyRule
    | FieldRule
    | PlaceRule
    | PlaceNameRule
    | SurnameRule
    | GroupRule
    | MeetingRule
    | ConvenerRule
    | TellingRule
    | SessionRule
    | TimeRule
    | AbbreviationRule
    | CueRule
    | SectionRule
    | FigureRule
    | OrderRule
    | DecisionRule
    | HeaderRule
    | SignRule
    | PartitionRule
    | PlausibleRule
    | ReduplicationRule
    | TypoRule
)
