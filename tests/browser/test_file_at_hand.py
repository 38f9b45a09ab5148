"""The page for a CSV at hand, saved and opened from a folder: no network and no server."""

import shutil

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = (320, 412, 600, 768, 1280, 1920)


@pytest.fixture(scope="module")
def saved(browser, published, tmp_path_factory):
    """Return a page that was saved, in a browser without a network, and where it stands."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(published.folder / "desk-check.html", folder)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((folder / "desk-check.html").as_uri())
    yield page
    context.close()


@pytest.fixture(scope="module")
def cards(published):
    path = published.folder / "datasets/mynumber-card-municipalities/data.csv"
    return path.read_text(encoding="utf-8").splitlines()


def choose(page, name, text, encoding="utf-8"):
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}
    page.locator("#file").set_input_files([file])


def findings(page):
    return page.locator("#findings li").all_inner_texts()


def test_a_sound_file_has_no_errors_and_says_what_was_not_looked_at(saved, cards):
    choose(saved, "mynumber-card-municipalities.csv", "\n".join(cards) + "\n")
    expect(saved.get_by_role("status")).to_contain_text("誤りはありません。")
    assert "全国地方公共団体コード" in saved.locator("#open").inner_text()
    assert findings(saved) == []


def test_a_wrong_cell_is_told_with_its_address_and_its_cure(saved, cards):
    head, first, *rest = cards
    at = head.split(",").index("population")
    cells = first.split(",")
    cells[at] = '"1,780"'
    choose(saved, "cards.csv", "\n".join([head, ",".join(cells), *rest]) + "\n")
    expect(saved.get_by_role("status")).to_contain_text("誤りが1件あります。")
    (told,) = findings(saved)
    assert told == (
        "D2 人口\n「1,780」は、整数として読めません。\n"
        "桁区切りのコンマを取り、「1780」としてください。"
        "Excel では、列を選び、「セルの書式設定」を「標準」にして CSV で保存し直します。"
    )


def test_a_file_in_cp932_and_a_workbook_are_told_for_what_they_are(saved, cards):
    choose(saved, "cards.csv", "\n".join(cards) + "\n", "cp932")
    expect(saved.locator("#findings")).to_contain_text("CP932")
    choose(saved, "cards.xlsx", "PK\x03\x04", "latin-1")
    expect(saved.get_by_role("status")).to_contain_text("Excel のブックです")


def test_it_asks_nobody_and_its_policy_lets_it_ask_nobody(saved):
    assert [url for url in saved.asked if not url.startswith("file:")] == []
    assert saved.complaints == []
    refused = "fetch('https://example.jp/').then(() => 'sent', () => 'refused')"
    assert saved.evaluate(refused) == "refused"
    assert "Content Security Policy" in " ".join(saved.complaints)


def test_it_fits_every_window(saved):
    for width in WIDTHS:
        saved.set_viewport_size({"width": width, "height": 800})
        assert saved.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_it_works_where_it_is_served_as_well(browser, published, cards):
    page = browser.new_page()
    page.goto(f"{published.address}desk-check.html")
    choose(page, "x.csv", "\n".join(cards))
    expect(page.get_by_role("status")).to_contain_text("誤りはありません。")
    page.close()
