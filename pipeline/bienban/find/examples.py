"""Every example of every rule, held against what find gives for it."""

from collections.abc import Iterator

from bienban.document import Document
from bienban.find.alone import read_quantity
from bienban.find.find import find
from bienban.find.mentions import Mentions
from bienban.rule_kinds import (
    BesideRule,
    BoundRule,
    Example,
    NotFigureRule,
    NumberWordRule,
    Rule,
    ScaleRule,
    UnitRule,
)
from bienban.rules import Rules
from bienban.text.terms import Mention, terms_of
from bienban.text.tokenize import tokenize

# The words of these rules mean nothing alone: only what the number grammar makes of them counts.
_PART_OF_NUMBER = (BesideRule, BoundRule, NotFigureRule, NumberWordRule, ScaleRule, UnitRule)


def problems(rules: Rules) -> Iterator[str]:
    """One sentence for each example that does not hold, and for each rule without a positive one."""
    for rule in rules:
        if not any(example.marked for example in rule.examples):
            yield f"rule {rule.id}: no example with [[…]]; add one that the rule must match"
        for example in rule.examples:
            problem = problem_of(rule, example, rules)
            if problem:
                yield f"rule {rule.id}: example {example.text!r}: {problem}"


def problem_of(rule: Rule, example: Example, rules: Rules) -> str | None:
    """What is wrong with one example; None when it holds."""
    text = example.plain
    doc = tokenize(Document(text, rule.id), rules, words=False)
    looked_up = not rule.matched and not isinstance(rule, _PART_OF_NUMBER)
    made = terms_of(doc, rule) if looked_up else _made_by(rule, find(doc, rules))
    found: dict[tuple[int, int], Mention] = {(m.start, m.end): m for m in made}
    expected = example.marked
    if expected == ((0, len(text)),) and (said := read_quantity(text, rules)) and rule.id in said.parts:
        found[said.start, said.end] = said
    missing = [text[start:end] for start, end in expected if (start, end) not in found]
    if missing:
        return f"{missing[0]!r} is not matched; matched: {[text[a:b] for a, b in found] or 'nothing'}"
    if not expected and found:
        return f"must not match, but matched {[text[a:b] for a, b in found]}"
    for span in expected:
        for name, value in example.gives.items():
            got = _text_of(found[span], name)
            if got != value:
                return f"{name} is {got!r}, not {value!r}"
    return None


def _made_by(rule: Rule, mentions: Mentions) -> Iterator[Mention]:
    """The mentions `rule` made or had a part in."""
    if isinstance(rule, _PART_OF_NUMBER):
        yield from (q for q in mentions.quantities if rule.id in q.parts)
        yield from (n for n in mentions.not_figures if n.rule == rule.id)
    else:
        yield from (term for term in mentions.terms if term.rule == rule.id)


def _text_of(mention: Mention, name: str) -> str | None:
    value = getattr(mention, name, None)
    return None if value is None else str(value)
