"""The views: SQL to ask an archive with, the same on SQLite and PostgreSQL.

They are made anew after every migration. docs/database.md tells what is in them.

What a reviewer decided counts (reviewed.py): a rejected record is in no view, a corrected field has
the reviewer's value. The views `extracted_…` tell what was extracted.
"""

from collections.abc import Callable

from bienban.store.reviewed import REVIEWED, Which, beside, corrected, decided, fields, latest

_DOCUMENT = "d.document, d.doc_id, d.source_outlet AS outlet, d.source_published AS published"

_BODY = """
LEFT JOIN meeting_bodies mb ON mb.document = m.document AND mb.key = m.key
LEFT JOIN bodies b ON b.body = mb.body"""

_WHERE = 'r.raw AS quote, r.start AS start_char, r."end" AS end_char, r.rule, r.key, r.version'

_BODY_NAME = "COALESCE(b.name, m.body_full, m.body)"


def _of(which: Which) -> str:
    """The document and the meeting of a record."""
    body, date = _BODY_NAME, "m.date"
    if which != "extracted":
        body, date = corrected("body", body, review="w"), corrected("date", date, review="w")
    return f"{_DOCUMENT}, {body} AS body, m.level, {date} AS meeting_date"


def _meeting(which: Which) -> str:
    join = f"LEFT JOIN meetings m ON m.document = r.document AND m.key = r.meeting_key{_BODY}"
    return join if which == "extracted" else join + latest("meetings", "m", "w")


_INDICATOR = {
    name: f"r.{name}"
    for name in (
        *("name", "concept", "measure", "value", "value_max", "unit", "bound", "status", "period_start"),
        *("period_end", "base", "scope", "assigner"),
    )
} | {"out_of": 'r."of"', "period": "r.period_code"}


def _indicators(which: Which) -> str:
    number = "r.value_number"
    if which == "corrected":
        number = f"CAST({corrected('value', 'r.value')} AS NUMERIC)"
    return f"""
SELECT {_of(which)}, {fields(_INDICATOR, which)}, {number} AS number, p.name AS part_of, r.position, {_WHERE}
    {beside(which, "name", "value", "unit", "period_code")}
FROM indicators r
JOIN documents d ON d.document = r.document
{_meeting(which)}
LEFT JOIN indicators p ON p.document = r.document AND p.id = r.parent AND p.key <> r.key
{decided("indicators", which)}"""


def _series(of: str, more: str = "") -> str:
    return f"""
SELECT body, concept, measure, unit, status, base, scope, period, period_start, period_end, value, number,
    name, outlet, published, document, doc_id, key, quote, start_char, end_char{more}
FROM (
    SELECT c.*, ROW_NUMBER() OVER (
        PARTITION BY c.body, c.concept, c.measure, c.unit, c.status, c.base, c.scope, c.period
        ORDER BY c.published DESC NULLS LAST, c.doc_id DESC, c.position
    ) AS age
    FROM {of} c
    WHERE c.concept IS NOT NULL AND c.period_end IS NOT NULL
) AS reported
WHERE age = 1
"""


_DIRECTIVE = {name: f"r.{name}" for name in ("text", "lead", "speaker", "deadline", "deadline_date", "due")}


def _directives(which: Which) -> str:
    addressee = "COALESCE(r.addressee, r.addressee_inherited)"
    told = corrected("addressee", addressee) if which == "corrected" else addressee
    return f"""
SELECT {_of(which)}, {fields(_DIRECTIVE, which)}, {told} AS addressee, r.coordinate, r.speaker_titles,
    r.legal_basis, {_WHERE}{beside(which, "text", "addressee", "deadline", "deadline_date")}
FROM directives r
JOIN documents d ON d.document = r.document
{_meeting(which)}{decided("directives", which)}"""


_MEETING = {"kind": "r.kind", "session": "r.session", "place": "r.place", "period": "r.period_code"}


def _meetings_by_chair(which: Which) -> str:
    body, date, chair = _BODY_NAME.replace("m.", "r."), "r.date", "c.name"
    if which == "corrected":
        body, date = corrected("body", body), corrected("date", date)
    chairs = "c.document = r.document AND c.meeting_key = r.key AND c.role = 'chair'"
    joined = f"LEFT JOIN people c ON {chairs}"
    if which != "extracted":
        chair = corrected("name", chair, review="w")
        joined = f"""LEFT JOIN people c ON {chairs} AND NOT EXISTS (
    SELECT 1 FROM reviews x WHERE x.latest AND x.doc_id = d.doc_id AND x.kind = 'people' AND x.key = c.key
    AND x.verdict = 'reject'
){latest("people", "c", "w")}"""
    return f"""
SELECT {_DOCUMENT}, {body} AS body, r.level, {fields(_MEETING, which)}, {date} AS meeting_date,
    {chair} AS chair, c.titles AS chair_titles, r.raw AS quote, r.start AS start_char, r."end" AS end_char,
    r.key, r.version{beside(which, "body", "date")}
FROM meetings r
JOIN documents d ON d.document = r.document{_BODY.replace(" m.", " r.")}
{joined}{decided("meetings", which)}"""


def _flags(which: Which) -> str:
    """Flags of documents; one that a reviewer has accepted or rejected needs no look any more."""
    done = ""
    if which != "extracted":
        done = f"{latest('flags', 'f', 'v')}\nWHERE COALESCE(v.verdict, 'none') NOT IN ('accept', 'reject')"
    return f"""
SELECT {_DOCUMENT}, f.code, f.message,
    f.suggestion, s.raw AS quote, s.start AS start_char, s."end" AS end_char, 'flags' AS kind, f.key
FROM flags f
JOIN documents d ON d.document = f.document
LEFT JOIN spans s ON s.document = f.document AND s.kind = 'flags' AND s.key = f.key AND s.n = 0{done}
UNION ALL
SELECT {_DOCUMENT}, f.code, f.message,
    NULL, p.raw, p.start, p."end", f.kind, f.key
FROM join_flags f
JOIN documents d ON d.document = f.document
LEFT JOIN provenance p ON p.document = f.document AND p.kind = f.kind AND p.key = f.key AND p.field = 'record'
"""


PROVENANCE = "\nUNION ALL\n".join(
    [
        f"SELECT document, '{kind}' AS kind, key, 'record' AS field, 0 AS n, start, \"end\", raw, rule\n"
        f"FROM {kind}"
        for kind in ("meetings", "people", "indicators", "directives", "decisions")
    ]
    + ['SELECT document, kind, key, field, n, start, "end", raw, rule FROM spans']
)


def _reviewed(view: Callable[[Which], str]) -> str:
    return "\nUNION ALL\n".join(map(view, REVIEWED))


_MORE = ", reviewed, extracted_name, extracted_value, extracted_unit, extracted_period_code"

VIEWS: dict[str, str] = {
    "current_indicators": _reviewed(_indicators),
    "series": _series("current_indicators", _MORE),
    "current_directives": _reviewed(_directives),
    "meetings_by_chair": _reviewed(_meetings_by_chair),
    "provenance": PROVENANCE,
    "open_flags": _flags("plain"),
    "extracted_indicators": _indicators("extracted"),
    "extracted_series": _series("extracted_indicators"),
    "extracted_directives": _directives("extracted"),
    "extracted_meetings": _meetings_by_chair("extracted"),
    "extracted_flags": _flags("extracted"),
}
"""By name, each after those it is made from."""
