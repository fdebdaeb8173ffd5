"""Underthesea's shipped files -> a segmenter: the fast one where they are known, else underthesea.

The tables of the fast one take half a second to build and are kept in the user's
cache folder, under a name that holds the hash of every file they come from.
"""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from bienban.text.crfsuite import read_model
from bienban.text.segmenter import Counts, Ints, Segmenter
from bienban.text.types import Spelling
from bienban.text.weights import collapse, pack, unpack

KNOWN = {"59e4b4f6f52ca0e5": "9.5.0"}
"""Hashes of shipped files on which the fast segmenter was held against underthesea, and its version."""

_LAYOUT = 1  # of the cache file; a new one makes new names
_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_FILES = (
    f"{_MODEL}/models.bin",
    f"{_MODEL}/features.bin",
    f"{_MODEL}/dictionary.bin",
    "pipeline/word_tokenize/__init__.py",
    "pipeline/word_tokenize/regex_tokenize.py",
    "pipeline/text_normalize/character_normalize.py",
    "pipeline/text_normalize/token_normalize.py",
    "pipeline/text_normalize/tn_rules_2023_07_14.bin",
    "models/fast_crf_sequence_tagger.py",
)


class Underthesea:
    """Underthesea itself in the place of the fast segmenter; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.counts = Counts()

    def words(self, sentences: Sequence[str]) -> list[list[str]]:
        """The words of each sentence, respelt."""
        self.counts.sentences += len(sentences)
        return [_oracle(sentence) for sentence in sentences]

    def ends(self, sentences: Sequence[str]) -> Ints:
        """Where the words end, counted in the characters of all sentences that are no white space."""
        from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

        sizes: list[int] = []
        for sentence, words in zip(sentences, self.words(sentences), strict=True):
            tokens = [len(match.group()) for match in patterns.finditer(sentence)]
            borders = accumulate((len(word.split(" ")) for word in words), initial=0)
            sizes += [sum(tokens[a:b]) for a, b in pairwise(borders)]
        return np.cumsum(sizes, dtype=np.int64)


@cache
def segmenter() -> Segmenter | Underthesea:
    """The segmenter of this process; load it before forking, and workers share its tables."""
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("underthesea is not installed; install bienban with its requirements")
    try:
        digest = _digest(Path(spec.origin).parent)
    except OSError as error:
        return Underthesea(f"{error.filename}: {error.strerror}")
    if digest not in KNOWN:
        return Underthesea(f"files of an unknown version (hash {digest})")
    path = user_cache_path("bienban") / f"words-{_LAYOUT}-{digest}.npz"
    packed = _read(path)
    if packed is None:
        packed = _build(Path(spec.origin).parent)
        _write(path, packed)
    letters, tokens, pattern, flags = json.loads(packed["spelling"].tobytes())
    return Segmenter(unpack(packed), Spelling(re.compile(pattern, flags), letters, tokens), _oracle)


def _oracle(sentence: str) -> list[str]:
    from underthesea import word_tokenize  # 0.4 s to import, and seldom asked

    words: list[str] = word_tokenize(sentence)
    return words


def _digest(folder: Path) -> str:
    """A hash of all that decides where words end: the shipped files and the compiled tagger."""
    digest = hashlib.sha256()
    with suppress(PackageNotFoundError):
        digest.update(version("underthesea_core").encode())
    for name in _FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path) -> dict[str, Any]:
    import joblib
    from underthesea.pipeline.text_normalize.text_normalizer import character_map, token_map
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    model = folder / _MODEL
    weights = collapse(
        read_model((model / "models.bin").read_bytes()),
        joblib.load(model / "features.bin"),
        joblib.load(model / "dictionary.bin"),
    )
    spelling = json.dumps([character_map, token_map, patterns.pattern, patterns.flags])
    return {**pack(weights), "spelling": np.frombuffer(spelling.encode(), np.uint8)}


def _read(path: Path) -> dict[str, Any] | None:
    """The arrays of a cache file; None where there is none, or half a one."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _write(path: Path, packed: dict[str, Any]) -> None:
    """Put the cache file in place at once; without a folder to write to, tables are built each time."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            np.savez(file, **packed)
        Path(file.name).replace(path)
