"""Every rule's examples hold, and rule files are refused with place, value and field."""

import pytest

from bienban.find.examples import problem_of
from bienban.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.id}-{n}")
        for rule in RULES
        for n, example in enumerate(rule.examples)
    ],
)
def test_an_example_holds(rule, example):
    assert problem_of(rule, example, RULES) is None


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.id)
def test_a_rule_has_a_positive_example(rule):
    assert any(example.marked for example in rule.examples)
