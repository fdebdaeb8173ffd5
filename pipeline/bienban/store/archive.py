"""Where a run is told to write -> the Archive that is there."""

from pathlib import Path

from bienban.errors import UsageError
from bienban.store.ledger import Archive


def open_archive(out: str) -> Archive:
    """The archive at `out`: `NAME.jsonl`, or a database URL such as `sqlite:///NAME.db`.

    Raises UsageError for anything else, StoreError for an archive that cannot be used.
    """
    if "://" in out:
        from bienban.store.database import open_database  # 0.2 s, and not needed for JSONL

        return open_database(out)
    if not out.endswith(".jsonl"):
        raise UsageError(f"{out}: write NAME.jsonl for lines of JSON or sqlite:///NAME.db for a database")
    from bienban.store.jsonl import JsonLines

    return JsonLines(Path(out))
