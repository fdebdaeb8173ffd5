"""A CRFsuite model file -> its weights.

The layout ("lCRF", version 100) is that of CRFsuite's `crf1d_model.c`: a header, then
chunks with the features, the labels and the attributes. Labels and attributes
are "CQDB" chunks: a constant database with a table from id to offset at its end.
"""

import struct
from dataclasses import dataclass

import numpy as np

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_DATABASE = struct.Struct("<4sIIIII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_FEATURES_AT = 12  # behind the chunk's own header: magic, size, count


@dataclass(frozen=True)
class Model:
    """A linear chain: `states[attribute][label]` and `transitions[label, next label]`."""

    labels: tuple[str, ...]
    states: dict[str, dict[str, float]]
    transitions: dict[tuple[str, str], float]


def read_model(content: bytes) -> Model:
    """The weights in a model file. Raises ValueError when it is no such file."""
    magic, _, kind, _, _, _, _, features_at, labels_at, attributes_at, _, _ = _HEADER.unpack_from(content)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError(f"not a CRFsuite model: it begins with {magic!r} {kind!r}")
    labels = _strings(content, labels_at)
    attributes = _strings(content, attributes_at)
    (count,) = struct.unpack_from("<I", content, features_at + 8)
    features = np.frombuffer(content, _FEATURE, count, features_at + _FEATURES_AT)
    states: dict[str, dict[str, float]] = {}
    transitions: dict[tuple[str, str], float] = {}
    for kind_of, source, target, weight in features.tolist():
        if kind_of:
            transitions[labels[source], labels[target]] = weight
        else:
            states.setdefault(attributes[source], {})[labels[target]] = weight
    return Model(tuple(labels), states, transitions)


def _strings(content: bytes, start: int) -> list[str]:
    """The strings of a CQDB chunk by their ids; an unused id is an empty string."""
    *_, count, table = _DATABASE.unpack_from(content, start)
    found = []
    for offset in struct.unpack_from(f"<{count}I", content, start + table):
        size = struct.unpack_from("<I", content, start + offset + 4)[0] if offset else 1
        found.append(content[start + offset + 8 : start + offset + 7 + size].decode() if offset else "")
    return found
