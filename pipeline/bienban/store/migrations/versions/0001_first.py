"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None

JSON_ = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TEXT, INTEGER, BOOLEAN, NUMERIC = sa.Text(), sa.Integer(), sa.Boolean(), sa.Numeric()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _runs()
    _documents()
    _document_versions()
    _flags()
    _history()
    _ledger()
    _meetings()
    _spans()
    _texts()
    _decisions()
    _directives()
    _indicators()
    _people()


def _runs() -> None:
    op.create_table(
        "runs",
        _given("run", NUMBER, sa.Identity(always=False)),
        _given("rules", TEXT, comment="SHA-256 of the rule set; empty when records were loaded"),
        _given("version", TEXT, comment="of bienban"),
        _maybe("settings", JSON_, comment="what else the run was told"),
        _given("started", TEXT, comment="UTC, ISO 8601"),
        _maybe("finished", TEXT, comment="null while it runs, and for ever when it was killed"),
        sa.PrimaryKeyConstraint("run", name="pk_runs"),
        comment="each time the archive was fed and something was written",
    )


def _documents() -> None:
    op.create_table(
        "documents",
        _given("document", NUMBER, sa.Identity(always=False)),
        _given("doc_id", TEXT, comment="URL if known, else the path below its source"),
        _given("version", INTEGER, comment="counts the texts it has had, from 1"),
        _given("digest", TEXT, comment="SHA-256 of the record as a line of JSON"),
        _given("run", NUMBER, comment="that wrote this row"),
        _given("schema", TEXT, comment="of the record: bienban/1"),
        _given("text_sha256", TEXT, comment="of the text that offsets count characters of"),
        _maybe("source_path", TEXT),
        _maybe("source_url", TEXT),
        _maybe("source_outlet", TEXT),
        _maybe("source_title", TEXT),
        _maybe("source_published", TEXT, comment="ISO date"),
        _given("source_format", TEXT),
        _maybe("source_encoding", TEXT),
        _given("is_meeting", BOOLEAN),
        _given("numerals", JSON_, comment="the account of every number in the text"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_documents_run"),
        sa.PrimaryKeyConstraint("document", name="pk_documents"),
        comment="one row a document, as it is now",
    )
    op.create_index("ix_documents_source_published", "documents", ["source_published"])
    op.create_index("ix_documents_text_sha256", "documents", ["text_sha256"])
    op.create_index("uq_documents_doc_id", "documents", ["doc_id"], unique=True)


def _document_versions() -> None:
    op.create_table(
        "document_versions",
        _given("document", NUMBER, autoincrement=False),
        _given("version", INTEGER, autoincrement=False),
        _given("text_sha256", TEXT),
        _maybe("text", TEXT, comment="that offsets of this version count characters of, when known"),
        _given("until_run", NUMBER, comment="that brought the next"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_document_versions_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name="fk_document_versions_until_run"),
        sa.PrimaryKeyConstraint("document", "version", name="pk_document_versions"),
        comment="the former texts of documents",
    )


def _flags() -> None:
    op.create_table(
        "flags",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("code", TEXT),
        _given("message", TEXT),
        _maybe("suggestion", TEXT),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_flags_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_flags_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_flags"),
        comment="what a reviewer should look at",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_flags_code", "flags", ["code"])


def _history() -> None:
    op.create_table(
        "history",
        _given("document", NUMBER, autoincrement=False),
        _given("kind", TEXT),
        _given("key", TEXT),
        _given("version", INTEGER, autoincrement=False),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("until_run", NUMBER, comment="that ended it"),
        _given("text_sha256", TEXT, comment="of the text its offsets count characters of"),
        _given("record", JSON_, comment="as it was, in the form of the data contract"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_history_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_history_run"),
        sa.ForeignKeyConstraint(["until_run"], ["runs.run"], name="fk_history_until_run"),
        sa.PrimaryKeyConstraint("document", "kind", "key", "version", name="pk_history"),
        comment="former versions of records, changed or lost",
        sqlite_with_rowid=False,
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        _given("path", TEXT, comment="of a document below its source"),
        _given("status", TEXT, comment="what became of it"),
        _maybe("doc_id", TEXT),
        _given("content", TEXT, comment="hash of what was read"),
        _given("rules", TEXT, comment="SHA-256 of the rule set"),
        _given("version", TEXT, comment="of bienban"),
        _maybe("error", TEXT),
        _given("source", TEXT, comment="the file or folder it was found in, as it was given"),
        _maybe("file", TEXT, comment="the path of the file of several documents it lies in"),
        _maybe("stage", TEXT, comment="where it was when it failed"),
        _maybe("reason", TEXT, comment="why it is in quarantine"),
        _given("attempts", INTEGER),
        _given("ms", INTEGER, comment="milliseconds of the last attempt"),
        _maybe("text", TEXT, comment="SHA-256 of all that its records depend on"),
        _maybe("sketch", TEXT, comment="a fingerprint that is alike for texts that are alike"),
        _maybe("same_as", TEXT, comment="the first doc_id with the same or nearly the same text"),
        _given("loaded", BOOLEAN, comment="by `bienban load`, not read from a source"),
        _given("run", NUMBER, comment="that wrote this row"),
        sa.ForeignKeyConstraint(
            ["doc_id"],
            ["documents.doc_id"],
            name="fk_ledger_doc_id",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_ledger_run"),
        sa.PrimaryKeyConstraint("path", name="pk_ledger"),
        comment="the account of documents: what each was made from and what came of it",
    )
    op.create_index("ix_ledger_doc_id", "ledger", ["doc_id"])
    op.create_index("ix_ledger_status", "ledger", ["status"])


def _meetings() -> None:
    op.create_table(
        "meetings",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _given("rule", TEXT, comment="id of the rule that read it"),
        _given("kind", TEXT),
        _maybe("body", TEXT, comment="who met, as written"),
        _maybe("body_full", TEXT, comment="the same, completed by the text or its source"),
        _maybe("level", TEXT),
        _maybe("date", TEXT, comment="YYYY-MM-DD, or --MM-DD when the year is unknown"),
        _maybe("session", TEXT),
        _maybe("place", TEXT),
        _given("venues", JSON_),
        _maybe("period_code", TEXT, comment="such as 2024-11, ytd:2024-11, as_of:2024-11-26"),
        _maybe("period_start", TEXT, comment="first ISO day, null when the year is unknown"),
        _maybe("period_end", TEXT, comment="last ISO day"),
        _maybe("period_raw", TEXT, comment="as written"),
        sa.CheckConstraint(
            "kind IN ("
            "'regular_session', 'briefing', 'council_session', 'council_standing', 'party_standing', "
            "'party_committee', 'review', 'steering', 'online', 'working_session', "
            "'press_conference', 'front', 'emergency', 'notice', 'minutes', "
            "'other'"
            ")",
            name="kind",
        ),
        sa.CheckConstraint("level IN ('central', 'province', 'district', 'commune')", name="level"),
        sa.CheckConstraint("session IN ('morning', 'afternoon', 'evening')", name="session"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_meetings_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_meetings_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_meetings"),
        comment="the meetings documents report",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meetings_date", "meetings", ["date"])


def _spans() -> None:
    op.create_table(
        "spans",
        _given("document", NUMBER, autoincrement=False),
        _given("kind", TEXT, comment="table of the record it belongs to"),
        _given("key", TEXT, comment="key of that record"),
        _given("field", TEXT, comment="also, spans, or fields.NAME"),
        _given("n", INTEGER, autoincrement=False, comment="counts them, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _maybe("rule", TEXT, comment="id of the rule that read it"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_spans_document", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document", "kind", "key", "field", "n", name="pk_spans"),
        comment="where the fields of records were read, besides where the record stands itself",
        sqlite_with_rowid=False,
    )


def _texts() -> None:
    op.create_table(
        "texts",
        _given("document", NUMBER, autoincrement=False),
        _given("text", TEXT, comment="Document.text, when the record came with it"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_texts_document", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document", name="pk_texts"),
        comment="the texts of documents",
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _given("rule", TEXT, comment="id of the rule that read it"),
        _given("action", TEXT),
        _maybe("object", TEXT),
        _maybe("votes", JSON_, comment="yes, present, total, percent"),
        _maybe("meeting_key", TEXT, comment="the meeting of this record"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document", "meeting_key"],
            ["meetings.document", "meetings.key"],
            name="fk_decisions_document_meeting_key",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_decisions_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_decisions_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_decisions"),
        comment="what meetings adopted, voted, elected",
        sqlite_with_rowid=False,
    )


def _directives() -> None:
    op.create_table(
        "directives",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _given("rule", TEXT, comment="id of the rule that read it"),
        _given("text", TEXT),
        _maybe("speaker", TEXT),
        _given("speaker_titles", JSON_),
        _maybe("addressee", TEXT),
        _maybe("addressee_inherited", TEXT),
        _maybe("lead", TEXT),
        _given("coordinate", JSON_),
        _maybe("deadline", TEXT, comment="as written"),
        _maybe("deadline_date", TEXT, comment="ISO date, partial date or period code"),
        _maybe("due", TEXT, comment="the last ISO day of the deadline, null when its year is unknown"),
        _given("legal_basis", JSON_),
        _maybe("meeting_key", TEXT, comment="the meeting of this record"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document", "meeting_key"],
            ["meetings.document", "meetings.key"],
            name="fk_directives_document_meeting_key",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_directives_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_directives_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_directives"),
        comment="who must do what by when",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_directives_due", "directives", ["due"])


def _indicators() -> None:
    op.create_table(
        "indicators",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _given("rule", TEXT, comment="id of the rule that read it"),
        _given("id", TEXT, comment="name of the indicator in its document"),
        _maybe("name", TEXT, comment="what is measured, as written"),
        _maybe("concept", TEXT, comment="the indicator it is, such as budget_revenue"),
        _given("measure", TEXT),
        _given("value", TEXT, comment="exact decimal, scale applied"),
        _maybe(
            "value_number",
            NUMERIC,
            sa.Computed("CAST(value AS NUMERIC)", persisted=True),
            comment="value, to compare and to sort with",
        ),
        _maybe("value_max", TEXT, comment="upper end of a range"),
        _maybe(
            "value_max_number",
            NUMERIC,
            sa.Computed("CAST(value_max AS NUMERIC)", persisted=True),
            comment="value_max, to compare and to sort with",
        ),
        _maybe("of", TEXT, comment="denominator of a fraction"),
        _maybe("unit", TEXT),
        _given("bound", TEXT),
        _given("status", TEXT),
        _maybe("base", TEXT, comment="what it is compared with"),
        _maybe("assigner", TEXT, comment="who set the plan"),
        _maybe("scope", TEXT),
        _maybe("parent", TEXT, comment="id of the indicator it is part of or compares"),
        _given("readings", JSON_, comment="both readings of an ambiguous number"),
        _given("flags", JSON_, comment="codes of flags"),
        _maybe("period_code", TEXT, comment="such as 2024-11, ytd:2024-11, as_of:2024-11-26"),
        _maybe("period_start", TEXT, comment="first ISO day, null when the year is unknown"),
        _maybe("period_end", TEXT, comment="last ISO day"),
        _maybe("period_raw", TEXT, comment="as written"),
        _maybe("meeting_key", TEXT, comment="the meeting of this record"),
        *_constraints_of_indicators(),
        comment="the numbers documents report",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_indicators_concept_period_start", "indicators", ["concept", "period_start"])


def _constraints_of_indicators() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint("bound IN ('exact', 'under', 'over', 'about', 'min', 'max')", name="bound"),
        sa.CheckConstraint(
            "measure IN ("
            "'level', 'change', 'growth', 'share_of_plan', 'index', "
            "'share', 'multiple', 'rank', 'fraction'"
            ")",
            name="measure",
        ),
        sa.CheckConstraint("status IN ('actual', 'estimate', 'target')", name="status"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document", "meeting_key"],
            ["meetings.document", "meetings.key"],
            name="fk_indicators_document_meeting_key",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_indicators_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_indicators_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_indicators"),
    ]


def _people() -> None:
    op.create_table(
        "people",
        _given("document", NUMBER, autoincrement=False),
        _given("key", TEXT, comment="made from what the record quotes"),
        _given("version", INTEGER, comment="counts what this record has said, from 1"),
        _given("run", NUMBER, comment="that wrote this version"),
        _given("position", INTEGER, comment="in the list of the document, from 0"),
        _given("start", INTEGER, comment="first character in the text"),
        _given("end", INTEGER, comment="one past the last character"),
        _given("raw", TEXT, comment="the characters themselves"),
        _given("rule", TEXT, comment="id of the rule that read it"),
        _given("role", TEXT),
        _maybe("name", TEXT),
        _maybe("group", TEXT),
        _given("titles", JSON_),
        _maybe("honorific", TEXT),
        _maybe("count", INTEGER, comment="how many of the group came, when told"),
        _maybe("of", INTEGER, comment="out of how many, when told"),
        _maybe("person_id", TEXT, comment="the same for one person throughout a document"),
        _maybe("meeting_key", TEXT, comment="the meeting of this record"),
        sa.CheckConstraint("role IN ('chair', 'attendee', 'absent', 'speaker', 'secretary')", name="role"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="place"),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(
            ["document", "meeting_key"],
            ["meetings.document", "meetings.key"],
            name="fk_people_document_meeting_key",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_people_document", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.run"], name="fk_people_run"),
        sa.PrimaryKeyConstraint("document", "key", name="pk_people"),
        comment="one person or group in one role at one meeting",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_people_name", "people", ["name"])


def _given(name: str, kind: TypeEngine[Any], *more: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=False, **options)


def _maybe(name: str, kind: TypeEngine[Any], *more: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=True, **options)
