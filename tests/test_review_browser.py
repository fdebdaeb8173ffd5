"""The reviewer's page in Chromium: by keyboard, with text selected, and with hostile text in it."""

import shutil
from contextlib import contextmanager

import pytest
from archives import rows
from test_review import areas, fed, hostile, open_records, served

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]

SELECT = """([from, to]) => {
  const walker = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node; (node = walker.nextNode()); at += node.length) {
    if (at <= from && from < at + node.length) range.setStart(node, from - at);
    if (at < to && to <= at + node.length) { range.setEnd(node, to - at); break; }
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""
"""Selects characters of the article, as a mouse does."""


@pytest.fixture
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def page_of(browser, url, **options):
    """A page of a server on `url`, and what went wrong or left this machine while it was open."""
    process, home = served(url)
    seen = []
    page = browser.new_context(**options).new_page()
    page.on("console", lambda message: seen.append(message.text))
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith(f"{home}/") or seen.append(request.url))
    try:
        page.goto(home)
        yield page, seen
    finally:
        process.terminate()
        process.wait()


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_reviewer_works_by_keyboard(browser, new_url):
    url = new_url("sqlite")
    fed(url, areas("a.txt"), areas("b.txt"))
    with page_of(browser, url) as (page, seen):
        press(page, "Enter")
        press(page, "Enter")
        press(page, "a")
        page.keyboard.press("n")
        page.keyboard.type("không phải số liệu aru")
        page.keyboard.press("Escape")
        press(page, "r")
        press(page, "z")
        press(page, "j")
        press(page, "k")
        press(page, "u")
        text = page.inner_text("#article")
        start = text.index("Diện tích")
        page.evaluate(SELECT, [start, start + len("Diện tích lúa")])
        page.keyboard.press("1")
        assert page.input_value("#field-1") == "Diện tích lúa"
        press(page, "Enter")
        press(page, "?")
        press(page, "q")
        press(page, "Enter")
        press(page, "A")
        assert seen == []
    counted = dict(rows(url, "SELECT verdict, count(*) FROM reviews WHERE latest GROUP BY verdict"))
    assert counted == {"accept": 4, "unsure": 1, "correct": 1}
    [(value, start, end)] = rows(url, 'SELECT value, start, "end" FROM review_fields')
    assert (value, text[start:end]) == ("Diện tích lúa", "Diện tích lúa")
    assert open_records(url) == 0


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["as it is", "without its policy"])
def test_hostile_text_runs_nothing_and_asks_nobody(browser, new_url, bypass_csp):
    url = new_url("sqlite")
    fed(url, hostile())
    with page_of(browser, url, bypass_csp=bypass_csp) as (page, seen):
        for _ in range(3):
            press(page, "Enter")
            press(page, "Enter")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            press(page, "a")
            press(page, "l")
            assert page.evaluate("window.__ran") is None
            press(page, "q")
        assert seen == []


def test_nothing_scrolls_sideways(browser, new_url):
    url = new_url("sqlite")
    fed(url, areas("a.txt"), hostile())
    for width in (1280, 400):
        with page_of(browser, url, viewport={"width": width, "height": 800}) as (page, _):
            for key in ("Enter", "Enter", "l", "?"):
                assert page.evaluate("document.documentElement.scrollWidth") <= width, key
                press(page, key)


def test_two_hundred_changes_are_walked_through(browser, new_url):
    url = new_url("sqlite")
    names = [f"{n:02}.txt" for n in range(67)]
    fed(url, *(areas(name) for name in names))
    fed(url, *(areas(name, values=("120", "70", "90")) for name in names))
    with page_of(browser, url) as (page, seen):
        press(page, "Enter")
        press(page, "Enter")
        for _ in range(201):
            press(page, "a")
        assert seen == []
        assert page.url.split("?")[0].endswith("/")
    assert rows(url, "SELECT verdict, count(*) FROM reviews GROUP BY verdict") == [("accept", 201)]
    assert open_records(url) == 0
