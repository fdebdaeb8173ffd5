"""Records <-> SQL and JSONL: archives of many documents, each with the ledger of what became of it."""
