"""The wheel alone does the job: installed without the checkout, it reads a sample."""

import json
import os
import subprocess
import sys
import venv
import zipfile

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The wheel, built with what is installed: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--quiet"]
    subprocess.run([*build, "--wheel-dir", folder, root], check=True, timeout=120)
    return next(folder.glob("bienban-*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of an environment that holds the wheel and borrows every dependency."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    # A .pth file that only names folders: the .pth files in them, such as the one of an
    # editable bienban, are not read.
    (site / "borrowed.pth").write_text("\n".join(borrowed))
    return folder / "bin/python"


def clean_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def test_the_wheel_holds_rules_schema_and_licence(wheel, root):
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (root / "rules").glob("*.yaml"):
        assert f"bienban/rules_data/{path.name}" in names
    assert "bienban/record.schema.json" in names
    assert "bienban/evaluate/templates/page.html" in names
    assert {"LICENSE", "NOTICE"} <= {name.rsplit("/", 1)[-1] for name in names}
    assert not any(name.startswith(("tests/", "samples/")) for name in names)


def test_the_wheel_alone_reads_a_sample(python, pipeline, root, tmp_path):
    sample = root / "samples/city_session.txt"
    command = [python, "-m", "bienban", "extract", sample, "--format", "json"]
    done = subprocess.run(
        command, cwd=tmp_path, env=clean_environment(), capture_output=True, check=True, timeout=120
    )
    [record] = json.loads(done.stdout)
    assert record["indicators"]
    assert record == json.loads(pipeline.extract(sample).to_json())
    where = [python, "-c", "import bienban; print(bienban.__file__)"]
    found = subprocess.run(
        where, cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=True
    )
    assert str(root) not in found.stdout
