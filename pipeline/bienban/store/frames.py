"""An archive -> pandas."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from bienban.store.engine import asked
from bienban.store.schema import metadata

if TYPE_CHECKING:
    import pandas as pd


def frames(url: str) -> "dict[str, pd.DataFrame]":
    """The tables of a database as DataFrames by name: documents, each kind of record, spans, ledger, …

    Decimal numbers are text, exact; `indicators.value_number` holds them to compare and to sort with.
    Raises StoreError.
    """
    import pandas as pd  # 0.8 s to import, so only where a frame is wanted

    with asked(url) as connection:
        return {
            table.name: pd.read_sql(select(table).order_by(*table.primary_key), connection)
            for table in metadata.sorted_tables
        }
