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
