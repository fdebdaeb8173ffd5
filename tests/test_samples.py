"""The samples give the records that are committed beside them, byte for byte."""

import json
from pathlib import Path

import pytest

from bienban.cli.formats import readable_json
from bienban.records import DocumentRecord, verify

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
class TestASample:
    def test_it_gives_its_golden_record(self, sample, pipeline, root, monkeypatch):
        from bienban.flow import extract
        from bienban.read.paths import Found

        monkeypatch.chdir(root)
        document = Found(sample.relative_to(root), sample.name).read()
        made = readable_json(extract(document, pipeline.rules)) + "\n"
        golden = sample.with_suffix(".records.json").read_text("utf-8")
        assert made == golden, "if the change is meant, run `bienban samples` and commit what git diff shows"

    def test_its_golden_record_points_into_it(self, sample):
        golden = sample.with_suffix(".records.json").read_text("utf-8")
        verify(DocumentRecord.model_validate_json(golden), sample.read_text("utf-8"))

    def test_its_gold_key_quotes_it(self, sample):
        text = sample.read_text("utf-8")
        key = json.loads((sample.parent / "gold" / f"{sample.stem}.json").read_text("utf-8"))
        assert key["id"] == sample.stem
        for kind in ("chairs", "attendees", "figures", "directives", "decisions", "ignore"):
            for item in key.get(kind, ()):
                assert text.count(item["evidence"]) >= item.get("occurrence", 1)


def test_there_are_samples_of_many_kinds():
    kinds = {
        meeting["kind"]
        for path in SAMPLES
        for meeting in json.loads((path.parent / "gold" / f"{path.stem}.json").read_text("utf-8"))["meetings"]
    }
    assert len(SAMPLES) >= 8
    assert len(kinds) >= 5
