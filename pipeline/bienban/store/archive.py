"""Where a run is told to write -> the Archive that is there."""

from pathlib import Path

from bienban.errors import UsageError
from bienban.store.ledger import Archive


def keeps_text(out: str) -> bool:
    """Whether the archive at `out` is to have the texts, too: a database searches in them."""
    return "://" in out


def open_archive(out: str) -> Archive:
    """The archive at `out`: a folder, `NAME.jsonl`, or a database URL such as `sqlite:///NAME.db`.

    A folder is what is there as one, ends with a slash or has no suffix. Raises UsageError for
    anything else, StoreError for an archive that cannot be used.
    """
    if keeps_text(out):
        from bienban.store.database import open_database  # 0.2 s, and not needed for files

        return open_database(out)
    if out.endswith(".jsonl"):
        from bienban.store.jsonl import JsonLines

        return JsonLines(Path(out))
    if Path(out).is_dir() or out.endswith(("/", "\\")) or not Path(out).suffix:
        from bienban.store.folder import Folder

        return Folder(Path(out))
    raise UsageError(
        f"{out}: write a folder, NAME.jsonl for lines of JSON or sqlite:///NAME.db for a database"
    )
