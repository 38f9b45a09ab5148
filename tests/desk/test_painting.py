"""`hiraku check FILE --format xlsx`: the steward's own cells, coloured and commented."""

import zipfile

import pytest
from officials import cards, plain, run
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName

RED, YELLOW = "FFF6B2B2", "FFFFE699"


def painted(path, tmp_path, *more, language="ja"):
    out = tmp_path / "out.xlsx"
    done = run("check", path, "--format", "xlsx", "--output", out, *more, language=language)
    assert done.code in (0, 1), done.said
    return load_workbook(out)


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.patternType else ""


def test_wrong_cells_are_coloured_and_told_and_all_else_stays(tmp_path):
    path = cards(tmp_path / "kofu.xlsx")
    former, book = load_workbook(path)["総括"], painted(path, tmp_path)
    assert book.sheetnames == ["hirakuの指摘", "総括"]
    sheet = book["総括"]
    assert [[cell.value for cell in row] for row in sheet] == [
        [cell.value for cell in row] for row in former
    ]
    assert sheet.merged_cells.ranges == former.merged_cells.ranges
    assert colour(sheet["D6"]) == YELLOW
    assert colour(sheet["A5"]) == RED
    assert not colour(sheet["B8"])
    assert "70000" in sheet["D6"].comment.text
    assert "７０，０００" in sheet["D6"].comment.text


def test_the_first_sheet_lists_the_findings_and_links_to_their_cells(tmp_path):
    front = painted(cards(tmp_path / "kofu.xlsx"), tmp_path).worksheets[0]
    rows = {row[1].value: row for row in front.iter_rows(min_row=5)}
    assert rows["総括!D6"][1].hyperlink.location == "'総括'!D6"
    assert "「７０，０００」" in rows["総括!D6"][2].value
    english = painted(tmp_path / "kofu.xlsx", tmp_path, language="en").worksheets[0]
    assert english["A4"].value == "severity"


def test_formats_comments_names_and_formulas_of_people_stay(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (["名", "値"], ["あ", "１２"], ["い", 3], ["う", "=B3+1"]):
        sheet.append(row)
    sheet["B2"].font = Font(bold=True, color="FF0000FF")
    sheet["B2"].border = Border(left=Side("thick"))
    sheet["B2"].number_format = "0.00"
    sheet["A2"].comment = Comment("人が書いたコメント", "職員")
    sheet.column_dimensions["A"].width = 33
    book.create_sheet("二")["A1"] = "x"
    sheet.defined_names["here"] = DefinedName("here", attr_text="Sheet!$A$1")
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    after = painted(tmp_path / "a.xlsx", tmp_path)
    assert (after.active.title, after.sheetnames[1:]) == ("hirakuの指摘", ["Sheet", "二"])
    sheet = after["Sheet"]
    assert (sheet["B2"].font.b, sheet["B2"].number_format) == (True, "0.00")
    assert (sheet["B2"].border.left.style, colour(sheet["B2"])) == ("thick", RED)
    assert sheet["A2"].comment.text == "人が書いたコメント"
    assert "１２" in sheet["B2"].comment.text
    assert sheet["B4"].value == "=B3+1"
    assert sheet.column_dimensions["A"].width == 33
    assert list(sheet.defined_names) == ["here"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_csv_becomes_a_workbook_in_which_every_text_stays_a_text(encoding, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("名,値\nあ,１２\n=1+1,3\n0123,4\n".encode(encoding))
    sheet = painted(path, tmp_path)["a"]
    assert [row[0].value for row in sheet] == ["名", "あ", "=1+1", "0123"]
    assert {sheet["A3"].data_type, sheet["A4"].data_type} <= {"s", "inlineStr"}
    assert colour(sheet["B2"]) == YELLOW


def test_a_file_judged_by_a_schema_is_painted_as_well(catalog, tmp_path):
    assert run("new", cards(tmp_path / "b.xlsx"), "--yes", "--id", "cards").code == 0
    data = catalog / "datasets/cards/cards.csv"
    data.write_text(data.read_text("utf-8").replace("154000", "１５４０００"), "utf-8")
    sheet = painted(data, tmp_path)["cards"]
    assert colour(sheet["D2"]) == RED
    assert "154000" in sheet["D2"].comment.text


def test_what_tells_of_persons_is_said_nowhere_but_in_its_cell(tmp_path):
    number = "123456789018"
    rows = [
        ["氏名", "個人番号", "値"],
        ["津　太郎", number, "１２"],
        ["伊勢　花子", number, 3],
        ["あ", "", 4],
    ]
    book = painted(plain(tmp_path / "a.xlsx", rows), tmp_path)
    told = [str(cell.value) for row in book.worksheets[0] for cell in row]
    told += [cell.comment.text for row in book.worksheets[1] for cell in row if cell.comment]
    assert not any(number in text or "太郎" in text for text in told)
    assert any("●●" in text for text in told)
    assert any("個人番号（マイナンバー）らしい数字" in text for text in told)


def test_it_wants_one_file_and_another_name(tmp_path):
    path = cards(tmp_path / "a.xlsx")
    before = path.read_bytes()
    for arguments in ([path], [path, "--output", path], [path, path, "--output", "b.xlsx"],
        [tmp_path, "--output", tmp_path / "b.xlsx"], [path, "--output", tmp_path / "b.csv"],
    ):  # fmt: skip
        assert run("check", *arguments, "--format", "xlsx").code == 2
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_parts_as_no_known_program_writes_them_are_written_anew_from_their_values(tmp_path):
    path = plain(tmp_path / "a.xlsx", [["名", "値"], ["あ", "１２"], ["い", 3], ["う", 4]])
    strange = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as former, zipfile.ZipFile(strange, "w") as copy:
        for info in former.infolist():
            content = former.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<!-- <row r='1'> --><sheetData>")
            copy.writestr(info.filename, content)
    sheet = painted(strange, tmp_path)["Sheet"]
    assert (sheet["B2"].value, colour(sheet["B2"])) == ("１２", YELLOW)


def test_what_is_no_table_is_said_and_nothing_is_written(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    done = run("check", path, "--format", "xlsx", "--output", tmp_path / "b.xlsx")
    assert (done.code, list(tmp_path.iterdir())) == (2, [path])


@pytest.mark.parametrize("stem", ["𠮷" * 40, "a" * 30 + "'b", "'" * 40])
def test_every_name_of_a_file_has_a_name_that_excel_takes(stem, tmp_path):
    """Excel counts in UTF-16, and wants no apostrophe at the end: the file was called damaged."""
    path = tmp_path / f"{stem}.csv"
    path.write_text("id,n\n1,\n", encoding="utf-8")
    (_, name) = painted(path, tmp_path).sheetnames
    assert 0 < len(name.encode("utf-16-le")) <= 62
    assert not name.endswith("'")
