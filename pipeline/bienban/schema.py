"""The records as JSON Schema, for tools that are not written in Python."""

import json
from pathlib import Path

from bienban.records import DocumentRecord

SHIPPED = Path(__file__).parent / "record.schema.json"
"""The committed copy; the tests hold it against the models."""


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of one record, as `bienban schema` prints it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DocumentRecord.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
