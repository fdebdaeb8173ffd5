"""Records x records -> gains, losses, changes: what another rule or another bienban would do to an archive.

two files ──documents──▶ documents by doc_id ──pair──▶ records by place ──compare──▶ Difference ──▶ report
"""
