"""Rules of a user's folder laid over the shipped ones: what takes whose place, and what is refused."""

import pytest

from bienban.errors import RuleError
from bienban.rules import laid_over, load_rules, read_files, read_folder, shipped_folder

SHIPPED = load_rules()


@pytest.fixture
def over(tmp_path):
    def over(text):
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        return load_rules(tmp_path)

    return over


def test_a_rule_of_the_same_id_takes_the_place_of_the_shipped_one(over):
    rules = over("- {id: unit.area.ha, kind: unit, terms: [hecta], unit: hecta}\n")
    changed = [(old, new) for old, new in zip(SHIPPED, rules, strict=True) if old != new]
    assert [(old.id, new.unit) for old, new in changed] == [("unit.area.ha", "hecta")]


def test_a_new_rule_stands_beside_the_shipped_ones(over):
    rules = over("- {id: unit.mine, kind: unit, terms: [sào]}\n")
    assert len(rules) == len(SHIPPED) + 1
    assert list(rules)[-1].id == "unit.mine"


def test_a_rule_can_be_dropped(over):
    rules = over("- {id: unit.area.ha, kind: drop}\n")
    assert {rule.id for rule in SHIPPED} - {rule.id for rule in rules} == {"unit.area.ha"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {id: no.such, kind: drop}", "rule no.such: cannot be dropped; there is no rule of this id"),
        ("- {id: unit.area.ha, kind: drop, terms: [a]}", "mine.yaml: rule unit.area.ha: field terms: "),
        ("- {id: a.b, kind: title, terms: [a]}\n- {id: a.b, kind: drop}", "rule a.b: the id stands twice"),
    ],
)
def test_what_makes_no_sense_is_refused(over, text, problem):
    with pytest.raises(RuleError, match=f"^{problem}"):
        over(text)


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(RuleError, match=r"no \*\.yaml rule file here"):
        load_rules(tmp_path)
    with pytest.raises(RuleError, match=r"none\.yaml: cannot be read: No such file"):
        read_files([tmp_path / "none.yaml"])


def test_the_hash_tells_what_is_laid_over(over):
    one = over("- {id: unit.mine, kind: unit, terms: [sào]}\n")
    other = over("- {id: unit.mine, kind: unit, terms: [mẫu]}\n")
    assert len({SHIPPED.sha256, one.sha256, other.sha256}) == 3


def test_a_full_copy_of_the_shipped_rules_changes_nothing():
    assert list(laid_over(SHIPPED, read_folder(shipped_folder()))) == list(SHIPPED)
