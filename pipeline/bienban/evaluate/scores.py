"""Findings -> scores by field: counts, precision, recall, F1."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bienban.evaluate.finding import Finding, Mark

FIELDS: dict[str, tuple[str, str]] = {
    "indicator.found": ("the very characters", "any character in common"),
    "indicator.value": ("value and unit", "value"),
    "indicator.unit": ("unit", "unit"),
    "indicator.name": ("as written", "80 % of the words"),
    "indicator.name_half": ("half of the words", "half of the words"),
    "indicator.measure": ("measure", "measure"),
    "indicator.period": ("code", "code"),
    "indicator.base": ("base", "base"),
    "indicator.status": ("status", "status"),
    "indicator.bound": ("bound", "bound"),
    "indicator.whole": ("value, unit, measure, period, name as written", "the same, 80 % of the name"),
    "indicator.concept": ("concept, where the key tells it", "concept, where the key tells it"),
    "chair.found": ("name", "name"),
    "chair.titles": ("all titles", "all titles"),
    "attendee.found": ("as written", "80 % of the words"),
    "attendee.titles": ("all titles", "all titles"),
    "directive.found": ("90 % of the characters", "half of the characters"),
    "directive.speaker": ("as written", "80 % of the words"),
    "directive.addressee": ("as written", "80 % of the words"),
    "directive.deadline": ("as written", "80 % of the words"),
    "decision.found": ("90 % of the characters", "30 % of the characters"),
    "meeting.stated": ("whether there is one", "whether there is one"),
    "meeting.count": ("how many", "how many"),
    "meeting.kind": ("kind", "kind"),
    "meeting.body": ("as written", "80 % of the words"),
    "meeting.date": ("date", "date"),
    "meeting.session": ("session", "session"),
    "meeting.period": ("code", "code"),
    "flag.found": ("code, once a document", "code, once a document"),
}
"""Every field in the order of a report, with what is right strictly and softly.

Fields but `found`, `value` and `concept` are asked of what was found, so that misses are as many
as false alarms, and precision, recall and F1 are all the share of right answers.
"""


@dataclass(slots=True)
class Count:
    """How often a field was hit, missed, and read where nothing is."""

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0

    def add(self, mark: Mark) -> None:
        """Count one mark."""
        self.hits += mark == "hit"
        self.misses += mark in ("miss", "wrong")
        self.false_alarms += mark in ("false_alarm", "wrong")

    @property
    def precision(self) -> float | None:
        """The share of what was read that is right; None when nothing was read."""
        return _share(self.hits, self.false_alarms)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was read; None when nothing is there."""
        return _share(self.hits, self.misses)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there is nothing to count."""
        return _share(2 * self.hits, self.misses + self.false_alarms)


def _share(good: int, bad: int) -> float | None:
    return good / (good + bad) if good + bad else None


@dataclass(slots=True)
class Score:
    """The counts of one field."""

    strict: Count = field(default_factory=Count)
    soft: Count = field(default_factory=Count)


Scores = dict[str, Score]
"""The score of each of FIELDS, in their order."""


def score(findings: Iterable[Finding]) -> Scores:
    """The scores of all findings together."""
    scores = {name: Score() for name in FIELDS}
    for finding in findings:
        for name, marks in finding.marks.items():
            scores[name].strict.add(marks.strict)
            scores[name].soft.add(marks.soft)
    return scores
