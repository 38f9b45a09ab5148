"""Folding leaves no difference that a person would not mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiraku.folding import fold

KANA_AND_LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.characters(
    min_codepoint=0x3000, max_codepoint=0x9FFF
)
KANA = st.text(st.characters(min_codepoint=0x30A1, max_codepoint=0x30F4), max_size=20)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("マイナンバー", "まいなんばー"),
        ("ﾏｲﾅﾝﾊﾞｰ", "マイナンバ―"),
        ("ＤＸ", "dx"),
        ("Wi-Fi", "ｗｉ−ｆｉ"),
        ("１０‐１", "10-1"),
        ("関ヶ原", "関け原"),
        ("一ヵ月", "一か月"),
        ("４月〜６月", "4月～6月"),
        ("ΟΔΟΣ", "οδος"),
        ("ガ", "カ\u3099"),
    ],
)
def test_what_people_write_for_one_another_is_one(written, other):
    assert fold(written) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ビル", "ビール"), ("ハハ", "パパ"), ("市", "町")])
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@given(KANA)
def test_katakana_is_hiragana(text):
    small = {"ヵ": "か", "ヶ": "け"}
    assert fold(text) == "".join(
        small.get(character, chr(ord(character) - 0x60)) for character in text
    )


@given(st.text(KANA_AND_LATIN))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_does_not_matter(text):
    assert fold(text) == fold(text.lower()) or "İ" in text
