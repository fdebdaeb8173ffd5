"""What may be known about a document besides its text, and the file beside it that tells it."""

import json
from typing import Any, TypedDict

from bienban.errors import ReadError


class Facts(TypedDict, total=False):
    """What may be known about a document besides its text; `published` is an ISO day."""

    published: str | None
    url: str | None
    outlet: str | None
    title: str | None


FACTS = tuple(Facts.__annotations__)
"""The names of Facts."""

SIDECAR = ".meta.json"
"""The suffix of the file beside a document that holds its FACTS."""


def read_facts(content: bytes, name: str) -> dict[str, Any]:
    """The facts that a sidecar tells. Raises ReadError for what is no JSON object; `name` is for it."""
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name}: not valid JSON: {error}") from error
    if not isinstance(facts, dict):
        raise ReadError(f'{name}: expected an object such as {{"published": "2024-11-27"}}')
    return {name: facts[name] for name in FACTS if facts.get(name) is not None}
