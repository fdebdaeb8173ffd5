"""What came of a run, in numbers: what is shown at its end, and what a program reads."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bienban.batch.work import Tally
from bienban.store.ledger import Entry, Status

EXIT_QUARANTINE = 3
EXIT_INTERRUPTED = 130


@dataclass
class Report:
    """The account of one run.

    `planned` and `files` count files, those of the run and those looked into so far; all else counts
    documents. `statuses`, `records` and `flags` are of what was done in this run, of which `shared`
    were not extracted because records of the same text were there; `standing` has the status of every
    document of the archive that is there, and `quarantine` the entries of those without records.
    `gone` names documents of the archive that are in their source no more, `same` counts those that
    are nearly the text of another one.
    """

    out: str
    planned: int
    files: int = 0
    unchanged: int = 0
    shared: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)
    standing: Counter[Status] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    quarantine: list[Entry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    same: int = 0
    interrupted: bool = False
    characters: int = 0
    seconds: float = 0.0
    workers: int = 0
    sentences: int = 0
    near_ties: int = 0
    underthesea: str | None = None
    """Why underthesea itself cuts the words, and not the fast segmenter."""

    @property
    def done(self) -> int:
        """Documents worked on in this run, whatever came of them."""
        return self.statuses.total()

    @property
    def exit_code(self) -> int:
        """130 when interrupted, 3 when a document is in quarantine, else 0."""
        return EXIT_INTERRUPTED if self.interrupted else EXIT_QUARANTINE if self.quarantine else 0

    def add(self, entry: Entry, tally: Tally | None) -> None:
        """Count one document."""
        self.statuses[entry.status] += 1
        if tally is None:
            return
        self.characters += tally.characters
        self.records.update(tally.records)
        self.flags.update(tally.flags)
        self.sentences += tally.sentences
        self.near_ties += tally.near_ties

    @property
    def reasons(self) -> dict[str, int]:
        """How many documents are in quarantine, by reason."""
        return dict(Counter(entry.reason or "unknown" for entry in self.quarantine).most_common())

    def to_json(self) -> str:
        """The report for a program, indented."""
        return json.dumps(self._summary(), ensure_ascii=False, indent=2)

    def _summary(self) -> dict[str, Any]:
        seconds = max(self.seconds, 1e-9)
        return {
            "archive": self.out,
            "interrupted": self.interrupted,
            "files": {"planned": self.planned, "looked_into": self.files},
            "documents": {
                "done": self.done,
                "unchanged": self.unchanged,
                "shared": self.shared,
                "by_status": _by_name(self.statuses),
                "standing": _by_name(self.standing),
                "same_as_another": self.same,
            },
            "records": _by_name(self.records),
            "flags": _by_name(self.flags),
            "quarantine": {
                "by_reason": self.reasons,
                "documents": [
                    entry.model_dump(include={"path", "stage", "reason", "error", "attempts"})
                    for entry in self.quarantine
                ],
            },
            "gone": {"documents": self.gone, "pruned": self.pruned},
            "words": {
                "sentences": self.sentences,
                "near_ties": self.near_ties,
                "underthesea_itself": self.underthesea,
            },
            "throughput": {
                "seconds": round(self.seconds, 3),
                "workers": self.workers,
                "documents_per_second": round(self.done / seconds, 1),
                "characters_per_second": round(self.characters / seconds),
            },
        }


def _by_name(counts: Counter[Any]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts) if counts[name]}
