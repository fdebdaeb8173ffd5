"""A million indicators against a million, one in ten changed; an edited rule tried on a thousand documents.

    python -m benchmarks.diff
    python -m benchmarks.diff --indicators 50000 --documents 5000

Writes both files into a temporary folder (2.4 GB for a million), compares them with
`bienban diff` in a process of its own, and holds what it says against what was changed.
Then tries one edited unit on the samples with seeded variations, which has to be one group.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from benchmarks.measure import Row, table
from benchmarks.texts import texts, variations

SAMPLES = Path(__file__).parents[1] / "samples"
SECONDS = 60
MEBIBYTES = 1024

EDITED = """
- {id: unit.area.ha, kind: unit, unit: hecta, dimension: measure, terms: [ha, hecta, héc-ta]}
"""

NINETEEN = {"code": "2019", "start": "2019-01-01", "end": "2019-12-31", "raw": None}

Record = dict[str, Any]


def main(
    indicators: Annotated[int, typer.Option(help="Indicators in the old file.")] = 1_000_000,
    documents: Annotated[int, typer.Option(help="Documents a rule is tried on.")] = 1000,
    folder: Annotated[Path | None, typer.Option(help="Where to write the files.")] = None,
) -> None:
    """Compare two files, try a rule, and exit with 1 when a gate is not kept."""
    rows = [*comparing(indicators, folder), *trying(documents, folder)]
    Console().print(table(rows))
    if not all(row.passes for row in rows):
        raise typer.Exit(1)


def trying(documents: int, folder: Path | None) -> Iterator[Row]:
    """The time of `bienban rules try` with one edited unit, and the groups its changes fall into."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        (place / "documents").mkdir()
        for number, text in enumerate(variations(texts(None), documents)):
            (place / "documents" / f"{number:06}.txt").write_text(text, encoding="utf-8")
        (place / "edited.yaml").write_text(EDITED, encoding="utf-8")
        command = ["rules", "try", str(place / "edited.yaml"), "--on", str(place / "documents")]
        seconds, _, said = measured(command, place / "said.json")
    yield Row(
        f"seconds to try a rule on {documents:,} documents",
        seconds,
        max(10, documents / 100),
        max(5, documents / 200),
    )
    yield Row("groups the changes of one edited unit fall into", len(said["groups"]), 1, 1)


def comparing(indicators: int, folder: Path | None) -> Iterator[Row]:
    """Time and memory of `bienban diff`, and whether it finds what was changed."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        old, new = Path(place) / "old.jsonl", Path(place) / "new.jsonl"
        planted = write(old, new, indicators)
        seconds, mebibytes, said = measured(["diff", str(old), str(new)], Path(place) / "said.json")
    totals = said["totals"]["indicators"]
    found: Counter[str] = Counter({op: totals[op] for op in ("changed", "lost", "gained", "unchanged")})
    for group in said["groups"]:
        if group["op"] == "changed":
            found[group["says"][0].split()[0]] += group["records"]
    wrong = sum(abs(found[name] - planted[name]) for name in {*found, *planted})
    yield Row(
        f"seconds for {totals['old']:,} indicators against {totals['new']:,}",
        seconds,
        SECONDS,
        SECONDS / 2,
    )
    yield Row("peak memory of all its processes, MiB", mebibytes, MEBIBYTES, MEBIBYTES / 2)
    yield Row("records counted or classed otherwise than they were changed", wrong, 0, 0)
    yield Row("patterns they fall into", len({group["pattern"] for group in said["groups"]}), 60, 40)


def measured(arguments: Sequence[str], out: Path) -> tuple[float, float, Record]:
    """Seconds and peak MiB of one command, all its processes together, and what it said."""
    command = [sys.executable, "-m", "bienban", *arguments, "--format", "json"]
    peak = 0
    started = time.perf_counter()
    with out.open("wb") as stream, subprocess.Popen(command, stdout=stream) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(memory, family(process.pid))))
            time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - started, peak / 1024, json.loads(out.read_bytes())


def family(pid: int) -> list[int]:
    """A process and those it started (Linux)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in family(int(child)))]


def memory(pid: int) -> int:
    """KiB a process holds, what it shares with others counted in parts (Linux)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def write(old: Path, new: Path, indicators: int) -> Counter[str]:
    """Two files of the samples' records, again and again, the second with seeded changes, which it counts."""
    chance = random.Random(7)
    originals = [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.records.json"))]
    planted: Counter[str] = Counter()
    written = number = 0
    with old.open("w", encoding="utf-8") as left, new.open("w", encoding="utf-8") as right:
        while written < indicators:
            record = {**originals[number % len(originals)], "doc_id": f"{number:08}.txt"}
            left.write(line(record))
            right.write(line({**record, "indicators": list(changed(record["indicators"], chance, planted))}))
            written += len(record["indicators"])
            number += 1
    return planted


def line(record: Record) -> str:
    """One line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def changed(indicators: list[Record], chance: random.Random, planted: Counter[str]) -> Iterator[Record]:
    """The indicators, one in ten of them changed, one in a hundred lost; nothing refers to a lost one."""
    parents = {item["parent"] for item in indicators}
    for item in indicators:
        drawn = chance.random()
        if drawn < 0.01 and item["id"] not in parents:
            planted["lost"] += 1
        elif drawn < 0.11:
            planted["changed"] += 1
            name, change = chance.choice(CHANGES)
            planted[name] += 1
            yield change(item)
        else:
            planted["unchanged"] += 1
            yield item


CHANGES: list[tuple[str, Callable[[Record], Record]]] = [
    (
        "value",
        lambda item: {
            **item,
            "value": f"{Decimal(item['value']) * 1000:f}" if Decimal(item["value"]) else "7",
        },
    ),
    ("unit", lambda item: {**item, "unit": f"{item['unit']}/ca" if item["unit"] else "ca"}),
    ("name", lambda item: {**item, "name": f"tổng {item['name']}" if item["name"] else "tổng"}),
    ("base", lambda item: {**item, "base": "year:1999"}),
    ("measure", lambda item: {**item, "measure": "rank" if item["measure"] != "rank" else "share"}),
    ("period", lambda item: {**item, "period": None if item["period"] else NINETEEN}),
]
"""What is done to an indicator, by the field it changes."""


if __name__ == "__main__":
    typer.run(main)
