"""The manual says the same in each of its languages: none of its pages is ahead of another."""

import re
from functools import cache
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[1] / "site_src" / "pages"
MANUAL, ENGLISH = PAGES / "manual", PAGES / "en" / "manual"
NAMES = sorted(page.name for page in MANUAL.glob("*.md"))
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
# A heading that is a name, such as a command's, is the same in every language.
NAMED = re.compile(r"^(?:hiraku [a-z]+|nginx|GitHub Pages|Vega-Lite|Lighthouse|Excel)$")
GUIDES = ["guide-stewards.md", "guide-developers.md", "manual/index.md"]

of_each_page = pytest.mark.parametrize("name", NAMES)


@cache
def text_of(page):
    return page.read_text(encoding="utf-8")


def both(reading, name):
    """Return what is read of a page in Japanese and in English."""
    return reading(text_of(MANUAL / name)), reading(text_of(ENGLISH / name))


def prose(text):
    """Return a page without its front matter and its blocks of code."""
    return FENCED.sub("", re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))


def headings(text):
    """Return the level of each heading, and its text where that is a name."""
    found = re.findall(r"^(#+) (.*)$", prose(text), re.MULTILINE)
    return [(len(marks), title if NAMED.match(title) else None) for marks, title in found]


def tables(text):
    """Return how many cells each row of the tables has, in their order."""
    lines = prose(text).replace(r"\|", "").splitlines()
    return [line.count("|") for line in lines if line.startswith("|")]


def spans_of_rows(text):
    """Return the names in code of each row of the tables, but for examples in Japanese."""
    lines = [line for line in prose(text).splitlines() if line.startswith("|")]
    return [set(filter(str.isascii, re.findall(r"`([^`]+)`", line))) for line in lines]


def code_blocks(text):
    return [language for _, language, _ in FENCED.findall(text)]


def code_spans(text):
    return set(re.findall(r"`([^`\n]+)`", prose(text)))


def numbers(text):
    """Return the numbers of the text itself: those of code and of addresses aside."""
    made = re.compile("<!-- rules -->.*<!-- /rules -->", re.DOTALL)  # in words, of the rules
    without = re.sub(r"`[^`\n]+`|<code.*?</code>|\]\([^)]*\)", "", made.sub("", prose(text)))
    return {number.rstrip(".,") for number in re.findall(r"[0-9][0-9,.]*", without)}


def test_each_page_is_there_in_each_language():
    assert sorted(page.name for page in ENGLISH.glob("*.md")) == NAMES
    assert len(NAMES) > 10


@of_each_page
def test_the_headings_are_as_many_as_deep_and_in_the_same_order(name):
    japanese, english = both(headings, name)
    assert english == japanese


@of_each_page
def test_every_row_and_block_stands_in_each_language(name):
    japanese, english = both(tables, name)
    assert english == japanese
    japanese, english = both(code_blocks, name)
    assert english == japanese


@of_each_page
def test_every_name_in_code_stands_in_each_language(name):
    """What is not ASCII in Japanese is an example in its words, and has others in English."""
    japanese, english = both(code_spans, name)
    assert {span for span in japanese if span.isascii()} - english == set()
    rows = zip(*both(spans_of_rows, name), strict=True)
    assert [(japanese, english) for japanese, english in rows if japanese - english] == []


@of_each_page
def test_no_number_stands_in_one_language_alone(name):
    """English spells small ones; whatever it has in digits stands in the Japanese, too."""
    japanese, english = both(numbers, name)
    assert english - japanese == set()
    assert {number for number in japanese - english if len(number) > 3} == set()


@pytest.mark.parametrize(
    ("folder", "catalog"),
    [(PAGES, "三重県オープンデータライブラリ"), (PAGES / "en", "Mie Prefecture Open Data Library")],
)
@pytest.mark.parametrize("name", GUIDES)
def test_each_guide_says_which_catalog_it_speaks_of(folder, catalog, name):
    assert catalog in text_of(folder / name)
