"""Records -> what stands on standard output."""

import json

from bienban.records import DocumentRecord


def readable_json(record: DocumentRecord) -> str:
    """The record as JSON with one item a line: small for the eye and for `git diff`."""
    lines = []
    for name, value in json.loads(record.to_json()).items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {_one_line(item)}" for item in value)
            lines.append(f" {_one_line(name)}: [\n{items}\n ]")
        else:
            lines.append(f" {_one_line(name)}: {_one_line(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
