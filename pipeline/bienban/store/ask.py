"""Questions to an archive: series, directives, meetings, flags, each an Answer of rows.

What a reviewer decided counts, unless it is asked for `as_extracted`: a rejected record is no answer,
and a corrected field has the reviewer's value, with the extracted one beside it.

Names of bodies, persons and addressees are asked for by some of their words, blind to case; words
without accents stand for any accents (fold.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TableClause, column, select, table

from bienban.errors import UsageError
from bienban.store.engine import asked
from bienban.store.fold import matching
from bienban.store.schema import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows and the names of their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows by name of column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


_SERIES = (
    "body", "concept", "name", "measure", "period", "value", "unit", "status", "base", "scope",
    "period_start", "period_end", "outlet", "published", "doc_id", "quote", "start_char", "end_char", "key",
)  # fmt: skip
_DIRECTIVES = (
    "due", "addressee", "text", "lead", "coordinate", "speaker", "speaker_titles", "deadline",
    "deadline_date", "body", "meeting_date", "legal_basis", "outlet", "published", "doc_id", "quote",
    "start_char", "end_char", "rule", "key",
)  # fmt: skip
_MEETINGS = (
    "meeting_date", "session", "kind", "body", "level", "chair", "chair_titles", "period", "place", "outlet",
    "published", "doc_id", "quote", "start_char", "end_char", "key",
)  # fmt: skip
_FLAGS = (
    "code", "message", "suggestion", "quote", "start_char", "end_char", "outlet", "published", "doc_id",
    "key",
)  # fmt: skip
_REVIEWED = {
    "series": ("reviewed", "extracted_name", "extracted_value", "extracted_unit", "extracted_period_code"),
    "current_directives": (
        "reviewed", "extracted_text", "extracted_addressee", "extracted_deadline", "extracted_deadline_date",
    ),
    "meetings_by_chair": ("reviewed", "extracted_body", "extracted_date"),
    "open_flags": (),
}  # fmt: skip
"""What the views have besides: what a reviewer decided, and what was extracted."""

_EXTRACTED = {
    "series": "extracted_series",
    "current_directives": "extracted_directives",
    "meetings_by_chair": "extracted_meetings",
    "open_flags": "extracted_flags",
}
"""The views that tell the same without a reviewer."""

_LISTS = frozenset(["coordinate", "speaker_titles", "legal_basis", "chair_titles"])


def series(  # noqa: PLR0913 - options are keyword-only
    url: str,
    concept: str,
    *,
    body: str | None = None,
    measure: str | None = None,
    scope: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_extracted: bool = False,
) -> Answer:
    """What bodies reported of one concept, by body and time; of several reports of one period the newest.

    `since` and `until` are ISO days that periods end on or between. Raises UsageError for a concept
    that nothing in the archive has.
    """
    view = _view("series", _SERIES, as_extracted=as_extracted)
    with asked(url) as connection:
        _known_concept(connection, view, concept)
        query = select(*view.c).where(view.c.concept == concept)
        query = _like(connection, query, view.c.body, body)
        query = _like(connection, query, view.c.scope, scope)
        query = _between(query, view.c.period_end, since, until)
        if measure:
            query = query.where(view.c.measure == measure)
        of = view.c
        return _answer(
            connection,
            query.order_by(
                of.body, of.measure, of.unit, of.scope, of.base, of.period_end, of.period_start, of.status
            ),
            view,
        )


def directives(  # noqa: PLR0913 - options are keyword-only
    url: str,
    *,
    due_before: str | None = None,
    due_after: str | None = None,
    addressee: str | None = None,
    speaker: str | None = None,
    body: str | None = None,
    as_extracted: bool = False,
) -> Answer:
    """Who was told to do what by when, those that are due first.

    With `due_before` or `due_after`, ISO days, only directives whose deadline is known.
    """
    view = _view("current_directives", _DIRECTIVES, as_extracted=as_extracted)
    with asked(url) as connection:
        query = _between(select(*view.c), view.c.due, due_after, due_before)
        for asked_for, name in (
            (addressee, view.c.addressee),
            (speaker, view.c.speaker),
            (body, view.c.body),
        ):
            query = _like(connection, query, name, asked_for)
        of = view.c
        return _answer(connection, query.order_by(of.due.asc().nulls_last(), of.doc_id, of.start_char), view)


def meetings(  # noqa: PLR0913 - options are keyword-only
    url: str,
    *,
    chair: str | None = None,
    body: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_extracted: bool = False,
) -> Answer:
    """Who met when, with one row a chair; a meeting whose chair is not told has one row."""
    view = _view("meetings_by_chair", _MEETINGS, as_extracted=as_extracted)
    with asked(url) as connection:
        query = _between(select(*view.c), view.c.meeting_date, since, until)
        query = _like(connection, query, view.c.chair, chair)
        query = _like(connection, query, view.c.body, body)
        of = view.c
        return _answer(connection, query.order_by(of.meeting_date, of.doc_id, of.start_char, of.chair), view)


def flags(url: str, *, code: str | None = None, as_extracted: bool = False) -> Answer:
    """What a reviewer should look at."""
    view = _view("open_flags", _FLAGS, as_extracted=as_extracted)
    with asked(url) as connection:
        query = select(*view.c)
        if code:
            query = query.where(view.c.code == code)
        return _answer(connection, query.order_by(view.c.code, view.c.doc_id, view.c.start_char), view)


def _view(name: str, columns: Sequence[str], *, as_extracted: bool) -> TableClause:
    """A view as reviewed, with what was extracted beside it; or as it was extracted."""
    named = _EXTRACTED[name] if as_extracted else name
    every = columns if as_extracted else (*columns, *_REVIEWED[name])
    return table(named, *(column(of, Json if of in _LISTS else None) for of in every))


def _answer(connection: Connection, query: Select[Any], view: TableClause) -> Answer:
    return Answer(tuple(view.c.keys()), [tuple(row) for row in connection.execute(query)])


def _like(
    connection: Connection, query: Select[Any], of: ColumnElement[Any], wanted: str | None
) -> Select[Any]:
    """Only rows whose column holds these words; the database knows the names, Python the letters."""
    if wanted is None:
        return query
    names = connection.scalars(query.with_only_columns(of).distinct())
    return query.where(of.in_(matching(names, wanted)))


def _between(query: Select[Any], of: ColumnElement[Any], first: str | None, last: str | None) -> Select[Any]:
    if first:
        query = query.where(of >= first)
    return query.where(of <= last) if last else query


def _known_concept(connection: Connection, view: TableClause, concept: str) -> None:
    if connection.execute(select(view.c.concept).where(view.c.concept == concept).limit(1)).first() is None:
        known = set(connection.scalars(select(view.c.concept).distinct()))
        close = get_close_matches(concept, known, n=5, cutoff=0.4) or sorted(known)[:10]
        hint = f"perhaps {', '.join(close)}" if close else "no indicator in it has a concept and a period"
        raise UsageError(f"{concept}: the archive has no series of this concept; {hint}")
