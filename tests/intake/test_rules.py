"""The rules of machine readability: each by sheets that break it and ones that only look so."""

import pytest
from sheets_of_texts import cell, sheet

from hiraku.intake.contracts import Looked, official_rules
from hiraku.intake.judging import judge_book
from hiraku.intake.meant.commas import joins
from hiraku.intake.meant.numbers import number_meant
from hiraku.intake.meant.signs import is_beyond, meant
from hiraku.intake.meant.spellings import folded
from hiraku.intake.sheets import Book, Cell, Floating, Range, Sheet, Style, Visibility

CLEAN = "市町名 | 人口\n津市 | 270000\n伊勢市 | 120000\n松阪市 | 150000"
CASES = {
    "several-tables": (
        [
            "a | b\nx | 1\ny | 2\nz | 3\n |\nc | d\nu | 1\nv | 2",
            "a | b |  | c | d\nx | 1 |  | u | 1\ny | 2 |  | v | 2",
        ],
        ["市町名 | 人口\n津市 | 1\n |\n伊勢市 | 2\n松阪市 | 3"],
    ),
    "table-broken-up": (
        [
            "市町名 | 人口\n津市 | 1\n |\n伊勢市 | 2\n松阪市 | 3",
            "市町名 | 人口\n津市 | 1\n市町名 | 人口\n伊勢市 | 2",
        ],
        [CLEAN + "\n | \n※ 注 | "],
    ),
    "text-outside-table": (
        [CLEAN + "\n※ 令和4年の値 | ", CLEAN + "\n | \n出典：総務省 | "],
        [CLEAN],
    ),
    "header-meaningless": (
        ["市町名 | 列1\n津市 | 1\n伊勢市 | 2", "市町名 | ＊ | 人口\n津市 | 1 | 5\n伊勢市 | 2 | 6"],
        ["市町名 | 項目名\n津市 | 人\n伊勢市 | 件"],
    ),
    "spaces-for-looks": (
        ["市町名 | 人口\n津　　市 | 1\n津市 | 2", "市 町 名 | 人口\n津市 | 1\n伊勢市 | 2"],
        ["氏名 | 区分\n三重 太郎 | a\n津 花子 | b", "施設名称 | 数\nA Hall | 1\nB Hall | 2"],
    ),
    "several-values-in-cell": (
        [
            "市町名 | 窓口\n津市 | 本庁、久居\n伊勢市 | 本庁\n松阪市 | 本庁\n鳥羽市 | 本庁",
            "市町名 | 職員\n津市 | 12人（うち女性5人）\n伊勢市 | 5\n松阪市 | 6",
        ],
        [
            "市町名 | 人口\n津市 | 1,780\n伊勢市 | 1,200",
            "a | 説明\nx | 窓口は、津と久居です。\ny | なし",
        ],
    ),
    "characters-beyond-jis": (
        ["会社 | 数\n㈱三重 | 1\n津 | 2", "市町名 | 数\n⻲山市 | 1\n津市 | 2"],
        ["市町名 | 数\n鈴鹿市 | 1\n津市 | 2"],
    ),
    "blank-and-zero": (
        [
            "市町名 | 数\n津市 | 0\n伊勢市 | \n松阪市 | 3",
            "市町名 | 数\n津市 | 5\n伊勢市 | 0\n松阪市 | \n鳥羽市 | 1",
        ],
        ["市町名 | 数\n津市 | 1\n伊勢市 | \n松阪市 | 3"],
    ),
    "line-break-in-csv": ([], [CLEAN]),
    "text-in-number": (
        [
            "市町名 | 人口\n津市 | 1,780\n伊勢市 | 5",
            "市町名 | 増減\n津市 | △5\n伊勢市 | １２\n松阪市 | 3",
        ],
        ["番地 | 数\n1番地 | 1\n2番地 | 2", CLEAN],
    ),
    "repetition-left-out": (
        [
            "地域 | 市町名\n北勢 | 四日市市\n〃 | 桑名市",
            "地域 | 市町名 | 数\n北勢 | 四日市市 | 1\n | 桑名市 | 2\n中勢 | 津市 | 3",
        ],
        ["市町名 | 備考\n津市 | あり\n伊勢市 | ", CLEAN],
    ),
    "header-not-unique": (
        [
            "市町名 | 数 | 数\n津市 | 1 | 2\n伊勢市 | 3 | 4",
            "市町名 | 令和3年 | | 令和4年 |\n | 男 | 女 | 男 | 女\n津市 | 1 | 2 | 3 | 4",
        ],
        ["市町名 | 男の数 | 女の数\n津市 | 1 | 2\n伊勢市 | 3 | 4"],
    ),
    "spelling-varies": (
        [
            "a | 状況\n1 | 実施済\n2 | 実施済み\n3 | 実施済\n4 | 未実施\n5 | 未実施",
            "a | 区分\n1 | ﾊﾞｽ\n2 | バス\n3 | バス\n4 | 鉄道\n5 | 鉄道",
        ],
        ["a | 状況\n1 | 実施\n2 | 未実施\n3 | 実施\n4 | 未実施\n5 | 実施"],
    ),
    "other-with-detail": (
        [
            "a | 方法\n1 | 電話\n2 | その他（郵送）\n3 | 電話",
            "a | 方法\n1 | 窓口\n2 | その他：FAX\n3 | 窓口",
        ],
        ["a | 方法\n1 | 電話\n2 | その他\n3 | 電話"],
    ),
    "header-not-first": (
        [
            "人口の表 | \n市町名 | 人口\n津市 | 1\n伊勢市 | 2",
            "令和4年8月末 | \n市町名 | 人口\n津市 | 1\n伊勢市 | 2",
        ],
        [CLEAN],
    ),
    "symbol-undefined": (
        [
            "市町名 | 数\n津市 | －\n伊勢市 | 1\n松阪市 | 2",
            "市町名 | 数\n津市 | x\n伊勢市 | 1\n松阪市 | 2",
        ],
        ["市町名 | 対応\n津市 | ○\n伊勢市 | ×", CLEAN],
    ),
    "numbers-without-unit": (
        [CLEAN, "市町名 | 面積（km2）\n津市 | 711.1\n伊勢市 | 208.4"],
        ["市町名 | コード\n津市 | 242012\n伊勢市 | 242039"],
    ),
    "time-not-iso": (
        [
            "市町名 | 基準日\n津市 | 令和4年8月31日\n伊勢市 | R4.8.31",
            "市町名 | 日付\n津市 | 2022/8/31\n伊勢市 | 22/8/31",
        ],
        [
            "市町名 | 基準日\n津市 | 2022-08-31\n伊勢市 | 2022-09-30",
            "a | 備考\nx | 平成の大合併\ny | なし",
        ],
    ),
    "codes-without-list": (
        [
            "施設 | 種別コード\na | 1\nb | 2\nc | 1\nd | 2",
            "施設 | 区分\na | A1\nb | A2\nc | A1\nd | A1",
        ],
        [
            "施設 | 市町村コード\na | 242012\nb | 242012",
            "施設 | 区分\na | 公立\nb | 私立\nc | 公立\nd | 公立",
        ],
    ),
    "lost-leading-zero": (
        [
            "施設 | 電話番号\na | 592242012\nb | 592242013",
            "施設 | 郵便番号\na | 600001\nb | 5140001",
        ],
        [
            "施設 | 電話番号\na | 0592242012\nb | 09012345678",
            "施設 | 番号\na | 600001\nb | 5140001",
        ],
    ),
    "times-as-columns": (
        [
            "市町名 | 令和2年 | 令和3年 | 令和4年\n津市 | 1 | 2 | 3",
            "市町名 | 4月 | 5月 | 6月\n津市 | 1 | 2 | 3",
        ],
        ["市町名 | 男 | 女\n津市 | 1 | 2", "市町名 | 令和3年 | 令和4年\n津市 | 1 | 2"],
    ),
}
BREAKING = [(rule, text) for rule, (bad, _) in CASES.items() for text in bad]
NEAR = [(rule, text) for rule, (_, good) in CASES.items() for text in good]


def remarks(rule, one, kind="xlsx"):
    return [
        r
        for r in official_rules()[rule].remarks(Looked(Book("表.xlsx", kind, (one,)), one))
        if not r.note
    ]


@pytest.mark.parametrize(("rule", "text"), BREAKING)
def test_a_sheet_that_breaks_a_rule_is_told(rule, text):
    assert remarks(rule, sheet(text))


@pytest.mark.parametrize(("rule", "text"), NEAR)
def test_a_sheet_that_only_looks_like_it_is_not(rule, text):
    assert remarks(rule, sheet(text)) == []


def test_every_rule_has_an_official_id_of_its_own():
    official = [rule.official for rule in official_rules().values()]
    assert sorted(set(official)) == official


def test_a_clean_sheet_breaks_no_rule_but_the_unit():
    told = judge_book(Book("表.xlsx", "xlsx", (sheet(CLEAN),))).kinds
    assert {kind.rule for kind in told} == {"numbers-without-unit"}


def test_what_a_format_cannot_tell_is_not_judged_and_said():
    one = sheet(CLEAN, unknown=frozenset({"styles", "formulas"}))
    judgement = judge_book(Book("表.xls", "xls", (one,)))
    assert ("meaning-by-format", "表") in judgement.unjudged
    assert ("formula-in-cell", "表") in judgement.unjudged


def test_what_is_surely_known_is_told_though_the_format_hides_the_rest():
    unknown = frozenset({"floating", "hidden-rows"})
    hidden = sheet(CLEAN, unknown=unknown, visibility=Visibility.HIDDEN)
    seen = sheet(CLEAN, unknown=unknown, comments=((1, 1),))
    judgement = judge_book(Book("表.xls", "xls", (hidden, seen)))
    told = {(kind.rule, kind.hint) for kind in judgement.kinds}
    assert {("hidden-parts", "sheet"), ("floating-objects", "comment")} <= told
    assert {rule for rule, _ in judgement.unjudged} == {"hidden-parts", "floating-objects"}


# What only a workbook has -------------------------------------------------------------------


def test_merged_cells_are_told_with_their_value():
    one = sheet(CLEAN, merged=[Range(2, 1, 3, 1)])
    (remark,) = remarks("cells-merged", one)
    assert (remark.area.address, remark.text) == ("A2:A3", "津市")


def test_a_merged_title_is_told_by_its_row_not_as_merged():
    one = sheet("人口の表 | \n" + CLEAN, merged=[Range(1, 1, 1, 2)])
    assert remarks("cells-merged", one) == []
    assert remarks("header-not-first", one)


@pytest.mark.parametrize(
    ("hidden", "hint", "where"),
    [
        ({"hidden_rows": frozenset({2, 3})}, "rows", "A2:B3"),
        ({"hidden_columns": frozenset({2})}, "columns", "B1:B4"),
        ({"hidden_rows": frozenset({2}), "filtered": "A1:B4"}, "filter", "A2:B2"),
        ({"visibility": Visibility.VERY_HIDDEN}, "sheet", "A1"),
    ],
)
def test_what_is_hidden_is_asked_about(hidden, hint, where):
    (remark,) = remarks("hidden-parts", sheet(CLEAN, **hidden))
    assert (remark.hint, remark.area.address) == (hint, where)


def test_hidden_rows_below_the_table_hide_nothing():
    assert remarks("hidden-parts", sheet(CLEAN, hidden_rows=frozenset({99}))) == []


def test_floating_things_are_told_with_their_text():
    one = sheet(CLEAN, floating=(Floating("shape", 2, 4, "速報値"),))
    (remark,) = remarks("floating-objects", one)
    assert (remark.text, remark.area.address) == ("速報値", "D2")


def painted(rows, styles):
    return Sheet("表", rows, styles)


def test_a_painted_cell_among_plain_ones_is_asked_about():
    rows = [[Cell("市町名", "市町名"), Cell("数", "数")]]
    rows += [[Cell(f"町{n}", f"町{n}"), Cell(n, str(n), style=int(n == 2))] for n in range(1, 6)]
    (remark,) = remarks("meaning-by-format", painted(rows, (Style(), Style(fill="FFFF00"))))
    assert (remark.hint, remark.area.address) == ("looks", "B3")


def test_bands_of_two_colours_mean_nothing():
    rows = [[Cell("市町名", "市町名"), Cell("数", "数")]]
    rows += [[Cell(f"町{n}", f"町{n}", n % 2), Cell(n, str(n), n % 2)] for n in range(1, 6)]
    assert remarks("meaning-by-format", painted(rows, (Style(), Style(fill="EEEEEE")))) == []


@pytest.mark.parametrize(
    ("code", "hint"), [("#,##0,", "scaled"), (";;;", "hidden"), ('"○";;"×"', "sign")]
)
def test_a_number_format_that_shows_another_thing_is_told(code, hint):
    rows = [[Cell("市町名", "市町名"), Cell("額", "額")]]
    rows += [[Cell(f"町{n}", f"町{n}"), Cell(n, str(n), 1)] for n in range(1, 4)]
    told = remarks("meaning-by-format", painted(rows, (Style(), Style(code))))
    assert {remark.hint for remark in told} == {hint}


@pytest.mark.parametrize("code", ["#,##0", '#,##0"円"', "0.0%", "#,##0;▲#,##0", '0.0_ ;"△"0.0'])
def test_a_number_format_that_only_dresses_a_number_is_none(code):
    rows = [[Cell("市町名", "市町名"), Cell("額", "額")]]
    rows += [[Cell(f"町{n}", f"町{n}"), Cell(n, str(n), 1)] for n in range(1, 4)]
    assert remarks("meaning-by-format", painted(rows, (Style(), Style(code)))) == []


@pytest.mark.parametrize(
    ("bad", "hint"),
    [
        (Cell("#REF!", "#REF!", error="#REF!"), "error"),
        (Cell(None, "", formula=True), "never-calculated"),
        (Cell(5, "5", formula=True), None),
    ],
)
def test_formulas_are_told_by_what_is_stored(bad, hint):
    rows = [[cell("a"), cell("b")], [cell("x"), bad], [cell("y"), cell("2")]]
    (remark,) = remarks("formula-in-cell", Sheet("表", rows))
    assert remark.hint == hint


def test_a_line_break_in_a_csv_is_told_and_in_a_workbook_not():
    rows = [[cell("a"), cell("b")], [Cell("津\n市", "津\n市"), cell("1")], [cell("y"), cell("2")]]
    one = Sheet("表", rows)
    (remark,) = remarks("line-break-in-csv", one, "csv")
    assert remark.wanted == "津 市"
    assert remarks("line-break-in-csv", one, "xlsx") == []


def test_a_comma_in_a_number_is_joined_where_one_way_fits():
    assert list(joins(["津市", "1", "780"], 2)) == [["津市", "1,780"]]
    assert len(list(joins(["1", "780", "210", "95"], 3))) == 2
    assert list(joins(["2", "045", "1", "012", "88"], 3)) == [["2,045", "1,012", "88"]]
    assert list(joins(["津市", "x", "y"], 2)) == []


def test_rows_of_a_csv_with_a_comma_too_many_are_told():
    one = sheet("市町名 | 人口\n津市 | 270\n伊勢市 | 120\n松阪市 | 1 | 780")
    (remark,) = remarks("comma-in-number", one, "csv")
    assert remark.wanted == "松阪市 | 1,780"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,780", "1780"), ("△5", "-5"), ("▲5.2", "-5.2"), ("１２", "12"), ("46.8%", "46.8"),
        ("270人", "270"), ("¥1,000", "1000"), ("−5", "-5"), ("(5)", "-5"), ("８１．２", "81.2"),
        ("約5", None), ("5以上", None), ("5※1", None), ("1,78", None), ("5～6", None),
        ("1.2.3", None),
    ],
)  # fmt: skip
def test_the_number_that_a_text_means(text, number):
    assert number_meant(text) == number


@pytest.mark.parametrize(
    ("sign", "beyond", "plain"),
    [
        ("①", True, "(1)"), ("㈱", True, "(株)"), ("ｱ", True, "ア"), ("⻲", True, "亀"),
        ("⼈", True, "人"), ("Ⅳ", True, "IV"), ("津", False, "津"), ("ア", False, "ア"),
        ("a", False, "a"), ("髙", True, "髙"),
    ],
)  # fmt: skip
def test_signs_beyond_the_standard_and_what_they_mean(sign, beyond, plain):
    assert is_beyond(sign) == beyond
    assert meant(sign) == plain


@pytest.mark.parametrize(("a", "b"), [("実施済", "実施済み"), ("ﾊﾞｽ", "バス"), ("一 般", "一般")])
def test_spellings_that_fold_to_the_same(a, b):
    assert folded(a) == folded(b)


@pytest.mark.parametrize(("a", "b"), [("実施", "未実施"), ("有", "無"), ("津市", "津")])
def test_spellings_that_do_not(a, b):
    assert folded(a) != folded(b)


def test_a_picture_is_told():
    one = sheet(CLEAN, floating=(Floating("picture", 1, 5),))
    assert [remark.hint for remark in remarks("floating-objects", one)] == ["picture"]


def test_a_head_with_spaces_is_told_as_a_head():
    told = remarks("spaces-for-looks", sheet("市 町 名 | 人口\n津市 | 1\n伊勢市 | 2"))
    assert [(remark.hint, remark.wanted) for remark in told] == [("head", "市町名")]


def test_a_blank_column_under_a_merged_head_is_told():
    one = sheet("市町名 |  | 人口\n津市 |  | 1\n伊勢市 |  | 2", merged=[Range(1, 1, 1, 2)])
    told = [remark for remark in remarks("table-broken-up", one) if remark.hint == "blank-column"]
    assert [remark.area.address for remark in told] == ["B1:B3"]


def test_commas_that_can_be_joined_in_two_ways_are_asked_about():
    one = sheet("a | b | c\nx | 1 | 2\n1 | 780 | 210 | 95")
    (remark,) = remarks("comma-in-number", one, "csv")
    assert (remark.hint, remark.wanted) == ("several-ways", None)


def test_numbers_of_things_are_no_years_and_months():
    sheet_of_numbers = sheet("指標 | 名称\n1-1 | あ\n10-1 | い\n12-2 | う")
    looked = Looked(Book("表.csv", "csv", (sheet_of_numbers,)), sheet_of_numbers)
    assert list(official_rules()["time-not-iso"].remarks(looked)) == []


@pytest.mark.parametrize("head", ["講師", "委員", "speaker", "著者", "氏名"])
def test_the_space_in_a_persons_name_is_none_for_looks(head):
    names = sheet(f"回 | {head}\n1 | 白石 勝利\n2 | 日下部 雄也")
    looked = Looked(Book("表.csv", "csv", (names,)), names)
    assert list(official_rules()["spaces-for-looks"].remarks(looked)) == []
