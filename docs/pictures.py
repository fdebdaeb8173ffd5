"""Pictures of the HTML pages for the README, taken in Chromium.

    python docs/pictures.py

Needs playwright (requirements-dev.txt) and Debian's package chromium. The difference that is
shown is that of an edited rule: the hectare spelled out.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bienban.api import load
from bienban.cli.sides import documents_of, files_of
from bienban.diff.page import to_html
from bienban.page.record import record_page
from bienban.rules import laid_over, load_rules, read_files
from bienban.trial import Trial

ROOT = Path(__file__).parents[1]
SAMPLES = Path("samples")
BIENBAN = [sys.executable, "-m", "bienban"]
SIZE = {"width": 1280, "height": 760}

EDITED = """
- {id: unit.area.ha, kind: unit, unit: hecta, dimension: measure, terms: [ha, hecta, héc-ta]}
"""


def record_html() -> str:
    """The page of one sample."""
    return "".join(record_page([load().extract(SAMPLES / "city_session.txt", with_text=True)]))


def diff_html() -> str:
    """The page of what the edited rule would change in the samples."""
    shipped = load_rules()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edited.yaml"
        path.write_text(EDITED, encoding="utf-8")
        trial = Trial(shipped, laid_over(shipped, read_files([path])), documents_of)
    return to_html(trial.difference(files_of(SAMPLES)), "the rules as they are", "the edited ones")


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of Chromium."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport=SIZE)
        browser.close()


def review(page: Page) -> None:
    """A figure with two readings on the reviewer's page, its form of corrections open."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        subprocess.run([*BIENBAN, "run", "samples", "--out", url], check=True, stdout=subprocess.DEVNULL)
        command = [*BIENBAN, "review", url, "--port", "0", "--no-browser", "--as", "lan"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            page.goto(f"{server.stdout.readline().split()[0]}?flag=two_readings")
            for key in ("Enter", "Enter"):
                with page.expect_navigation():
                    page.keyboard.press(key)
            page.keyboard.press("c")
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path="docs/review.png")
            server.terminate()


def main() -> None:
    """Write docs/record.png, docs/diff.png and docs/review.png anew."""
    os.chdir(ROOT)
    with browser_page() as page:
        review(page)
        for name, html in (("record", record_html()), ("diff", diff_html())):
            page.set_content(html)
            page.screenshot(path=f"docs/{name}.png")


if __name__ == "__main__":
    main()
