"""bienban inside spaCy: its own pipeline, any other one, to disk and back, and displaCy."""

import pytest
import spacy
from spacy import displacy
from spacy.tokens import DocBin

import bienban
from bienban.records import verify

TEXT = (
    "Chiều 27/11/2024, UBND thành phố tổ chức phiên họp thường kỳ tháng 11/2024. "
    "Đồng chí Lục Văn Chẩn – Phó Bí thư Thành ủy, Chủ tịch UBND thành phố chủ trì phiên họp. "
    "Thu ngân sách đạt trên 315 tỷ đồng."
)


@pytest.fixture(scope="module")
def language():
    return bienban.nlp()


def labels(doc):
    return {span.label_ for span in doc.spans["bienban"]}


def test_its_own_pipeline_gives_mentions_and_the_record(language):
    doc = language(TEXT)
    assert doc.text == TEXT
    assert doc.spans["words"]
    assert {"quantities", "times", "persons", "bodies"} <= labels(doc)
    record = verify(doc._.bienban, TEXT)
    assert record.meetings[0].date == "2024-11-27"
    assert record == bienban.load().extract(TEXT).model_copy(update={"source": record.source})


@pytest.mark.parametrize("text", ["", " ", "a  b   c \n\n d ", "1.1.1  A.\xa0B", "x" * 300 + "  y"])
def test_nothing_of_a_text_is_lost(language, text):
    assert language(text).text == text


def test_pipe_gives_the_same_as_one_by_one(language):
    texts = [TEXT, "Sở Y tế họp.", ""]
    assert [doc._.bienban for doc in language.pipe(texts)] == [language(text)._.bienban for text in texts]


def test_a_foreign_pipeline_aligns_to_whole_tokens(language):
    foreign = spacy.blank("xx")
    foreign.add_pipe("bienban")
    doc = foreign(TEXT)
    assert doc._.bienban == language(TEXT)._.bienban
    for span in doc.spans["bienban"]:
        assert span.text == TEXT[span.start_char : span.end_char]
    assert any("315 tỷ đồng" in span.text for span in doc.spans["bienban"])


def test_a_mention_inside_a_token_takes_the_whole_token():
    foreign = spacy.blank("xx")
    foreign.tokenizer.rules = {}
    foreign.add_pipe("bienban")
    doc = foreign("Thu ngân sách đạt 315tỷ đồng.")
    assert any(span.text.startswith("315tỷ") for span in doc.spans["bienban"])


def test_to_disk_and_back(language, tmp_path):
    language.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    doc = again(TEXT)
    assert [token.text for token in doc] == [token.text for token in language(TEXT)]
    assert doc._.bienban == language(TEXT)._.bienban


def test_docs_are_kept_as_bytes(language):
    kept = DocBin(store_user_data=True, docs=[language(TEXT)])
    (doc,) = DocBin().from_bytes(kept.to_bytes()).get_docs(language.vocab)
    assert doc._.bienban == language(TEXT)._.bienban
    assert labels(doc) == labels(language(TEXT))


def test_a_doc_that_never_passed_has_no_record(language):
    assert language.make_doc(TEXT)._.bienban is None


def test_displacy_shows_the_mentions(language):
    html = displacy.render(language(TEXT), style="span", options={"spans_key": "bienban"}, jupyter=False)
    assert "quantities" in html
    assert "tỷ" in html


def test_rules_of_another_folder(tmp_path):
    (tmp_path / "own.yaml").write_text("not: a list")
    with pytest.raises(bienban.RuleError, match=r"own\.yaml"):
        bienban.nlp(tmp_path)
