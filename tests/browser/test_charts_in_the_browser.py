"""Charts in a real browser: nothing is cut off, and colours follow the page."""

import pytest
from windows import at_every_width

pytestmark = pytest.mark.browser

DATASETS = ["kpi", "dx-consultations", "dx-initiatives", "dx-seminars", "smartphone-courses"]
# Texts that leave the drawing, in its own units, by whatever font this machine has. Above and below
# its letters a line has some room of its own, which may.
CUT_OFF = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const all = svg.viewBox.baseVal;
  const own = svg.getScreenCTM()?.inverse();
  return !own ? [] : [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    const from = new DOMPoint(box.left, box.top).matrixTransform(own);
    const to = new DOMPoint(box.right, box.bottom).matrixTransform(own);
    return from.x < all.x - 1 || to.x > all.x + all.width + 1 ||
      from.y < all.y - 4 || to.y > all.y + all.height + 4;
  }).map(text => text.textContent);
})"""
FILLS = """() => [...document.querySelectorAll('.chart svg :is(path, text)')]
  .map(each => getComputedStyle(each).fill).filter(fill => fill !== "none")"""
ON_TOP = """() => {
  const box = text => [text.textContent, text.getBoundingClientRect()];
  const boxes = [...document.querySelectorAll('.chart svg')].map(svg =>
    [...svg.querySelectorAll('text')].map(box));
  return boxes.flatMap(texts => texts.flatMap(([one, a], at) => texts.slice(at + 1)
    .filter(([_, b]) => a.left + 1 < b.right && b.left + 1 < a.right &&
      a.top + 3 < b.bottom && b.top + 3 < a.bottom)
    .map(([other]) => `${one} / ${other}`)));
}"""


@pytest.fixture
def opened(browser, address):
    """Return a function that opens a page."""
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def charts(opened):
    """Return a function that opens the page of a dataset and answers a question about it."""
    return lambda path, question, **options: opened(path, **options).evaluate(question)


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("dataset", DATASETS)
def test_no_text_of_a_chart_is_cut_off_or_on_another(opened, dataset, language):
    page = opened(f"{language}datasets/{dataset}/")
    for width in at_every_width(page):
        assert page.evaluate(CUT_OFF) == [], width
        assert page.evaluate(ON_TOP) == [], width


DRAWN = """() => [...document.querySelectorAll('.chart svg')]
  .map(svg => svg.getBoundingClientRect().width).filter(width => width)"""


def test_bars_use_the_room_that_their_labels_need_and_are_drawn_once(opened):
    page = opened("datasets/dx-initiatives/")
    for width in at_every_width(page):
        shown = page.evaluate(DRAWN)
        assert len(shown) == 2, width
        assert max(shown) >= (690 if width >= 768 else 280), width
        assert min(shown) >= (320 if width >= 768 else 280), width


def test_the_letters_of_a_chart_do_not_grow_with_the_window(opened):
    page = opened("datasets/dx-initiatives/")
    for width in (450, 600, 767):
        page.set_viewport_size({"width": width, "height": 800})
        shown = page.evaluate(DRAWN)
        assert len(shown) == 2
        assert max(shown) <= 24 * 16


def test_the_search_of_the_header_begins_where_the_page_begins(charts):
    left = """() => ['.search-box', 'h1'].map(each =>
      document.querySelector(each).getBoundingClientRect().left)"""
    box, heading = charts("datasets/kpi/", left, viewport={"width": 320, "height": 800})
    assert box == heading


def test_the_colours_of_a_chart_follow_the_page(charts):
    light, dark = (
        set(charts("datasets/kpi/", FILLS, color_scheme=scheme)) for scheme in ("light", "dark")
    )
    assert len(light) > 2
    assert not light & dark


def test_a_chart_is_readable_where_colours_are_forced(charts):
    fills = charts("datasets/smartphone-courses/", FILLS, forced_colors="active")
    assert len(set(fills)) == 3  # tiles with rows, their texts and empty tiles, other texts


def test_every_window_shows_the_texts_of_a_chart_large_enough(opened):
    smallest = """() => Math.min(...[...document.querySelectorAll('.chart svg')].flatMap(svg =>
      [...svg.querySelectorAll('text')].map(text =>
        parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))"""
    page = opened("datasets/dx-seminars/")
    for width in at_every_width(page):
        assert page.evaluate(smallest) >= 10, width


def test_the_line_of_a_municipality_has_its_scale_and_names_in_the_window(opened):
    page = opened("en/municipalities/242021/")
    beyond = """() => [...document.querySelectorAll('.chart svg text')].filter(text => {
      const box = text.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth
    }).map(text => text.textContent)"""
    for width in at_every_width(page):
        assert page.evaluate(beyond) == [], width
        assert page.evaluate(ON_TOP) == [], width


def test_tiles_are_large_enough_to_touch(opened):
    """WCAG 2.2, 2.5.8: 24 pixels."""
    sizes = """() => [...document.querySelectorAll('.tiles a')].map(each => {
      const box = each.getBoundingClientRect(); return Math.min(box.width, box.height) })"""
    page = opened("en/")
    for width in at_every_width(page):
        assert min(page.evaluate(sizes)) >= 40, width
