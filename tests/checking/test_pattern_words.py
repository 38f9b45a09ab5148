"""What a pattern asks for, said in words that need no knowledge of patterns."""

import re

import pytest

from hiraku.checking.cells.pattern_words import in_words
from hiraku.languages import filling

IN_WORDS = [
    ("[0-9]{6}", "半角の数字6桁", "6 digits"),
    ("^[0-9]{6}$", "半角の数字6桁", "6 digits"),
    (r"\d{4}", "数字4桁", "4 digits of any script"),
    ("[0-9]{1,3}", "半角の数字1〜3桁", "1 to 3 digits"),
    ("[0-9]+", "半角の数字1桁以上", "at least 1 digit"),
    ("[0-9]{2,}", "半角の数字2桁以上", "at least 2 digits"),
    ("[A-Z][0-9]{4}", "半角の大文字1字、半角の数字4桁の順",
     "1 capital letter A to Z, 4 digits, in this order"),
    (r"[0-9]{3}\-[0-9]{4}", "半角の数字3桁、「-」、半角の数字4桁の順",
     '3 digits, "-", 4 digits, in this order'),
    ("T[0-9]{13}", "「T」、半角の数字13桁の順", '"T", 13 digits, in this order'),
    ("[a-z0-9]{8}", "半角の小文字か数字8字", "8 small letters or digits"),
    ("[0-9A-Za-z]{2}", "半角の英数字2字", "2 letters or digits"),
    ("津市", "「津市」", '"津市"'),
    ("[ァ-ヶ]{1,9}", "全角のカタカナ1〜9字", "1 to 9 katakana of full width"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "japanese", "english"), IN_WORDS)
def test_a_simple_pattern_is_said_in_words(pattern, japanese, english):
    assert re.compile(pattern)
    said = in_words(pattern)
    assert (filling(said, "ja"), filling(said, "en")) == (japanese, english)


@pytest.mark.parametrize("pattern", [
    "a|b", "(?!242012)[0-9]{6}", "[0-9]{6}?", "[0-9]*", "[^0-9]", r"\w+", "[0-9]{2}.",
    "[0-9ー]+", "([0-9]{2})", "a{2}[0-9]", "[0-9]{2}$x", "", "[0-9", r"[\d-]{3}", r"a\d+?",
    "ab+[0-9]", "[0-9]{1}{2}",
])  # fmt: skip
def test_whatever_is_not_that_simple_is_shown_as_it_is(pattern):
    assert in_words(pattern) == pattern
