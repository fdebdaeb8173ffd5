r"""A process of its own for the libraries that read documents, limited in memory and time.

A broken or hostile file may crash such a library, or make it eat memory without end. It then
costs this process, which is started anew with the next file, and gives a ReadError. The libraries
are imported there only. One process serves one file at a time and ends with the process that started it.

    parent ── {"kind", "name", "size", …}\\n bytes ──▶ child ── {"part": …}\\n … {"end": null}\\n ──▶ parent
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

from bienban.errors import ReadError
from bienban.read.limits import MEMORY_BYTES, SECONDS, megabytes

HAS_ALARM = hasattr(signal, "setitimer")
"""Whether the system ends a process that takes too long."""


class Reader:
    """The process, as seen from the one that needs it."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "bienban.read.confined"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.owner = os.getpid()

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked, and is not that of a parent this process was forked from."""
        return self.owner == os.getpid() and self._process.poll() is None

    def parts(
        self, kind: str, content: bytes, name: str, options: dict[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """What the process says about one file, message by message. Raises ReadError."""
        request = {"kind": kind, "name": name, "size": len(content), **options}
        with contextlib.suppress(BrokenPipeError):
            _pipe(self._process.stdin).write(json.dumps(request).encode() + b"\n" + content)
            _pipe(self._process.stdin).flush()
        while True:
            message = self._message(name)
            if "end" in message:
                return
            if "error" in message:
                raise ReadError(f"{name}: {message['error']}")
            yield message["part"]

    def _message(self, name: str) -> dict[str, Any]:
        """The next message; a process that is silent for too long or breaks down is over."""
        if HAS_ALARM:
            line = _pipe(self._process.stdout).readline()
        else:  # Windows: it does not end itself
            late = threading.Timer(SECONDS, self._process.kill)
            late.start()
            line = _pipe(self._process.stdout).readline()
            late.cancel()
        if line.endswith(b"\n"):
            return json.loads(line)  # type: ignore[no-any-return]
        raise ReadError(f"{name}: {_cause(self._process.wait())}")

    def close(self) -> None:
        """End the process."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.communicate()


_reader: Reader | None = None
_lock = threading.Lock()


def read_confined(kind: str, content: bytes, name: str, **options: Any) -> Iterator[dict[str, Any]]:
    """What a library in the limited process says about each document of a file.

    `kind` is a module of this room with a function `read(content, name, **options)`. Raises ReadError.
    """
    global _reader  # noqa: PLW0603 - one process for all files, started when the first one comes
    with _lock:
        if _reader is None or not _reader.is_alive:
            _reader = Reader()
            atexit.register(_reader.close)
        finished = False
        try:
            yield from _reader.parts(kind, content, name, options)
            finished = True
        except ReadError:
            finished = True
            raise
        finally:
            if not finished:  # nobody listens any more: what it still says is about this file
                _reader.close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the process was started without pipes")
    return stream


def _cause(code: int) -> str:
    if code == (-signal.SIGALRM if HAS_ALARM else 1):
        return f"reading it takes longer than {SECONDS:.0f} s; split it, or save it anew as text"
    return (
        f"the library that reads it broke down (exit code {code}): a damaged file, "
        f"or one that takes more than {megabytes(MEMORY_BYTES)} of memory; save it anew"
    )


def main() -> None:
    """The process itself: read requests until there are none."""
    source = sys.stdin.buffer
    # what a library prints must not get among the messages
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit_memory()
    for line in source:
        request = json.loads(line)
        content = source.read(request.pop("size"))
        for message in _answers(request, content):
            answer.write(json.dumps(message).encode() + b"\n")
            answer.flush()


def _answers(request: dict[str, Any], content: bytes) -> Iterator[dict[str, Any]]:
    kind, name = request.pop("kind"), request.pop("name")
    try:
        _set_alarm(SECONDS)
        for part in _library(kind)(content, name, **request):
            _set_alarm(0)  # while the parent works on this part, no time is counted
            yield {"part": part}
            _set_alarm(SECONDS)
        yield {"end": None}
    except ReadError as error:
        yield {"error": str(error).removeprefix(f"{name}: ")}
    except MemoryError:
        yield {"error": f"reading it takes more than {megabytes(MEMORY_BYTES)} of memory; split it"}
    except RecursionError:
        yield {"error": "its parts are nested too deep; save it anew as text"}
    except Exception as error:  # whatever a library raises about a broken file
        text = " ".join(str(error).split())[:200]
        yield {"error": f"cannot be read as {kind} ({type(error).__name__}: {text}); save it anew"}
    finally:
        _set_alarm(0)


def _library(kind: str) -> Any:
    from importlib import import_module

    return import_module(f"bienban.read.{kind}").read


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    """Be killed by the system after so many seconds, even in the middle of a library; 0 for never."""
    if HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
