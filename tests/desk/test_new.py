"""`hiraku new`: an official's file becomes a dataset that the check has nothing against."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress

import pytest
import yaml
from officials import cards, plain, run
from openpyxl import load_workbook

from hiraku.desk.questions import chosen

pytestmark = pytest.mark.usefixtures("catalog")

CHECKED = "問題はありません。"


def read(root, path):
    return yaml.safe_load((root / path).read_text("utf-8"))


def test_a_workbook_made_for_printing_becomes_a_dataset(catalog, tmp_path):
    done = run("new", cards(tmp_path / "kofu.xlsx"), "--yes")
    assert done.code == 0, done.said
    assert CHECKED in done.said
    name = "my-number-card-issuance"
    assert (catalog / f"datasets/{name}/{name}.csv").read_text("utf-8").splitlines() == [
        "area,municipality_name,as_of,population_men,population_women,issuance_rate,change",
        "北勢,四日市市,2022-08-31,154000,156000,46.8,-5",
        "北勢,桑名市,2022-08-31,70000,71000,45.1,3",
        "中勢,津市,2022-08-31,135000,137000,47.0,－",
        "南勢,伊勢市,2022-08-31,58000,62000,44.2,12",
    ]
    package = read(catalog, f"datasets/{name}/datapackage.yaml")
    assert package["title"] == "マイナンバーカードの交付状況"
    assert package["sources"] == [{"title": "総務省「マイナンバーカード交付状況について」"}]
    assert package["notes"] == ["※ 津市は暫定値です。"]
    assert package["temporal"] == {"start": "2022-08-31", "end": "2022-08-31"}
    begun = {
        file: (catalog / file).read_text("utf-8").partition("\n")[0]
        for file in (f"datasets/{name}/datapackage.yaml", f"schemas/{name}.yaml")
    }
    named = (catalog / "datasets/catalog.yaml").read_text("utf-8").partition("\n")[0]
    assert list(begun.values()) == [
        named.replace("catalog.schema", kind) for kind in ("datapackage.schema", "schema.schema")
    ]
    schema = read(catalog, f"schemas/{name}.yaml")
    assert schema["primaryKey"] == ["municipality_name"]
    assert [field.get("unit") for field in schema["fields"][3:]] == ["人", "人", "%", "人"]
    original = catalog / f"datasets/{name}/original/original.xlsx"
    assert original.read_bytes() == (tmp_path / "kofu.xlsx").read_bytes()


def test_what_was_done_and_what_is_open_is_said_with_its_cell(tmp_path):
    said = run("new", cards(tmp_path / "kofu.xlsx"), "--yes").said
    assert "D6: 「７０，０００」→「70000」" in said
    assert "B7: 「津　　市」→「津市」" in said
    assert "E9 の合計は 426001 ですが、上の行を足すと 426000 です。" in said
    assert "記号 － の意味" in said
    assert "D9 の合計" not in said


FILES = {
    "zeros": [["市町コード", "市町名", "人口"], ["012025", "函館市", 5], ["012033", "小樽市", 1]],
    "english": [["Name", "Count"], ["Smallville", 12], ["Largeville", 30]],
    "unnamed": [["津波避難ビル", "収容（人）"], ["い館", 120], ["ろ館", 80]],
    "same-heads": [["市町名", "人口", "人口"], ["津市", 1, 2], ["伊勢市", 3, 4]],
    "doubtful": [["市町名", "件数"], ["津市", "約5"], ["伊勢市", 6], ["松阪市", 7]],
    "no-key": [["区分", "件数"], ["相談", 1], ["相談", 1], ["申請", 2]],
    "blanks": [["市町名", "件数"], ["津市", 0], ["伊勢市", None], ["松阪市", 4]],
    "signs": [["名称", "説明"], ["あ", "SUM=ではない"], ["い", '「,」と"と改行']],
    "separators": [["市町名", "人口、世帯=数（件）"], ["津市", 1], ["伊勢市", 2]],
    "years": [["年度", "件数"], ["令和3年度", 5], ["令和4年度", 8]],
    "truths": [["市町名", "実施"], ["津市", "○"], ["伊勢市", "×"]],
    "decimals": [["市町名", "率"], ["津市", 0.1], ["伊勢市", 12345678.25]],
}  # fmt: skip
ANSWERS = {
    "english": "units=Count=none", "decimals": "units=率=%", "same-heads": "units=人口_2=人",
    "no-key": "row=1行は「1日の受付」です。",
}  # fmt: skip


def test_whatever_is_taken_in_is_accepted_by_the_check(tmp_path):
    for name, rows in FILES.items():
        answers = ("--answer", ANSWERS[name]) if name in ANSWERS else ()
        done = run("new", plain(tmp_path / f"{name}.xlsx", rows), "--yes", "--id", name, *answers)
        assert CHECKED in done.said, done.said


def test_a_unit_that_nobody_knows_is_a_gap_that_the_check_finds(tmp_path):
    path = plain(tmp_path / "a.xlsx", [["市町名", "値"], ["津市", 5], ["伊勢市", 7]])
    done = run("new", path, "--yes", "--id", "gap")
    assert "まだ書かれていないこと: 値 の単位" in done.said
    assert (done.code, "[unit-missing]" in done.said) == (1, True)


def test_an_old_csv_of_windows_is_read(catalog, tmp_path):
    path = tmp_path / "古い.csv"
    path.write_bytes(
        '題名,,\r\n市町名,人口（人）,備考\r\n津市,"1,200",①\r\n伊勢市,９,\r\n'.encode("cp932")
    )
    done = run("new", path, "--yes", "--id", "old")
    assert done.code == 0, done.said
    assert (catalog / "datasets/old/old.csv").read_text("utf-8") == (
        "municipality_name,population,remarks\n津市,1200,①\n伊勢市,9,\n"
    )


def test_nothing_that_is_there_is_overwritten(catalog, tmp_path):
    path = cards(tmp_path / "kofu.xlsx")
    assert run("new", path, "--yes", "--id", "cards").code == 0
    before = {file: file.read_bytes() for file in catalog.rglob("*") if file.is_file()}
    done = run("new", path, "--yes", "--id", "cards")
    assert done.code == 2
    assert {file: file.read_bytes() for file in catalog.rglob("*") if file.is_file()} == before


def test_a_second_file_of_the_same_title_takes_another_name(catalog, tmp_path):
    path = cards(tmp_path / "kofu.xlsx")
    run("new", path, "--yes")
    run("new", path, "--yes")
    assert (catalog / "datasets/my-number-card-issuance-2").is_dir()


@pytest.mark.parametrize("name", ["../evil", "A", "a--b", "", "theme"])
def test_a_name_that_no_dataset_can_have_is_refused(name, catalog, tmp_path):
    done = run("new", cards(tmp_path / "kofu.xlsx"), "--yes", "--id", name)
    assert done.code == 2
    assert not list(catalog.parent.glob("evil*"))


def test_without_a_terminal_the_questions_are_a_file_that_answers(catalog, tmp_path):
    path = cards(tmp_path / "kofu.xlsx")
    done = run("new", path)
    assert (done.code, "questions.yaml" in done.said) == (1, True)
    questions = read(catalog, "questions.yaml")
    assert 1 <= len(questions) <= 10
    assert not (catalog / "datasets/my-number-card-issuance").exists()
    questions["id"]["answer"] = "cards"
    questions["symbols"]["answer"] = "－=まだ集計していない"
    questions["frequency"]["answer"] = "毎月"
    (catalog / "questions.yaml").write_text(yaml.safe_dump(questions), "utf-8")
    done = run("new", path, "--answers", "questions.yaml")
    assert done.code == 0, done.said
    assert read(catalog, "datasets/cards/datapackage.yaml")["updateFrequency"] == "monthly"
    missing = read(catalog, "schemas/cards.yaml")["missingValues"]
    assert missing == [{"value": ""}, {"value": "－", "label": "まだ集計していない"}]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("nothing=1", "nothing"), ("key=県名", "県名"), ("key=地域", "特定できません"),
        ("units=人口=人", "人口"), ("frequency=たまに", "たまに"), ("names=地域=1a", "1a"),
        ("title= ", "題名"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_with_what_would(answer, said, tmp_path):
    done = run("new", cards(tmp_path / "kofu.xlsx"), "--yes", "--answer", answer)
    assert done.code == 2
    assert said in done.said


def hidden(path):
    book = load_workbook(cards(path))
    book.active.column_dimensions["G"].hidden = True
    book.active.row_dimensions[7].hidden = True
    book.save(path)
    return path


def test_who_wrote_the_original_is_told_before_it_is_copied(tmp_path):
    """An official's name went into a repository that everybody reads."""
    path = plain(tmp_path / "a.xlsx", [["市町名", "人口"], ["津市", 5]])
    book = load_workbook(path)
    book.properties.creator, book.properties.lastModifiedBy = "三重 花子\x85", "津 太郎"
    book.save(path)
    done = run("new", path, "--yes", "--id", "a")
    assert (done.code, "名前（三重 花子、津 太郎）が残ります" in done.said) == (0, True), done.said
    done = run("update", "a", path, "--dry-run", language="en")
    assert "who wrote it: 三重 花子, 津 太郎." in done.said


def test_what_is_hidden_is_published_only_where_a_person_says_so(catalog, tmp_path):
    path = hidden(tmp_path / "kofu.xlsx")
    done = run("new", path, "--yes", "--id", "seen")
    assert "非表示" in done.said
    seen = (catalog / "datasets/seen/seen.csv").read_text("utf-8")
    assert ("change" in seen, "津市" in seen) == (False, False)
    assert not (catalog / "datasets/seen/original").exists()
    run("new", path, "--yes", "--id", "whole", "--answer", "hidden=yes")
    whole = (catalog / "datasets/whole/whole.csv").read_text("utf-8")
    assert ("change" in whole, "津市" in whole) == (True, True)


def test_a_formula_without_a_value_and_a_file_that_is_no_table_are_refused(catalog, tmp_path):
    path = plain(tmp_path / "a.xlsx", [["市町名", "件数"], ["津市", "=1+1"], ["伊勢市", 2]])
    done = run("new", path, "--yes")
    assert "B2" in done.said
    (tmp_path / "b.xlsx").write_bytes(b"%PDF-1.7")
    assert run("new", tmp_path / "b.xlsx", "--yes").code == 2
    assert sorted(path.name for path in (catalog / "datasets").iterdir()) == [
        "catalog.yaml", "facilities",
    ]  # fmt: skip


def test_a_sheet_is_chosen_by_its_name(catalog, tmp_path):
    book = load_workbook(cards(tmp_path / "two.xlsx"))
    more = book.create_sheet("別表")
    for row in [["市町名", "世帯数"], ["津市", 5]]:
        more.append(row)
    book.save(tmp_path / "two.xlsx")
    run("new", tmp_path / "two.xlsx", "--yes", "--sheet", "別表", "--id", "more")
    assert (catalog / "datasets/more/more.csv").read_text("utf-8") == (
        "municipality_name,households\n津市,5\n"
    )
    assert run("new", tmp_path / "two.xlsx", "--yes", "--sheet", "ない").code == 2


def everything(leader):
    """Return all that a terminal was told; it is read in pieces of 4 kB, and ends with an error."""
    pieces = []
    with suppress(OSError):
        while piece := os.read(leader, 65536):
            pieces.append(piece)
    return b"".join(pieces)


def test_a_terminal_is_asked_at_most_ten_times_and_again_where_an_answer_does_not_fit(
    catalog, tmp_path
):
    leader, follower = pty.openpty()
    path = cards(tmp_path / "kofu.xlsx")
    lines = ["Bad Name", "cards", "", "", "", "増減=", "増減=人", "", "", "毎月", "", "1", ""]
    os.write(leader, "".join(f"{text}\n" for text in lines).encode())
    command = [sys.executable, "-m", "hiraku", "--lang", "ja", "new", str(path)]
    done = subprocess.run(
        command,
        cwd=catalog,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        timeout=60,
        check=False,
    )
    os.close(follower)
    said = everything(leader).decode()
    os.close(leader)
    assert done.returncode == 0, said
    assert "データセットの名前にできません" in said
    assert "答えがまだです" in said
    numbers = [int(number) for number in re.findall("質問([0-9]+)（多くて10）：", said)]
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    assert max(numbers) <= 10
    assert (catalog / "datasets/cards/cards.csv").is_file()


def test_a_choice_with_blanks_around_it_can_be_chosen():
    judge = chosen({name: name for name in (" R6 ", "R5", "R5 ")})
    assert [judge(text) for text in (" R6 ", "R6", "R5", "R5 ", "2", "")] == [
        *(" R6 ", " R6 ", "R5", "R5 ", "R5", "")
    ]


def test_a_total_counts_what_is_hidden_and_hidden_parts_have_their_words(tmp_path):
    rows = [["市町名", "人口（千人）"], ["津市", 2], ["伊勢市", 3], ["松阪市", 4], ["合計", 9]]
    path = plain(tmp_path / "a.xlsx", rows)
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    done = run("new", path, "--yes", "--id", "a")
    assert "合計は" not in done.said
    assert "非表示の行や列: 3 行目" in done.said
    book.active["B5"] = 8
    book.save(path)
    assert "B5 の合計は 8 ですが、上の行を足すと 9 です" in run("new", path, "--yes").said


def test_a_day_of_opening_is_not_when_the_rows_were_true(catalog, tmp_path):
    rows = [["公共施設一覧（令和5年4月1日現在）", None, None], [None, None, None],
            ["施設名", "電話番号", "開設年月日"], ["中央", "059-1", "昭和55年4月1日"],
            ["北", "059-2", "令和元年5月1日"]]  # fmt: skip
    run("new", plain(tmp_path / "a.xlsx", rows), "--yes", "--id", "halls")
    told = read(catalog, "datasets/halls/datapackage.yaml")
    assert told["temporal"] == {"start": "2023-04-01", "end": "2023-04-01"}
    further = [["年度", "件数"], ["令和3年度", 5], ["令和4年度", 8]]
    run("new", plain(tmp_path / "b.xlsx", further), "--yes", "--id", "years")
    told = read(catalog, "datasets/years/datapackage.yaml")
    assert told["temporal"] == {"start": "2021", "end": "2022"}


def test_what_all_share_is_no_unit_of_a_rate(catalog, tmp_path):
    rows = [["決算 (単位：千円)", None, None], [None, None, None], ["款", "決算額", "執行率"],
            ["議会費", 10, 99.1], ["総務費", 20, 98.2]]  # fmt: skip
    done = run("new", plain(tmp_path / "a.xlsx", rows), "--yes", "--id", "costs")
    assert "執行率 の単位" in done.said
    fields = read(catalog, "schemas/costs.yaml")["fields"]
    assert [field.get("unit") for field in fields] == [None, "千円", None]


@pytest.mark.parametrize(
    ("word", "code"), [("毎年", "annual"), ("月次", "monthly"), ("年1回", "annual")]
)
def test_a_frequency_is_known_by_its_usual_words(word, code, catalog, tmp_path):
    path = plain(tmp_path / "a.xlsx", [["市町名", "人口"], ["津市", 5]])
    run("new", path, "--yes", "--id", "a", "--answer", f"frequency={word}")
    assert read(catalog, "datasets/a/datapackage.yaml")["updateFrequency"] == code
