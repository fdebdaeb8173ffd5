"""Records and their text -> official codes of the units that met, by day; needs `bienban[places]`.

The units are those of vietnamadminunits' data: provinces, districts and communes before
1 July 2025, provinces and communes from then on (guide §4.2). A name that several units bear is
decided only where the text names the province of just one of them; else all of them are
`suggested`, and nothing is decided.
"""

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bienban.errors import UsageError
from bienban.records import DocumentRecord, Level

_REFORM = date(2025, 7, 1)
_WORD = re.compile(r"[^\W_]+")
_CITY = {"tp": "thanhpho", "tx": "thixa", "tt": "thitran"}
"""How the nouns of units are written in short, and in full in the data's keys."""
_LONGEST = 8
"""Syllables of a unit's name, its noun included."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit: its official code and name, and the province it lies in."""

    code: str
    name: str
    level: Level
    province: str
    province_code: str


@dataclass(frozen=True, slots=True)
class Place:
    """The unit whose body met: decided, or units that only are suggested by its name."""

    unit: Unit | None
    suggested: tuple[Unit, ...] = ()


def places_of(record: DocumentRecord, text: str) -> tuple[Place, ...]:
    """The place of each meeting of `record`, in its order; `text` is Document.text.

    A meeting without a day is read by the day of publication, and without that by the units of today.
    Raises UsageError when the data is not installed.
    """
    found = []
    for meeting in record.meetings:
        told = meeting.date if meeting.date and meeting.date[:1] != "-" else record.source.published
        day = date.fromisoformat(str(told)) if told else None
        found.append(_place(meeting.body_full or meeting.body, text, day))
    return tuple(found)


def units_named(name: str, day: date | None = None) -> tuple[Unit, ...]:
    """All units that a body's name ends with, as they were on `day`: `UBND xã Tân Lập` has many."""
    index = _index(day is not None and day < _REFORM)
    words = _WORD.findall(name)[-_LONGEST:]
    for first in range(len(words)):
        units = index.get(_key(words[first:]), ())
        if units:
            exact = tuple(unit for unit in units if _fold(name).endswith(_fold(unit.name)))
            return exact or units
    return ()


def _place(body: str | None, text: str, day: date | None) -> Place:
    units = units_named(body, day) if body else ()
    if len(units) > 1:
        named = tuple(unit for unit in units if _is_named(unit.province, text))
        units = named if len(named) == 1 else units
    return Place(units[0]) if len(units) == 1 else Place(None, units)


def _is_named(province: str, text: str) -> bool:
    """Whether the text names a province."""
    return re.search(rf"(?<![^\W_]){re.escape(province)}(?![^\W_])", text) is not None


def _key(words: Sequence[str]) -> str:
    """Words as the data writes its keys: no accents, no blanks, nouns in full."""
    plain = [_plain(word) for word in words]
    return "".join([_CITY.get(plain[0], plain[0]), *plain[1:]]) if plain else ""


def _plain(word: str) -> str:
    """A word without accents, in lower case."""
    apart = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _fold(name: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", name).casefold()))


@lru_cache(maxsize=2)
def _index(before_reform: bool) -> Mapping[str, tuple[Unit, ...]]:
    """All units of a time by the key of their name."""
    data = json.loads(
        (_folder() / ("parser_legacy.json" if before_reform else "parser_from_2025.json")).read_text("utf-8")
    )
    found: dict[str, dict[str, Unit]] = {}
    for key, unit in _units(data, before_reform):
        found.setdefault(key, {})[unit.code] = unit
    return {key: tuple(units.values()) for key, units in found.items()}


def _folder() -> Path:
    """The data of vietnamadminunits, found without importing it: its parsers load much else."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("the codes of places are missing; pip install 'bienban[places]'")
    return Path(spec.submodule_search_locations[0]) / "data"


def _units(data: Mapping[str, Any], before_reform: bool) -> Iterator[tuple[str, Unit]]:
    """Each unit with its key; communes stand in tables by accented and plain keys."""
    provinces: Mapping[str, Any] = data["DICT_PROVINCE"]
    for key, about in provinces.items():
        code, short = about["provinceCode"], about["provinceShort"]
        level: Level = "province" if key.startswith("tinh") else "central"
        unit = Unit(code, about["province"], level, short, code)
        for name in {key, *about["provinceKeywords"]}:
            yield name, unit
    middle = "_DISTRICT" if before_reform else ""
    for table in ("NO_ACCENTED", "ACCENTED"):
        for key, wards in data[f"DICT_PROVINCE{middle}_WARD_{table}"].items():
            groups = wards.values() if before_reform else (wards,)
            for ward in (ward for group in groups for ward in group.values()):
                if not isinstance(ward["ward"], str):  # a district without communes
                    continue
                yield _key(_WORD.findall(ward["ward"])), _unit(ward, "ward", "commune", provinces[key])
    for key, districts in data.get("DICT_PROVINCE_DISTRICT", {}).items():
        for district in districts.values():
            unit = _unit(district, "district", "district", provinces[key])
            yield _key(_WORD.findall(unit.name)), unit


def _unit(about: Mapping[str, Any], kind: str, level: Level, province: Mapping[str, Any]) -> Unit:
    return Unit(about[f"{kind}Code"], about[kind], level, province["provinceShort"], province["provinceCode"])
