"""What only shows across documents: which bodies and persons are one, and numbers that jump.

    meetings ──▶ bodies ──▶ people ──▶ persons ──▶ series ──▶ jumps

The tables of what is joined are written anew from the whole archive, in one transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, select, text

from bienban.store import schema
from bienban.store.bodies import Body, Met, Record, join_bodies
from bienban.store.bulk import copy_in
from bienban.store.engine import open_engine, persistently, transaction
from bienban.store.jumps import Point, jumps
from bienban.store.names import Names, ShortForms
from bienban.store.persons import Seen, join_persons
from bienban.store.rows import as_json
from bienban.store.schema import documents, meetings, people
from bienban.store.stretches import SINCE, stretches

Flag = tuple[int, str, str, str, str]
"""A row of join_flags: document, kind, key, code, message."""

_LOCK = (
    "LOCK TABLE documents, meetings, people, indicators IN SHARE MODE",
    "LOCK TABLE bodies IN EXCLUSIVE MODE",
)
"""Writers wait meanwhile, and so does another join; on SQLite they do anyway."""


def join(url: str, short_forms: ShortForms) -> Counter[str]:
    """Join the archive at `url`, and count what was found. Raises StoreError."""
    engine = open_engine(url)

    def work() -> Counter[str]:
        with transaction(engine, url) as connection:
            return _join(connection, Names(short_forms))

    try:
        return persistently(engine, work)
    finally:
        engine.dispose()


def _join(connection: Connection, names: Names) -> Counter[str]:
    if connection.dialect.name == "postgresql":
        for lock in _LOCK:
            connection.execute(text(lock))
    for table in (
        schema.join_flags,
        schema.meeting_bodies,
        schema.person_records,
        schema.bodies,
        schema.persons,
    ):
        connection.execute(delete(table))
    bodies, homeless = join_bodies(_met(connection), names)
    _write_bodies(connection, bodies)
    persons, doubts = join_persons(_seen(connection, bodies, names), names)
    known = {person.number: person for person in persons.values()}
    rows = [(one.number, one.name, as_json(list(one.titles)), one.place) for one in known.values()]
    copy_in(connection, schema.persons, ("person", "name", "titles", "place"), sorted(rows))
    linked = sorted((*record, person.number) for record, person in persons.items())
    copy_in(connection, schema.person_records, ("document", "key", "person"), linked)
    found = set(_flags(homeless, doubts)) | set(_jump_flags(connection))
    copy_in(connection, schema.join_flags, ("document", "kind", "key", "code", "message"), sorted(found))
    return Counter(flag[3] for flag in found) + Counter(
        {"bodies": len({body.number for body in bodies.values()}), "persons": len(known)}
    )


def _write_bodies(connection: Connection, bodies: Mapping[Record, Body]) -> None:
    rows = {body.number: (body.number, body.name, body.home) for body in bodies.values()}
    copy_in(connection, schema.bodies, ("body", "name", "home"), [rows[number] for number in sorted(rows)])
    linked = sorted((*record, body.number) for record, body in bodies.items())
    copy_in(connection, schema.meeting_bodies, ("document", "key", "body"), linked)


def _home(outlet: str | None, url: str | None) -> str | None:
    return outlet or (urlsplit(url).hostname if url else None)


def _met(connection: Connection) -> Iterator[Met]:
    of = meetings.c
    query = select(
        of.document,
        of.key,
        of.body,
        of.body_full,
        of.level,
        documents.c.source_outlet,
        documents.c.source_url,
    ).join(documents, documents.c.document == of.document)
    for document, key, body, body_full, level, outlet, url in connection.execute(query):
        if name := body_full or body:
            yield Met((document, key), name, level, _home(outlet, url))


def _seen(connection: Connection, bodies: Mapping[Record, Body], names: Names) -> Iterator[Seen]:
    of = people.c
    query = (
        select(
            of.document, of.key, of.name, of.titles, of.person_id, of.meeting_key,
            documents.c.source_outlet, documents.c.source_url,
        )
        .join(documents, documents.c.document == of.document)
        .where(of.name.is_not(None))
    )  # fmt: skip
    for document, key, name, titles, person_id, meeting, outlet, url in connection.execute(query):
        body = bodies.get((document, meeting))
        place = (names.read(body.name).place if body else None) or _home(outlet, url)
        yield Seen((document, key), name, tuple(titles), person_id, place)


def _flags(homeless: Iterable[Record], doubts: Mapping[Record, str]) -> Iterator[Flag]:
    for document, key in homeless:
        yield document, "meetings", key, "body_without_place", "nothing tells which body of this name it is"
    for (document, key), doubt in doubts.items():
        yield document, "people", key, "same_name", doubt


_SERIES = text(
    "SELECT body, outlet, concept, unit, scope, base, "
    "document, key, period, period_start, period_end, number "
    "FROM series WHERE measure = 'level' AND status <> 'target' AND number IS NOT NULL "
    "ORDER BY body, outlet, concept, unit, scope, base, period_end, period_start, document, key"
)


def _jump_flags(connection: Connection) -> Iterator[Flag]:
    for _, rows in groupby(connection.execute(_SERIES), key=lambda row: tuple(row[:6])):
        lines: dict[str, list[Point]] = {}
        for row in rows:
            point = _point(row[6:])
            for stretch in stretches(point.period, point.start.isoformat()):
                line = f"{stretch} {point.start.year}" if stretch == SINCE else stretch
                lines.setdefault(line, []).append(point)
        for points in lines.values():
            for point, code, message in jumps(points):
                yield point.document, "indicators", point.key, code, message


def _point(row: Any) -> Point:
    document, key, period, start, end, number = row
    return Point(document, key, period, date.fromisoformat(start), date.fromisoformat(end), float(number))
