"""Ways through the site in a real browser; `test_every_page.py` looks at each kind of page."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    page: Page
    complaints: list = field(default_factory=list)
    answers: list = field(default_factory=list)


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a page and gathers what went wrong and what was loaded."""
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        visited = Visit(page)
        page.on("console", lambda message: visited.complaints.append(message.text))
        page.on("pageerror", lambda error: visited.complaints.append(str(error)))
        page.on("response", lambda answer: visited.answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers, which builtins refuse
        page.goto(address + path)
        return visited

    yield open_page
    for context in contexts:
        context.close()


def test_the_main_download_is_ten_tab_stops_away_and_three_by_the_skip_link(visit):
    page = visit("datasets/kpi/").page
    assert tab_stops_to_download(page) <= 10
    page = visit("datasets/kpi/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert tab_stops_to_download(page) <= 6


def tab_stops_to_download(page):
    for stops in range(1, 20):
        page.keyboard.press("Tab")
        if page.evaluate(
            "(document.activeElement.getAttribute('href') || '').endsWith('data.csv')"
        ):
            return stops
    return 99


def test_every_focus_is_visible(visit):
    page = visit("datasets/kpi/").page
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_the_main_download_is_the_file(visit):
    page = visit("datasets/kpi/").page
    with page.expect_download() as caught:
        page.evaluate(
            "() => { const a = document.querySelector('a[href$=\"data.csv\"]');"
            " a.setAttribute('download', ''); a.click(); }"
        )
    content = caught.value.path().read_bytes()
    assert content.startswith(b"policy_code") or b"," in content.splitlines()[0]


def test_a_script_that_slips_into_a_page_is_stopped_by_the_policy(visit):
    visited = visit("datasets/kpi/")
    visited.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.evil = 1';"
        " document.body.append(s); }"
    )
    assert visited.page.evaluate("window.evil") is None
    assert any("Content Security Policy" in complaint for complaint in visited.complaints)
