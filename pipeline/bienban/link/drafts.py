"""What is known so far about one figure, while its sentence is being read."""

from dataclasses import dataclass, field

from bienban.find.mentions import Quantity
from bienban.link.clauses import Clause
from bienban.link.measures import Base
from bienban.link.names import Name, Reading
from bienban.records import Measure, Status
from bienban.rules import VerbRule
from bienban.text.terms import Mention


@dataclass(slots=True)
class Draft:
    """One figure on its way to an Indicator; `heir_of` is the draft its name was taken from."""

    clause: Clause
    reading: Reading
    verb: VerbRule | None
    name: Name | None = None
    heir_of: "Draft | None" = None
    child_of: "Draft | None" = None
    measure: Measure = "level"
    base: Base | None = None
    base_code: str | None = None
    status: Status = "actual"
    status_at: Mention | None = None
    period: str | None = None
    period_at: Mention | None = None
    prior: bool = False
    vote: bool = False
    number: int = 0
    assigner: Mention | None = None
    scope: Mention | None = None
    also: list[tuple[int, int]] = field(default_factory=list)

    @property
    def quantity(self) -> Quantity:
        """The number with its unit."""
        return self.clause.quantity

    @property
    def is_comparison(self) -> bool:
        """Whether the verb compares instead of reporting where the figure stands."""
        return self.verb is not None and self.verb.measure not in (None, "level")
