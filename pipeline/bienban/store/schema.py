"""The tables of an archive, declared once for SQLite and PostgreSQL; `migrations/` makes them.

    runs      1 ── n ledger  n ── 1 documents
    documents 1 ── n meetings, people, indicators, directives, decisions, flags, spans
    documents 1 ── n document_versions (its former texts), history (former versions of its records)

A field of records.py is a column of the same name in the table of its kind, with these exceptions:
`provenance` is start, end, raw and rule; `period` is period_code, period_start, period_end and
period_raw; `meeting` is meeting_key; `also`, `fields` and the spans of a flag are rows of `spans`;
the numerals of a document are JSON in `documents`. Lists are JSON. Decimal numbers are text, exact
as written, with a generated numeric column beside them to compare and to sort with.

A record is known by (document, key); the key is made from what it quotes (identity.py), so it
outlives edits elsewhere. These tables hold what is true now; what was true before is in `history`.
"""

from typing import Any, Literal, get_args

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from bienban.records import KINDS, Bound, Level, Measure, MeetingKind, Role, Session, Status

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Number = BigInteger().with_variant(Integer, "sqlite")
"""A number the database gives to a row; SQLite calls its own INTEGER."""


def _column(name: str, *more: Any, type_: Any = Text, null: bool = True, comment: str = "") -> Column[Any]:
    return Column(name, type_, *more, nullable=null, comment=comment or None)


def _one_of(column: str, values: Any) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in get_args(values))
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _numeric(column: str) -> Column[Any]:
    """The number in a column of decimal text, for comparison; SQLite rounds it to 15 digits."""
    number = Computed(f"CAST({column} AS NUMERIC)", persisted=True)
    return Column(f"{column}_number", Numeric, number, comment=f"{column}, to compare and to sort with")


runs = Table(
    "runs",
    metadata,
    Column("run", Number, Identity(), primary_key=True),
    _column("rules", null=False, comment="SHA-256 of the rule set; empty when records were loaded"),
    _column("version", null=False, comment="of bienban"),
    _column("settings", type_=Json, comment="what else the run was told"),
    _column("started", null=False, comment="UTC, ISO 8601"),
    _column("finished", comment="null while it runs, and for ever when it was killed"),
    comment="each time the archive was fed and something was written",
)

documents = Table(
    "documents",
    metadata,
    Column("document", Number, Identity(), primary_key=True),
    _column("doc_id", null=False, comment="URL if known, else the path below its source"),
    _column("version", type_=Integer, null=False, comment="counts the texts it has had, from 1"),
    _column("digest", null=False, comment="SHA-256 of the record as a line of JSON"),
    _column("run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that wrote this row"),
    _column("schema", null=False, comment="of the record: bienban/1"),
    _column("text_sha256", null=False, comment="of the text that offsets count characters of"),
    _column("source_path"),
    _column("source_url"),
    _column("source_outlet"),
    _column("source_title"),
    _column("source_published", comment="ISO date"),
    _column("source_format", null=False),
    _column("source_encoding"),
    _column("is_meeting", type_=Boolean, null=False),
    _column("numerals", type_=Json, null=False, comment="the account of every number in the text"),
    CheckConstraint("version > 0", name="version"),
    Index("uq_documents_doc_id", "doc_id", unique=True),
    Index(None, "source_published"),
    Index(None, "text_sha256"),
    comment="one row a document, as it is now",
)


def _document(**options: Any) -> Column[Any]:
    return Column(
        "document",
        Number,
        ForeignKey(documents.c.document, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        **options,
    )


texts = Table(
    "texts",
    metadata,
    _document(),
    _column("text", null=False, comment="Document.text, when the record came with it"),
    _column("words", null=False, comment="its start in plain letters, to search in (search.py)"),
    comment="the texts of documents",
)

document_versions = Table(
    "document_versions",
    metadata,
    _document(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _column("text_sha256", null=False),
    _column("text", comment="that offsets of this version count characters of, when known"),
    _column("until_run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that brought the next"),
    comment="the former texts of documents",
)

_PLACE = (
    ("start", Integer, "first character in the text"),
    ("end", Integer, "one past the last character"),
    ("raw", Text, "the characters themselves"),
)


def _place() -> list[Any]:
    columns = [_column(name, type_=kind, null=False, comment=says) for name, kind, says in _PLACE]
    return [*columns, CheckConstraint('start >= 0 AND "end" >= start', name="place")]


def _kind(name: str, *more: Any, comment: str) -> Table:
    """The table of one kind of record. Its rows go when their document goes."""
    return Table(
        name,
        metadata,
        _document(),
        Column("key", Text, primary_key=True, comment="made from what the record quotes"),
        _column("version", type_=Integer, null=False, comment="counts what this record has said, from 1"),
        _column("run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that wrote this version"),
        _column("position", type_=Integer, null=False, comment="in the list of the document, from 0"),
        *more,
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("position >= 0", name="position"),
        comment=comment,
        sqlite_with_rowid=False,
    )


def _provenance() -> list[Any]:
    return [*_place(), _column("rule", null=False, comment="id of the rule that read it")]


def _period() -> list[Any]:
    return [
        _column("period_code", comment="such as 2024-11, ytd:2024-11, as_of:2024-11-26"),
        _column("period_start", comment="first ISO day, null when the year is unknown"),
        _column("period_end", comment="last ISO day"),
        _column("period_raw", comment="as written"),
    ]


def _of_meeting() -> list[Any]:
    return [
        _column("meeting_key", comment="the meeting of this record"),
        ForeignKeyConstraint(
            ["document", "meeting_key"],
            ["meetings.document", "meetings.key"],
            deferrable=True,
            initially="DEFERRED",
        ),
    ]


meetings = _kind(
    "meetings",
    *_provenance(),
    _column("kind", null=False),
    _column("body", comment="who met, as written"),
    _column("body_full", comment="the same, completed by the text or its source"),
    _column("level"),
    _column("date", comment="YYYY-MM-DD, or --MM-DD when the year is unknown"),
    _column("session"),
    _column("place"),
    _column("venues", type_=Json, null=False),
    *_period(),
    _one_of("kind", MeetingKind),
    _one_of("level", Level),
    _one_of("session", Session),
    Index(None, "date"),
    comment="the meetings documents report",
)

people = _kind(
    "people",
    *_provenance(),
    _column("role", null=False),
    _column("name"),
    _column("group"),
    _column("titles", type_=Json, null=False),
    _column("honorific"),
    _column("count", type_=Integer, comment="how many of the group came, when told"),
    _column("of", type_=Integer, comment="out of how many, when told"),
    _column("person_id", comment="the same for one person throughout a document"),
    *_of_meeting(),
    _one_of("role", Role),
    Index(None, "name"),
    comment="one person or group in one role at one meeting",
)

indicators = _kind(
    "indicators",
    *_provenance(),
    _column("id", null=False, comment="name of the indicator in its document"),
    _column("name", comment="what is measured, as written"),
    _column("concept", comment="the indicator it is, such as budget_revenue"),
    _column("measure", null=False),
    _column("value", null=False, comment="exact decimal, scale applied"),
    _numeric("value"),
    _column("value_max", comment="upper end of a range"),
    _numeric("value_max"),
    _column("of", comment="denominator of a fraction"),
    _column("unit"),
    _column("bound", null=False),
    _column("status", null=False),
    _column("base", comment="what it is compared with"),
    _column("assigner", comment="who set the plan"),
    _column("scope"),
    _column("parent", comment="id of the indicator it is part of or compares"),
    _column("readings", type_=Json, null=False, comment="both readings of an ambiguous number"),
    _column("flags", type_=Json, null=False, comment="codes of flags"),
    *_period(),
    *_of_meeting(),
    _one_of("measure", Measure),
    _one_of("bound", Bound),
    _one_of("status", Status),
    Index(None, "concept", "period_start"),
    comment="the numbers documents report",
)

directives = _kind(
    "directives",
    *_provenance(),
    _column("text", null=False),
    _column("speaker"),
    _column("speaker_titles", type_=Json, null=False),
    _column("addressee"),
    _column("addressee_inherited"),
    _column("lead"),
    _column("coordinate", type_=Json, null=False),
    _column("deadline", comment="as written"),
    _column("deadline_date", comment="ISO date, partial date or period code"),
    _column("due", comment="the last ISO day of the deadline, null when its year is unknown"),
    _column("legal_basis", type_=Json, null=False),
    *_of_meeting(),
    Index(None, "due"),
    comment="who must do what by when",
)

decisions = _kind(
    "decisions",
    *_provenance(),
    _column("action", null=False),
    _column("object"),
    _column("votes", type_=Json, comment="yes, present, total, percent"),
    *_of_meeting(),
    comment="what meetings adopted, voted, elected",
)

flags = _kind(
    "flags",
    _column("code", null=False),
    _column("message", null=False),
    _column("suggestion"),
    Index(None, "code"),
    comment="what a reviewer should look at",
)

tables = {name: metadata.tables[name] for name in KINDS if name in metadata.tables}
"""The tables of records by kind; numerals have none."""

spans = Table(
    "spans",
    metadata,
    _document(),
    Column("kind", Text, primary_key=True, comment="table of the record it belongs to"),
    Column("key", Text, primary_key=True, comment="key of that record"),
    Column("field", Text, primary_key=True, comment="also, spans, or fields.NAME"),
    Column("n", Integer, primary_key=True, autoincrement=False, comment="counts them, from 0"),
    *_place(),
    _column("rule", comment="id of the rule that read it"),
    comment="where the fields of records were read, besides where the record stands itself",
    sqlite_with_rowid=False,
)

history = Table(
    "history",
    metadata,
    _document(),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _column("run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that wrote this version"),
    _column("until_run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that ended it"),
    _column("text_sha256", null=False, comment="of the text its offsets count characters of"),
    _column("record", type_=Json, null=False, comment="as it was, in the form of the data contract"),
    comment="former versions of records, changed or lost",
    sqlite_with_rowid=False,
)

ledger = Table(
    "ledger",
    metadata,
    Column("path", Text, primary_key=True, comment="of a document below its source"),
    _column("status", null=False, comment="what became of it"),
    _column(
        "doc_id",
        ForeignKey(documents.c.doc_id, ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
    ),
    _column("content", null=False, comment="hash of what was read"),
    _column("rules", null=False, comment="SHA-256 of the rule set"),
    _column("version", null=False, comment="of bienban"),
    _column("error"),
    _column("source", null=False, comment="the file or folder it was found in, as it was given"),
    _column("file", comment="the path of the file of several documents it lies in"),
    _column("stage", comment="where it was when it failed"),
    _column("reason", comment="why it is in quarantine"),
    _column("attempts", type_=Integer, null=False),
    _column("ms", type_=Integer, null=False, comment="milliseconds of the last attempt"),
    _column("text", comment="SHA-256 of all that its records depend on"),
    _column("sketch", comment="a fingerprint that is alike for texts that are alike"),
    _column("same_as", comment="the first doc_id with the same or nearly the same text"),
    _column("loaded", type_=Boolean, null=False, comment="by `bienban load`, not read from a source"),
    _column("run", ForeignKey(runs.c.run), type_=Number, null=False, comment="that wrote this row"),
    Index(None, "doc_id"),
    Index(None, "status"),
    comment="the account of documents: what each was made from and what came of it",
)

bodies = Table(
    "bodies",
    metadata,
    Column("body", Number, primary_key=True, autoincrement=False),
    _column("name", null=False, comment="the fullest name it goes by"),
    _column("home", comment="outlet or host, for a body whose name tells no place"),
    Index(None, "name"),
    comment="bodies that meet, joined across documents by `bienban join`",
)

persons = Table(
    "persons",
    metadata,
    Column("person", Number, primary_key=True, autoincrement=False),
    _column("name", null=False),
    _column("titles", type_=Json, null=False, comment="all titles it goes by"),
    _column("place", comment="where it holds office: a place, an outlet or a host"),
    Index(None, "name"),
    comment="persons, joined across documents by `bienban join`",
)


def _joined(name: str, kind: str, to: Table, comment: str) -> Table:
    """Which of `to` a record of one kind means. Its rows go when their record goes."""
    [number] = to.primary_key
    return Table(
        name,
        metadata,
        Column("document", Number, primary_key=True, autoincrement=False),
        Column("key", Text, primary_key=True),
        Column(number.name, Number, ForeignKey(number, ondelete="CASCADE"), nullable=False, index=True),
        ForeignKeyConstraint(["document", "key"], [f"{kind}.document", f"{kind}.key"], ondelete="CASCADE"),
        comment=comment,
        sqlite_with_rowid=False,
    )


meeting_bodies = _joined("meeting_bodies", "meetings", bodies, "the body of each meeting")
person_records = _joined("person_records", "people", persons, "the person of each record in people")

join_flags = Table(
    "join_flags",
    metadata,
    _document(),
    Column("kind", Text, primary_key=True, comment="table of the record"),
    Column("key", Text, primary_key=True, comment="key of the record"),
    Column("code", Text, primary_key=True),
    _column("message", null=False),
    comment="what only shows across documents: names that may be one or two, numbers that jump",
    sqlite_with_rowid=False,
)

Verdict = Literal["accept", "correct", "reject", "unsure", "none"]
"""What a reviewer said of a record; none after a first decision was undone."""

reviews = Table(
    "reviews",
    metadata,
    Column("review", Number, Identity(), primary_key=True),
    _column("act", null=False, comment="the same for all that was decided at once"),
    _column("doc_id", null=False, comment="of the document; a decision outlives it"),
    _column("kind", null=False, comment="table of the record"),
    _column("key", null=False, comment="key of the record"),
    _column("verdict", null=False),
    _column("pattern", comment="the group that was decided as a whole; null for a single record"),
    _column("note"),
    _column("reviewer", null=False, comment="who decided"),
    _column("decided", null=False, comment="UTC, ISO 8601"),
    _column("run", type_=Number, null=False, comment="that wrote the version of the record that was seen"),
    _column("version", type_=Integer, null=False, comment="of the record that was seen"),
    _column(
        "record", type_=Json, null=False, comment="as it was extracted, in the form of the data contract"
    ),
    _column("fields", null=False, comment="the fields that were corrected, each between commas"),
    _column("undoes", comment="the act that this one takes back"),
    _column("latest", type_=Boolean, null=False, comment="whether nothing was decided of this record since"),
    _one_of("verdict", Verdict),
    Index(None, "act"),
    Index(
        "uq_reviews_latest",
        *("doc_id", "kind", "key"),
        unique=True,
        sqlite_where=text("latest"),
        postgresql_where=text("latest"),
    ),
    comment="what reviewers decided; rows are added, never changed but for `latest`",
)

review_fields = Table(
    "review_fields",
    metadata,
    Column(
        "review",
        Number,
        ForeignKey(reviews.c.review, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("field", Text, primary_key=True, comment="a column of the record's table"),
    _column("was", comment="as it was extracted"),
    _column("value", comment="what counts instead; null for nothing"),
    _column("start", type_=Integer, comment="where the reviewer saw it in the text, when told"),
    _column("end", type_=Integer),
    comment="the corrected fields of reviews",
)
