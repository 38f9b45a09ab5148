"""Dates, months and years as Japanese officials write them."""

from itertools import pairwise

import pytest

from hiraku.intake.meant.time_forms import form_of
from hiraku.intake.meant.times import ERAS, NoSuchDay, meaning


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令和4年8月31日", "2022-08-31"), ("R4.8.31", "2022-08-31"), ("R4/8/31", "2022-08-31"),
        ("令和元年5月1日", "2019-05-01"), ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"), ("平成元年1月8日", "1989-01-08"),
        ("大正元年7月30日", "1912-07-30"), ("昭和元年12月25日", "1926-12-25"),
        ("明治6年1月1日", "1873-01-01"), ("明治5年12月3日", "1872"),
        ("令和4年8月末", "2022-08-31"), ("令和6年2月末日", "2024-02-29"),
        ("令和4年8月", "2022-08"), ("令和4年", "2022"), ("令和4年度", "2022"), ("R4", "2022"),
        ("令和４年８月３１日", "2022-08-31"), ("令和 4 年 8 月 31 日", "2022-08-31"),
        ("2022年8月31日", "2022-08-31"), ("2022/8/31", "2022-08-31"), ("2022.8.31", "2022-08-31"),
        ("2022年8月31日（令和4年）", "2022-08-31"), ("西暦2022年8月", "2022-08"),
    ],
)  # fmt: skip
def test_a_text_that_means_a_time(text, iso):
    assert meaning(text).iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "平成31年5月1日", "昭和64年1月8日", "令和0年1月1日", "平成32年", "昭和65年度",
        "2022年2月29日", "2022年13月1日", "令和4年4月31日", "2022年8月31日（令和5年）",
        "令和元年4月30日",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_no_day(text):
    with pytest.raises(NoSuchDay):
        meaning(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "津市",
        "2022",
        "22/8/31",
        "8月31日",
        "約5年",
        "R",
        "平成の大合併",
        "1.5",
        "3/4",
        "1234-5",
        "1234.5",
    ],
)
def test_other_texts_mean_no_time(text):
    assert meaning(text) is None


def test_eras_follow_each_other_without_a_gap():
    for earlier, later in pairwise(ERAS):
        assert (later.first - earlier.last).days in (0, 1)
        assert later.before == later.first.year - 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("01/04/1998", "day-or-month"), ("30.6.2011", "day-or-month"),
        ("35.50", None), ("12.05", None), ("22/08", "two-digits"), ("22.8.31", "two-digits"),
        ("22/13", None), ("1/4.1998", None), ("2022-08-31", "iso"), ("8月31日", "year-missing"),
    ],
)  # fmt: skip
def test_a_time_in_another_form_is_told_from_a_number(text, form):
    """35.50 below “Rent (£ per year)” was told to be a year of two digits."""
    assert form_of(text) == form
