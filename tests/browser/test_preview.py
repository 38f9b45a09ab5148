"""The preview of a table in a real browser: small and large, both transports, and its failures."""

import os
from contextlib import ExitStack

import pytest
from inspection import AXE, RULES
from large_tables import NAMES, cells, publish_tables
from playwright.sync_api import expect
from servers import Ranged, Silent, served
from windows import at_every_width

# A million in a test run on demand; in every run fewer: the parts are as large.
ROWS = int(os.environ.get("HIRAKU_PREVIEW_ROWS", "100000"))
SMALL = 333
BUDGET_BYTES = 50_000
BUDGET_REQUESTS = 2
PATHS = ["datasets/large/", "en/datasets/large/", "datasets/large/embed.html"]
HINDRANCES = ["no answer", "not found", "another file", "no inflating", "no ranges"]
COUNT, TOWN, NOTE = NAMES.index("count"), NAMES.index("town"), NAMES.index("note")
FLAG = NAMES.index("flag")

STANDING = {
    "datasets/large/": ("1〜20 行 /", "21〜50 行 /"),
    "en/datasets/large/": ("Rows 1 to 20 of", "Rows 21 to 50 of"),
}
SPREADS = {
    "datasets/large/": (
        "「件数」の分布を見る",
        f"全 {ROWS:,} 行のうち、「件数」に値のある",
        "0〜4999",
    ),
    "en/datasets/large/": ("“件数” is distributed", f"Counted over all {ROWS:,} rows", "0 to 4999"),
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return the address of a site by its transport; each has a small and a large table."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        found = {}
        for transport, handler in {"chunks": Silent, "range": Ranged}.items():
            folder = tmp_path_factory.mktemp(transport) / "catalog"
            rows = {"small": SMALL, "large": ROWS}
            site = publish_tables(folder, rows, transport, patch)
            found[transport] = stack.enter_context(served(site, handler))
        yield found


@pytest.fixture(params=["chunks", "range"])
def transport(request):
    return request.param


@pytest.fixture
def visit(browser, sites):
    """Return a function that opens a dataset's page and gathers requests and complaints."""
    with ExitStack() as stack:

        def open_page(path, transport="chunks", **options):
            context = browser.new_context(**options)
            stack.callback(context.close)
            return Visit(context.new_page(), sites[transport] + path)

        yield open_page


class Visit:
    def __init__(self, page, address):
        self.page, self.answers, self.complaints = page, [], []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers, which builtins refuse
        page.goto(address, wait_until="networkidle")

    @property
    def state(self):
        return self.page.locator("[data-state]")

    def rows(self):
        """Return the texts of the rows shown; what missing values mean stands in brackets."""
        return self.page.eval_on_selector_all(
            "[data-preview] tbody tr",
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))",
        )

    def spent(self):
        """Return how many files of data came since the page had loaded, and their bytes.

        The icon may come at any time; it is counted with the page.
        """
        self.page.wait_for_load_state("networkidle")
        answers, self.answers = self.answers, []
        found = [answer for answer in answers if not answer.url.endswith(".svg")]
        return len(found), sum(len(answer.body()) for answer in found)

    def sort(self, title):
        self.page.get_by_role("columnheader", name=title).get_by_role("button").click()


def shown(number):
    """Return a row as the page shows it."""
    row = cells(number)
    row[COUNT] = {"": "調査中", "***": "*** 秘匿"}.get(row[COUNT], row[COUNT])
    row[FLAG] = {"true": "はい", "false": "いいえ"}[row[FLAG]]
    return row


def wait_for(visited, text):
    expect(visited.state).to_contain_text(text)


def test_the_first_rows_stand_in_the_page(visit):
    visited = visit("datasets/large/", java_script_enabled=False)
    assert visited.rows() == [shown(number) for number in range(1, 21)]
    assert not visited.page.locator("[data-pages]").is_visible()
    assert not visited.page.locator("[data-filter]").is_visible()
    assert visited.page.get_by_text("はじめの20行です").is_visible()
    assert "data.csv" in visited.page.locator(".note[data-static] a").get_attribute("href")


@pytest.mark.parametrize(("path", "said"), STANDING.items())
def test_what_is_said_is_what_is_shown(visit, path, said):
    first, later = said
    page = visit(path).page
    shown = page.locator("[data-preview]").inner_text()
    assert page.locator("[data-preview] tbody tr").count() == 20
    assert f"{first} {ROWS:,}" in shown
    assert not page.locator(".note[data-static]").is_visible()
    page.locator("[data-step='1']").click()
    expect(page.locator("[data-state]")).to_contain_text(later)
    caption = page.locator("[data-preview] caption").inner_text()
    assert caption == "largeの表"
    assert page.locator("[data-preview] tbody tr").count() == 30


def test_a_script_makes_rows_as_the_template_does(visit):
    visited = visit("datasets/small/")
    first = visited.page.locator("[data-preview] tbody").inner_html()
    visited.page.get_by_role("button", name="次へ").click()
    wait_for(visited, "21〜50 行 / 333 行")
    visited.page.get_by_role("button", name="前へ").click()
    wait_for(visited, "1〜50 行 / 333 行")
    again = visited.page.eval_on_selector_all(
        "[data-preview] tbody tr", "rows => rows.slice(0, 20).map(row => row.innerHTML)"
    )
    assert "".join("".join(again).split()) == "".join(
        first.replace("<tr>", "").replace("</tr>", "").split()
    )


def test_a_small_table_is_paged_sorted_and_filtered_exactly(visit):
    visited = visit("datasets/small/")
    wanted = [shown(number) for number in range(1, SMALL + 1)]
    visited.page.get_by_role("button", name="次へ").click()
    wait_for(visited, "21〜50 行 / 333 行")
    assert visited.rows() == wanted[20:50]
    visited.sort("件数")
    wait_for(visited, "「件数」の昇順に並べました。")
    known = [row for row in wanted if row[COUNT].isdigit()]
    unknown = [row for row in wanted if not row[COUNT].isdigit()]
    up = sorted(known, key=lambda row: int(row[COUNT])) + unknown
    assert visited.rows() == up[:50]
    visited.page.get_by_label("列").select_option("市町名")
    visited.page.get_by_label("値", exact=True).select_option("津市")
    wait_for(visited, "絞り込みました")
    of_tsu = [row for row in up if row[TOWN] == "津市"]
    assert visited.rows() == of_tsu[:50]
    assert f"{len(of_tsu)} 行" in visited.state.text_content()
    visited.page.get_by_role("button", name="はじめに戻す").click()
    wait_for(visited, "1〜50 行 / 333 行")
    visited.page.get_by_label("含む文字").fill("備考１")
    wait_for(visited, "絞り込みました")
    found = [row for row in wanted if any("備考1" in cell for cell in row)]
    assert visited.rows() == found[:50]
    visited.page.get_by_label("含む文字").fill("どこにもない")
    wait_for(visited, "合う行はありません。")
    assert visited.rows() == []
    assert visited.complaints == []


def test_descending_order_and_back(visit):
    visited = visit("datasets/small/")
    head = visited.page.get_by_role("columnheader", name="番号")
    for direction, first in (("ascending", "1"), ("descending", "333"), (None, "1")):
        visited.sort("番号")
        wait_for(visited, "並べ" if direction else "1〜50 行 / 333 行")
        if direction:
            expect(head).to_have_attribute("aria-sort", direction)
        else:
            expect(head).not_to_have_attribute("aria-sort", "descending")
        assert visited.rows()[0][0] == first


@pytest.mark.parametrize("action", ["next", "jump", "sort", "value", "text"])
def test_the_first_action_on_a_large_table_is_cheap(visit, transport, action):
    visited = visit("datasets/large/", transport)
    visited.spent()
    page, town = visited.page, cells(1)[TOWN]
    if action == "next":
        page.get_by_role("button", name="次へ").click()
        wait_for(visited, "21〜50 行")
        assert visited.rows() == [shown(number) for number in range(21, 51)]
    elif action == "jump":
        page.get_by_label("行の番号").fill("77777")
        page.get_by_role("button", name="移動").click()
        wait_for(visited, "77,751〜77,800 行")
        assert visited.rows() == [shown(number) for number in range(77_751, 77_801)]
        assert page.locator("tr[aria-current]").inner_text().startswith("77777")
    elif action == "sort":
        visited.sort("件数")
        wait_for(visited, "最初の 500 行")
        wanted = sorted(known_rows(), key=lambda row: int(row[COUNT]))
        assert visited.rows() == wanted[:50]
    elif action == "value":
        page.get_by_label("列").select_option("市町名")
        page.get_by_label("値", exact=True).select_option(town)
        wait_for(visited, f"「{town}」は")
        assert {row[TOWN] for row in visited.rows()} == {town}
    else:
        page.get_by_label("含む文字").fill("改行")
        wait_for(visited, "行目の中だけを探しました。")
        assert {row[NOTE] for row in visited.rows()} == {"改行\nのある備考"}
    requests, size = visited.spent()
    print(f"{action} by {transport}, {ROWS:,} rows: {requests} requests, {size:,} bytes")  # noqa: T201 - the budget in figures, with `pytest -s`
    assert 0 < requests <= BUDGET_REQUESTS
    assert size <= BUDGET_BYTES
    assert visited.complaints == []


def known_rows():
    """Yield the rows that can be among the smallest: a count of under 10,000."""
    for number in range(1, ROWS + 1):
        row = shown(number)
        if row[COUNT].isdigit() and int(row[COUNT]) < 10_000:
            yield row


def test_the_last_page_of_a_large_table(visit, transport):
    visited = visit("datasets/large/", transport)
    visited.page.get_by_label("行の番号").fill(str(ROWS))
    visited.page.keyboard.press("Enter")
    wait_for(visited, f"〜{ROWS:,} 行")
    assert visited.rows()[-1] == shown(ROWS)
    following = visited.page.get_by_role("button", name="次へ")
    assert following.get_attribute("aria-disabled") == "true"


def test_a_jump_leads_to_its_row(visit):
    window = {"viewport": {"width": 1280, "height": 500}, "reduced_motion": "reduce"}
    visited = visit("datasets/small/", **window)
    jump_to(visited, 99)
    wait_for(visited, "51〜100 行 / 333 行。 99 行目に移動しました。")
    assert reached(visited) == shown(99)
    visited.page.get_by_label("列").select_option("市町名")
    visited.page.get_by_label("値", exact=True).select_option("津市")
    of_tsu = [row for row in map(shown, range(1, SMALL + 1)) if row[TOWN] == "津市"]
    wait_for(visited, f"1〜{len(of_tsu)} 行 / {len(of_tsu)} 行。")
    jump_to(visited, len(of_tsu))
    wait_for(visited, f" {len(of_tsu)} 行目に移動しました。")
    assert reached(visited) == of_tsu[-1]
    visited.sort("番号")
    wait_for(visited, "昇順")
    assert visited.page.locator("tr[aria-current]").count() == 0
    assert visited.page.evaluate("document.activeElement.textContent").strip() == "番号"


def jump_to(visited, row):
    visited.page.get_by_label("行の番号").fill(str(row))
    visited.page.keyboard.press("Enter")


def reached(visited):
    """Return the texts of the row that has the focus; it is seen as a whole, below the head."""
    row = visited.page.locator("tr:focus")
    assert row.get_attribute("aria-current") == "true"
    top, height = (row.bounding_box()[attribute] for attribute in ("y", "height"))
    head = visited.page.locator("[data-preview] thead th").first.bounding_box()
    assert head["y"] + head["height"] <= top
    assert top + height <= visited.page.viewport_size["height"]
    return row.locator("td").all_text_contents()


@pytest.mark.parametrize(("path", "said"), SPREADS.items())
def test_the_spread_of_a_column_comes_when_it_is_asked_for(visit, transport, path, said):
    visited = visit(path, transport)
    title, label, first = said
    spread = visited.page.locator("[data-spread]")
    visited.spent()
    visited.page.locator("[data-column]").select_option("件数")
    expect(spread.locator("summary")).to_contain_text(title)
    assert visited.spent() == (0, 0)
    spread.locator("summary").click()
    expect(spread.get_by_role("status")).to_contain_text(label)
    requests, size = visited.spent()
    print(f"spread by {transport}, {ROWS:,} rows: {requests} requests, {size:,} bytes")  # noqa: T201 - the budget in figures, with `pytest -s`
    assert (requests, size < 1000) == (1, True)
    heads, numbers = (
        spread.locator(selector).all_text_contents() for selector in ("tbody th", "td.number")
    )
    assert heads[0] == first
    counts = [int(number.replace(",", "")) for number in numbers]
    assert sum(counts) == ROWS - ROWS // 50 * 2
    bars = spread.locator(".bar rect").evaluate_all(
        "all => all.map(bar => +bar.getAttribute('width'))"
    )
    assert bars == pytest.approx([100 * count / max(counts) for count in counts])
    assert faults(visited.page) == []
    assert visited.complaints == []


def faults(page):
    """Return what axe finds in the preview, where it is on this machine."""
    if not AXE.is_file():
        return []
    page.evaluate(AXE.read_text("utf-8"))
    ask = "async only => (await axe.run('[data-preview]', {runOnly: only})).violations"
    return page.evaluate(ask, RULES)


def test_the_spread_follows_the_column_and_counts_of_values_need_no_file(visit):
    visited = visit("datasets/large/")
    spread = visited.page.locator("[data-spread]")
    column = visited.page.get_by_label("列")
    column.select_option("利用率")
    spread.locator("summary").click()
    expect(spread.locator("tbody th").first).to_have_text("0.0〜4.9")
    visited.spent()
    column.select_option("市町名")
    expect(spread.locator("tbody tr")).to_have_count(9)
    assert visited.spent() == (0, 0)
    column.select_option("備考")
    expect(spread).to_be_hidden()
    column.select_option("基準日")
    expect(spread.locator("summary")).to_have_text("「基準日」の分布を見る")
    visited.page.get_by_role("button", name="はじめに戻す").click()
    expect(spread).to_be_hidden()


def test_a_spread_that_is_not_there_is_told_and_asked_for_again(visit):
    visited = visit("datasets/large/")
    spread = visited.page.locator("[data-spread]")
    visited.page.get_by_label("列").select_option("件数")
    visited.page.route("**/4-histogram.csv.gz", lambda route: route.abort())
    spread.locator("summary").click()
    expect(spread.get_by_role("status")).to_have_text("分布を読み込めませんでした。")
    assert visited.page.locator("[data-preview] > .scroll tbody tr").count() == 20
    visited.page.unroute_all()
    spread.locator("summary").click()
    spread.locator("summary").click()
    expect(spread.get_by_role("status")).to_contain_text("値のある")


def test_a_page_is_light_before_anything_is_done(visit):
    visited = visit("datasets/large/")
    requests, _ = visited.spent()
    assert requests <= 6


@pytest.mark.parametrize("hindrance", HINDRANCES)
def test_whatever_fails_leaves_the_first_rows(visit, hindrance):
    visited = visit("datasets/large/", "range" if hindrance == "no ranges" else "chunks")
    page = visited.page
    before = visited.rows()
    if hindrance == "no inflating":
        page.evaluate("delete globalThis.DecompressionStream")
    elif hindrance == "no answer":
        page.route("**/preview/**", lambda route: route.abort())
    elif hindrance == "not found":
        page.route("**/preview/**", lambda route: route.fulfill(status=404))
    elif hindrance == "another file":
        page.route("**/preview/**", lambda route: route.fulfill(body="<p>Home</p>"))
    else:
        page.route("**/data.csv.gz", lambda route: route.fulfill(status=200, body="all of it"))
    page.get_by_role("button", name="次へ").click()
    wait_for(visited, "読み込めませんでした")
    assert visited.rows() == before
    assert page.locator(".note[data-static] a").is_visible()
    page.unroute_all()
    if hindrance == "not found":
        page.get_by_role("button", name="次へ").click()
        wait_for(visited, "21〜50 行")


def test_the_keyboard_is_enough(visit):
    visited = visit("datasets/small/")
    page = visited.page
    page.get_by_role("columnheader", name="件数").get_by_role("button").focus()
    page.keyboard.press("Enter")
    wait_for(visited, "昇順")
    page.keyboard.press("Space")
    wait_for(visited, "降順")
    assert page.evaluate("document.activeElement.textContent").strip() == "件数"
    page.get_by_role("button", name="次へ").focus()
    page.keyboard.press("Enter")
    wait_for(visited, "51〜100 行")
    assert page.evaluate("document.activeElement.textContent").strip() == "次へ"
    page.keyboard.press("Tab")
    page.keyboard.type("300")
    page.keyboard.press("Enter")
    wait_for(visited, "251〜300 行")


def test_columns_stay_where_they_are_where_nothing_is_found(visit):
    page = visit("datasets/small/", viewport={"width": 1280, "height": 800}).page
    lefts = "() => [...document.querySelectorAll('.preview th')].map(head => head.offsetLeft)"
    before = page.evaluate(lefts)
    page.get_by_label("含む文字").fill("どこにもない")
    expect(page.locator("[data-preview] tbody tr")).to_have_count(0)
    after = page.evaluate(lefts)
    assert max(abs(left - now) for left, now in zip(before, after, strict=True)) <= 8


def test_what_is_announced_stands_in_a_live_region(visit):
    visited = visit("datasets/small/")
    assert visited.state.get_attribute("role") == "status"
    assert visited.page.locator("[data-preview] [aria-busy]").count() == 0


@pytest.mark.parametrize("path", PATHS)
def test_every_window_holds_everything(visit, path):
    visited = visit(path, viewport={"width": 320, "height": 700})
    step = visited.page.locator("[data-step='1']")
    if step.count():
        step.click()
        expect(visited.state).to_contain_text("21")
    for width in at_every_width(visited.page):
        assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visited.complaints == []


def test_the_english_page_says_it_in_english(visit):
    visited = visit("en/datasets/small/")
    visited.page.get_by_role("button", name="Next").click()
    wait_for(visited, "Rows 21 to 50 of 333.")
    assert visited.rows()[0][TOWN] == cells(21)[TOWN]
    assert visited.page.locator("[data-preview] tbody").get_attribute("lang") == "ja"


def test_the_head_stays_while_the_rows_scroll(visit):
    visited = visit("datasets/small/", viewport={"width": 1280, "height": 600})
    visited.page.get_by_role("button", name="次へ").click()
    wait_for(visited, "21〜50 行")
    region = visited.page.locator("[data-preview] .scroll")
    region.evaluate("region => region.scrollTop = 900")
    top = region.evaluate("region => region.getBoundingClientRect().top")
    head = visited.page.locator("[data-preview] thead th").first
    assert abs(head.evaluate("head => head.getBoundingClientRect().top") - top) < 2


def test_long_cells_open(visit):
    visited = visit("datasets/small/")
    details = visited.page.locator("[data-preview] td details").first
    closed = details.bounding_box()["height"]
    details.locator("summary").click()
    assert details.bounding_box()["height"] > closed
    assert details.text_content() == cells(3)[NOTE]


def test_datasets_of_a_series_are_one_entry_with_a_picker_at_every_width(visit):
    visited = visit("datasets/", viewport={"width": 412, "height": 800})
    page = visited.page
    assert page.locator(".datasets > li").count() == 1
    assert page.locator(".datasets h2, .datasets h3").inner_text() == "試験の表"
    assert page.locator(".picker a").all_inner_texts() == ["largeの回", "smallの回"]
    for width in at_every_width(page):
        for link in page.locator(".picker a").all():
            box = link.bounding_box()
            assert (box["height"] >= 24) & (box["x"] + box["width"] <= width), width
    page.locator(".picker a", has_text="smallの回").click()
    assert page.locator(".picker [aria-current=page]").inner_text() == "smallの回"


def test_copy_buttons_copy_and_say_so(browser, sites):
    address = sites["chunks"] + "datasets/small/"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.locator("#technical > summary").click()
    button = page.get_by_role("button", name="コピー URL")
    button.click()
    said = button.locator("xpath=following-sibling::*[@role='status']")
    expect(said).to_have_text("コピーしました。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://opendata.example.jp/datasets/small/"
    context.close()


def test_without_a_script_nothing_offers_to_copy(visit):
    visited = visit("datasets/small/", java_script_enabled=False)
    assert visited.page.locator(".copying").count() == 0
    assert visited.page.locator("[data-copy]").count() >= 5


def test_the_frame_that_is_offered_shows_the_first_rows(visit, sites):
    page = visit("datasets/small/").page
    code = page.locator("[data-copy=HTML]").text_content()
    embedded = sites["chunks"] + code.split('src="https://opendata.example.jp/')[1].split('"')[0]
    page.goto(embedded)
    assert page.locator("tbody tr").count() == 20
    assert page.get_by_role("link").first.get_attribute("target") == "_blank"
    assert page.locator("h1").text_content() == "smallの表"
