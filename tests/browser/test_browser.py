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


@pytest.mark.parametrize("dataset", ["mynumber-card-issuance", "procedures", "dx-consultations"])
def test_a_page_with_twenty_rows_is_not_long(visit, dataset):
    page = visit(f"datasets/{dataset}/", viewport={"width": 1280, "height": 900}).page
    assert page.locator(".preview tbody tr").count() >= 15
    assert page.evaluate("document.documentElement.scrollHeight") <= 3_500


def test_what_is_closed_on_the_page_stands_on_paper_but_for_the_technical_part(visit):
    page = visit("datasets/mynumber-card-issuance/").page
    field = page.locator("#fields code").first
    page.emulate_media(media="print")
    assert field.evaluate("element => element.checkVisibility({contentVisibilityAuto: true})")
    assert field.bounding_box()["height"] > 0
    assert page.locator("#technical").is_hidden()


def test_an_embed_says_whom_to_credit_under_its_title(visit):
    for width in (320, 600, 800):
        page = visit(
            "datasets/mynumber-card-issuance/embed.html", viewport={"width": width, "height": 480}
        ).page
        credit = page.locator("h1 + p")
        assert "三重県オープンデータライブラリ" in credit.inner_text()
        assert credit.bounding_box()["y"] + credit.bounding_box()["height"] <= 480
