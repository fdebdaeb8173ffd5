"""An archive -> its records in groups of what is alike, those in doubt first, and what is decided of each.

A record of a first run is one of a group by its kind, its doubts and the rule that read it. One that
says something else than it did, or than a reviewer saw, is one by the signature of its change, as
`bienban diff` groups it. All of it is held in memory and follows what is decided, by whomever.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bienban.diff.compare import Change
from bienban.diff.signature import Signature, signature_of
from bienban.review.doubts import LOOKED_AT, doubts, likeness, rank
from bienban.review.facts import facts, says_the_same
from bienban.store.decisions import Decided, Name, decided, last_review
from bienban.store.reading import read_lists
from bienban.store.rows import item_of
from bienban.store.schema import Verdict, documents, history, meetings, runs, tables

Item = Mapping[str, Any]

AT_ONCE = 400


@dataclass(slots=True)
class Entry:
    """A record in the queue; `before` is what it said when it was last looked at, should that differ.

    `place` is its number in its group, from 0.
    """

    name: Name
    document: int
    run: int
    version: int
    start: int
    rule: str
    body: str
    doubts: tuple[str, ...]
    likeness: tuple[Any, ...]
    signature: Signature
    before: Item | None = None
    decision: Decided | None = None
    is_settled: bool = False
    place: int = 0

    @property
    def verdict(self) -> Verdict | None:
        """What was decided, unless the record has changed since."""
        return self.decision.verdict if self.decision and self.is_settled else None


@dataclass(slots=True)
class Group:
    """Records of one signature; `doubts` are those of the first."""

    id: str
    signature: Signature
    doubts: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, str]:
        """Doubtful groups first, then large ones."""
        kind = self.signature.kind
        is_changed = self.signature.op == "changed"
        return (-1 if is_changed else rank(kind, self.doubts), -len(self.entries), self.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are asked for; what is empty asks for all."""

    kind: str = ""
    rule: str = ""
    flag: str = ""
    document: str = ""
    body: str = ""
    state: str = "open"

    def has(self, entry: Entry) -> bool:
        """Whether a record is one of them."""
        return (
            self._has_state(entry)
            and self.kind in ("", entry.name[1])
            and (not self.rule or self.rule in entry.rule)
            and (not self.flag or any(self.flag in doubt for doubt in entry.doubts))
            and (not self.document or self.document.casefold() in entry.name[0].casefold())
            and (not self.body or self.body.casefold() in entry.body.casefold())
        )

    def _has_state(self, entry: Entry) -> bool:
        match self.state:
            case "open":
                return entry.verdict is None
            case "unsure":
                return entry.verdict == "unsure"
            case "decided":
                return entry.verdict is not None
        return True


class Queue:
    """The records of one archive; `follow` brings it up to date. Not for two threads at once."""

    def __init__(self) -> None:
        self.entries: dict[Name, Entry] = {}
        self.counts: Counter[str] = Counter()
        """How many records there are by verdict; `open` of those not decided."""
        self._groups: dict[str, Group] = {}
        self._state: object = None
        self._last = 0

    def follow(self, connection: Connection, *, anew: bool = False) -> None:
        """Take in what was decided since; read all anew when the archive was fed."""
        state = _state(connection)
        if anew or state != self._state:
            self._read(connection)
            self._state = state
        else:
            new = decided(connection, after=self._last)
            if self._take(
                connection, [(self.entries[one.name], one) for one in new if one.name in self.entries]
            ):
                self._regroup()
        self._last = last_review(connection)

    def group(self, id_: str) -> Group | None:
        """One group, whatever is decided of it."""
        return self._groups.get(id_)

    def groups(self, wanted: Wanted) -> list[Group]:
        """The groups of what is asked for, those to be looked at first in front."""
        found = (
            Group(group.id, group.signature, group.doubts, list(filter(wanted.has, group.entries)))
            for group in self._groups.values()
        )
        return sorted((group for group in found if group.entries), key=lambda group: group.order)

    def open_in(self, document: int) -> int:
        """How many records of a document are open or unsure."""
        return sum(
            entry.document == document and entry.verdict in (None, "unsure")
            for entry in self.entries.values()
        )

    def _read(self, connection: Connection) -> None:
        of = {decision.name: decision for decision in decided(connection)}
        bodies = _bodies(connection)
        self.entries = {
            entry.name: entry
            for kind, table in tables.items()
            for entry in _entries(connection, kind, table, bodies)
        }
        self._take(connection, [(entry, of.get(name)) for name, entry in self.entries.items()])
        self.counts = Counter(entry.verdict or "open" for entry in self.entries.values())
        self._regroup()

    def _take(self, connection: Connection, pairs: Iterable[tuple[Entry, Decided | None]]) -> bool:
        """Take in what was decided of records, or that nothing was; whether some may have changed groups."""
        doubtful = []
        for entry, decision in pairs:
            known = decision if decision and decision.verdict != "none" else None
            entry.decision = decision
            entry.is_settled = known is not None and (known.run, known.version) == (entry.run, entry.version)
            if not entry.is_settled and (known or entry.version > 1) and entry.before is None:
                doubtful.append((entry, known))
        if doubtful:
            self._compare(connection, doubtful)
        return bool(doubtful)

    def _compare(self, connection: Connection, doubtful: Sequence[tuple[Entry, Decided | None]]) -> None:
        """Hold records against what they said when they were last looked at."""
        former = _former(connection, [entry for entry, known in doubtful if known is None])
        now = _items(connection, (entry for entry, _ in doubtful))
        for entry, known in doubtful:
            item = now[entry.document, entry.name[1], entry.name[2]]
            before = known.record if known else former.get((entry.document, *entry.name[1:]))
            if known and says_the_same(known.record, item, known.fields):
                entry.is_settled = True
            elif before is not None and not says_the_same(before, item):
                entry.before = before
                entry.signature = _changed(entry.name, before, item) or entry.signature

    def _regroup(self) -> None:
        groups: dict[str, Group] = {}
        for entry in self.entries.values():
            id_ = id_of(entry)
            group = groups.setdefault(id_, Group(id_, entry.signature, entry.doubts))
            group.entries.append(entry)
        for group in groups.values():
            common = Counter(entry.likeness for entry in group.entries)
            group.entries.sort(key=lambda entry: (common[entry.likeness], entry.name[0], entry.start))
            for place, entry in enumerate(group.entries):
                entry.place = place
        self._groups = groups


def id_of(entry: Entry) -> str:
    """The group a record is in."""
    return blake2b(repr(entry.signature).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _state(connection: Connection) -> object:
    """What is not the same after the archive was fed."""
    fed = connection.execute(select(func.max(runs.c.run), func.max(runs.c.finished))).one()
    counted = connection.execute(select(func.count(), func.max(documents.c.run))).one()
    return (*fed, *counted)


def _bodies(connection: Connection) -> dict[tuple[int, str], str]:
    of = meetings.c
    query = select(of.document, of.key, func.coalesce(of.body_full, of.body, ""))
    return {(document, key): body for document, key, body in connection.execute(query)}


def _entries(
    connection: Connection, kind: str, table: Table, bodies: Mapping[tuple[int, str], str]
) -> Iterator[Entry]:
    of = table.c
    more: list[ColumnElement[Any]] = [of[name] for name in LOOKED_AT[kind]]
    more += [of[name] for name in ("rule", "start", "meeting_key") if name in of]
    query = (
        select(documents.c.doc_id, of.document, of.key, of.run, of.version, *more)
        .join(documents, documents.c.document == of.document)
        .order_by(of.document, of.position)
    )
    for row in map(dict, connection.execute(query).mappings()):
        found = doubts(kind, row)
        rule = row.get("rule") or ""
        meeting = str(row["key"] if kind == "meetings" else row.get("meeting_key"))
        yield Entry(
            (row["doc_id"], kind, row["key"]),
            row["document"], row["run"], row["version"], row.get("start") or 0, rule,
            bodies.get((row["document"], meeting), ""), found, likeness(kind, row),
            Signature(kind, "gained", found, (rule,) if rule else (), edited=False),
        )  # fmt: skip


def _former(connection: Connection, entries: Sequence[Entry]) -> dict[tuple[int, str, str], Item]:
    """What records said in the version before the present one."""
    wanted = {(entry.document, *entry.name[1:]): entry.version - 1 for entry in entries}
    numbers = sorted({entry.document for entry in entries})
    found: dict[tuple[int, str, str], Item] = {}
    of = history.c
    for first in range(0, len(numbers), AT_ONCE):
        query = select(of.document, of.kind, of.key, of.version, of.record)
        query = query.where(of.document.in_(numbers[first : first + AT_ONCE]))
        for document, kind, key, version, record in connection.execute(query):
            if wanted.get((document, kind, key)) == version:
                found[document, kind, key] = record
    return found


def _items(connection: Connection, entries: Iterable[Entry]) -> dict[tuple[int, str, str], Item]:
    """What records say now."""
    wanted = {(entry.document, *entry.name[1:]) for entry in entries}
    numbers = sorted({document for document, _, _ in wanted})
    found: dict[tuple[int, str, str], Item] = {}
    for first in range(0, len(numbers), AT_ONCE):
        for document, lists in read_lists(connection, numbers[first : first + AT_ONCE]).items():
            spans: dict[tuple[str, str], list[Item]] = defaultdict(list)
            for span in lists.spans:
                spans[span["kind"], span["key"]].append(span)
            places = {row["key"]: n for n, row in enumerate(lists.of["meetings"])}
            for kind, rows in lists.of.items():
                for row in rows:
                    if (document, kind, row["key"]) in wanted:
                        item = item_of(kind, row, spans.get((kind, row["key"]), ()), places)
                        found[document, kind, row["key"]] = item
    return found


def items(connection: Connection, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Item]]:
    """Records with what they say now; one that is gone is left out."""
    wanted = list(entries)
    found = _items(connection, wanted)
    for entry in wanted:
        item = found.get((entry.document, *entry.name[1:]))
        if item is not None:
            yield entry, item


def _changed(name: Name, before: Item, now: Item) -> Signature | None:
    """The signature of a change; None when only names and places changed."""
    change = Change(name[0], name[1], facts(before), facts(now))
    return signature_of(change)[0] if change.fields else None
