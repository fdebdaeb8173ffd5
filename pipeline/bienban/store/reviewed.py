"""Parts of the views: a record as a reviewer left it, as SQL of both databases.

Corrected records are a part of their own of each view, so that all others are found by index.
"""

from collections.abc import Mapping
from typing import Literal

Which = Literal["extracted", "plain", "corrected"]
"""Records as extracted, whatever was decided; those left as they are; those with corrected fields."""

REVIEWED: tuple[Which, ...] = ("plain", "corrected")


def corrected(field: str, extracted: str, *, review: str = "v") -> str:
    """A field as a reviewer corrected it, else as it was extracted."""
    value = f"(SELECT f.value FROM review_fields f WHERE f.review = {review}.review AND f.field = '{field}')"
    return f"CASE WHEN {review}.fields LIKE '%,{field},%' THEN {value} ELSE {extracted} END"


def fields(columns: Mapping[str, str], which: Which) -> str:
    """Fields of a record by their names in the view; `columns` has the expression of each, `r.NAME`."""
    told = []
    for name, extracted in columns.items():
        field = extracted.removeprefix("r.").strip('"')
        told.append(f"{corrected(field, extracted) if which == 'corrected' else extracted} AS {name}")
    return ", ".join(told)


def beside(which: Which, *columns: str) -> str:
    """What was decided, and what was extracted, whatever counts."""
    if which == "extracted":
        return ""
    return ", " + ", ".join(
        ["NULLIF(v.verdict, 'none') AS reviewed", *(f"r.{name} AS extracted_{name}" for name in columns)]
    )


def decided(kind: str, which: Which, *, of: str = "r") -> str:
    """The end of a query: joins what was decided, and keeps only the records of `which`."""
    if which == "extracted":
        return ""
    join = f"JOIN reviews v ON v.latest AND v.doc_id = d.doc_id AND v.kind = '{kind}' AND v.key = {of}.key"
    if which == "plain":
        return f"\nLEFT {join}\nWHERE (v.verdict IS NULL OR (v.verdict <> 'reject' AND v.fields = ''))"
    return f"\n{join}\nWHERE v.verdict <> 'reject' AND v.fields <> ''"


def latest(kind: str, of: str, review: str) -> str:
    """Joins what was decided of another record, such as the meeting of this one."""
    return (
        f"\nLEFT JOIN reviews {review} ON {review}.latest AND {review}.doc_id = d.doc_id "
        f"AND {review}.kind = '{kind}' AND {review}.key = {of}.key"
    )
