"""What reviewers decide is kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

revision = "0003"
down_revision = "0002"

JSON_ = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, INTEGER, BOOLEAN = sa.Text(), sa.Integer(), sa.Boolean()


def upgrade() -> None:
    """Make the tables of decisions."""
    _reviews()
    _review_fields()


def _reviews() -> None:
    verdicts = "verdict IN ('accept', 'correct', 'reject', 'unsure', 'none')"
    told = "as it was extracted, in the form of the data contract"
    op.create_table(
        "reviews",
        sa.Column("review", NUMBER, sa.Identity(always=False), nullable=False),
        _given("act", TEXT, "the same for all that was decided at once"),
        _given("doc_id", TEXT, "of the document; a decision outlives it"),
        _given("kind", TEXT, "table of the record"),
        _given("key", TEXT, "key of the record"),
        _given("verdict", TEXT, None),
        sa.Column("pattern", TEXT, comment="the group that was decided as a whole; null for a single record"),
        sa.Column("note", TEXT),
        _given("reviewer", TEXT, "who decided"),
        _given("decided", TEXT, "UTC, ISO 8601"),
        _given("run", NUMBER, "that wrote the version of the record that was seen"),
        _given("version", INTEGER, "of the record that was seen"),
        _given("record", JSON_, told),
        _given("fields", TEXT, "the fields that were corrected, each between commas"),
        sa.Column("undoes", TEXT, comment="the act that this one takes back"),
        _given("latest", BOOLEAN, "whether nothing was decided of this record since"),
        sa.PrimaryKeyConstraint("review", name="pk_reviews"),
        sa.CheckConstraint(verdicts, name="verdict"),
        comment="what reviewers decided; rows are added, never changed but for `latest`",
    )
    op.create_index("ix_reviews_act", "reviews", ["act"])
    op.create_index(
        "uq_reviews_latest",
        "reviews",
        ["doc_id", "kind", "key"],
        unique=True,
        sqlite_where=sa.text("latest"),
        postgresql_where=sa.text("latest"),
    )


def _review_fields() -> None:
    op.create_table(
        "review_fields",
        sa.Column("review", NUMBER, autoincrement=False, nullable=False),
        sa.Column("field", TEXT, nullable=False, comment="a column of the record's table"),
        sa.Column("was", TEXT, comment="as it was extracted"),
        sa.Column("value", TEXT, comment="what counts instead; null for nothing"),
        sa.Column("start", INTEGER, comment="where the reviewer saw it in the text, when told"),
        sa.Column("end", INTEGER),
        sa.PrimaryKeyConstraint("review", "field", name="pk_review_fields"),
        sa.ForeignKeyConstraint(
            ["review"], ["reviews.review"], name="fk_review_fields_review", ondelete="CASCADE"
        ),
        comment="the corrected fields of reviews",
    )


def _given(name: str, kind: TypeEngine[Any], comment: str | None) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=comment)
