"""Serves the pages of an archive to this machine."""

import getpass
import socket
from collections.abc import Callable
from pathlib import Path

from bienban.errors import UsageError
from bienban.review.app import application
from bienban.review.site import Site
from bienban.store.engine import open_engine

HOST = "127.0.0.1"


def serve(
    url: str, *, port: int, reviewer: str | None, gold: Path | None, ready: Callable[[str], None]
) -> None:
    """Serve until interrupted; `ready` is told the address. A port of 0 is any free one.

    Raises StoreError for an archive that cannot be used, UsageError for a port that is taken.
    """
    import uvicorn

    engine = open_engine(url, create=False)
    site = Site(engine, reviewer or getpass.getuser(), gold)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise UsageError(f"port {port}: {error.strerror}; choose another one with --port") from error
        listening.listen()
        config = uvicorn.Config(application(site), log_level="warning", lifespan="off", server_header=False)
        ready(f"http://{HOST}:{listening.getsockname()[1]}/")
        try:
            uvicorn.Server(config).run([listening])
        finally:
            engine.dispose()
