"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

JSON_ = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
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
        sa.Column("run", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column(
            "rules",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the rule set; empty when records were loaded",
        ),
        sa.Column("version", sa.Text(), nullable=False, comment="of bienban"),
        sa.Column("settings", JSON_, nullable=True, comment="what else the run was told"),
        sa.Column("started", sa.Text(), nullable=False, comment="UTC, ISO 8601"),
        sa.Column(
            "finished",
            sa.Text(),
            nullable=True,
            comment="null while it runs, and for ever when it was killed",
        ),
        sa.PrimaryKeyConstraint("run", name="pk_runs"),
        comment="each time the archive was fed and something was written",
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("document", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column(
            "doc_id", sa.Text(), nullable=False, comment="URL if known, else the path below its source"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="counts the texts it has had, from 1"),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the record as a line of JSON"),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this row"),
        sa.Column("schema", sa.Text(), nullable=False, comment="of the record: bienban/1"),
        sa.Column(
            "text_sha256", sa.Text(), nullable=False, comment="of the text that offsets count characters of"
        ),
        sa.Column("source_path", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_outlet", sa.Text(), nullable=True),
        sa.Column("source_title", sa.Text(), nullable=True),
        sa.Column("source_published", sa.Text(), nullable=True, comment="ISO date"),
        sa.Column("source_format", sa.Text(), nullable=False),
        sa.Column("source_encoding", sa.Text(), nullable=True),
        sa.Column("is_meeting", sa.Boolean(), nullable=False),
        sa.Column("numerals", JSON_, nullable=False, comment="the account of every number in the text"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column(
            "text",
            sa.Text(),
            nullable=True,
            comment="that offsets of this version count characters of, when known",
        ),
        sa.Column("until_run", NUMBER, nullable=False, comment="that brought the next"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=True),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("until_run", NUMBER, nullable=False, comment="that ended it"),
        sa.Column(
            "text_sha256", sa.Text(), nullable=False, comment="of the text its offsets count characters of"
        ),
        sa.Column("record", JSON_, nullable=False, comment="as it was, in the form of the data contract"),
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
        sa.Column("path", sa.Text(), nullable=False, comment="of a document below its source"),
        sa.Column("status", sa.Text(), nullable=False, comment="what became of it"),
        sa.Column("doc_id", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False, comment="hash of what was read"),
        sa.Column("rules", sa.Text(), nullable=False, comment="SHA-256 of the rule set"),
        sa.Column("version", sa.Text(), nullable=False, comment="of bienban"),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column(
            "source", sa.Text(), nullable=False, comment="the file or folder it was found in, as it was given"
        ),
        sa.Column(
            "file", sa.Text(), nullable=True, comment="the path of the file of several documents it lies in"
        ),
        sa.Column("stage", sa.Text(), nullable=True, comment="where it was when it failed"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why it is in quarantine"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False, comment="milliseconds of the last attempt"),
        sa.Column("text", sa.Text(), nullable=True, comment="SHA-256 of all that its records depend on"),
        sa.Column(
            "sketch", sa.Text(), nullable=True, comment="a fingerprint that is alike for texts that are alike"
        ),
        sa.Column(
            "same_as",
            sa.Text(),
            nullable=True,
            comment="the first doc_id with the same or nearly the same text",
        ),
        sa.Column(
            "loaded", sa.Boolean(), nullable=False, comment="by `bienban load`, not read from a source"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this row"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=False, comment="id of the rule that read it"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True, comment="who met, as written"),
        sa.Column(
            "body_full", sa.Text(), nullable=True, comment="the same, completed by the text or its source"
        ),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column(
            "date", sa.Text(), nullable=True, comment="YYYY-MM-DD, or --MM-DD when the year is unknown"
        ),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("venues", JSON_, nullable=False),
        sa.Column(
            "period_code", sa.Text(), nullable=True, comment="such as 2024-11, ytd:2024-11, as_of:2024-11-26"
        ),
        sa.Column(
            "period_start", sa.Text(), nullable=True, comment="first ISO day, null when the year is unknown"
        ),
        sa.Column("period_end", sa.Text(), nullable=True, comment="last ISO day"),
        sa.Column("period_raw", sa.Text(), nullable=True, comment="as written"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="table of the record it belongs to"),
        sa.Column("key", sa.Text(), nullable=False, comment="key of that record"),
        sa.Column("field", sa.Text(), nullable=False, comment="also, spans, or fields.NAME"),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False, comment="counts them, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=True, comment="id of the rule that read it"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="Document.text, when the record came with it"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_texts_document", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document", name="pk_texts"),
        comment="the texts of documents",
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=False, comment="id of the rule that read it"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=True),
        sa.Column("votes", JSON_, nullable=True, comment="yes, present, total, percent"),
        sa.Column("meeting_key", sa.Text(), nullable=True, comment="the meeting of this record"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=False, comment="id of the rule that read it"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_titles", JSON_, nullable=False),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("addressee_inherited", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("coordinate", JSON_, nullable=False),
        sa.Column("deadline", sa.Text(), nullable=True, comment="as written"),
        sa.Column("deadline_date", sa.Text(), nullable=True, comment="ISO date, partial date or period code"),
        sa.Column(
            "due",
            sa.Text(),
            nullable=True,
            comment="the last ISO day of the deadline, null when its year is unknown",
        ),
        sa.Column("legal_basis", JSON_, nullable=False),
        sa.Column("meeting_key", sa.Text(), nullable=True, comment="the meeting of this record"),
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
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=False, comment="id of the rule that read it"),
        sa.Column("id", sa.Text(), nullable=False, comment="name of the indicator in its document"),
        sa.Column("name", sa.Text(), nullable=True, comment="what is measured, as written"),
        sa.Column("concept", sa.Text(), nullable=True, comment="the indicator it is, such as budget_revenue"),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False, comment="exact decimal, scale applied"),
        sa.Column(
            "value_number",
            sa.Numeric(),
            sa.Computed("CAST(value AS NUMERIC)", persisted=True),
            nullable=True,
            comment="value, to compare and to sort with",
        ),
        sa.Column("value_max", sa.Text(), nullable=True, comment="upper end of a range"),
        sa.Column(
            "value_max_number",
            sa.Numeric(),
            sa.Computed("CAST(value_max AS NUMERIC)", persisted=True),
            nullable=True,
            comment="value_max, to compare and to sort with",
        ),
        sa.Column("of", sa.Text(), nullable=True, comment="denominator of a fraction"),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=True, comment="what it is compared with"),
        sa.Column("assigner", sa.Text(), nullable=True, comment="who set the plan"),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column(
            "parent", sa.Text(), nullable=True, comment="id of the indicator it is part of or compares"
        ),
        sa.Column("readings", JSON_, nullable=False, comment="both readings of an ambiguous number"),
        sa.Column("flags", JSON_, nullable=False, comment="codes of flags"),
        sa.Column(
            "period_code", sa.Text(), nullable=True, comment="such as 2024-11, ytd:2024-11, as_of:2024-11-26"
        ),
        sa.Column(
            "period_start", sa.Text(), nullable=True, comment="first ISO day, null when the year is unknown"
        ),
        sa.Column("period_end", sa.Text(), nullable=True, comment="last ISO day"),
        sa.Column("period_raw", sa.Text(), nullable=True, comment="as written"),
        sa.Column("meeting_key", sa.Text(), nullable=True, comment="the meeting of this record"),
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
        comment="the numbers documents report",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_indicators_concept_period_start", "indicators", ["concept", "period_start"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="made from what the record quotes"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="counts what this record has said, from 1"
        ),
        sa.Column("run", NUMBER, nullable=False, comment="that wrote this version"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the list of the document, from 0"),
        sa.Column("start", sa.Integer(), nullable=False, comment="first character in the text"),
        sa.Column("end", sa.Integer(), nullable=False, comment="one past the last character"),
        sa.Column("raw", sa.Text(), nullable=False, comment="the characters themselves"),
        sa.Column("rule", sa.Text(), nullable=False, comment="id of the rule that read it"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("titles", JSON_, nullable=False),
        sa.Column("honorific", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True, comment="how many of the group came, when told"),
        sa.Column("of", sa.Integer(), nullable=True, comment="out of how many, when told"),
        sa.Column(
            "person_id", sa.Text(), nullable=True, comment="the same for one person throughout a document"
        ),
        sa.Column("meeting_key", sa.Text(), nullable=True, comment="the meeting of this record"),
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
