"""`hiraku desk` as a steward meets it: by the keyboard alone, judged by axe on every page."""

import pytest
from inspection import AXE, RULES
from opened_desk import opened

pytestmark = pytest.mark.browser
_RUN = """async (only) => {
  const judged = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
  return judged.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(', '));
}"""


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path) as given:
        yield given


def press(page, name):
    """Reach a button or link by Tab and press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        reached = page.evaluate("document.activeElement.textContent.trim()")
        if reached == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"no way to {name} by the keyboard")


def test_the_way_from_a_file_to_a_dataset_without_a_mouse_or_scripts(browser, desk):
    address, root, workbook = desk
    context = browser.new_context(viewport={"width": 412, "height": 900}, accept_downloads=True)
    if AXE.is_file():
        context.add_init_script(path=AXE)
    page, complaints, violations = context.new_page(), [], []
    page.on("console", lambda message: complaints.append(message.text))

    def judged():
        if AXE.is_file():
            violations.extend(page.evaluate(_RUN, RULES))
        assert page.evaluate("document.documentElement.scrollWidth") <= 412

    page.goto(address)
    judged()
    page.set_input_files("#file", workbook)
    press(page, "調べる")
    judged()
    with page.expect_download() as download:
        page.locator("a", has_text="色とコメントを付けたブックを受け取る").press("Enter")
    assert download.value.suggested_filename == "kofu（指摘）.xlsx"
    press(page, "新しいデータセットにする")
    page.fill("#q-id", "交付")
    press(page, "次へ（まだ何も書きません）")
    judged()
    assert page.locator("[role=alert]").count() == 1
    page.fill("#q-id", "cards")
    page.select_option("#q-frequency", label="毎月")
    page.select_option("#q-theme", index=1)
    press(page, "次へ（まだ何も書きません）")
    judged()
    press(page, "カタログに書く")
    judged()
    assert page.locator("h1").inner_text() == "cards をカタログに書きました"
    assert (root / "datasets/cards/cards.csv").is_file()
    assert (complaints, violations) == ([], [])
    assert page.locator("script").count() == 0
    context.close()
