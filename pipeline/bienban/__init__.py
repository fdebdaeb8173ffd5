"""bienban: Vietnamese press releases and minutes of meetings, turned into validated records.

    import bienban

    pipeline = bienban.load()
    record = pipeline.extract(text, published="2024-11-27")
    frame = bienban.to_frame([record])

Names are imported when they are first used: `import bienban` loads no NLP library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bienban.api import Pipeline, load
    from bienban.errors import BienbanError, ReadError, RecordError, RuleError, StoreError, UsageError
    from bienban.frame import to_frame
    from bienban.language import nlp
    from bienban.records import (
        Decision,
        Directive,
        DocumentRecord,
        Flag,
        Indicator,
        Meeting,
        Numeral,
        Period,
        Person,
        Provenance,
        Reading,
        Source,
        Span,
        Votes,
    )

__version__ = "0.1.0"

__all__ = [
    "load",
    "Pipeline",
    "to_frame",
    "nlp",
    "DocumentRecord",
    "Source",
    "Meeting",
    "Person",
    "Indicator",
    "Directive",
    "Decision",
    "Votes",
    "Flag",
    "Numeral",
    "Period",
    "Reading",
    "Span",
    "Provenance",
    "BienbanError",
    "ReadError",
    "RuleError",
    "RecordError",
    "StoreError",
    "UsageError",
]

_ROOMS = {"load": "api", "Pipeline": "api", "to_frame": "frame", "nlp": "language"}


def __getattr__(name: str) -> Any:
    """Import a public name from its room when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'bienban' has no attribute {name!r}")
    room = _ROOMS.get(name) or ("errors" if name.endswith("Error") else "records")
    return getattr(import_module(f"bienban.{room}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
