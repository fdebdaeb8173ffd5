"""How fast: `python -m benchmarks.speed [--docs FILE_OR_FOLDER]`.

Prints a table of ratios, both sides taken in one process on the same text, and
where the time goes; exits 1 when a gate is not kept. Without --docs it uses the
samples and seeded variations of them.
"""

import random
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
import underthesea
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Row, children, cpu, interleaved, python, table
from benchmarks.texts import HOSTILE, hostile, long_text, texts, variations, without_stops
from bienban.check.check import check
from bienban.document import Document
from bienban.find.find import find
from bienban.flow import extract
from bienban.link.link import link
from bienban.read.read import read_file
from bienban.records import DocumentRecord
from bienban.rules import Rules, load_rules
from bienban.text import shipped
from bienban.text.segmenter import Segmenter
from bienban.text.shipped import segmenter
from bienban.text.tokenize import tokenize

SENTENCES = 5_000
SHORT, LONG = 4_000, 256_000


def main(
    docs: Annotated[
        Path | None, typer.Option(help="A text or a folder of texts; the samples by default.")
    ] = None,
) -> None:
    """Measure, print, and exit 1 when a gate is not kept."""
    rules = load_rules()
    originals = texts(docs)
    many = originals if len(originals) >= 200 else variations(originals, 200)
    rows = [
        *segmenting(originals, rules),
        *extracting(originals, rules),
        *growing(originals, rules),
        spread(many, rules),
        *starting(),
    ]
    console = Console()
    console.print(table(rows))
    console.print(_profile(originals, rules))
    failed = [row.name for row in rows if not row.passes]
    if failed:
        console.print(f"[red]Not kept:[/] {'; '.join(failed)}")
        raise typer.Exit(1)


def sentences_of(text: str, rules: Rules) -> list[str]:
    """The sentences of a text, as `tokenize` cuts them."""
    doc = tokenize(Document(text, "text"), rules, words=False)
    return [sentence for sentence in doc.sentence_texts() if sentence.strip()]


def segmenting(originals: Sequence[str], rules: Rules) -> Iterator[Row]:
    """Two segmenters side by side: warm, on documents never seen, and word for word."""
    documents = [sentences_of(text, rules) for text in originals]
    ours = segmenter()
    taken = interleaved(
        {
            "underthesea": lambda: [underthesea.word_tokenize(s) for document in documents for s in document],
            "ours": lambda: [ours.words(document) for document in documents],
        }
    )
    yield Row("word_tokenize ÷ segmenter, warm", taken["underthesea"] / taken["ours"], 15, 25, least=True)
    yield Row("the same, unseen documents", _unseen(documents), 10, 15, least=True)
    different = [*{s: None for document in documents for s in document}]
    different += walks(SENTENCES - len(different) + len(documents))
    wrong = sum(
        a != b for a, b in zip(ours.words(different), map(underthesea.word_tokenize, different), strict=True)
    )
    yield Row(f"differences on {len(different):,} sentences", wrong, 0, 0)


def _unseen(documents: Sequence[Sequence[str]]) -> float:
    """The time of underthesea over that of a segmenter that has seen the other half of the documents."""
    ratios = []
    for known, new in ((documents[::2], documents[1::2]), (documents[1::2], documents[::2])):
        shipped.segmenter.cache_clear()
        fresh = segmenter()
        for document in known:
            fresh.words(document)
        ours = cpu(partial(_words_of, new, fresh.words))
        theirs = cpu(partial(_words_of, new, lambda document: list(map(underthesea.word_tokenize, document))))
        ratios.append(theirs / ours)
    return median(ratios)


def _words_of(documents: Sequence[Sequence[str]], cut: Callable[[Sequence[str]], list[list[str]]]) -> None:
    for document in documents:
        cut(document)


def walks(count: int) -> list[str]:
    """Different sentences of words from underthesea's own dictionary, seeded."""
    known = segmenter()
    words = sorted(known.vocabulary) if isinstance(known, Segmenter) else ["kinh tế", "phát triển"]
    chance = random.Random(11)
    found: dict[str, None] = {}
    while len(found) < count:
        picked = chance.choices(words, k=chance.randint(2, 30))
        walk = " ".join(w.title() if chance.random() < 0.15 else w for w in picked) + "."
        found[unicodedata.normalize("NFC", walk)] = None
    return list(found)


def extracting(originals: Sequence[str], rules: Rules) -> Iterator[Row]:
    """The whole way, validated and serialised, beside underthesea's words alone and its NER."""
    documents = [Document(text, f"text-{number}") for number, text in enumerate(originals)]
    sentences = [s for text in originals for s in sentences_of(text, rules)]
    few = documents[:2]
    few_sentences = [s for document in few for s in sentences_of(document.text, rules)]
    for document in documents:
        extract(document, rules)
    taken = interleaved(
        {
            "words": lambda: [underthesea.word_tokenize(s) for s in sentences],
            "all": lambda: [extract(document, rules).to_json() for document in documents],
            "few": lambda: [extract(document, rules).to_json() for document in few],
            "ner": lambda: [underthesea.ner(s) for s in few_sentences],
        },
        rounds=3,
    )
    yield Row("extraction ÷ word_tokenize", taken["all"] / taken["words"], 0.35, 0.15)
    yield Row("ner ÷ extraction", taken["ner"] / taken["few"], 30, 100, least=True)


def growing(originals: Sequence[str], rules: Rules) -> Iterator[Row]:
    """Time per character of a long text over that of a short one."""

    def growth(make: Callable[[int], str]) -> float:
        per_character = []
        for size in (SHORT, LONG):
            document = Document(make(size), "long")
            rounds = 5 if size == SHORT else 2
            per_character.append(min(cpu(lambda d=document: extract(d, rules)) for _ in range(rounds)) / size)
        return per_character[1] / per_character[0]

    yield Row("256k ÷ 4k a character: normal", growth(lambda n: long_text(originals, n)), 1.5, 1.1)
    yield Row("256k ÷ 4k: no punctuation", growth(lambda n: without_stops(originals, n)), 1.5, 1.1)
    for name, seed in HOSTILE.items():
        yield Row(f"256k ÷ 4k: {name}", growth(lambda n, seed=seed: hostile(seed, n)), 3, 1.5)


def spread(many: Sequence[str], rules: Rules) -> Row:
    """The dearest documents over the middle one, CPU per character."""
    costs = []
    for number, text in enumerate(many):
        document = Document(text, f"text-{number}")
        costs.append(min(cpu(lambda d=document: extract(d, rules)) for _ in range(2)) / len(text))
    costs.sort()
    return Row(
        f"p99 ÷ median over {len(many)} documents", costs[int(0.99 * (len(costs) - 1))] / median(costs), 4, 2
    )


def starting() -> Iterator[Row]:
    """What a process costs: one article from a cold start, and the help text."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(texts(None)[0], encoding="utf-8")
        used = children(
            {
                "extract": [sys.executable, "-m", "bienban", "extract", str(article), "--format", "jsonl"],
                "word": python("import underthesea; underthesea.word_tokenize('Việt Nam')"),
                "help": [sys.executable, "-m", "bienban", "--help"],
                "pass": python("pass"),
            }
        )
    yield Row(
        "cold extract ÷ one word of underthesea", used["extract"].seconds / used["word"].seconds, 2, 1.4
    )
    yield Row("bienban --help ÷ python -c pass", used["help"].seconds / used["pass"].seconds, 15, 8)
    yield Row("peak memory: extract ÷ one word", used["extract"].peak / used["word"].peak, 1.6, 1.3)


def _profile(originals: Sequence[str], rules: Rules) -> Table:
    """CPU microseconds per 1,000 characters of each stage, medians."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(originals):
            paths.append(Path(folder) / f"{number}.txt")
            paths[-1].write_text(text, encoding="utf-8")
        stages = _stages(paths, rules)
        taken = interleaved(stages)
    characters = sum(len(text) for text in originals) / 1000
    table = Table("stage", "µs / 1,000 characters", title="Profile")
    for name, seconds in taken.items():
        table.add_row(name, f"{seconds * 1e6 / characters:.0f}")
    return table


def _stages(paths: Sequence[Path], rules: Rules) -> dict[str, Callable[[], object]]:
    """One call for each stage over all documents, on what the stages before it gave."""
    documents = [read_file(path) for path in paths]
    docs = [tokenize(document, rules) for document in documents]
    mentions = [find(doc, rules) for doc in docs]
    linked = [link(*three) for three in zip(documents, docs, mentions, strict=True)]
    records = [check(*four) for four in zip(documents, docs, mentions, linked, strict=True)]
    lines = [record.to_json() for record in records]
    return {
        "read": lambda: [read_file(path) for path in paths],
        "tokens": lambda: [tokenize(document, rules, words=False) for document in documents],
        "tokens and words": lambda: [tokenize(document, rules) for document in documents],
        "find": lambda: [find(doc, rules) for doc in docs],
        "link": lambda: [link(*three) for three in zip(documents, docs, mentions, strict=True)],
        "check": lambda: [check(*four) for four in zip(documents, docs, mentions, linked, strict=True)],
        "validate": lambda: [DocumentRecord.model_validate_json(line) for line in lines],
        "serialise": lambda: [record.to_json() for record in records],
        "everything": lambda: [extract(document, rules).to_json() for document in documents],
    }


if __name__ == "__main__":
    typer.run(main)
