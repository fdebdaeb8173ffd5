"""The Python API as a program uses it."""

import json
import os
import subprocess
import sys
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import bienban

ARTICLE = "Sáng 28/9/2023, UBND thành phố họp. Thu ngân sách đạt 315 tỷ đồng.\n"


def test_importing_loads_no_library_of_language():
    code = "import bienban, sys; print([m for m in ('spacy', 'underthesea', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", bienban.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(bienban, name).__doc__
    assert name in dir(bienban)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'bienban' has no attribute 'extrakt'"):
        _ = bienban.extrakt


def test_a_string_is_the_text_and_a_path_a_file(pipeline, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    from_text, from_file = pipeline.extract(ARTICLE), pipeline.extract(path)
    assert from_text.doc_id == "text"
    assert from_file.doc_id == path.as_posix()
    assert from_text.indicators == from_file.indicators
    assert from_text.text_sha256 == from_file.text_sha256


def test_what_is_known_about_a_document_goes_into_its_source(pipeline):
    facts = {"url": "https://example.org/1", "outlet": "Báo A", "title": "Họp"}
    record = pipeline.extract(ARTICLE, published=date(2023, 10, 1), **facts, with_text=True)
    assert record.doc_id == facts["url"]
    assert record.source.published == "2023-10-01"
    assert record.source.outlet == "Báo A"
    assert record.text == ARTICLE


def test_pipe_gives_records_in_order_as_they_are_asked_for(pipeline):
    asked = []

    def texts():
        for number in (1, 2, 3):
            asked.append(number)
            yield f"Bài {number}."

    records = pipeline.pipe(texts())
    assert next(records).doc_id == "text-1"
    assert asked == [1]
    assert [record.doc_id for record in records] == ["text-2", "text-3"]


def test_a_pipeline_is_frozen(pipeline):
    with pytest.raises(AttributeError):
        pipeline.rules = None


def test_a_frame_has_one_indicator_a_row(pipeline, root):
    records = list(pipeline.pipe(sorted((root / "samples").glob("*.txt"))))
    frame = bienban.to_frame(records)
    items = [item for record in records for item in record.indicators]
    assert len(frame) == len(items)
    assert list(frame["id"]) == [item.id for item in items]
    assert all(isinstance(value, Decimal) for value in frame["value"])
    assert frame["value"].astype(float).notna().all()


def test_a_frame_of_nothing_has_its_columns():
    assert list(bienban.to_frame([]).columns[:2]) == ["doc_id", "published"]


class TestHostileInput:
    def test_an_empty_document_says_so(self, pipeline):
        for text in ("", " \n\t\n"):
            record = pipeline.extract(text)
            assert not record.is_meeting
            assert record.indicators == ()
            assert "empty" in {flag.code for flag in record.flags}

    @pytest.mark.parametrize("text", ["...", "1", "\n\n.\n", "()", "a" * 10_000, "1.1." * 3000, "–" * 5000])
    def test_a_text_without_a_sentence_is_read(self, pipeline, text):
        assert pipeline.extract(text, with_text=True).text == text

    def test_a_binary_file_is_a_read_error(self, pipeline, tmp_path):
        path = tmp_path / "scan.txt"
        path.write_bytes(b"\x89PNG\0\0")
        with pytest.raises(bienban.ReadError, match=r"scan\.txt: a picture"):
            pipeline.extract(path)

    def test_half_a_surrogate_pair_is_a_read_error(self, pipeline):
        with pytest.raises(bienban.ReadError, match=r"character 4 is U\+D800"):
            pipeline.extract("Họp \ud800")

    def test_a_missing_file_and_a_folder_are_read_errors(self, pipeline, tmp_path):
        for path in (tmp_path / "none.txt", tmp_path):
            with pytest.raises(bienban.ReadError, match="cannot be read"):
                pipeline.extract(path)

    def test_an_impossible_day_of_publication_is_named(self, pipeline):
        with pytest.raises(bienban.BienbanError, match="2023-02-30"):
            pipeline.extract(ARTICLE, published="2023-02-30")

    def test_a_decomposed_copy_gives_the_same_records(self, pipeline, root, tmp_path):
        for sample in sorted((root / "samples").glob("*.txt")):
            copy = tmp_path / sample.name
            copy.write_text(unicodedata.normalize("NFD", sample.read_text("utf-8")), encoding="utf-8")
            one, other = (json.loads(pipeline.extract(path).to_json()) for path in (sample, copy))
            for record in (one, other):
                del record["doc_id"], record["source"], record["text_sha256"]
            assert one == other

    @pytest.mark.slow
    def test_five_megabytes_stay_under_one_gigabyte(self, root, tmp_path):
        texts = [path.read_text("utf-8") for path in sorted((root / "samples").glob("*.txt"))]
        path = tmp_path / "long.txt"
        joined = "\n".join(texts)
        path.write_text(joined * (5_000_000 // len(joined.encode()) + 1), encoding="utf-8")
        code = (
            "import resource, sys; from pathlib import Path; import bienban\n"
            "record = bienban.load().extract(Path(sys.argv[1]))\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(record.numerals))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=240
        )
        megabytes = int(done.stdout.split()[0])
        assert megabytes < 1024


def test_the_same_text_gives_the_same_bytes(root):
    code = (
        "import bienban, sys; from pathlib import Path\n"
        "for record in bienban.load().pipe([Path(sys.argv[1])]): print(record.to_json())"
    )
    sample = str(Path(root / "samples/city_session.txt"))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, sample],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
