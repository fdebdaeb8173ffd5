"""What a change says, in short lines of plain text, for every form it is shown in."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bienban.diff.compare import Change
from bienban.diff.groups import Difference, Group

LONGEST = 120
"""Characters shown of one value."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey: escapes, and marks that turn the order of letters round."""

_TELLING = (
    *("name", "group", "role", "kind", "code", "body", "value", "unit", "measure"),
    *("text", "action", "object", "reason", "message"),
)
"""What tells a lost or gained record at a glance."""


def short(value: Any, longest: int = LONGEST) -> str:
    """A value on one line."""
    if isinstance(value, dict) and "code" in value:
        value = value["code"]
    elif isinstance(value, dict) and "raw" in value:
        where = f"{value['start']}–{value['end']} " if "start" in value else ""
        value = f"{where}{value['raw']}"
    elif value is None or isinstance(value, list | dict | bool):
        value = "none" if value is None else json.dumps(value, ensure_ascii=False)
    text = " ".join(_CONTROL.sub(" ", str(value)).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def compared(change: Change) -> Iterator[tuple[str, str, str]]:
    """Each field of a changed record with its two values, which never look the same."""
    for name, values in change.fields.items():
        old, new = map(short, values)
        if old == new:  # they differ in what is not shown at first sight
            old, new = (json.dumps(value, ensure_ascii=False) for value in values)
        yield name, old, new


def telling(change: Change) -> str:
    """A lost or gained record in some words."""
    facts = (change.old if change.op == "lost" else change.new) or {}
    raw = change.span["raw"] if change.span else None
    said = {name: facts[name] for name in _TELLING if facts.get(name) not in (None, "", raw)}
    return "  ".join(f"{name} {short(value)}" for name, value in said.items())


def counted(number: int, noun: str) -> str:
    """`1 record`, `2 records`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def nothing(difference: Difference) -> str:
    """That both sides say the same, what is left aside excepted."""
    said = f"No difference in {counted(difference.totals['documents'].old, 'document')}"
    return "; ".join([said, *asides(difference)]) + "."


def asides(difference: Difference) -> Iterator[str]:
    """What a difference does not show: changes that were approved before, documents that were not read."""
    if difference.approved:
        yield f"{counted(len(difference.approved), 'change')} approved before"
    if difference.unread:
        yield f"{counted(difference.unread, 'document')} without a word of the edited rules"


def notes(group: Group) -> Iterator[str]:
    """What is to be said about a group besides its size, one line each."""
    if group.consequences:
        told = (f"{kind} {op} {count:,}" for (kind, op), count in group.consequences.items())
        yield f"with them: {', '.join(told)}"
    if group.beside:
        told = (f"{name} {count:,}" for name, count in group.beside.most_common())
        yield f"also changed: {', '.join(told)}"
    details = group.details.most_common(6)
    if details and (len(group.details) > 1 or details[0][0] not in group.signature.pattern):
        told = (f"{short(detail, 60)} ({count:,})" for detail, count in details[:5])
        yield f"such as: {'; '.join(told)}{'; …' if len(group.details) > 5 else ''}"
