"""What several tests need."""

import os
from pathlib import Path

import pytest

# Reports are as wide as in a pipe and without colour, whatever terminal the tests run in.
for name in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pipeline():
    """The shipped rules, loaded once."""
    import bienban

    return bienban.load()


@pytest.fixture(scope="session")
def postgresql():
    """A running PostgreSQL; its databases are made by the tests."""
    import servers

    if not servers.binary("initdb"):
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    with servers.server() as server:
        yield server


@pytest.fixture(scope="session")
def new_url(request, tmp_path_factory):
    """Makes the URL of a new and empty database of one backend."""

    def make(backend):
        if backend == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('archive') / 'archive.db'}"
        return request.getfixturevalue("postgresql").database()

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, new_url):
    """The URL of a new and empty database, once on each backend."""
    return new_url(request.param)
