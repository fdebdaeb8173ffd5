"""Texts can be searched; bodies and persons are joined across documents."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bienban.store.search import searchable

revision = "0002"
down_revision = "0001"

JSON_ = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Fill the new column, index it, and make the tables of what is joined."""
    _words()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_texts_words ON texts USING gin (to_tsvector('simple', words))")
    else:
        _index_on_sqlite()
    _bodies()
    _persons()
    _joined("meeting_bodies", "meetings", "bodies", "body", "the body of each meeting")
    _joined("person_records", "people", "persons", "person", "the person of each record in people")
    _join_flags()


def _words() -> None:
    comment = "its start in plain letters, to search in (search.py)"
    op.add_column("texts", sa.Column("words", sa.Text(), nullable=False, server_default="", comment=comment))
    texts = sa.table("texts", sa.column("document"), sa.column("text"), sa.column("words"))
    connection = op.get_bind()
    change = sa.update(texts).where(texts.c.document == sa.bindparam("number"))
    for number in list(connection.scalars(sa.select(texts.c.document))):
        text = connection.scalar(sa.select(texts.c.text).where(texts.c.document == number))
        connection.execute(change.values(words=searchable(str(text))), {"number": number})


def _index_on_sqlite() -> None:
    """An index beside the table, kept by triggers; it holds no text of its own."""
    op.execute(
        "CREATE VIRTUAL TABLE text_index USING fts5("
        "words, content='texts', content_rowid='document', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute("INSERT INTO text_index (text_index) VALUES ('rebuild')")
    added = "INSERT INTO text_index (rowid, words) VALUES (new.document, new.words);"
    gone = "INSERT INTO text_index (text_index, rowid, words) VALUES ('delete', old.document, old.words);"
    op.execute(f"CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN {added} END")
    op.execute(f"CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER texts_changed AFTER UPDATE OF words ON texts BEGIN {gone} {added} END")


def _bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("body", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False, comment="the fullest name it goes by"),
        sa.Column("home", sa.Text(), comment="outlet or host, for a body whose name tells no place"),
        sa.PrimaryKeyConstraint("body", name="pk_bodies"),
        comment="bodies that meet, joined across documents by `bienban join`",
    )
    op.create_index("ix_bodies_name", "bodies", ["name"])


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("person", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("titles", JSON_, nullable=False, comment="all titles it goes by"),
        sa.Column("place", sa.Text(), comment="where it holds office: a place, an outlet or a host"),
        sa.PrimaryKeyConstraint("person", name="pk_persons"),
        comment="persons, joined across documents by `bienban join`",
    )
    op.create_index("ix_persons_name", "persons", ["name"])


def _joined(name: str, kind: str, to: str, number: str, comment: str) -> None:
    op.create_table(
        name,
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(number, NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("document", "key", name=f"pk_{name}"),
        sa.ForeignKeyConstraint([number], [f"{to}.{number}"], name=f"fk_{name}_{number}", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["document", "key"],
            [f"{kind}.document", f"{kind}.key"],
            name=f"fk_{name}_document_key",
            ondelete="CASCADE",
        ),
        comment=comment,
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_{number}", name, [number])


def _join_flags() -> None:
    op.create_table(
        "join_flags",
        sa.Column("document", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="table of the record"),
        sa.Column("key", sa.Text(), nullable=False, comment="key of the record"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "kind", "key", "code", name="pk_join_flags"),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.document"], name="fk_join_flags_document", ondelete="CASCADE"
        ),
        comment="what only shows across documents: names that may be one or two, numbers that jump",
        sqlite_with_rowid=False,
    )
