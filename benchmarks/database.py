"""How fast a database is fed: `python -m benchmarks.database [--records N]`.

Records go from lines of JSON through validation, keys and provenance into SQLite and into a
PostgreSQL started for the purpose; the raw driver writes the very same rows, made beforehand,
into the same tables. Both are timed in turn. Then the same lines are loaded again. Exits 1 when
a gate is not kept.
"""

import gc
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid
from tests.servers import server

from benchmarks.measure import Row
from benchmarks.texts import texts, variations
from bienban.api import load as load_pipeline
from bienban.jsonl import doc_id_of
from bienban.records import DocumentRecord
from bienban.store.engine import open_engine, transaction
from bienban.store.feed import add
from bienban.store.loading import AT_ONCE, load
from bienban.store.prepare import Line, prepare
from bienban.store.schema import runs
from bienban.store.schema import tables as kinds
from bienban.store.writes import Writes

DISTINCT = 200
"""Texts that are extracted; each stands for many documents under names of their own."""


def main(
    records: Annotated[int, typer.Option(help="Records to load, of all kinds.")] = 200_000,
    rounds: Annotated[int, typer.Option(min=1)] = 3,
) -> None:
    """Measure, print, and exit 1 when a gate is not kept."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lines, count = realistic(records)
        file = folder / "records.jsonl"
        file.write_bytes(b"\n".join(lines) + b"\n")
        running = stack.enter_context(server(durable=True))
        urls: dict[str, Callable[[int], str]] = {
            "SQLite": lambda n: f"sqlite:///{folder / f'{n}.db'}",
            "PostgreSQL": lambda _: running.database(),
        }
        rows = [row for name, url in urls.items() for row in measured(name, url, file, lines, count, rounds)]
    Console().print(_grid(rows, f"{count:,} records of {len(lines):,} documents"))
    if not all(row.passes for row in rows):
        raise typer.Exit(1)


def realistic(records: int) -> tuple[list[bytes], int]:
    """Lines of records made from variations of the samples, and how many records they hold."""
    pipeline = load_pipeline()
    made = [
        json.loads(pipeline.extract(text, with_text=True).to_json())
        for text in variations(texts(None), DISTINCT)
    ]
    lines: list[bytes] = []
    count = 0
    while count < records:
        item = {**made[len(lines) % len(made)], "doc_id": f"https://example.org/{len(lines):07}.html"}
        lines.append(DocumentRecord.model_validate(item).to_json().encode())
        count += sum(len(item[kind]) for kind in kinds)
    return lines, count


def measured(  # noqa: PLR0913, PLR0917 - what is measured, and how often
    name: str, url: Callable[[int], str], file: Path, lines: Sequence[bytes], count: int, rounds: int
) -> Iterator[Row]:
    """Raw driver and load in turn, each into a new database, then the load repeated."""
    writes = prepared(lines)
    gc.freeze()  # what is kept for the raw driver must not cost the loader
    raw, loaded, again = [], [], []
    for number in range(rounds):
        raw.append(timed(lambda n=number: write_raw(url(2 * n), writes)))
        target = url(2 * number + 1)
        loaded.append(timed(lambda u=target: load([file], u)))
        again.append(timed(lambda u=target: load([file], u)))
    console = Console()
    for what, seconds in (("raw", raw), ("load", loaded), ("load again", again)):
        console.print(
            f"{name} {what}: {median(seconds):.2f} s, {count / median(seconds):,.0f} records a second"
        )
    yield Row(f"{name}: load ÷ raw driver", median(loaded) / median(raw), 2.0, 1.5)
    yield Row(f"{name}: load ÷ load of unchanged", median(loaded) / median(again), 4.0, 20.0, least=True)


def prepared(lines: Sequence[bytes]) -> list[Writes]:
    """The rows of all lines, batch by batch, as the loader makes them for a new archive."""
    found: list[Writes] = []
    for start in range(0, len(lines), AT_ONCE):
        writes = Writes(run=1)
        for number, line in enumerate(lines[start : start + AT_ONCE], start + 1):
            read = Line.of(doc_id_of(line), line, "")
            add(writes, number, read, prepare(read), Counter())
        found.append(writes)
    return found


def write_raw(url: str, writes: Sequence[Writes]) -> None:
    """Write rows that are ready with the raw driver, one transaction a batch."""
    engine = open_engine(url)
    with transaction(engine, url) as connection:
        connection.execute(runs.insert(), {"rules": "", "version": "", "started": ""})
    for batch in writes:
        with transaction(engine, url) as connection:
            batch.flush(connection)
    engine.dispose()


def timed(run: Callable[[], object]) -> float:
    """Wall seconds of one call: a server works outside this process."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _grid(rows: Sequence[Row], title: str) -> Grid:
    grid = Grid(title=title)
    for heading in ("ratio", "measured", "gate", "aim"):
        grid.add_column(heading)
    for row in rows:
        sign = "≥" if row.least else "≤"
        grid.add_row(row.name, f"{row.value:.2f}", f"{sign} {row.gate:g}", f"{sign} {row.aim:g}")
    return grid


if __name__ == "__main__":
    typer.run(main)
