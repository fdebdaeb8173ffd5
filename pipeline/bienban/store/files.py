"""Files of an archive: locked while a run writes, replaced whole, and every refusal told with its remedy."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from bienban.errors import StoreError


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the operating system refuses, as a StoreError that names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path}: cannot be written: {reason}; mend that and run again") from error


def locked(path: Path) -> IO[bytes]:
    """The journal, opened for this process alone."""
    stream = path.open("a+b")
    try:
        import fcntl
    except ImportError:  # Windows has other locks; there two runs at once are not refused
        return stream
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
            return stream
    except OSError:
        pass
    stream.close()
    raise StoreError(f"{path}: another run is writing here; wait until it has come to its end")


def write_whole(path: Path, lines: Iterable[bytes]) -> None:
    """Write a file beside `path`, make sure it is on the disk, and put it in the place of `path`."""
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def pieces(places: Iterable[tuple[Path, int, int]]) -> Iterator[bytes]:
    """Bytes `start` to `end` of files, in the order of `places`; each file is opened once."""
    with ExitStack() as stack:
        streams: dict[Path, IO[bytes]] = {}
        for path, start, end in places:
            if path not in streams:
                with told(path):
                    streams[path] = stack.enter_context(path.open("rb"))
            streams[path].seek(start)
            yield streams[path].read(end - start)
