"""What the columns of a table of documents mean."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bienban.errors import ReadError, UsageError

KNOWN = {
    "text": "text body content full_text article noi_dung toan_van van_ban main_text html raw_text",
    "id": "doc_id document_id id article_id key uuid ma so_hieu",
    "url": "url link href source_url article_url page_url duong_dan lien_ket",
    "date": "published published_at publish_date pub_date date_published publication_date date "
    "ngay_dang ngay_xuat_ban ngay thoi_gian created_at",
    "title": "title headline tieu_de ten_bai",
    "outlet": "outlet source site publisher newspaper nguon bao trang",
}
"""What a column may hold -> the names it is found by, the likelier first; marks and case do not count."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of documents, by name; what is None is found by its usual names."""

    text: str | None = None
    id: str | None = None
    url: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None

    @classmethod
    def parse(cls, named: str) -> "Columns":
        """Columns from `text=body,id=key`. Raises UsageError for anything else."""
        pairs = [pair.partition("=") for pair in named.split(",") if pair.strip()]
        roles = {role.strip(): column.strip() for role, _, column in pairs}
        unknown = [role for role, column in roles.items() if role not in KNOWN or not column]
        if unknown or len(roles) < len(pairs):
            raise UsageError(
                f"columns {named!r}: write them as text=body,id=key; known are {', '.join(KNOWN)}"
            )
        return cls(**roles)

    def choose(self, header: Sequence[str], name: str) -> dict[str, str]:
        """Which column of `header` holds what. Raises ReadError for one that is missing."""
        chosen: dict[str, str] = {}
        folded: dict[str, str] = {}
        for column in reversed(header):
            folded[_fold(column)] = column
        for role, column in asdict(self).items():
            if column is not None and column not in header:
                raise ReadError(f"{name}: no column {column!r} for {role}; {_there(header)}")
            found = column or next((folded[known] for known in KNOWN[role].split() if known in folded), None)
            if found is not None and found not in chosen.values():
                chosen[role] = found
        if "text" not in chosen:
            raise ReadError(
                f"{name}: no column with the text; name it with --columns text=…; {_there(header)}"
            )
        return chosen


def _there(header: Sequence[str]) -> str:
    shown = ", ".join(column[:30] for column in header[:12])
    return f"its columns are {shown or 'none'}{', …' if len(header) > 12 else ''}"


def _fold(column: str) -> str:
    apart = unicodedata.normalize("NFD", column.strip().lower().replace("đ", "d"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return "_".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
