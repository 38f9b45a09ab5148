"""Charts in a real browser: nothing is cut off, and colours follow the page."""

import pytest

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


@pytest.fixture(scope="module")
def charts(browser, address):
    """Return a function that opens the page of a dataset and answers a question about it."""
    contexts = []

    def ask(path, question, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page.evaluate(question)

    yield ask
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("dataset", DATASETS)
def test_no_text_of_a_chart_is_cut_off_or_on_another(charts, dataset, language):
    path = f"{language}datasets/{dataset}/"
    for width in (320, 1280):
        window = {"width": width, "height": 800}
        assert charts(path, CUT_OFF, viewport=window) == []
        assert charts(path, ON_TOP, viewport=window) == []


WIDTHS = """() => [...document.querySelectorAll('.chart svg')]
  .map(svg => svg.getBoundingClientRect().width).filter(width => width)"""


@pytest.mark.parametrize(("width", "long", "short"), [(320, 280, 280), (1280, 690, 320)])
def test_bars_use_the_room_that_their_labels_need_and_are_drawn_once(charts, width, long, short):
    window = {"width": width, "height": 800}
    shown = charts("datasets/dx-initiatives/", WIDTHS, viewport=window)
    assert len(shown) == 2
    assert max(shown) >= long
    assert min(shown) >= short


@pytest.mark.parametrize("width", [450, 600, 767])
def test_the_letters_of_a_chart_do_not_grow_with_the_window(charts, width):
    shown = charts("datasets/dx-initiatives/", WIDTHS, viewport={"width": width, "height": 800})
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


def test_a_narrow_window_shows_the_texts_of_a_chart_large_enough(charts):
    smallest = """() => Math.min(...[...document.querySelectorAll('.chart svg')].flatMap(svg =>
      [...svg.querySelectorAll('text')].map(text =>
        parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))"""
    assert charts("datasets/dx-seminars/", smallest, viewport={"width": 320, "height": 800}) >= 10


def test_tiles_are_large_enough_to_touch(charts):
    """WCAG 2.2, 2.5.8: 24 pixels."""
    sizes = """() => [...document.querySelectorAll('.tiles a')].map(each => {
      const box = each.getBoundingClientRect(); return Math.min(box.width, box.height) })"""
    assert min(charts("en/", sizes, viewport={"width": 320, "height": 800})) >= 40
