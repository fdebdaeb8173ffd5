"""What an edited rule would change: one edit is one group, and what it cannot touch is not read."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bienban.cli import app
from bienban.document import Document
from bienban.flow import extract
from bienban.read.paths import find_files
from bienban.records import DocumentRecord
from bienban.rules import Rules, laid_over, load_rules, read_files
from bienban.store.database import open_database
from bienban.trial import Trial, Tried, differing

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.texts import SAMPLES, texts, variations

LINES = CliRunner()
SHIPPED = load_rules()

EDITED = """
- id: unit.area.ha
  kind: unit
  terms: [ha, héc ta, hecta]
  unit: hecta
  dimension: measure
  examples:
    - {text: "Gieo cấy [[1.250 ha]]."}
    - {text: "Thu [[5 tỷ đồng]]."}
"""


def alone(document):
    return [Tried(document)]


@pytest.fixture
def edited(tmp_path):
    path = tmp_path / "edited.yaml"
    path.write_text(EDITED, encoding="utf-8")
    return path


def trial(path):
    return Trial(SHIPPED, laid_over(SHIPPED, read_files([path])), alone)


def test_one_edited_unit_on_varied_samples_is_one_group(edited):
    documents = [Document(text, f"{n}.txt") for n, text in enumerate(variations(texts(None), 44))]
    difference = trial(edited).difference(documents, workers=2)
    (group,) = difference.groups
    assert str(group.signature) == "indicators: unit ha → hecta [unit.area.ha]"
    assert group.counts["indicators", "changed"] == difference.totals["indicators"].changed > 40
    assert group.documents > 10
    assert difference.totals["documents"].old == 44
    assert difference == trial(edited).difference(documents, workers=1)


def test_what_is_not_read_would_read_the_same(edited):
    documents = [Document(text, f"{n}.txt") for n, text in enumerate(texts(None))]

    class Thorough(Trial):
        def _touches(self, _document):
            return True

    quick = trial(edited)
    thorough = Thorough(quick.old, quick.new, alone)
    found = [t.difference(documents, workers=1) for t in (quick, thorough)]
    assert found[0].by_signature == found[1].by_signature
    assert found[0].totals["indicators"].old < found[1].totals["indicators"].old


@pytest.mark.slow
def test_a_rule_of_any_kind_acts_through_its_words_alone():
    documents = [Document(text, f"{n}.txt") for n, text in enumerate(texts(None))]
    records = [extract(document, SHIPPED) for document in documents]
    first = {rule.kind: rule for rule in SHIPPED}
    untouched = 0
    for dropped in first.values():
        without = Rules(tuple(rule for rule in SHIPPED if rule is not dropped), f"without {dropped.id}")
        tried = Trial(SHIPPED, without, alone)
        for document, record in zip(documents, records, strict=True):
            if not tried._touches(document):
                untouched += 1
                assert extract(document, without) == record, (dropped.id, document.doc_id)
    assert untouched > 100


def test_links_are_looked_for_in_every_document():
    links = tuple(rule for rule in SHIPPED if rule.kind == "link")
    without = Rules(tuple(rule for rule in SHIPPED if rule != links[-1]), "other")
    assert differing(SHIPPED, without) == [links[-1]]
    assert Trial(SHIPPED, without, alone)._touches(Document("", "a"))
    assert not Trial(SHIPPED, SHIPPED, alone)._touches(Document("Sáng", "a"))


def test_a_word_in_the_source_of_a_document_counts(edited):
    plain = Document("Sáng nay.", "a")
    named = Document("Sáng nay.", "a", plain.source.model_copy(update={"outlet": "Báo Hecta"}))
    assert [trial(edited)._touches(document) for document in (plain, named)] == [False, True]


class TestTheCommand:
    def test_shows_the_difference_and_examples_that_do_not_hold(self, edited):
        done = LINES.invoke(app, ["rules", "try", str(edited), "--on", str(SAMPLES)])
        assert done.exit_code == 0
        assert "~ indicators: unit ha → hecta" in done.stdout
        assert "by unit.area.ha" in done.stdout
        assert done.stderr.count("\n") == 1
        assert "rule unit.area.ha: example 'Thu [[5 tỷ đồng]].'" in done.stderr

    def test_reads_the_texts_of_a_database(self, edited, tmp_path):
        url = f"sqlite:///{tmp_path / 'a.db'}"
        sample = next(file for file in find_files([SAMPLES]) if file.doc_id == "city_session.txt")
        line = LINES.invoke(app, ["extract", str(sample.path), "--with-text", "-f", "jsonl"]).stdout
        record = DocumentRecord.model_validate_json(line)
        with open_database(url) as database:
            database.write(record)
        done = LINES.invoke(app, ["rules", "try", str(edited), "--on", url, "-f", "jsonl"])
        assert {json.loads(line)["pattern"] for line in done.stdout.splitlines()} == {
            "indicators: unit ha → hecta"
        }
        with open_database(url) as database:
            database.write(record.model_copy(update={"text": None, "doc_id": "other"}))
        done = LINES.invoke(app, ["rules", "try", str(edited), "--on", url])
        assert done.exit_code == 2
        assert "the text of other is not in the archive" in done.stderr

    @pytest.mark.parametrize("archive", ["sqlite:///{}/a.db", "{}/archive"])
    def test_reads_an_archive_again_and_believes_its_records(self, edited, tmp_path, archive, monkeypatch):
        out, folder = archive.format(tmp_path), tmp_path / "in"
        folder.mkdir()
        for name in ("city_session.txt", "commune_session.txt"):
            (folder / name).write_bytes((SAMPLES / name).read_bytes())
        assert LINES.invoke(app, ["run", str(folder), "--out", out]).exit_code == 0
        command = ["rules", "try", str(edited), "-f", "jsonl", "--on"]
        expected = LINES.invoke(app, [*command, str(folder)]).stdout
        read = []
        monkeypatch.setattr(
            "bienban.trial.extract", lambda *args, **more: read.append(args) or extract(*args, **more)
        )
        assert LINES.invoke(app, [*command, out]).stdout == expected
        assert len(read) == 2
        if archive.startswith("sqlite"):
            return  # it keeps the texts
        (folder / "city_session.txt").write_text("Sáng nay gieo cấy 5 ha.")
        (folder / "commune_session.txt").unlink()
        done = LINES.invoke(app, [*command, out])
        assert [json.loads(line)["span"]["raw"] for line in done.stdout.splitlines()] == ["5 ha"]
        assert "commune_session.txt: cannot be read" in done.stderr
        assert len(read) == 4

    def test_diff_reads_an_archive_that_is_a_folder(self, tmp_path):
        folder, out = tmp_path / "in", str(tmp_path / "archive")
        folder.mkdir()
        (folder / "a.txt").write_text("Sáng 28/9/2023, UBND huyện họp. Thu ngân sách đạt 1,5 tỷ đồng.")
        LINES.invoke(app, ["run", str(folder), "--out", out])
        done = LINES.invoke(app, ["diff", str(folder), out, "-f", "json"])
        assert json.loads(done.stdout)["totals"]["indicators"]["unchanged"] == 1

    def test_says_when_there_is_nothing_to_try_on(self, edited, tmp_path):
        done = LINES.invoke(app, ["rules", "try", str(edited), "--on", str(tmp_path / "none")])
        assert (done.exit_code, "there is no document here" in done.stderr) == (2, True)

    def test_diff_tries_two_folders_of_rules(self, edited):
        command = ["diff", "shipped", str(edited.parent), "--on", str(SAMPLES), "--gate"]
        done = LINES.invoke(app, command)
        assert done.exit_code == 1
        assert "unit ha → hecta" in done.stdout
        assert LINES.invoke(app, ["diff", "shipped", "shipped", *command[3:]]).exit_code == 0

    def test_diff_reads_a_folder_and_a_database(self, tmp_path):
        url = f"sqlite:///{tmp_path / 'a.db'}"
        document = tmp_path / "in" / "a.txt"
        document.parent.mkdir()
        document.write_text("Sáng 28/9/2023, UBND huyện họp. Thu ngân sách đạt 1,5 tỷ đồng.")
        LINES.invoke(app, ["run", str(document.parent), "--out", url])
        for other in (url, str(tmp_path / "a.db")):
            done = LINES.invoke(app, ["diff", str(document.parent), other, "-f", "json"])
            assert done.exit_code == 0, done.stderr
            totals = json.loads(done.stdout)["totals"]
            assert totals["indicators"]["unchanged"] == totals["indicators"]["new"] == 1

    def test_texts_show_changes_where_they_stand(self, tmp_path):
        command = ["extract", str(SAMPLES / "city_session.txt"), "-f", "jsonl"]
        old = LINES.invoke(app, command).stdout
        for name, line in (("old", old), ("new", old.replace('"unit":"ha"', '"unit":"hecta"'))):
            (tmp_path / f"{name}.jsonl").write_text(line)
        sides = [str(tmp_path / "old.jsonl"), str(tmp_path / "new.jsonl"), "-f", "html"]
        without = LINES.invoke(app, ["diff", *sides]).stdout
        page = LINES.invoke(app, ["diff", *sides, "--texts", str(SAMPLES / "city_session.txt")]).stdout
        assert "<mark" not in without
        assert "Nông dân các xã ven đô" in page
