"""Full-text search over the articles of an archive.

The index holds plain letters (fold.bare), the same on both databases: SQLite has it as FTS5,
PostgreSQL as a GIN index of lexemes. A search that was typed with accents then looks at the
accents of what the index found.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from bienban.errors import UsageError
from bienban.store.ask import Answer
from bienban.store.engine import asked
from bienban.store.fold import bare, contains

SEARCHED = 200_000
"""Characters of a text that are searched: PostgreSQL has no more room for one document."""

AROUND = 60
"""Characters of context on each side of what was found."""

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_COLUMNS = ("published", "outlet", "title", "passage", "start_char", "end_char", "doc_id")
_SELECT = (
    "SELECT d.source_published, d.source_outlet, d.source_title, t.text, t.words, d.doc_id "
    "FROM texts t JOIN documents d ON d.document = t.document WHERE {where} "
    "ORDER BY d.source_published DESC NULLS LAST, d.doc_id"
)
_WHERE = {
    "sqlite": "t.document IN (SELECT rowid FROM text_index WHERE text_index MATCH :query)",
    "postgresql": "to_tsvector('simple', t.words) @@ CAST(:query AS tsquery)",
}


def searchable(article: str) -> str:
    """What the index holds of a text; each letter stands where it stands in the text."""
    return bare(article[:SEARCHED])


def search(url: str, wanted: str, *, limit: int = 20) -> Answer:
    """The newest articles that hold all words of `wanted`; words in quotation marks stand together.

    Blind to case and to where a tone mark is put; words without accents stand for any accents. Raises
    UsageError when there is no word in it, StoreError.
    """
    phrases = [one or other for one, other in _PHRASE.findall(wanted) if bare(one or other).strip()]
    if not phrases:
        raise UsageError(f"{wanted!r}: no word to search for")
    with asked(url) as connection:
        rows: list[tuple[Any, ...]] = []
        for row in _found(connection, phrases):
            rows.append(row)
            if len(rows) == limit:
                break
    return Answer(_COLUMNS, rows)


def _found(connection: Connection, phrases: list[str]) -> Iterator[tuple[Any, ...]]:
    fits = [contains(phrase) for phrase in phrases]
    dialect = connection.dialect.name
    query = text(_SELECT.format(where=_WHERE[dialect])).execution_options(stream_results=True)
    for published, outlet, title, article, words, doc_id in connection.execute(
        query, {"query": _query(dialect, phrases)}
    ):
        if all(fit(article[:SEARCHED]) for fit in fits):
            start, end = (
                _place(words, article, " ".join(phrases)) or _place(words, article, phrases[0]) or (0, 0)
            )
            passage = " ".join(article[max(0, start - AROUND) : end + AROUND].split())
            yield published, outlet, title, passage, start, end, doc_id


def _query(dialect: str, phrases: list[str]) -> str:
    """The phrases in the language of the index; only letters, digits and spaces are left in them."""
    plain = [bare(phrase).split() for phrase in phrases]
    if dialect == "sqlite":
        return " ".join(f'"{" ".join(words)}"' for words in plain)
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in words) + ")" for words in plain)


def _place(words: str, article: str, phrase: str) -> tuple[int, int] | None:
    """Where a phrase stands first, with its accents if it has any; None when it does not."""
    fits = contains(phrase)
    pattern = r"(?<!\S)" + r"\s+".join(map(re.escape, bare(phrase).split())) + r"(?!\S)"
    places = (found.span() for found in re.finditer(pattern, words))
    return next((place for place in places if fits(article[slice(*place)])), None)
