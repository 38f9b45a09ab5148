"""`hiraku fix`: only what is safe, told cell by cell, and undone to the byte."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from officials import cards, plain, run
from openpyxl import Workbook, load_workbook

from hiraku.desk.mending import undo as module
from hiraku.desk.mending.fixes import fixed_file
from hiraku.desk.mending.undo import undo, write_fixed
from hiraku.intake.judging import judge_file

DIRTY = (
    '市町名,件数,基準日,備考\r\n津市 ,"1,200",令和4年8月31日,"改行\n、""引用"""\r\n'
    "伊勢市,１２,R4.9.30,⻲山か\u3099く\r\n松阪市,△5,2022-10-31,約5\r\n,,,\r\n,,,\r\n"
)  # fmt: skip
CLEAN = (
    '市町名,件数,基準日,備考\r\n津市,1200,2022-08-31,"改行\n、""引用"""\r\n'
    "伊勢市,12,2022-09-30,亀山がく\r\n松阪市,-5,2022-10-31,約5\r\n"
)  # fmt: skip


def test_a_dry_run_tells_each_cell_and_writes_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(DIRTY.replace("か\u3099", "").encode("cp932", "ignore"))
    before = path.read_bytes()
    done = run("fix", path)
    assert (done.code, path.read_bytes(), list(tmp_path.iterdir())) == (0, before, [path])
    assert "B2: 「1,200」→「1200」" in done.said
    assert "文字コード: cp932 → UTF-8" in done.said
    assert "終わりの空の行: 2 行" in done.said


def test_what_is_written_is_undone_to_the_byte_and_fixed_once(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(DIRTY, "utf-8", newline="")
    before = path.read_bytes()
    run("fix", path, "--write")
    assert path.read_bytes().decode() == CLEAN
    assert "安全に直せるところはありません" in run("fix", path, "--write").said
    assert run("fix", path, "--undo").code == 0
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])
    assert run("fix", path, "--undo").code == 2


def test_a_workbook_keeps_all_but_the_cells_that_are_mended(tmp_path):
    path = cards(tmp_path / "a.xlsx")
    before, former = path.read_bytes(), load_workbook(path).active
    run("fix", path, "--write")
    mended = load_workbook(path).active
    changed = {
        cell.coordinate: mended[cell.coordinate].value
        for row in former.iter_rows()
        for cell in row
        if cell.value != mended[cell.coordinate].value
    }
    assert changed == {
        "D6": 70000, "E6": 71000, "G5": -5, "C5": "2022-08-31", "C6": "2022-08-31",
        "C7": "2022-08-31", "C8": "2022-08-31",
    }  # fmt: skip
    assert mended.merged_cells.ranges == former.merged_cells.ranges
    run("fix", path, "--undo")
    assert path.read_bytes() == before


KEPT = ["約5", "46.8%", "5人", "令和4年度", "平成31年5月1日", "5以上", "①", "髙﨑", "\ufa19"]


@pytest.mark.parametrize("text", KEPT)
def test_what_needs_a_decision_is_left_alone(text, tmp_path):
    path = plain(tmp_path / "a.xlsx", [["名", "値"], ["あ", text], ["い", "5"], ["う", "6"]])
    assert fixed_file(path, {}).fixes == ()


def test_a_number_of_a_csv_never_becomes_a_month(tmp_path):
    """１，２３４．５ became 1234.5, then 1234-05: 2000 below it was taken for a year."""
    path = tmp_path / "a.csv"
    path.write_text("名称,令和4年度\nあ,「１，２３４．５」\nい,2000\nう,1985.6\n".translate(
        {ord("「"): '"', ord("」"): '"'}), "utf-8")  # fmt: skip
    assert [(fix.cell, fix.after) for fix in fixed_file(path, {}).fixes] == [("B2", "1234.5")]


def test_a_unit_goes_only_where_the_head_states_it(tmp_path):
    rows = [["名", "値（人）"], ["あ", "5人"], ["い", "6"], ["う", "7件"], ["え", 8], ["お", 9]]
    fixes = fixed_file(plain(tmp_path / "a.xlsx", rows), {}).fixes
    assert [(fix.cell, fix.after) for fix in fixes] == [("B2", "5")]


def test_codes_and_columns_of_text_keep_their_digits(catalog, tmp_path):
    path = plain(tmp_path / "a.xlsx", [["市町コード", "値"], ["０１２", "5"], ["９", "6"]])
    assert fixed_file(path, {}).fixes == ()
    assert run("new", cards(tmp_path / "b.xlsx"), "--yes", "--id", "cards").code == 0
    data = catalog / "datasets/cards/cards.csv"
    data.write_text(data.read_text("utf-8").replace("154000", "１５４０００"), "utf-8")
    assert "D2: 「１５４０００」→「154000」" in run("fix", data).said
    schema = catalog / "schemas/cards.yaml"
    schema.write_text(schema.read_text("utf-8").replace("integer", "string"), "utf-8")
    assert "安全に直せるところはありません" in run("fix", data).said


def test_work_done_after_a_fix_is_not_thrown_away(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(DIRTY, "utf-8", newline="")
    run("fix", path, "--write")
    path.write_text("mine", "utf-8")
    assert (run("fix", path, "--undo").code, path.read_text("utf-8")) == (2, "mine")


@pytest.mark.parametrize("record", ["{}", "[]", "x", '{"after": 1}', None])
def test_what_is_no_state_that_fix_kept_is_not_brought_back(record, tmp_path, monkeypatch):
    """Whoever sends a folder may put such an archive beside a file; `None` is one too large."""
    path = tmp_path / "a.csv"
    path.write_text(DIRTY, "utf-8", newline="")
    with zipfile.ZipFile(tmp_path / "a.csv.undo-1.zip", "w") as archive:
        archive.writestr("former", "x" * 100)
        after = hashlib.sha256(path.read_bytes()).hexdigest()
        archive.writestr("changes.json", record or json.dumps({"after": after}))
    if record is None:
        monkeypatch.setattr(module, "_MOST", 99)
    assert run("fix", path, "--undo").code == 2
    assert path.read_bytes() == DIRTY.encode()


def test_a_name_with_control_characters_is_told_as_text(tmp_path):
    path = tmp_path / "a\n::error ::b.csv"
    path.write_text(DIRTY, "utf-8", newline="")
    for option in ("--write", "--undo"):
        assert "\n::error" not in run("fix", path, option).said


@pytest.mark.parametrize("content", [b"%PDF-1.7", b'a,b\n"x"y,1\n', b'a,b\n"open,1\n'])
def test_a_file_that_cannot_be_rewritten_with_certainty_is_left_alone(content, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert run("fix", path, "--write").code == 2
    assert path.read_bytes() == content


TEXTS = st.sampled_from(
    ["津市", "津　　市", " 津市", "1,200", "１２", "△5", "令和4年8月31日", "R4.9.30", "2022-08-31",
     "－", "約5", "46.8%", "", "⻲山", "か\u3099", 'a"b', "改\n行", "5人", "0123", "1,2,3"]
)  # fmt: skip


@settings(max_examples=40)
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_fix_is_reversible_final_and_touches_nothing_valid(
    rows, encoding, end, tmp_path_factory
):
    path = tmp_path_factory.mktemp("fix") / "a.csv"
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([("市町名", "件数", "基準日"), *rows])
    path.write_bytes(text.getvalue().encode(encoding, "ignore"))
    before = path.read_bytes()
    faulty = {
        remark.area.address for remarked in judge_file(path).kinds for remark in remarked.remarks
    }
    fixed = fixed_file(path, {})
    assert {fix.cell for fix in fixed.fixes if fix.rule != "marks-apart"} <= faulty
    if fixed.changes:
        write_fixed(path, fixed)
        again = fixed_file(path, {})
        assert (again.fixes, again.encoding, again.blank_rows) == ((), "", 0)
        undo(path)
    assert path.read_bytes() == before


def test_of_two_sheets_of_a_name_none_is_mended(tmp_path):
    """Excel makes no such book; the cells of one sheet were written into the other."""
    path, book = tmp_path / "a.xlsx", Workbook()
    for sheet in (book.active, book.create_sheet()):
        for row in (["名", "人数"], ["あ", "１２"], ["い", 3], ["う", 4]):
            sheet.append(row)
    book.worksheets[1]["B2"] = "５"
    book.save(path)
    with zipfile.ZipFile(path) as former:
        parts = {name: former.read(name) for name in former.namelist()}
    name = "xl/workbook.xml"
    parts[name] = parts[name].replace(b'name="Sheet1"', b'name="Sheet"')
    with zipfile.ZipFile(path, "w") as copy:
        for part, content in parts.items():
            copy.writestr(part, content)
    before = path.read_bytes()
    assert run("fix", path, "--write").code == 2
    assert path.read_bytes() == before
