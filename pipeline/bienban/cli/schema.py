"""`bienban schema`: the contract of the records."""

import sys


def schema() -> None:
    """Print the JSON Schema of a record."""
    from bienban.schema import schema_text

    sys.stdout.write(schema_text())
