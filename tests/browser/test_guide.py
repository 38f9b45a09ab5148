"""The guide for stewards: its way is walked, and its pictures show what is seen on the way.

HIRAKU_WRITE_PICTURES=1 makes the pictures anew; without it they must be those of today.
"""

import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import commented
import openpyxl
import pytest
import worded_png
from catalogs import ROOT
from drawn import WIDTH, broken, columns, table, terminal
from guide import GUIDES, PICTURES, SHARP, images, message, names, renew, size, text_of
from opened_desk import opened
from steward import DATASET, LETTERS, WRONG, Walk, addresses, excerpt, typed

from hiraku.publishing.site import links

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = sorted(GUIDES)
# What each photograph of the dataset's page shows: its first and its last element.
PARTS = {
    "dataset": ("main > h1", "main > .on-this-page"),
    "quality": ("#quality", "#quality"),
}
MARGIN = 16
MOST_BYTES, MOST_OF_ALL = 60_000, 360_000
WRITING = bool(os.environ.get("HIRAKU_WRITE_PICTURES"))

pytestmark = pytest.mark.browser


def in_language(name, code):
    """Return a picture's name in a language; Japanese has the plain name."""
    return name if code == "ja" else f"{name}.{code}"


DRAWN = [
    "template.svg",
    "wrong.svg",
    *(f"{in_language(name, code)}.svg" for name in ("check", "passed") for code in LANGUAGES),
]
# What each photograph of the desk shows: the height from its top.
DESK = {"desk-findings": 330, "desk-questions": 300}
NAMES = [*PARTS, *DESK, "comment"]
PHOTOGRAPHED = [f"{in_language(name, code)}.png" for name in NAMES for code in LANGUAGES]


@pytest.fixture(scope="session")
def walk(tmp_path_factory):
    return Walk(tmp_path_factory.mktemp("steward"))


@pytest.fixture(scope="session")
def sheet(published):
    """Return the sheet of the published template that a steward fills in."""
    file = published.folder / "schemas" / DATASET / f"{DATASET}.xlsx"
    return openpyxl.load_workbook(file).worksheets[0]


@pytest.fixture(scope="session")
def drawings(walk, sheet):
    """Return each drawn picture as it has to be today."""
    header = [cell.value for cell in sheet[1]]
    hint = next(
        validation
        for validation in sheet.data_validations.dataValidation
        if "A2" in validation.sqref
    )
    note = [hint.promptTitle, *hint.prompt.splitlines()]
    empty = [""] * len(header)
    made = {
        "template.svg": table(excerpt([header, empty, empty]), LETTERS, note=note),
        "wrong.svg": table(excerpt(walk.wrong), LETTERS, addresses(walk.refused["ja"])),
    }
    for code in LANGUAGES:
        made[f"{in_language('check', code)}.svg"] = terminal(typed(walk.refused[code]))
        made[f"{in_language('passed', code)}.svg"] = terminal(typed(walk.passed[code]))
    return made


# The walk


@pytest.mark.parametrize("code", LANGUAGES)
def test_hiraku_names_each_wrong_cell_as_excel_does_and_then_finds_nothing(walk, code):
    assert addresses(walk.refused[code]) == set(WRONG)
    assert addresses(walk.passed[code]) == set()
    assert {"ja": "問題はありません。", "en": "Nothing is wrong."}[code] in walk.passed[code]


def test_the_mended_table_is_the_one_that_is_published(walk, published):
    data = published.folder / "datasets" / DATASET / "data.csv"
    assert walk.file.read_bytes() != walk.original  # as Excel writes it
    assert data.read_bytes() == walk.original


def test_the_template_has_the_header_of_the_table(walk, sheet):
    assert [cell.value for cell in sheet[1]] == walk.right[0]


# What is drawn


def lines_of(picture):
    """Return the text of each group of a drawing."""
    groups = ET.fromstring(picture).iter(f"{SVG}g")
    return ["".join(text.text or "" for text in group.iter(f"{SVG}text")) for group in groups]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_terminal_shows_every_line_in_full(walk, code):
    said = typed(walk.refused[code])
    assert lines_of(terminal(said)) == said.splitlines()


def test_a_line_is_broken_where_a_word_ends_or_between_japanese_letters():
    assert broken("where: a/bcd.csv", 11) == ["where: a/", "bcd.csv"]
    assert broken("値は、数です", 4) == ["値は", "、数", "です"]
    assert columns("値 a") == 4


def test_a_table_shows_every_cell_and_frames_the_wrong_ones(walk):
    rows = excerpt(walk.wrong)
    drawn = ET.fromstring(table(rows, LETTERS, set(WRONG)))
    shown = [text.text for text in drawn.iter(f"{SVG}text")]
    assert all(cell in shown for row in rows for cell in row if cell)
    framed = [
        group
        for group in drawn.iter(f"{SVG}g")
        if group.find(f"{SVG}rect").get("stroke-width") == "3"
    ]
    assert [group.find(f"{SVG}text").text for group in framed] == list(WRONG.values())


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_of_today(drawings, name):
    file = PICTURES / name
    if WRITING:
        file.write_text(drawings[name], encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawings[name]


@pytest.mark.parametrize("name", DRAWN)
def test_the_texts_of_a_drawing_keep_their_places(browser, name):
    page = browser.new_page()
    page.set_content((PICTURES / name).read_text(encoding="utf-8"))
    boxes = page.evaluate(
        "[...document.querySelectorAll('text')].map(each => each.getBBox())"
        ".map(box => [box.x, box.x + box.width])"
    )
    page.close()
    assert boxes
    assert all(left >= 0 and right <= WIDTH for left, right in boxes)


# What is photographed

_SHOWN = """([first, last]) => {
  const all = [...document.querySelectorAll('main > :not(.closed), .closed > *')];
  const [from, to] = [first, last].map(each => all.indexOf(document.querySelector(each)));
  all[from].open = true;  // where it is closed at first
  const words = all.slice(from, to + 1).map(each => each.innerText).join('\\n');
  const place = each => each.getBoundingClientRect();
  return [place(all[from]).top, place(all[to]).bottom, words];
}"""
# They differ with every version of what writes the files.
_SIZE = re.compile(r"\d[\d.,]* [KMGT]?B\b")


@pytest.fixture(scope="session")
def photograph(browser, published):
    """Return a function that gives a picture of a part of the dataset's page, and its words."""

    def taken(name, code):
        view = {"viewport": {"width": WIDTH, "height": 800}, "device_scale_factor": SHARP}
        page = browser.new_page(**view, reduced_motion="reduce", color_scheme="light")
        path = links.in_language(links.dataset(DATASET), code, "ja")
        page.goto(published.address + path, wait_until="networkidle")
        top, bottom, words = page.evaluate(_SHOWN, PARTS[name])
        clip = {"x": 0, "y": top - MARGIN, "width": WIDTH, "height": bottom - top + 2 * MARGIN}
        shot = page.screenshot(full_page=True, clip=clip)
        page.close()
        return shot, _SIZE.sub("", words)

    return taken


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PARTS)
def test_a_photograph_shows_the_words_of_today(photograph, browser, name, code):
    file = PICTURES / f"{in_language(name, code)}.png"
    shot, words = photograph(name, code)
    if WRITING:
        file.write_bytes(worded_png.reduced(browser, shot, words))
    assert len(words) > 100
    assert worded_png.words(file.read_bytes()) == words


@pytest.fixture(scope="session", params=LANGUAGES)
def desk_pictures(request, browser, tmp_path_factory):
    """Return a language, and each picture of the desk with its words."""
    view = {"viewport": {"width": WIDTH, "height": 800}, "device_scale_factor": SHARP}
    page, taken = browser.new_page(**view, color_scheme="light"), {}

    def take(name):
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": DESK[name]}
        shot = page.screenshot(full_page=True, clip=clip)
        taken[name] = shot, page.inner_text("main")

    with opened(tmp_path_factory.mktemp("desk"), request.param) as (address, _, workbook):
        page.goto(address)
        page.set_input_files("#file", workbook)
        page.click("button")
        take("desk-findings")
        page.locator("form[action=dataset] button").click()
        take("desk-questions")
        page.close()
    return request.param, taken


@pytest.mark.parametrize("name", DESK)
def test_a_photograph_of_the_desk_shows_the_words_of_today(desk_pictures, browser, name):
    code, taken = desk_pictures
    file = PICTURES / f"{in_language(name, code)}.png"
    shot, words = taken[name]
    if WRITING:
        file.write_bytes(worded_png.reduced(browser, shot, words))
    assert len(words) > 100
    assert worded_png.words(file.read_bytes()) == words


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_photograph_of_the_comment_shows_the_words_of_today(browser, tmp_path, code):
    shown = commented.page(commented.comment(tmp_path, code), code)
    view = {"viewport": {"width": WIDTH, "height": 200}, "device_scale_factor": SHARP}
    page = browser.new_page(**view, color_scheme="light")
    page.set_content(shown)
    words, shot = page.inner_text("main"), page.screenshot(full_page=True)
    page.close()
    file = PICTURES / f"{in_language('comment', code)}.png"
    if WRITING:
        file.write_bytes(worded_png.reduced(browser, shot, words))
    assert "E6" in words
    assert worded_png.words(file.read_bytes()) == words


# The guide


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_guide_has_the_message_as_text_too(walk, code):
    if WRITING:
        renew(code, typed(walk.refused[code]))
    assert message(code) == typed(walk.refused[code])


def test_each_picture_is_on_a_guide_and_none_is_left_over():
    made = {*DRAWN, *PHOTOGRAPHED}
    assert {picture.name for picture in PICTURES.iterdir()} == made
    assert {name for code in LANGUAGES for name in names(code)} == made


def test_the_guides_show_the_same_pictures_each_in_its_language():
    own = [in_language(Path(name).stem, "en") + Path(name).suffix for name in names("ja")]
    made = {*DRAWN, *PHOTOGRAPHED}
    pairs = zip(names("ja"), own, strict=True)
    assert names("en") == [name if name in made else plain for plain, name in pairs]
    assert len(own) == 9


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_picture_has_its_size_and_its_words_and_waits_to_be_seen(code):
    for picture, name in zip(images(code), names(code), strict=True):
        assert (int(picture["width"]), int(picture["height"])) == size(name), name
        assert len(picture["alt"]) > 30, name
        assert picture["loading"] == "lazy", name


def test_the_pictures_are_small(tell):
    sizes = {picture.name: picture.stat().st_size for picture in PICTURES.iterdir()}
    total, largest = sum(sizes.values()), max(sizes.values())
    tell(f"{len(sizes)} pictures, {total:,} bytes, the largest {largest:,}")
    assert min(sizes.values()) > 0
    assert largest <= MOST_BYTES
    assert total <= MOST_OF_ALL


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_cells_that_the_guide_mends_are_those_of_the_walk(walk, code):
    text = re.sub("</?span.*?>", "", text_of(code))
    for address, wrong in WRONG.items():
        right = walk.right[int(address[1:]) - 1][ord(address[0]) - ord("A")]
        assert f"| {address} | {wrong} | {right} |" in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_description_and_the_schema_of_the_guide_are_the_real_ones(code):
    described, schema, *_ = re.findall(
        r"^```yaml\n(.*?)^```$", text_of(code), re.MULTILINE | re.DOTALL
    )
    real = (f"datasets/{DATASET}/datapackage.yaml", f"schemas/{DATASET}.yaml")
    for shown, file in zip((described, schema), real, strict=True):
        lines = iter((ROOT / file).read_text(encoding="utf-8").splitlines())
        # Each is looked for after the one before it: some are left out, none is moved or new.
        assert [line for line in shown.splitlines() if line not in lines] == []
