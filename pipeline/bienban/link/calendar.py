"""The year a text is read in: `--11-27` and a meeting of 2024 give `2024-11-27`."""

from dataclasses import dataclass
from datetime import date

from bienban.records import Period


@dataclass(frozen=True, slots=True)
class Calendar:
    """What completes the times of a document.

    `year` is null when neither text nor source tells it; `today` is the day of
    the meeting, else of publication; `reviewed` the code of the period the
    meeting looked back on.
    """

    year: int | None = None
    today: date | None = None
    reviewed: str | None = None

    def complete(self, code: str) -> str:
        """`code` with its year, where the calendar knows it."""
        return code.replace("--", f"{self.year}-", 1) if self.year and code.startswith("--") else code

    def period(self, code: str, raw: str | None = None) -> Period:
        """The Period of `code`, with its first and last day when the year is known."""
        return Period(code=self.complete(code), raw=raw)
