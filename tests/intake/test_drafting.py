"""From a sheet made for printing to a tidy table, with every change told."""

import pytest
from sheets_of_texts import sheet

from hiraku.intake.contracts import Looked
from hiraku.intake.drafting.naming import english, field_names
from hiraku.intake.drafting.tidy import tidy
from hiraku.intake.sheets import Book, Cell, Range, Sheet

PRINTED = """
マイナンバーカードの交付状況 | | |
 | | | 単位：人
地域 | 市町名 | 人口（人） | 増減
北勢 | 四日市市 | 310,000 | △5
〃 | 桑名市 | １４０，０００ | 3
中勢 | 津　　市 | 270000 | －
合計 | | 720000 | -2
※ 令和4年8月末の数値 | | |
"""


def drafted(text, **more):
    one = sheet(text, **more)
    return tidy(Looked(Book("表.xlsx", "xlsx", (one,)), one))


def test_a_printed_table_becomes_a_tidy_one():
    table = drafted(PRINTED)
    assert [(c.name, c.title, c.type, c.unit) for c in table.columns] == [
        ("area", "地域", "string", ""),
        ("municipality_name", "市町名", "string", ""),
        ("population", "人口", "integer", "人"),
        ("change", "増減", "integer", ""),
    ]
    assert table.rows == (
        ("北勢", "四日市市", "310000", "-5"),
        ("北勢", "桑名市", "140000", "3"),
        ("中勢", "津市", "270000", "－"),
    )
    assert table.columns[3].symbols == ("－",)


def test_a_head_of_words_keeps_the_bracket_that_would_be_a_unit_of_figures():
    """“Opening (hours)” above 9 to 5 lost its hours."""
    heads = "Place | Opening (hours) | Opening (hours) | Open (days)"
    text = f"{heads}\nA | 9 to 5 | x | 5\nB | 8 to 6 | y | 7"
    assert [(c.title, c.type, c.unit) for c in drafted(text).columns] == [
        ("Place", "string", ""),
        ("Opening (hours)", "string", ""),
        ("Opening (hours)_2", "string", ""),
        ("Open", "integer", "days"),
    ]


def test_every_change_is_told_with_its_cell_and_its_rule():
    changes = {
        change.cell: (change.before, change.after, change.rule)
        for change in drafted(PRINTED).changes
    }
    assert changes == {
        "A5": ("〃", "北勢", "repetition-left-out"),
        "B6": ("津　　市", "津市", "spaces-for-looks"),
        "C4": ("310,000", "310000", "text-in-number"),
        "C5": ("１４０，０００", "140000", "text-in-number"),
        "D4": ("△5", "-5", "text-in-number"),
    }


def test_merged_cells_are_filled():
    table = drafted(
        "地域 | 市町名\n北勢 | 四日市市\n | 桑名市\n中勢 | 津市", merged=[Range(2, 1, 3, 1)]
    )
    assert [row[0] for row in table.rows] == ["北勢", "北勢", "中勢"]


@pytest.mark.parametrize(
    ("cells", "kind", "texts"),
    [
        (["令和4年8月31日", "R4.9.30"], "date", ["2022-08-31", "2022-09-30"]),
        (["令和4年8月", "令和4年9月"], "yearmonth", ["2022-08", "2022-09"]),
        (["令和3年度", "令和4年度"], "year", ["2021", "2022"]),
        (["1", "2.5"], "number", ["1", "2.5"]),
        (["1", "2"], "integer", ["1", "2"]),
        (["約5", "6", "7"], "string", ["約5", "6", "7"]),
        (["平成31年5月1日", "令和元年5月2日"], "string", ["平成31年5月1日", "令和元年5月2日"]),
        (["令和3年度", "令和4年"], "string", ["令和3年度", "令和4年"]),
        (["令和4年8月31日", "令和4年9月"], "string", ["令和4年8月31日", "令和4年9月"]),
        (["46.8%", "45.0%"], "number", ["46.8", "45.0"]),
    ],
)
def test_a_type_is_taken_only_where_every_cell_has_it(cells, kind, texts):
    table = drafted("市町名 | 値\n" + "\n".join(f"町{n} | {text}" for n, text in enumerate(cells)))
    assert table.columns[1].type == kind
    assert [row[1] for row in table.rows] == texts


def test_the_cell_that_kept_a_column_from_being_a_number_is_named():
    assert drafted("市町名 | 値\n津市 | 約5\n伊勢市 | 6\n松阪市 | 7").columns[1].uncertain == (
        "B2",
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("市町名", "municipality_name"), ("交付率", "issuance_rate"), ("人口（人）", "population"),
        ("令和3年_男", ""), ("男の人口", "men_population"), ("URL", "url"), ("津波", ""),
        ("バス停留所名", "bus_stop_name"), ("マイカー", "maika"), ("にぎわい", "nigiwai"),
        ("社会増減_転出", "social_change_moved_out"), ("締切日", "deadline"), ("マップ", "mappu"),
        ("マイナンバーカード交付率", "my_number_card_issuance_rate"), ("2022年", "n_2022_year"),
        ("Waiting list (people)", "waiting_list"), ("市町 名", "municipality_name"),
    ],
)  # fmt: skip
def test_names_come_from_words_of_administration(title, name):
    assert english(title) == name


def test_years_are_in_names_only_where_they_tell_columns_apart():
    several = [
        (1, "市町名"),
        (2, "令和2年_男"),
        (3, "令和3年_男"),
        (4, "2022年度人口"),
        (5, "昭和99年_男"),
    ]
    assert field_names(several) == [
        "municipality_name", "y2020_men", "y2021_men", "fy2022_population", "column_e",
    ]  # fmt: skip
    assert field_names([(1, "市町名"), (2, "令和4年人口")]) == ["municipality_name", "column_b"]


def test_names_are_unique_and_unknown_words_are_left_to_people():
    names = field_names([(1, "人口"), (2, "人口"), (3, "津波高")])
    assert names == ["population", "population_2", "column_c"]


def test_numbers_of_a_csv_are_no_months():
    """A CSV has only texts: 1985.6 became 1985-06."""
    text = "年 | 令和3年度 | 面積\n2020 | 1985.6 | 1,234.5\n2021 | 1990.1 | 2000"
    one = Sheet("表", [[Cell(part.strip(), part.strip()) for part in line.split("|")]
                       for line in text.split("\n")])  # fmt: skip
    table = tidy(Looked(Book("表.csv", "csv", (one,)), one))
    assert [column.type for column in table.columns] == ["year", "number", "number"]
    assert table.rows[0] == ("2020", "1985.6", "1234.5")


def test_cells_that_are_no_times_among_times_are_named():
    table = drafted("行事 | 期間\nあ | 令和4年8月31日\nい | 令和4年9月1日～3日\nう | R4.10.1")
    assert (table.columns[1].type, table.columns[1].uncertain) == ("string", ("B3",))


def test_codes_of_full_width_digits_are_codes():
    table = drafted("番号 | 名称\n１ | １番館\n０２ | ２番館")
    assert table.rows == (("1", "１番館"), ("02", "２番館"))


def test_words_of_a_head_in_latin_letters_stay_apart():
    assert english("Setai su") == "setai_su"
