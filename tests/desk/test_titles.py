"""What a title says: without its moment, and what it lists; however long it is."""

import pytest

from hiraku.desk.proposals import _undated, thing
from hiraku.intake.drafting.naming import english

LONG = 200_000  # signs: whatever takes their square takes hours


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("交付状況（令和4年8月末現在）", "交付状況"),
        ("交付状況（令和４年度） ", "交付状況"),
        ("交付状況（元年分）", "交付状況"),
        ("交付状況（市町別）", "交付状況（市町別）"),
        ("交付状況（各月末）", "交付状況（各月末）"),
        ("交付状況（令和4年）の推移", "交付状況（令和4年）の推移"),
    ],
)
def test_a_title_loses_the_moment_that_it_ends_with(title, bare):
    assert _undated(title) == bare


@pytest.mark.parametrize(
    ("title", "dataset", "named"),
    [
        ("番号", "姫路市の指定避難所一覧", "指定避難所"),
        ("No.", "公衆トイレの一覧表", "公衆トイレ"),
        ("番号", "介護 事業者名簿", "事業者"),
        ("番号", "一覧", "番号"),
        ("番号", "人口", "番号"),
        ("市町名", "市町の一覧", "市町"),
    ],
)
def test_a_row_is_what_the_dataset_lists(title, dataset, named):
    assert thing(title, dataset) == named


def test_a_title_of_any_length_is_read_once():
    assert thing("番号", "の" * LONG) == "番号"
    assert _undated("（" + "1" * LONG) == "（" + "1" * LONG
    assert english("a " * LONG) == ""
