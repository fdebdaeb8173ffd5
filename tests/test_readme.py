"""The README tells the truth: its commands run, its outputs are real, its links lead somewhere."""

import doctest
import os
import re
import sys
from pathlib import Path

import pytest

from bienban.cli import app
from bienban.rules import read_rules

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))
import refresh  # noqa: E402

README = (ROOT / "README.md").read_text("utf-8")
CHECKED_ELSEWHERE = {"make run", "make test"}
"""CI runs them; they would start this test again."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A folder like a fresh clone, which commands may write into."""
    return refresh.copied(tmp_path_factory.mktemp("clone"))


def test_the_commands_print_what_the_readme_says(copy):
    """In one test, since a command may need what an earlier one made."""
    for command, output in refresh.steps(README):
        if command not in CHECKED_ELSEWHERE:
            printed = refresh.run(command, copy)
            assert not output or printed == output, f"{command}; run: python docs/refresh.py"
    drawn, shown = (folder / refresh.DRAWN for folder in (copy, ROOT / "docs"))
    assert drawn.read_bytes() == shown.read_bytes(), "run: python docs/refresh.py"


def test_the_python_of_the_readme_gives_what_it_says():
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S))
    runner.run(parser.get_doctest(code, {}, "README.md", "README.md", 0))
    assert runner.tries > 3
    assert runner.failures == 0


def test_the_picture_is_the_report(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert (ROOT / refresh.PICTURE).read_text("utf-8") == refresh.picture(), "run: python docs/refresh.py"


def test_the_table_of_rules_is_the_one_of_the_code(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = refresh.RULES_PAGE.read_text("utf-8")
    assert page == refresh.with_kinds(page), "run: python docs/refresh.py"


def test_the_rule_on_the_page_is_a_rule():
    page = (ROOT / refresh.RULES_PAGE).read_text("utf-8")
    [rule] = read_rules(re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)[0].encode(), "rules.md")
    assert rule.examples


def test_every_verb_stands_in_the_readme():
    verbs = [command.name or command.callback.__name__ for command in app.registered_commands]
    groups = [group.name for group in app.registered_groups]
    for verb in verbs + groups:
        assert f"`bienban {verb}" in README


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_of_the_readme_is_one():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert set(re.findall(r"\bmake (\w+)", README)) <= set(targets)


def test_ci_runs_exactly_make_test():
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert script.splitlines()[-1] == "exec make test"
    assert os.access(ROOT / ".ci/run", os.X_OK)
