"""What a pull request is told: the difference of the records between a base and the change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_a_change_is_compared_with_its_base():
    if subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("not a git checkout")
    sample = "samples/city_session.txt"
    environment = {**os.environ, "PYTHON": sys.executable}
    command = [".ci/diff", "HEAD", sample]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("**")
    assert "base" in done.stdout.splitlines()[0]
    assert "Content-Security-Policy" in (ROOT / "diff.html").read_text("utf-8")


def test_the_workflow_runs_the_make_target():
    workflow = yaml.safe_load((ROOT / ".github/workflows/diff.yml").read_text("utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["diff"]["steps"] if "run" in step]
    assert 'make -s diff BASE="origin/$GITHUB_BASE_REF" > diff.md' in runs
    assert "\ndiff:" in (ROOT / "Makefile").read_text("utf-8")
