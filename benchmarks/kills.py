"""What kills cost: `python -m benchmarks.kills [--documents N] [--kills N]`.

Runs `bienban run` and kills (SIGKILL) its workers, and now and then the run itself, at random until
there were enough kills; a killed run is started again. The archive must be, byte for byte, that of an
undisturbed run. Exits 1 when it is not.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.archive import children, written

RUN_SHARE = 0.1
"""How many of the kills hit the run itself."""

LEAST_S, MOST_S = 0.05, 0.3
"""Between two kills."""


def main(
    documents: Annotated[int, typer.Option(help="How many.")] = 1_500,
    kills: Annotated[int, typer.Option(help="How many.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the moments and of who is hit.")] = 1,
) -> None:
    """Kill, compare, and exit 1 when the archives differ."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        written(place / "in", documents)
        started(place, "calm").wait()
        done = disturbed(place, "killed", kills, random.Random(seed))
        started(place, "killed").wait()
        same = digest(place / "calm") == digest(place / "killed")
    print(f"{done} kills, {documents} documents: archives {'are the same' if same else 'DIFFER'}")  # noqa: T201
    if not same or done < kills:
        raise typer.Exit(1)


def started(folder: Path, out: str) -> subprocess.Popen[bytes]:
    """A run over the documents of `folder`."""
    command = [sys.executable, "-m", "bienban", "run", str(folder / "in"), "--out", str(folder / out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def disturbed(folder: Path, out: str, kills: int, chance: random.Random) -> int:
    """Run and kill until there were enough kills or all is done; the number of kills."""
    done = 0
    process = started(folder, out)
    while done < kills:
        time.sleep(chance.uniform(LEAST_S, MOST_S))
        if process.poll() == 0:
            return done
        if process.returncode is not None:
            process = started(folder, out)
        workers = children(process.pid)
        if not workers:
            continue
        victim = process.pid if chance.random() < RUN_SHARE else chance.choice(workers)
        os.kill(victim, signal.SIGKILL)
        done += 1
    process.wait()
    return done


def digest(archive: Path) -> str:
    """Of all records, file by file."""
    found = hashlib.sha256()
    for path in sorted(archive.glob("records*")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    typer.run(main)
