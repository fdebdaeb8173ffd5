"""Parquet -> rows, with pyarrow. Runs in the confined process, which reads a large file by its path."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bienban.errors import ReadError
from bienban.read.columns import Columns
from bienban.read.dates import day_of

ROWS_AT_ONCE = 64


def read(
    content: bytes, name: str, *, path: str | None, columns: dict[str, str | None]
) -> Iterator[dict[str, Any]]:
    """The values of each row by what they mean. Raises ReadError when no column holds the text."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ReadError(f"{name}: Parquet needs pyarrow; pip install 'bienban[parquet]'") from error
    file = parquet.ParquetFile(path or io.BytesIO(content))
    meant = Columns(**columns).choose(file.schema_arrow.names, name)
    wanted = list(meant.values())
    for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            yield {role: _plain(row[column]) for role, column in meant.items()}


def _plain(value: object) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, date | datetime):
        return day_of(value)
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
