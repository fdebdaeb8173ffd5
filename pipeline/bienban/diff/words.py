"""How one field of a record changed, in words: the same words for the same kind of change.

A Wording has what all changes of a kind share (`says`: "unit ha → hecta", "value × 1000",
"name cut at its start") and what tells one from another (`detail`: the words cut off).
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

LONG = 500
"""Words of a text that is only looked at by its ends."""

DETAIL = 200
"""Characters kept of what tells one change from another."""


class Wording(NamedTuple):
    """What changes of one kind share, and the particular of this one, which may be empty."""

    says: str
    detail: str = ""


def wording(field: str, old: Any, new: Any) -> Wording:
    """How `field` changed from `old` to `new`, which differ."""
    says, detail = _wording(field, old, new)
    return Wording(says, detail[:DETAIL])


def _wording(field: str, old: Any, new: Any) -> Wording:
    if field.startswith("fields."):
        return Wording(f"where its {field.removeprefix('fields.')} was read", _moved(old, new))
    if field == "text_sha256":
        return Wording("text edited")
    told = _TOLD.get(field)
    if told:
        return Wording(f"{field} {told(old, new)}")
    if field in _EXACT:
        return Wording(f"{field} {_plain(old)} → {_plain(new)}")
    if field == "unit" and old and new and not _contained(old, new):
        return Wording(f"unit {_shortened(old, new)}")
    if isinstance(old, list) or isinstance(new, list):
        return _listed(field, old or [], new or [])
    if isinstance(old, str | None) and isinstance(new, str | None):
        return _written(field, old, new)
    return Wording(f"{field} {_presence(old, new)}")


_EXACT = frozenset(
    [
        *("measure", "bound", "status", "level", "role", "kind", "session", "code", "is_meeting"),
        *("source.format", "source.encoding"),
    ]
)
"""Fields of few values, each worth a name of its own."""


def _plain(value: Any) -> str:
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _presence(old: Any, new: Any) -> str:
    return "given" if old is None else "lost" if new is None else "another"


def _number(old: Any, new: Any) -> str:
    """How one number stands to another: most mistakes of a rule are a power of ten."""
    if old is None or new is None:
        return _presence(old, new)
    before, after = Decimal(old), Decimal(new)
    if before == after:
        return "written with other digits"
    sign = "" if before.is_signed() == after.is_signed() else "with the other sign"
    times = _power_of_ten(abs(before), abs(after))
    if times is None:
        return "another number"
    return " ".join(filter(None, (times, sign)))


def _power_of_ten(old: Decimal, new: Decimal) -> str | None:
    """`× 1000`, `÷ 100`, nothing for the same number; None when no power of ten lies between."""
    one, other = old.normalize().as_tuple(), new.normalize().as_tuple()
    if one.digits != other.digits or not old:
        return None
    steps = int(other.exponent) - int(one.exponent)
    return f"{'×' if steps > 0 else '÷'} 1{'0' * abs(steps)}" if steps else ""


_SHAPES = (
    (re.compile(r".*/.*"), "range"),
    (re.compile(r"ytd:.*"), "since the start of the year"),
    (re.compile(r"as_of:.*"), "as of a day"),
    (re.compile(r".*-Q\d"), "quarter"),
    (re.compile(r".*-H\d"), "half-year"),
    (re.compile(r"--|\d{4}"), "year"),
    (re.compile(r"(\d{4}-|--)\d\d"), "month"),
    (re.compile(r".*-\d\d"), "day"),
)


def _shape(code: str) -> str:
    """What sort of time a code of a period is."""
    known = next(name for pattern, name in _SHAPES if pattern.fullmatch(code) or name == "day")
    return f"{known} of an unknown year" if "--" in code else known


def _period(old: Any, new: Any) -> str:
    if old is None or new is None:
        return f"{_presence(old, new)}: {_shape((old or new)['code'])}"
    before, after = _shape(old["code"]), _shape(new["code"])
    if before != after:
        return f"{before} → {after}"
    return f"another {before}" if old["code"] != new["code"] else "read elsewhere"


def _base(old: Any, new: Any) -> str:
    return f"{_base_shape(old)} → {_base_shape(new)}"


def _base_shape(base: str | None) -> str:
    if base is None or base in ("plan", "same_period", "previous_period", "start_of_year"):
        return _plain(base)
    return "a year" if base.startswith("year:") else "words of the text"


def _span(old: Any, new: Any) -> str:
    """How the stretch of text moved."""
    if old is None or new is None:
        return _presence(old, new)
    if "start" not in old:
        return "reads other words"
    if old["end"] <= new["start"] or new["end"] <= old["start"]:
        return "elsewhere in the text"
    first, last = new["start"] - old["start"], new["end"] - old["end"]
    at_start = "" if not first else "longer at its start" if first < 0 else "cut at its start"
    at_end = "" if not last else "longer at its end" if last > 0 else "cut at its end"
    return " and ".join(filter(None, (at_start, at_end)))


def _moved(old: Any, new: Any) -> str:
    if old is None or new is None:
        return _presence(old, new)
    return f"{old['rule']} → {new['rule']}" if old["rule"] != new["rule"] else _span(old, new)


def _reference(old: Any, new: Any) -> str:
    return f"{_presence(old, new)} record" if old and new else _presence(old, new)


def _reason(old: Any, new: Any) -> str:
    return f"{old or 'none'} → {new or 'none'}"


_TOLD: dict[str, Callable[[Any, Any], str]] = {
    **dict.fromkeys(("value", "value_max", "of", "count"), _number),
    **dict.fromkeys(("parent", "meeting", "person_id", "record"), _reference),
    "period": _period,
    "base": _base,
    "span": _span,
    "reason": _reason,
    "rule": lambda _old, _new: "another",
}


def _listed(field: str, old: Sequence[Any], new: Sequence[Any]) -> Wording:
    """A list: what came into it and what is gone from it; the codes of flags are few, so they are named."""
    gone = [_plain(item) for item in old if item not in new]
    come = [_plain(item) for item in new if item not in old]
    named = " ".join([*(f"− {item}" for item in gone), *(f"+ {item}" for item in come)])
    if field == "flags" and named:
        return Wording(f"flags {named}")
    detail = named if all(isinstance(item, str) for item in (*old, *new)) else ""
    fate = "changed" if gone and come else "longer" if come else "shorter" if gone else "in another order"
    return Wording(f"{field} {fate}", detail)


_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")


def _written(field: str, old: str | None, new: str | None) -> Wording:
    """A text: cut or longer at which end, respelled, or another one."""
    if old is None or new is None:
        return Wording(f"{field} {_presence(old, new)}", f"{'+' if old is None else '−'} {old or new}")
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    if [part.casefold() for part in before] == [part.casefold() for part in after]:
        return Wording(f"{field} spelled otherwise", f"{old} → {new}")
    if _contained(old, new):
        said, detail = _at_the_ends(before, after)
        return Wording(f"{field} {said}", detail)
    shared = len(set(before) & set(after)) / max(len(set(before)), len(set(after)), 1)
    return Wording(f"{field} {'reworded' if shared >= 0.5 else 'another'}", _shortened(old, new))


def _at_the_ends(before: list[str], after: list[str]) -> tuple[str, str]:
    """At which ends a text grew or was cut, and the words that came or went."""
    grew = len(after) > len(before)
    longer, shorter = (after, before) if grew else (before, after)
    start = _position(shorter, longer)
    head, tail = longer[:start], longer[start + len(shorter) :]
    where = "both ends" if head and tail else "its start" if head else "its end"
    words = " … ".join(" ".join(part) for part in (head, tail) if part)
    return f"{'longer' if grew else 'cut'} at {where}", f"{'+' if grew else '−'} {words}"


def _contained(old: str, new: str) -> bool:
    """Whether one text is the other with words cut off its ends."""
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    shorter, longer = sorted((before, after), key=len)
    return bool(shorter) and len(shorter) < len(longer) and _position(shorter, longer) >= 0


def _position(part: list[str], whole: list[str]) -> int:
    """Where `part` first stands in `whole`; -1 if nowhere. Of a long text only the ends are looked at."""
    size, last = len(part), len(whole) - len(part)
    starts = range(last + 1) if len(whole) <= LONG else (0, last)
    return next((n for n in starts if whole[n : n + size] == part), -1)


def _shortened(old: str, new: str) -> str:
    """`old → new` without the words both share at their ends: "tạ/ha → tạ/hecta" is "ha → hecta"."""
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    most = max(0, min(len(before), len(after)) - 1)
    first = next((n for n in range(most) if before[n] != after[n]), most)
    most -= first
    last = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    one, other = (" ".join(words[first : len(words) - last]) for words in (before, after))
    return f"{one or old} → {other or new}"
