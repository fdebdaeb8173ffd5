"""The words of the pages in the two languages of their readers (words.yaml)."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("en", "vi")

Say = Callable[[str], str]
"""Gives the words for a name; a name without words is said as it is."""


@cache
def words() -> dict[str, list[str]]:
    """By name, the words in each of LANGUAGES."""
    read: dict[str, list[str]] = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return read


@cache
def say_in(language: Language) -> Say:
    """What says words in one language."""
    number = LANGUAGES.index(language)

    def say(name: str) -> str:
        known = words().get(name)
        return known[number] if known else name.replace("_", " ")

    return say


def language_of(cookie: str | None, accepted: str) -> Language:
    """The language that was chosen, else the first one the browser asks for and the pages speak."""
    asked = [cookie or "", *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((known for one in asked for known in LANGUAGES if known == one), "en")
