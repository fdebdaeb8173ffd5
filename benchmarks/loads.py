"""Loads that are cut off: `python -m benchmarks.loads [--kills N]`.

A load is killed (`kill -9`) at N random moments on SQLite and on PostgreSQL, and the server of
PostgreSQL is stopped at once three times. Afterwards each archive must hold what a calm load
gives, row by row. Half of the documents change on the way. Exits 1 when one differs.
"""

import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from tests.archives import content
from tests.servers import Server, server

from benchmarks.database import realistic
from benchmarks.measure import python
from bienban.store.loading import load

LOADER = """
import sys
from pathlib import Path
from bienban.store import loading
loading.AT_ONCE = 20
print("ready", flush=True)
failed = loading.load([Path(sys.argv[1])], sys.argv[2]).failed
assert not failed, failed
"""
STOPS = 3


def main(
    kills: Annotated[int, typer.Option(min=2, help="Kills on each database.")] = 50,
    records: Annotated[int, typer.Option(help="Records of the archive.")] = 60_000,
) -> None:
    """Kill, compare, and exit 1 when an archive is not what a calm load gives."""
    console = Console()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running = stack.enter_context(server(durable=True))
        files = editions(folder, records)
        calm = f"sqlite:///{folder / 'calm.db'}"
        for file in files:
            load([file], calm)
        expected = content(calm)
        is_right = True
        for name, url in (
            ("SQLite", f"sqlite:///{folder / 'killed.db'}"),
            ("PostgreSQL", running.database()),
        ):
            count = killed(files, url, kills, random.Random(1))
            is_right &= told(console, f"{name}: {count} kills", content(url) == expected)
        url = running.database()
        stopped(files, url, running)
        is_right &= told(
            console, f"PostgreSQL: {STOPS} immediate stops of the server", content(url) == expected
        )
    if not is_right:
        raise typer.Exit(1)


def editions(folder: Path, records: int) -> list[Path]:
    """Two files of the same documents; in the second one each other document is that of its neighbour."""
    lines, _ = realistic(records)
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    first.write_bytes(b"\n".join(lines) + b"\n")
    second.write_bytes(b"\n".join(_edited(lines)) + b"\n")
    return [first, second]


def _edited(lines: list[bytes]) -> Iterator[bytes]:
    for n, line in enumerate(lines):
        name = f"/{n:07}.html".encode()
        other = (n + 1) % len(lines)
        yield lines[other].replace(f"/{other:07}.html".encode(), name) if n % 2 else line


def killed(files: list[Path], url: str, kills: int, chance: random.Random) -> int:
    """Load the files one after the other, each killed at half of the moments, then to its end."""
    count = 0
    for part, file in enumerate(files, 1):
        while count < kills * part // len(files):
            process = started(file, url)
            time.sleep(chance.uniform(0, 0.6))
            count += process.poll() is None
            process.kill()
            process.communicate()
        load([file], url)
    return count


def stopped(files: list[Path], url: str, running: Server) -> None:
    """Load the files while the server is stopped and started."""
    for number, file in enumerate(files):
        process = started(file, url)
        for _ in range(STOPS // 2 + 1 - number):
            time.sleep(0.8)
            running.stop("immediate")
            running.start()
        if process.wait(300):
            raise RuntimeError(process.stderr.read() if process.stderr else "")


def started(file: Path, url: str) -> "subprocess.Popen[str]":
    """A loader that has begun."""
    command = [*python(LOADER), str(file), url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if process.stdout is None or process.stdout.readline() != "ready\n":
        raise RuntimeError(f"the loader did not start: {process.communicate()[1]}")
    return process


def told(console: Console, what: str, is_right: bool) -> bool:
    """Print what came of it."""
    console.print(f"{what}: {'as a calm load gives' if is_right else '[bold red]different'}")
    return is_right


if __name__ == "__main__":
    typer.run(main)
