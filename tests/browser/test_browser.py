"""Ways through the site in a real browser; `test_every_page.py` looks at each kind of page."""

import re
from dataclasses import dataclass, field
from itertools import chain

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument
from windows import at_every_width

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


def test_no_page_of_a_dataset_is_long(visit, published, tell):
    page = visit("", viewport={"width": 1280, "height": 900}).page
    base, heights = page.url, {}
    pages = (published.rendered["pages/dataset.html", english] for english in (False, True))
    for path in chain(*pages):
        page.goto(base + path, wait_until="domcontentloaded")
        heights[path] = page.evaluate("document.documentElement.scrollHeight")
    tell(f"{len(heights)} pages of datasets, the longest {max(heights.values()):,} px at 1280")
    assert {path: height for path, height in heights.items() if height > 3_500} == {}
    assert len(heights) >= 40


def test_japanese_breaks_strictly_titles_between_phrases_and_the_parts_stay_in_view(visit):
    page = visit("datasets/kpi/", viewport={"width": 1920, "height": 900}).page
    style = "element => [getComputedStyle(element).lineBreak, getComputedStyle(element).wordBreak]"
    for width in at_every_width(page):
        for part in ("h1", ".chart figcaption"):
            said = page.locator(part).first.evaluate(style)
            assert said == ["strict", "auto-phrase"], (part, width)
    page.evaluate("scrollTo(0, 1200)")
    parts = page.locator(".on-this-page").bounding_box()
    assert 0 <= parts["y"] < 900


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


# Cells that leave the sheet, or whose text does; links and buttons that are low, unless in texts.
CUT = """() => [...document.querySelectorAll('td, th')].filter(cell => cell.checkVisibility() &&
  (cell.getBoundingClientRect().right > innerWidth + 1 || cell.scrollWidth > cell.clientWidth + 1))
  .map(cell => cell.textContent)"""
LOW = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter(target => target.checkVisibility() && !target.closest('p, dd, td, th, label'))
  .filter(target => target.offsetHeight && target.getBoundingClientRect().height < 23.5)
  .map(target => target.outerHTML.slice(0, 80))"""
LAST_CELLS = """() => [...document.querySelectorAll('tbody tr:first-child > :last-child')]
  .filter(cell => cell.checkVisibility()).map(cell => cell.innerText)"""
PAPER = (
    "datasets/kpi/",
    "datasets/procedures/",
    "datasets/mynumber-card-municipalities/",
    "municipalities/242021/",
    "quality/",
)


# In points: the width of a sheet (A4) and of its margins (12 mm).
SHEET, MARGIN = 595, 34


def foot(sheet):
    """Return the words at the foot of a sheet, whatever blanks the reader sees between them."""
    return "".join(sheet.get_text_bounded(0, 0, SHEET, MARGIN * 1.3).split())


def beyond_the_sheet(sheet):
    """Return the texts of a sheet that leave what is printed of it, to the right or to the left."""
    boxes = [sheet.get_rect(at) for at in range(sheet.count_rects())]
    out = [box for box in boxes if box[0] < MARGIN - 1 or box[2] > SHEET - MARGIN + 1]
    return [sheet.get_text_bounded(*box) for box in out]


def lost_last_cells(page, sheets):
    """Return the last cells of first rows that the page shows and no sheet has."""
    written = "".join("".join(sheet.get_text_range().split()) for sheet in sheets)
    cells = page.evaluate(LAST_CELLS)
    assert cells
    return [cell for cell in cells if "".join(cell.split()) not in written]


def test_paper_cuts_no_cell_and_says_where_it_comes_from(visit):
    page = visit("", viewport={"width": 703, "height": 900}).page
    page.emulate_media(media="print")
    base = page.url
    for path in PAPER:
        page.goto(base + path)
        assert page.evaluate(CUT) == [], path
        document = PdfDocument(page.pdf(prefer_css_page_size=True, format="A4"))
        sheets = [sheet.get_textpage() for sheet in document]
        assert all(f"/catalog/{path}20" in foot(sheet) for sheet in sheets), path
        assert all(beyond_the_sheet(sheet) == [] for sheet in sheets), path
        assert lost_last_cells(page, sheets) == [], path


def test_at_every_width_targets_are_as_high_as_a_finger_needs_and_nothing_leaves_the_window(visit):
    page = visit("", viewport={"width": 412, "height": 900}).page
    base = page.url
    for path in ("", "datasets/", "datasets/kpi/", "municipalities/242021/", "search/"):
        page.goto(base + path)
        for width in at_every_width(page):
            assert page.evaluate(LOW) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_rates_are_seen_without_scrolling_at_every_width(visit):
    page = visit("datasets/mynumber-card-issuance/", viewport={"width": 320, "height": 900}).page
    answer, rate = page.locator(".answer b"), page.locator("td[data-label='交付率：']").first
    for width in at_every_width(page):
        assert answer.bounding_box()["y"] + answer.bounding_box()["height"] < 900, width
        assert rate.bounding_box()["x"] + rate.bounding_box()["width"] <= width, width
    page = visit("municipalities/242012/", viewport={"width": 320, "height": 900}).page
    for width in at_every_width(page):
        assert page.locator(".rate b").bounding_box()["y"] < 900, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_themes_of_the_list_take_one_row(visit):
    page = visit("datasets/", viewport={"width": 320, "height": 900}).page
    chips, shown = page.locator(".chips"), page.locator(".chips a").all()
    for width in at_every_width(page):
        assert width > 480 or chips.bounding_box()["height"] < 60, width
    assert len(shown) > 8
    page.set_viewport_size({"width": 412, "height": 900})
    shown[-2].focus()
    box = shown[-2].bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 412


def test_on_a_phone_a_row_is_a_card_that_says_whether_a_procedure_is_online(visit):
    page = visit("datasets/procedures/", viewport={"width": 412, "height": 900}).page
    online = page.locator("td[data-label='オンライン化の実施状況：']").first
    for width in at_every_width(page):
        said = online.evaluate("cell => getComputedStyle(cell, '::before').content") != "none"
        assert said is (width < 768), width
        box = online.bounding_box()
        assert width >= 768 or box["x"] + box["width"] <= width


def test_a_view_of_a_table_comes_from_its_address_and_goes_to_the_other_language(visit):
    visited = visit("datasets/mynumber-card-municipalities/?text=志摩市&sort=-issuance_rate")
    page = visited.page
    first = page.locator("[data-preview] tbody tr").first
    for _ in range(2):
        expect(first).to_contain_text("志摩市")
        assert first.locator("td").last.inner_text().endswith("43.8")
        page.locator(".languages a").first.click()
        page.wait_for_url("**text=**")
    assert visited.complaints == []


def test_a_text_that_is_not_in_the_part_read_is_looked_for_in_the_whole(visit):
    page = visit("datasets/procedures/?text=採石業者").page
    page.get_by_role("button", name="全 6,328 行から探す").click()
    row = page.locator("[data-preview] tbody tr").first
    expect(row).to_contain_text("採石業者")
    page.locator(".report summary").click()
    row.locator("td").first.click()
    assert "採石業者" in page.locator("[data-row]").inner_text()


def test_an_embed_of_one_chart_fits_its_frame_and_stays_light(visit):
    page = visit("datasets/mynumber-card-municipalities/").page
    line = page.locator("#technical pre", has_text="embed-lines.html").text_content()
    height = int(re.search(r'height="([0-9]+)"', line)[1])
    dark = {"color_scheme": "dark"}
    for width in (320, 600, 800):
        path = "datasets/mynumber-card-municipalities/embed-lines.html?theme=light"
        frame = visit(path, viewport={"width": width, "height": height}, **dark).page
        assert frame.evaluate("document.documentElement.scrollHeight") <= height
        assert "三重県オープンデータライブラリ" in frame.locator("h1 + p").inner_text()
        colour = frame.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"


def test_a_chart_is_had_as_png_with_its_words_inside(visit):
    page = visit("datasets/mynumber-card-issuance/").page
    with page.expect_download() as caught:
        page.get_by_role("link", name="PNG").first.click()
    assert caught.value.suggested_filename == "mynumber-card-issuance-chart-rate-over-time.png"
    assert caught.value.path().read_bytes().startswith(b"\x89PNG")


def test_what_is_not_found_is_told_in_the_language_of_the_path(visit):
    visited = visit("en/datasets/nowhere/")
    assert visited.page.evaluate("document.documentElement.lang") == "en"
    assert visited.page.locator("h1").inner_text() == "Page not found"
