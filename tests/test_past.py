"""Two runs of one database, compared."""

import json

import pytest
from invented import TEXT, document, full, indicator
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import StoreError
from bienban.store.database import open_database
from bienban.store.past import records_at

LINES = CliRunner()


@pytest.fixture
def runs(url):
    """A database after several runs, each of which wrote some records."""

    def runs(*written):
        for records in written:
            with open_database(url) as database:
                for record in records:
                    database.write(record)
        return url

    return runs


def said(url, run):
    return [
        record.model_dump(include={"doc_id", "indicators", "people", "flags"})
        for record in records_at(url, run)
    ]


def test_each_run_is_found_as_it_was_left(runs):
    one, other = (document("a", indicators=(indicator(value=value),)) for value in ("1", "2"))
    url = runs([one], [other], [document("b")], [one])
    assert [[i["value"] for r in said(url, run) for i in r["indicators"]] for run in (1, 2, 3, 4)] == [
        ["1"],
        ["2"],
        ["2"],
        ["1"],
    ]
    assert [record["doc_id"] for record in said(url, 2)] == ["a"]
    assert [record["doc_id"] for record in said(url, 3)] == ["a", "b"]


def test_what_was_lost_and_gained_is_there_when_it_was(runs):
    url = runs([full("a")], [document("a", text=TEXT)], [full("a")])
    kinds = [
        {kind: len(record[kind]) for kind in ("indicators", "people", "flags")}
        for r in (1, 2, 3)
        for record in said(url, r)
    ]
    assert kinds[0] == kinds[2] == {"indicators": 2, "people": 1, "flags": 1}
    assert kinds[1] == {"indicators": 0, "people": 0, "flags": 0}


def test_a_text_is_the_one_it_had(runs):
    old = document("a", indicators=(indicator(),))
    new = document("a", text=f"{TEXT} Hết.", indicators=(indicator(),))
    url = runs([old], [new])
    assert [record.text_sha256 for run in (1, 2) for record in records_at(url, run)] == [
        old.text_sha256,
        new.text_sha256,
    ]


def test_the_command_compares_two_runs(runs):
    one, other = (document("a", indicators=(indicator(unit=unit),)) for unit in ("ha", "hecta"))
    url = runs([one, document("b")], [other])
    done = LINES.invoke(app, ["diff", f"{url}#1", f"{url}#2", "-f", "json"])
    found = json.loads(done.stdout)
    assert [group["pattern"] for group in found["groups"]] == ["indicators: unit ha → hecta"]
    assert found["totals"]["documents"]["unchanged"] == 2
    assert LINES.invoke(app, ["diff", f"{url}#2", f"{url}#2", "--gate"]).exit_code == 0


@pytest.mark.parametrize(
    ("run", "problem"), [("7", "there is no run 7; its runs are 1"), ("x", "not the number")]
)
def test_a_run_that_is_none_is_refused(runs, run, problem):
    url = runs([document("a")])
    done = LINES.invoke(app, ["diff", f"{url}#{run}", f"{url}#1"])
    assert (done.exit_code, problem in done.stderr) == (2, True)
    with pytest.raises(StoreError, match="there is no run 9"):
        list(records_at(url, 9))
