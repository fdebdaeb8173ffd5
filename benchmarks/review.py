"""From a reviewer's key to the next record, in an archive with a hundred thousand changed figures.

    python -m benchmarks.review
    python -m benchmarks.review --documents 500 --walk 50

Writes an archive of invented documents, twice, every figure ten times as large the second time; serves
it with `bienban review` in a process of its own; and walks through its changes, accepting one after
the other. Measured is the time from sending a decision until the next record is there, without a browser.
"""

import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer
from rich.console import Console

from benchmarks.measure import Row, table
from bienban.records import DocumentRecord, Indicator, Provenance, Source
from bienban.store.database import line_of, open_database

A_DOCUMENT = 20
"""Figures in a document."""

AT_ONCE = 500
MS = 150


def main(
    documents: Annotated[int, typer.Option(help="Documents of twenty figures each.")] = 5000,
    walk: Annotated[int, typer.Option(help="Changes that are decided.")] = 200,
) -> None:
    """Walk through an archive, and exit with 1 when a step takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        for factor in (1, 10):
            _write(url, documents, factor)
        rows = list(_walk(url, walk, documents * A_DOCUMENT))
    Console().print(table(rows))
    if not all(row.passes for row in rows):
        raise typer.Exit(1)


def _write(url: str, documents: int, factor: int) -> None:
    with open_database(url) as database:
        for first in range(0, documents, AT_ONCE):
            made = (_document(number, factor) for number in range(first, min(first + AT_ONCE, documents)))
            database.feed([line_of(record) for record in made], {"rules": "", "version": "benchmark"})
        database.finish()


def _document(number: int, factor: int) -> DocumentRecord:
    lines = [f"Chỉ tiêu thứ {n} của văn bản {number} đạt {number + n} ha." for n in range(A_DOCUMENT)]
    text, found, at = "\n".join(lines), [], 0
    for n, line in enumerate(lines):
        raw = line[line.index("đạt ") + 4 : -1]
        start = at + line.index(raw, line.index("đạt "))
        place = Provenance(start=start, end=start + len(raw), raw=raw, rule=f"unit.{n % 4}")
        value = str((number + n + 1) * factor)
        item = Indicator(
            id=f"i{n}", name=line[:14], measure="level", value=value, unit="ha", provenance=place
        )
        found.append(item)
        at += len(line) + 1
    return DocumentRecord(
        doc_id=f"{number}.txt",
        text_sha256=sha256(text.encode()).hexdigest(),
        source=Source(path=f"{number}.txt"),
        is_meeting=False,
        indicators=tuple(found),
        text=text,
    )


def _walk(url: str, steps: int, changes: int) -> Iterator[Row]:
    command = [sys.executable, "-m", "bienban", "review", url, "--port", "0", "--no-browser"]
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        host = server.stdout.readline().split("/")[2]
        up = time.monotonic() - started
        try:
            reviewer = _Reviewer(host)
            reviewer.get("/")
            first = time.monotonic() - started
            for starts in ("/group", "/record"):
                reviewer.get(reviewer.link(starts))
            took = sorted(reviewer.accept() for _ in range(steps))
        finally:
            server.terminate()
    p95 = took[int(0.95 * len(took))] * 1000
    yield Row("server up, s", up, gate=0.5, aim=0.5)
    yield Row(f"first page, {changes:,} changes compared, s", first, gate=60, aim=5)
    yield Row("decision to next record, p50, ms", statistics.median(took) * 1000, gate=MS, aim=MS / 2)
    yield Row("decision to next record, p95, ms", p95, gate=MS, aim=MS / 2)


class _Reviewer:
    """A browser that keeps its connection."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._connection = http.client.HTTPConnection(host)
        self._page = ""

    def get(self, path: str) -> None:
        self._connection.request("GET", path)
        self._page = self._connection.getresponse().read().decode()

    def link(self, starts: str) -> str:
        return unescape(re.findall(f'href="({re.escape(starts)}[^"]+)"', self._page)[0])

    def accept(self) -> float:
        """Accept the record of the page, go to the next; how long it took, in seconds."""
        form = self._page.split('action="/decide"')[1].split("</form>")[0]
        fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        data = urlencode({name: unescape(value) for name, value in fields.items()} | {"verdict": "accept"})
        headers = {"Origin": f"http://{self._host}", "Content-Type": "application/x-www-form-urlencoded"}
        started = time.monotonic()
        self._connection.request("POST", "/decide", data, headers)
        answer = self._connection.getresponse()
        answer.read()
        self.get(answer.headers["location"])
        return time.monotonic() - started


if __name__ == "__main__":
    typer.run(main)
