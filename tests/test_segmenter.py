"""The segmenter cuts as underthesea does, word for word, and leaves to it what it does not know."""

import random
from pathlib import Path

import numpy as np
import pytest
from underthesea import word_tokenize

from bienban.document import Document
from bienban.rules import load_rules
from bienban.text import segmenter as fast
from bienban.text import shipped
from bienban.text.segmenter import Segmenter
from bienban.text.shipped import Underthesea, segmenter
from bienban.text.syllables import LONGEST_RUN
from bienban.text.tokenize import tokenize

RULES = load_rules()
SAMPLES = Path(__file__).parents[1] / "samples"

HOSTILE = [
    "Giá trị sản xuất (giá so sánh 2010) đạt 32,036 tỷ đồng; tăng 5,2%...",
    "TP. Hồ Chí Minh, v.v. T.Ư Đảng; ThS. Nguyễn Văn A, H'Mông, N’Thôn",
    "a.b@example.com http://vi.du/x?y=1 12.12.2017 20:10:05 43H-0530 4K 3x4",
    "Kĩ sư, hoá học, uỷ ban, nghành nghề, thuỷ sản, quí khách",
    "KIM NGẠCH XUẤT NHẬP KHẨU 1.234,5 TRIỆU USD",
    "họp.Tiếp theo:D hoan nghênh :) <3 -> ==> ... ---",
    "không-dấu-cách 12-13 1.600m-2.000m %$^_",
    "- - - * * *",
    "ð Ð không phải đ Đ",
    "\U0001f600 😀 vui vẻ",
    "x",
    "",
    "   ",
]


def words_of(doc) -> list[str]:
    """The words of a document as written."""
    return [doc.text[slice(*doc.place(first, last + 1))] for first, last in zip(*doc.words, strict=True)]


def sentences() -> list[str]:
    """Different sentences: the samples', hostile ones, and seeded walks over underthesea's own words."""
    own = [
        sentence
        for path in sorted(SAMPLES.glob("*.txt"))
        for sentence in tokenize(Document(path.read_text(), path.name), RULES, words=False).sentence_texts()
    ]
    tables = segmenter()
    assert isinstance(tables, Segmenter)
    words = sorted(tables.vocabulary)
    chance = random.Random(7)
    made = []
    for _ in range(400):
        picked = chance.choices(words, k=chance.randint(1, 25))
        made.append(" ".join(word.title() if chance.random() < 0.15 else word for word in picked))
    return list(dict.fromkeys(own + HOSTILE + made))


def test_words_are_those_of_underthesea():
    different = sentences()
    assert len(different) > 400
    found = segmenter().words(different)
    assert [
        sentence for sentence, words in zip(different, found, strict=True) if words != word_tokenize(sentence)
    ] == []


def test_a_sentence_is_cut_alike_alone_and_in_company():
    together = segmenter().words(HOSTILE)
    assert together == [segmenter().words([sentence])[0] for sentence in HOSTILE]


def test_ends_count_the_characters_as_written():
    text = "Nghành hoá chất đạt 32,036 tỷ đồng"
    assert segmenter().ends([text]).tolist() == [*segmenter().ends([text])[:-1], len(text.replace(" ", ""))]
    both = segmenter().ends([text, text])
    once = segmenter().ends([text])
    assert both.tolist() == [*once, *(once + once[-1])]


def test_words_of_a_document_are_spans_of_its_text():
    text = "Chiều 27/11, UBND thành phố họp.\n\nThu ngân sách đạt 875,5tỷ đồng."
    doc = tokenize(Document(text, "d"), RULES)
    words = words_of(doc)
    assert "thành phố" in words
    assert "".join("".join(words).split()) == "".join(text.split())


def test_what_is_near_to_a_border_is_left_to_underthesea(monkeypatch):
    monkeypatch.setattr(fast, "NEAR", 1e9)
    mine = segmenter()
    before = mine.counts.near_ties
    texts = ["Kinh tế phát triển.", "", "Nghành công nghiệp tăng trưởng khá."]
    assert mine.words(texts) == [word_tokenize(text) for text in texts]
    assert mine.counts.near_ties == before + 2
    assert mine.ends(texts)[-1] == sum(len("".join(text.split())) for text in texts)


def test_an_opaque_run_is_one_word():
    run = "1." * LONGEST_RUN
    doc = tokenize(Document(f"trước {run} sau", "d"), RULES)
    assert run in words_of(doc)


def test_forgetting_changes_nothing(monkeypatch):
    before = segmenter().words(HOSTILE)
    monkeypatch.setattr(fast, "MOST_TYPES", 0)
    assert segmenter().words(HOSTILE) == before


@pytest.fixture
def unloaded():
    shipped.segmenter.cache_clear()
    yield
    shipped.segmenter.cache_clear()


def test_unknown_files_are_left_to_underthesea(monkeypatch, unloaded):
    monkeypatch.setattr(shipped, "KNOWN", {})
    other = segmenter()
    assert isinstance(other, Underthesea)
    assert "unknown" in other.reason
    assert other.words(["Kinh tế phát triển."]) == [word_tokenize("Kinh tế phát triển.")]
    text = "Nghành hoá chất đạt 32,036 tỷ đồng"
    assert other.ends([text, text])[-1] == 2 * len(text.replace(" ", ""))
    assert other.counts.sentences == 3


def test_a_missing_file_is_told(monkeypatch, unloaded):
    monkeypatch.setattr(shipped, "_FILES", ("none/such.bin",))
    other = segmenter()
    assert isinstance(other, Underthesea)
    assert "such.bin" in other.reason


def test_a_broken_cache_file_is_built_anew(monkeypatch, tmp_path, unloaded):
    monkeypatch.setattr(shipped, "user_cache_path", lambda _: tmp_path)
    assert isinstance(segmenter(), Segmenter)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    shipped.segmenter.cache_clear()
    assert segmenter().words(["Kinh tế phát triển."]) == [word_tokenize("Kinh tế phát triển.")]
    assert len(path.read_bytes()) == len(whole)


def test_a_folder_that_cannot_be_written_is_no_obstacle(monkeypatch, tmp_path, unloaded):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setattr(shipped, "user_cache_path", lambda _: tmp_path / "file")
    assert isinstance(segmenter(), Segmenter)


def test_the_tables_are_arrays_without_objects(tmp_path, monkeypatch, unloaded):
    monkeypatch.setattr(shipped, "user_cache_path", lambda _: tmp_path)
    segmenter()
    with np.load(next(tmp_path.iterdir()), allow_pickle=False) as arrays:
        assert all(array.dtype != object for array in arrays.values())
