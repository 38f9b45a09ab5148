"""Descriptions: what people write stays, and no markup of theirs reaches a page."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hiraku.publishing.rendering import commonmark

LIKELY = st.sampled_from("0１aあ漢。、 　.,:()-*_`<>&#\n\t\\[]!'\"|~\u00a0\u200b\ufeff")


def test_markdown_keeps_text_and_links():
    html = commonmark.markdown("**太字**と[県](https://www.pref.mie.lg.jp/)\n\n- 一つ")
    assert '<strong>太字</strong>と<a href="https://www.pref.mie.lg.jp/"' in html
    assert "<li>一つ</li>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](ftp://example.jp/)",
        "![x](https://example.jp/x.png)",
        "# 見出し",
    ],
)
def test_markdown_brings_no_markup_of_its_own(text):
    html = commonmark.markdown(text)
    assert not re.search("<(?!/?(p|a)[ >])", html)
    assert not re.search('href="(?!https?:|mailto:)', html)


@given(st.text(LIKELY | st.characters(exclude_categories=["Cs"]), max_size=40))
@example("1. 一つ")
@example("　字下げ")
@example("https://example.jp/ を見る")
def test_a_plain_text_is_told_as_the_reference_tells_it(text):
    assert commonmark.markdown(text) == commonmark.cleaned(commonmark.parser().render(text))
