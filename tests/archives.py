"""All that an archive holds, whatever run wrote it and whatever numbers its rows have."""

from sqlalchemy import create_engine, select, text

from bienban.store.schema import documents, metadata
from bienban.store.url import known_url

OF_A_RUN = {"run", "until_run", "ms", "attempts"}


def content(url):
    """The rows of every table but `runs`, sorted; a document goes by its doc_id."""
    engine = create_engine(known_url(url, create=False))
    with engine.connect() as connection:
        names = dict(connection.execute(select(documents.c.document, documents.c.doc_id)).all())
        found = {
            table.name: sorted(
                (row_of(row, names) for row in connection.execute(select(table)).mappings()), key=repr
            )
            for table in metadata.sorted_tables
            if table.name != "runs"
        }
    engine.dispose()
    return found


def row_of(row, names):
    return {
        name: names[value] if name == "document" else value
        for name, value in row.items()
        if name not in OF_A_RUN and not name.endswith("_number")
    }


def rows(url, query):
    """What SQL gives."""
    engine = create_engine(known_url(url, create=False))
    with engine.begin() as connection:
        result = connection.execute(text(query))
        found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found
