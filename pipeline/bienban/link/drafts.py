"""What is known so far about one figure, while its sentence is being read."""

from dataclasses import dataclass
from decimal import Decimal

from bienban.find.mentions import Quantity
from bienban.link.bases import Base
from bienban.link.clauses import Clause
from bienban.link.leads import Reading
from bienban.link.names import Name
from bienban.link.sequence import Known
from bienban.records import Measure, Status
from bienban.rule_kinds import VerbRule
from bienban.text.terms import Mention


@dataclass(slots=True, eq=False)
class Draft:
    """One figure on its way to an Indicator.

    `heir_of` is the figure its name was taken from, `origin` the first of such a chain,
    `child_of` the one it is part of. `whole` is the sum of the aligned list it stands in;
    `prior` marks the figure of the year before, `exceeds` a limit that was passed, `vote` what
    the meeting itself did, `ordered` what a directive holds,
    `adopted` what an adopted scheme foresees, `of_plan` the amount of the plan told
    before it; `noun` is what the unit names, `beside` the concepts around;
    `also` are its places in repeated sentences.
    """

    clause: Clause
    quantity: Quantity
    reading: Reading
    verb: VerbRule | None
    number: int = 0
    name: Name | None = None
    heir_of: "Draft | None" = None
    origin: "Draft | None" = None
    child_of: "Draft | None" = None
    measure: Measure = "level"
    said_base: Base | None = None
    base: str | None = None
    status: Status = "actual"
    status_at: Mention | None = None
    period: str | None = None
    period_at: Mention | None = None
    scope_at: Mention | None = None
    assigner_at: Mention | None = None
    whole: Decimal | None = None
    prior: bool = False
    exceeds: bool = False
    vote: bool = False
    ordered: bool = False
    adopted: bool = False
    of_plan: bool = False
    noun: tuple[Known, ...] = ()
    beside: frozenset[str] = frozenset()
    also: tuple[Mention, ...] = ()

    @property
    def root(self) -> "Draft":
        """The figure that a chain of comparisons goes back to: itself when it has a name of its own."""
        return self.origin or self

    def inherit(self, donor: "Draft") -> None:
        """Take the place of an heir of `donor`."""
        self.heir_of, self.origin = donor, donor.root

    @property
    def compares(self) -> bool:
        """Whether the verb compares instead of reporting where the figure stands."""
        return self.verb is not None and self.verb.measure not in (None, "level")

    @property
    def counts_plainly(self) -> bool:
        """Whether the figure is a count that is not compared with another."""
        return self.clause.counts and not self.compares
