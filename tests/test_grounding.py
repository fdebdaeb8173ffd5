"""Values follow the text: thousands of random changes of one number, and of what changes none."""

import random
import re
from functools import cache
from pathlib import Path

import pytest
from changes import changed, harmless, values

from bienban.document import Document
from bienban.find.find import find
from bienban.read.text import clean
from bienban.rules import load_rules
from bienban.text.fold import fold
from bienban.text.tokenize import tokenize

RULES = load_rules()
SAMPLES = Path(__file__).parents[1] / "samples"
LEAD = "Theo báo cáo, tình hình ổn định. "
SHARES = 10
"""In so many shares the 10,000 changes and the 1,000 harmless ones are made."""


def mentions_of(text):
    return find(tokenize(Document(text, "changed"), RULES, words=False), RULES)


@cache
def sentences():
    """Every sentence of the samples that tells a figure, and its figures."""
    found = []
    for path in sorted(SAMPLES.glob("*.txt")):
        doc = tokenize(Document(path.read_text(encoding="utf-8"), path.stem), RULES, words=False)
        for said in doc.sentence_texts():
            text = LEAD + said.strip()
            if quantities := mentions_of(text).quantities:
                found.append((text, quantities))
    return found


def wrong(change):
    """What is wrong with what is read in a changed sentence; None when all is well."""
    mentions = mentions_of(change.text)
    figure = next((q for q in mentions.quantities if q.start <= change.start < q.end), None)
    if figure is None:
        number = next((n for n in mentions.not_figures if n.start <= change.start < n.end), None)
        if number is None:
            return "not accounted for"
        flagged = any(q.flags and 0 < q.start - number.end <= 3 for q in mentions.quantities)
        if flagged or number.reason in ACCEPTED[change.kind]:
            return None
        dated = number.reason == "time" and DATED.match(change.text, change.start)
        return None if dated else f"no figure: {number.reason}"
    raw = change.text[figure.start : figure.end]
    if figure.flags:
        return None
    expected = values(raw)
    if expected is None:
        return None
    got = [value for value in (figure.value, figure.value_max, figure.of) if value is not None]
    if got != expected:
        return f"{raw!r} is {got}, not {expected}"
    if change.unit and figure.unit != change.unit:
        return f"{raw!r} has the unit {figure.unit!r}, not {change.unit!r}"
    return None


DATED = re.compile(r"(?:\d{1,2}\.\d{1,2}|(?:19|20)\d\d)(?![\d.]| ?(?:%|nghìn|triệu|tỷ|tấn|ha|km|đồng|USD))")
"""What a new mark, or one mark less, may have made a date: nothing that is measured follows."""
ACCEPTED = {
    "separator": ("malformed_number", "name"),
    "digit": (),
    "scale": (),
    "unit": ("attendance",),
}
"""The reasons for which a changed number may be no figure: what was cut off behind a proper
name is a number of that name (`Bình Gia 1 748 con`), and people may be counted as present."""


@pytest.mark.parametrize("share", range(SHARES))
def test_a_value_follows_every_change_or_is_flagged(share):
    chance = random.Random(share)
    made, problems = 0, []
    while made < 10_000 // SHARES:
        text, quantities = chance.choice(sentences())
        change = changed(chance, text, chance.choice(quantities))
        if change is not None:
            made += 1
            if problem := wrong(change):
                problems.append(f"{change.kind}: {problem} in {change.text[len(LEAD) :]!r}")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_follows_a_change_that_says_nothing(share):
    chance = random.Random(share)
    for _ in range(1_000 // SHARES):
        text, quantities = chance.choice(sentences())
        written = harmless(chance, text)
        read = mentions_of(clean(written)[0]).quantities
        assert list(map(told, read)) == list(map(told, quantities)), written


def told(quantity):
    """What a figure says, whatever its words look like."""
    return (
        quantity.value,
        quantity.value_max,
        quantity.of,
        quantity.bound,
        quantity.unit and " ".join(fold(quantity.unit).split()),
    )
