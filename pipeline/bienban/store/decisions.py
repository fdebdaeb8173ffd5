"""What reviewers decide: kept in the archive, one row a record and decision; the last one counts.

    Seen ──decide──▶ reviews, review_fields ──latest──▶ Decided
                         ▲
                        undo: what counted before counts again, by rows of its own

A decision belongs to a document, a kind and a key, and says which version of the record was seen.
Feeding the archive leaves it alone. Whoever decides about a record names what was decided of it
before (`Seen.review`); when somebody else was quicker, nothing is written for that record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, text, update

from bienban.store.batches import batches
from bienban.store.schema import Verdict, documents, review_fields, reviews, tables

AT_ONCE = 400
"""Records looked up with one query."""

_LOCK = 7_203_115
"""What two that decide in one PostgreSQL database wait on; an arbitrary number."""

Name = tuple[str, str, str]
"""A record: its doc_id, its kind and its key."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as a reviewer saw it; `review` is the decision that counted then, 0 for none."""

    doc_id: str
    kind: str
    key: str
    run: int
    version: int
    item: Mapping[str, Any]
    review: int = 0

    @property
    def name(self) -> Name:
        """What tells the record from all others."""
        return self.doc_id, self.kind, self.key


@dataclass(frozen=True, slots=True)
class Correction:
    """What a column of a record's table says instead; the place is where the reviewer saw it."""

    field: str
    was: str | None
    value: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What counts for a record now."""

    review: int
    act: str
    name: Name
    verdict: Verdict
    note: str | None
    reviewer: str
    decided: str
    run: int
    version: int
    pattern: str | None
    undoes: str | None
    record: Mapping[str, Any]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What was decided at once: of `done` records; `overtaken` are those somebody else had decided."""

    act: str
    done: int
    overtaken: tuple[Name, ...]


def decide(  # noqa: PLR0913 - options are keyword-only
    connection: Connection,
    seen: Sequence[Seen],
    verdict: Verdict,
    *,
    reviewer: str,
    note: str | None = None,
    pattern: str | None = None,
    corrections: Sequence[Correction] = (),
) -> Act:
    """Decide about records in the transaction of `connection`; `pattern` names a group decided as a whole.

    Corrections are of each of them. A record that was decided or read anew since it was seen is left.
    """
    _lock(connection)
    counting = _now_counting(connection, [one.name for one in seen])
    versions = _versions(connection, [one.name for one in seen])
    due = [
        one
        for one in seen
        if counting.get(one.name, 0) == one.review and versions.get(one.name) == (one.run, one.version)
    ]
    act = uuid4().hex
    rows = [
        {
            "act": act, "doc_id": one.doc_id, "kind": one.kind, "key": one.key, "verdict": verdict,
            "pattern": pattern, "note": note, "reviewer": reviewer, "decided": _now(), "run": one.run,
            "version": one.version, "record": one.item, "fields": _listed(of.field for of in corrections),
            "undoes": None, "latest": True,
        }
        for one in due
    ]  # fmt: skip
    _replace(connection, [one.review for one in due if one.review], rows, corrections)
    done = {one.name for one in due}
    return Act(act, len(due), tuple(one.name for one in seen if one.name not in done))


def undo(connection: Connection, act: str, *, reviewer: str) -> Act:
    """Take an act back: of each of its records counts what counted before, unless it was decided since.

    The act that is written for it may be undone as well.
    """
    _lock(connection)
    taken = connection.execute(select(reviews).where(reviews.c.act == act)).mappings().all()
    new, done, overtaken = uuid4().hex, 0, []
    for row in map(dict, taken):
        if not row["latest"]:
            overtaken.append((row["doc_id"], row["kind"], row["key"]))
            continue
        before = _before(connection, row)
        back = {**(before or {**row, "verdict": "none", "fields": "", "note": None}), "latest": True}
        back |= {"act": new, "undoes": act, "reviewer": reviewer, "decided": _now()}
        back["pattern"] = row["pattern"]
        del back["review"]
        corrections = corrections_of(connection, before["review"]) if before else ()
        _replace(connection, [row["review"]], [back], corrections)
        done += 1
    return Act(new, done, tuple(overtaken))


def decided(connection: Connection, *, after: int = 0) -> list[Decided]:
    """What counts now, of decisions above the number `after`, in the order they were written."""
    query = select(reviews).where(reviews.c.latest, reviews.c.review > after).order_by(reviews.c.review)
    return [_decided(dict(row)) for row in connection.execute(query).mappings()]


def decided_in(connection: Connection, doc_id: str) -> list[Decided]:
    """What counts now of the records of one document."""
    query = select(reviews).where(reviews.c.latest, reviews.c.doc_id == doc_id)
    return [_decided(dict(row)) for row in connection.execute(query).mappings()]


def corrections_of(connection: Connection, review: int) -> tuple[Correction, ...]:
    """The corrected fields of a decision."""
    of = review_fields.c
    query = select(of.field, of.was, of.value, of.start, of.end).where(of.review == review).order_by(of.field)
    return tuple(Correction(*row) for row in connection.execute(query))


def acts(connection: Connection, *, limit: int = 50) -> list[Mapping[str, Any]]:
    """The last acts, the newest first: act, verdict, reviewer, decided, pattern, note, undoes, records,
    `standing`, the records of which it still counts, and one doc_id, kind and key.
    """
    of = reviews.c
    first = (of.verdict, of.reviewer, of.decided, of.pattern, of.note, of.undoes, of.doc_id, of.kind, of.key)
    query = (
        select(
            of.act,
            *(func.min(column).label(column.name) for column in first),
            func.count().label("records"),
            func.count().filter(of.latest).label("standing"),
            func.max(of.review).label("review"),
        )
        .group_by(of.act)
        .order_by(func.max(of.review).desc())
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def last_review(connection: Connection) -> int:
    """The number of the last decision, 0 when there is none."""
    return int(connection.scalar(select(func.coalesce(func.max(reviews.c.review), 0))) or 0)


def _lock(connection: Connection) -> None:
    """One decides at a time; on SQLite a writing transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _listed(fields: Iterable[str]) -> str:
    told = ",".join(fields)
    return f",{told}," if told else ""


def _now_counting(connection: Connection, names: Sequence[Name]) -> dict[Name, int]:
    """The number of what counts now, of records that were decided."""
    of = reviews.c
    found: dict[Name, int] = {}
    for part in batches(dict.fromkeys(name[0] for name in names), AT_ONCE):
        query = select(of.doc_id, of.kind, of.key, of.review).where(of.latest, of.doc_id.in_(part))
        found |= {(doc_id, kind, key): review for doc_id, kind, key, review in connection.execute(query)}
    return found


def _versions(connection: Connection, names: Sequence[Name]) -> dict[Name, tuple[int, int]]:
    """Run and version of the records that are there."""
    found: dict[Name, tuple[int, int]] = {}
    for kind in dict.fromkeys(name[1] for name in names):
        of = tables[kind].c
        for part in batches(dict.fromkeys(name[0] for name in names if name[1] == kind), AT_ONCE):
            query = (
                select(documents.c.doc_id, of.key, of.run, of.version)
                .join(documents, documents.c.document == of.document)
                .where(documents.c.doc_id.in_(part))
            )
            for doc_id, key, run, version in connection.execute(query):
                found[doc_id, kind, key] = (run, version)
    return found


def _replace(
    connection: Connection,
    old: Sequence[int],
    rows: Sequence[Mapping[str, Any]],
    corrections: Sequence[Correction],
) -> None:
    """Write decisions in place of those that counted."""
    for part in batches(old, AT_ONCE):
        connection.execute(update(reviews).where(reviews.c.review.in_(part)).values(latest=False))
    if not rows:
        return
    if not corrections:
        connection.execute(insert(reviews), list(rows))
        return
    for row in rows:
        review = connection.execute(insert(reviews).returning(reviews.c.review), row).scalar_one()
        told = [{name: getattr(one, name) for name in Correction.__slots__} for one in corrections]
        connection.execute(insert(review_fields), [{"review": review, **one} for one in told])


def _before(connection: Connection, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What counted for a record before a decision; None when nothing did."""
    of = reviews.c
    query = (
        select(reviews)
        .where(of.doc_id == row["doc_id"], of.kind == row["kind"], of.key == row["key"])
        .where(of.review < row["review"])
        .order_by(of.review.desc())
        .limit(1)
    )
    found = connection.execute(query).mappings().first()
    return None if found is None else dict(found)


def _decided(row: Mapping[str, Any]) -> Decided:
    told = {name: row[name] for name in Decided.__slots__ if name not in ("name", "fields")}
    fields = tuple(filter(None, row["fields"].split(",")))
    return Decided(**told, name=(row["doc_id"], row["kind"], row["key"]), fields=fields)
