"""Years and months as columns become rows, and a second table of a sheet can be chosen."""

import pytest
import yaml
from officials import plain, run
from openpyxl import load_workbook

from hiraku.intake.drafting.long import long_plan

YEARS = [
    ["観光入込客数の推移", None, None, None, None, None],
    ["（単位：千人）", None, None, None, None, None],
    ["地域", "令和3年", "令和4年", "令和5年", "計", "備考"],
    ["北勢", 8120, "9,340", "１１，２００", 28660, None],
    ["中勢", 4021, "△5", "－", 4016, "速報"],
]


def csv(catalog, name):
    return (catalog / f"datasets/{name}/{name}.csv").read_text("utf-8")


def read(catalog, path):
    return yaml.safe_load((catalog / path).read_text("utf-8"))


def test_years_as_columns_become_rows_of_their_year(catalog, tmp_path):
    done = run("new", plain(tmp_path / "a.xlsx", YEARS), "--yes", "--id", "guests")
    assert done.code == 0, done.said
    assert csv(catalog, "guests") == (
        "area,remarks,year,value\n北勢,,2021,8120\n北勢,,2022,9340\n北勢,,2023,11200\n"
        "中勢,速報,2021,4021\n中勢,速報,2022,-5\n中勢,速報,2023,－\n"
    )
    schema = read(catalog, "schemas/guests.yaml")
    assert [(f["type"], f.get("unit")) for f in schema["fields"]][2:] == [
        ("year", None), ("integer", "千人"),
    ]  # fmt: skip
    assert schema["primaryKey"] == ["area", "year"]
    told = read(catalog, "datasets/guests/datapackage.yaml")
    assert told["temporal"] == {"start": "2021", "end": "2023"}
    assert "横に並んだ 3 列（令和3年、令和4年、令和5年）を縦に並べ" in done.said
    assert "年や月を合わせた列（計）は入れません" in done.said


def test_the_next_file_has_a_year_more_and_each_change_its_own_cell(catalog, tmp_path):
    run("new", plain(tmp_path / "a.xlsx", YEARS), "--yes", "--id", "guests")
    path = plain(tmp_path / "b.xlsx", YEARS, C4=9341)
    book = load_workbook(path)
    book.active.insert_cols(5)
    for row, value in ((3, "令和6年"), (4, 12000), (5, 4500)):
        book.active.cell(row, 5, value)
    book.save(path)
    done = run("update", "guests", path)
    assert done.code == 0, done.said
    assert "増えた行: 2（北勢 / 2024、中勢 / 2024）" in done.said
    assert "値 C4: 「9340」→「9341」" in done.said
    assert "北勢,,2024,12000\n" in csv(catalog, "guests")
    assert read(catalog, "datasets/guests/recipe.yaml")["long"] is True


def test_what_does_not_fit_in_a_later_year_is_told_with_its_cell(catalog, tmp_path):
    run("new", plain(tmp_path / "a.xlsx", YEARS), "--yes", "--id", "guests")
    before = csv(catalog, "guests")
    done = run("update", "guests", plain(tmp_path / "b.xlsx", YEARS, D4="約1万"))
    assert (done.code, "D4「約1万」" in done.said) == (2, True), done.said
    assert csv(catalog, "guests") == before


def test_a_person_may_keep_the_columns_side_by_side(catalog, tmp_path):
    path = plain(tmp_path / "a.xlsx", YEARS)
    run("new", path, "--yes", "--id", "wide", "--answer", "long=いいえ")
    assert csv(catalog, "wide").startswith("area,y2021,y2022,y2023,total,remarks\n")
    run("new", path, "--yes", "--id", "book", "--workbook")
    assert read(catalog, "datasets/book/recipe.yaml")["long"] is False


def test_a_formula_without_a_value_in_any_year_is_refused(catalog, tmp_path):
    done = run("new", plain(tmp_path / "a.xlsx", YEARS, D5="=1+1"), "--yes", "--id", "guests")
    assert "D5" in done.said
    assert not (catalog / "datasets/guests").exists()


@pytest.mark.parametrize(
    ("titles", "above", "kind", "times", "values"),
    [
        (["産業", "平成27年_男", "平成27年_女", "令和2年_男", "令和2年_女"], [],
         "year", ("2015", "2020"), ("男", "女")),
        (["区", "R3", "R4", "2023"], [], "year", ("2021", "2022", "2023"), ("",)),
        (["区", "令和3年度", "令和4年度", "令和5年度"], [], "fiscal-year",
         ("2021", "2022", "2023"), ("",)),
        (["区", "11月", "12月", "1月"], ["令和5年度 ごみ"], "yearmonth",
         ("2023-11", "2023-12", "2024-01"), ("",)),
        (["区", "11月", "12月", "1月"], ["令和5年 ごみ"], "yearmonth",
         ("2023-11", "2023-12", "2023-01"), ("",)),
        (["区", "4月", "5月", "6月"], ["ごみ"], "month", ("4月", "5月", "6月"), ("",)),
        (["区", "令和4年人口", "令和5年人口", "令和6年人口"], [], "year",
         ("2022", "2023", "2024"), ("人口",)),
    ],
)  # fmt: skip
def test_the_time_of_a_head_and_what_it_counts(titles, above, kind, times, values):
    plan = long_plan(titles, above)
    assert (plan.kind, plan.times, plan.values) == (kind, times, values)
    assert plan.labels == (0,)


@pytest.mark.parametrize(
    "titles",
    [
        ["市町名", "人口", "世帯数"], ["市町名", "令和3年", "令和4年"],
        ["区", "令和3年", "令和4年度", "令和5年"], ["区", "令和3年", "令和3年", "令和4年"],
        ["令和3年", "令和4年", "令和5年"], ["区", "令和99年", "平成40年", "男"],
    ],
)  # fmt: skip
def test_what_is_no_row_of_times_stays_as_it_is(titles):
    assert long_plan(titles, []) is None


BESIDE = [
    ["図書館名", "貸出冊数（冊）", None, "公民館名", "利用者数（人）"],
    ["県立図書館", 120300, None, "中央公民館", 12001],
    ["津図書館", 90100, None, "橋北公民館", 8121],
    ["久居図書館", 30100, None, None, None],
]
BELOW = [["区分", "件数（件）"], ["来所", 1], ["電話", 2], [None, None],
         ["年齢", "人数"], ["20代", 10], ["30代", 33], ["40代", 21]]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "number", "first"),
    [(BESIDE, 1, "県立図書館"), (BESIDE, 2, "中央公民館"), (BELOW, 1, "来所"), (BELOW, 2, "20代")],
)
def test_each_table_of_a_sheet_can_be_chosen_and_updated(rows, number, first, catalog, tmp_path):
    path = plain(tmp_path / "a.xlsx", rows)
    done = run("new", path, "--yes", "--id", "a", "--answer", f"table={number}")
    lines = csv(catalog, "a").splitlines()
    assert lines[1].split(",")[0] == first, done.said
    again = run("update", "a", path)
    assert f"行の数: {len(lines) - 1} → {len(lines) - 1}" in again.said


def test_which_table_is_asked_with_its_cells_and_heads(catalog, tmp_path):
    run("new", plain(tmp_path / "a.xlsx", BESIDE))
    asked = read(catalog, "questions.yaml")
    assert "2 D1:E3 公民館名 / 利用者数（人）" in asked["table"]["question"]
    assert asked["table"]["answer"] == "1"
    assert len(asked) <= 10
    assert run("new", tmp_path / "a.xlsx", "--yes", "--answer", "table=3").code == 2
