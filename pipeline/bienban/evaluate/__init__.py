"""Gold x records -> scores: what was read of what a reader found, field by field.

GOLD_DIR ──folder──▶ Sample* ──gold──▶ Gold ──compare──▶ Finding* ──scores──▶ Scores ──▶ report, floors
                                                                └───page──▶ HTML
"""
