"""The views: SQL to ask an archive with, the same on SQLite and PostgreSQL.

They are made anew after every migration. docs/database.md tells what is in them.
"""

_OF = """
    d.document, d.doc_id, d.source_outlet AS outlet, d.source_published AS published,
    COALESCE(b.name, m.body_full, m.body) AS body, m.level, m.date AS meeting_date"""

_BODY = """
LEFT JOIN meeting_bodies mb ON mb.document = m.document AND mb.key = m.key
LEFT JOIN bodies b ON b.body = mb.body"""

_MEETING = f"LEFT JOIN meetings m ON m.document = r.document AND m.key = r.meeting_key{_BODY}"

_WHERE = 'r.raw AS quote, r.start AS start_char, r."end" AS end_char, r.rule, r.key, r.version'

CURRENT_INDICATORS = f"""
SELECT {_OF}, r.name, r.concept, r.measure, r.value, r.value_number AS number, r.value_max, r."of" AS out_of,
    r.unit, r.bound, r.status, r.period_code AS period, r.period_start, r.period_end, r.base, r.scope,
    r.assigner, p.name AS part_of, r.position, {_WHERE}
FROM indicators r
JOIN documents d ON d.document = r.document
{_MEETING}
LEFT JOIN indicators p ON p.document = r.document AND p.id = r.parent AND p.key <> r.key
"""

SERIES = """
SELECT body, concept, measure, unit, status, base, scope, period, period_start, period_end, value, number,
    name, outlet, published, document, doc_id, key, quote, start_char, end_char
FROM (
    SELECT c.*, ROW_NUMBER() OVER (
        PARTITION BY c.body, c.concept, c.measure, c.unit, c.status, c.base, c.scope, c.period
        ORDER BY c.published DESC NULLS LAST, c.doc_id DESC, c.position
    ) AS age
    FROM current_indicators c
    WHERE c.concept IS NOT NULL AND c.period_end IS NOT NULL
) AS reported
WHERE age = 1
"""

CURRENT_DIRECTIVES = f"""
SELECT {_OF}, r.text, COALESCE(r.addressee, r.addressee_inherited) AS addressee, r.lead, r.coordinate,
    r.speaker, r.speaker_titles, r.deadline, r.deadline_date, r.due, r.legal_basis, {_WHERE}
FROM directives r
JOIN documents d ON d.document = r.document
{_MEETING}
"""

MEETINGS_BY_CHAIR = f"""
SELECT d.document, d.doc_id, d.source_outlet AS outlet, d.source_published AS published,
    COALESCE(b.name, m.body_full, m.body) AS body, m.level, m.kind, m.date AS meeting_date, m.session,
    m.period_code AS period, m.place, c.name AS chair, c.titles AS chair_titles, c.raw AS quote,
    m.start AS start_char, m."end" AS end_char, m.key, m.version
FROM meetings m
JOIN documents d ON d.document = m.document{_BODY}
LEFT JOIN people c ON c.document = m.document AND c.meeting_key = m.key AND c.role = 'chair'
"""

OPEN_FLAGS = """
SELECT d.document, d.doc_id, d.source_outlet AS outlet, d.source_published AS published, f.code, f.message,
    f.suggestion, s.raw AS quote, s.start AS start_char, s."end" AS end_char, 'flags' AS kind, f.key
FROM flags f
JOIN documents d ON d.document = f.document
LEFT JOIN spans s ON s.document = f.document AND s.kind = 'flags' AND s.key = f.key AND s.n = 0
UNION ALL
SELECT d.document, d.doc_id, d.source_outlet, d.source_published, f.code, f.message,
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

VIEWS: dict[str, str] = {
    "current_indicators": CURRENT_INDICATORS,
    "series": SERIES,
    "current_directives": CURRENT_DIRECTIVES,
    "meetings_by_chair": MEETINGS_BY_CHAIR,
    "provenance": PROVENANCE,
    "open_flags": OPEN_FLAGS,
}
"""By name, each after those it is made from."""
