"""Where the table is, in sheets as officials make them for printing."""

import pytest
from sheets_of_texts import sheet

from hiraku.intake.layout.layout import find_table
from hiraku.intake.layout.texts import unit_in
from hiraku.intake.sheets import Range

PLAIN = """
市町名 | 人口 | 交付率
津市 | 270000 | 46.8
伊勢市 | 120000 | 45.1
"""
PRINTED = """
マイナンバーカードの交付状況 | |
 | | 単位：人
市町名 | 人口 | 枚数
津市 | 270000 | 126000
伊勢市 | 120000 | 54000
合計 | 390000 | 180000
※ 令和4年8月末の数値 | |
資料：総務省 | |
"""
TWO_LEVELS = """
市町名 | 令和3年 | | 令和4年 |
 | 男 | 女 | 男 | 女
津市 | 1 | 2 | 3 | 4
伊勢市 | 5 | 6 | 7 | 8
"""
SPACERS = """
市町名 | 人口
津市 | 270000
 |
伊勢市 | 120000
松阪市 | 150000
"""
TWO_TABLES = """
市町名 | 人口
津市 | 270000
伊勢市 | 120000
 |
部局 | 件数
総務部 | 5
防災部 | 7
"""
REPEATED = """
市町名 | 人口
津市 | 270000
市町名 | 人口
伊勢市 | 120000
"""


def names(layout):
    return [column.name for column in layout.columns]


def test_a_plain_table_is_all_table():
    layout = find_table(sheet(PLAIN))
    assert (layout.head, layout.body) == ([1], [2, 3])
    assert names(layout) == ["市町名", "人口", "交付率"]
    assert not layout.asides


def test_titles_units_totals_and_notes_of_a_printed_table_are_told_apart():
    layout = find_table(sheet(PRINTED))
    assert (layout.head, layout.body, layout.totals) == ([3], [4, 5], [6])
    assert [(aside.kind, aside.row) for aside in layout.asides] == [
        ("title", 1),
        ("unit", 2),
        ("note", 7),
        ("note", 8),
    ]


@pytest.mark.parametrize("merged", [[], [Range(1, 2, 1, 3), Range(1, 4, 1, 5), Range(1, 1, 2, 1)]])
def test_heads_of_two_rows_are_joined(merged):
    layout = find_table(sheet(TWO_LEVELS, merged=merged))
    assert layout.head == [1, 2]
    assert names(layout) == ["市町名", "令和3年_男", "令和3年_女", "令和4年_男", "令和4年_女"]
    assert layout.body == [3, 4]


def test_blank_rows_between_groups_belong_to_one_table():
    layout = find_table(sheet(SPACERS))
    assert (layout.body, layout.spacers, layout.others) == ([2, 4, 5], [3], [])


def test_a_second_table_with_a_head_of_its_own_is_another():
    layout = find_table(sheet(TWO_TABLES))
    assert layout.others in ([Range(5, 1, 7, 2)], [Range(1, 1, 3, 2)])


def test_a_head_that_is_repeated_for_printing_is_no_row():
    layout = find_table(sheet(REPEATED))
    assert (layout.body, layout.repeated_heads) == ([2, 4], [3])


def test_a_note_alone_is_no_table():
    assert find_table(sheet("※ 公開しているデータはありません")) is None


@pytest.mark.parametrize(
    "unit",
    [
        "人", "千円", "人/㎢", "km/h", "人口10万対", "人口千人当たり", "£ per year", "£m", "£000s",
        "$ million", "'000", "thousands", "years", "sq km", "people per sq km", "per 1,000",
        "cases per 100,000 people", "per cent", "percentage points",
    ],
)  # fmt: skip
def test_a_unit_is_known_as_people_write_it(unit):
    assert unit_in(f"Figure ({unit})") == unit


@pytest.mark.parametrize(
    "words",
    ["English", "of", "2021", "2020/21", "1000", "000", "of 29", "year", "per", "/", "1/2", "4月"],
)
def test_what_stands_in_brackets_is_no_unit_for_that(words):
    assert unit_in(f"Figure ({words})") == ""


def test_a_unit_in_a_head_is_the_unit_of_its_column():
    layout = find_table(sheet("市町名 | 人口（人）\n津市 | 270000\n伊勢市 | 120000"))
    assert [column.unit for column in layout.columns] == ["", "人"]


def test_a_row_of_units_below_the_head_is_part_of_it():
    layout = find_table(
        sheet("款 | 決算額 | 執行率\n | 千円 | （％）\n議会費 | 10 | 99\n総務費 | 20 | 98")
    )
    assert (layout.head, layout.body) == ([1, 2], [3, 4])
    assert [(c.name, c.unit) for c in layout.columns] == [
        ("款", ""), ("決算額", "千円"), ("執行率", "%"),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["千人", "百万円", "人/㎢", "kg／日", "㎡", "％"])
def test_units_with_a_scale_or_of_two_parts_are_units(unit):
    layout = find_table(sheet(f"市町名 | 値（{unit}）\n津市 | 27\n伊勢市 | 12"))
    assert layout.columns[1].unit == unit.replace("／", "/").replace("％", "%")


@pytest.mark.parametrize("aside", ["男", "令和4年", "速報", "人口"])
def test_other_words_in_brackets_are_no_units(aside):
    layout = find_table(sheet(f"市町名 | 値（{aside}）\n津市 | 27\n伊勢市 | 12"))
    assert layout.columns[1].unit == ""


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("歳出合計", True), ("北勢計", True), ("小計", True), ("総 計", True), ("Total", True),
        ("特別会計", False), ("統計課", False), ("体温計", False), ("設計", False), ("時計", False),
    ],
)  # fmt: skip
def test_a_row_of_totals_is_known_by_its_label(label, total):
    layout = find_table(sheet(f"区分 | 値\n津市 | 27\n伊勢市 | 12\n{label} | 39"))
    assert layout.totals == ([4] if total else [])


def test_a_title_that_ends_with_a_unit_is_a_title():
    layout = find_table(sheet("月別ごみ収集量（t） |\n区分 | 量\n可燃 | 27\n不燃 | 12"))
    assert [aside.kind for aside in layout.asides] == ["title"]
