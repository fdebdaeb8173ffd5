"""A real PostgreSQL on loopback, started by the tests with Debian's package."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "40",
    "max_locks_per_transaction": "256",
    "shared_buffers": "64MB",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def binary(name):
    """The path of a program of PostgreSQL, None when it is not installed."""
    found = shutil.which(name, path=os.pathsep.join([*map(str, FOLDERS), os.environ.get("PATH", "")]))
    return found and Path(found)


class Server:
    """One server with a folder of its own; `user` is who may run it: never root."""

    def __init__(self, folder, *, durable):
        self.folder = folder
        self.port = _free_port()
        self._names = count()
        self._settings = SETTINGS | ({} if durable else FAST)
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "bienban", "-E", "UTF8", "--locale=C.UTF-8")

    def _run(self, program, *arguments):
        command = [binary(program), "-D", self.folder / "data", *arguments]
        done = subprocess.run(
            command,
            check=False,
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def start(self):
        options = " ".join(f"-c {name}='{value}'" for name, value in self._settings.items())
        log = self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-s", "-l", str(log), "-o", f"-p {self.port} {options}")

    def stop(self, mode="immediate"):
        self._run("pg_ctl", "stop", "-s", "-w", "-m", mode)

    def url(self, name):
        return f"postgresql://bienban@127.0.0.1:{self.port}/{name}"

    def database(self, template="template0"):
        """The URL of a new database."""
        name = f"archive{next(self._names)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def server(*, durable=False):
    """A running server, stopped and removed in the end."""
    folder = Path(tempfile.mkdtemp(prefix="bienban-postgresql-"))
    try:
        running = Server(folder, durable=durable)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
