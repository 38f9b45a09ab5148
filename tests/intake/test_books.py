"""Workbooks as they stand: what Excel stores, and what is hidden, merged, painted or floating."""

import sys
import zipfile
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

sys.path.append(str(Path(__file__).parents[1] / "reading"))

from workbooks import ods, with_openpyxl, xlsx

from hiraku.intake.books.csv import encoding_of
from hiraku.intake.judging import judge_book
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.ooxml.sheet_xml import SheetReader
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.people import named_people
from hiraku.intake.sheets import Range, Visibility, letter, number

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


@pytest.fixture
def book(tmp_path):
    """Return a function that makes a workbook with openpyxl and opens it with hiraku."""

    def made(change):
        path = tmp_path / "book.xlsx"
        path.write_bytes(with_openpyxl(change))
        return open_book(path)

    return made


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.rows]


def test_values_have_their_types(book):
    def change(made):
        made.active.append(["津市", 1, 1.5, True, date(2022, 8, 31), time(9, 30), None, "007"])

    (row,) = values(book(change).sheets[0])
    assert row == ["津市", 1, 1.5, True, date(2022, 8, 31), time(9, 30), None, "007"]


def test_a_percent_format_is_seen_as_excel_shows_it(book):
    def change(made):
        made.active["A1"] = 0.468
        made.active["A1"].number_format = "0.0%"

    assert book(change).sheets[0].cell(1, 1).text == "46.8%"


def test_a_formula_that_nobody_calculated_is_no_empty_cell(book):
    def change(made):
        made.active["A1"] = "=1+1"

    cell = book(change).sheets[0].cell(1, 1)
    assert cell.formula
    assert cell.value is None
    assert not cell.blank


@pytest.mark.parametrize("serial", [60, -1, 2_958_466, 1e12])
def test_a_serial_that_is_no_day_is_an_error_not_a_day(book, serial):
    def change(made):
        made.active["A1"] = serial
        made.active["A1"].number_format = "yyyy-mm-dd"

    cell = book(change).sheets[0].cell(1, 1)
    assert (cell.value, float(cell.error)) == (None, serial)


def test_short_values_of_another_type_or_format_are_no_one_cell(book):
    def change(made):
        for at, value in enumerate([1, True, "1", 1.0, 0.5, 0.5], 1):
            made.active.cell(1, at, value)
        made.active["F1"].number_format = "0%"

    cells = book(change).sheets[0].rows[0]
    assert [repr(cell.value) for cell in cells] == ["1", "True", "'1'", "1", "0.5", "0.5"]
    assert [cell.text for cell in cells] == ["1", "TRUE", "1", "1", "0.5", "50%"]
    assert cells[0] is cells[3]


@pytest.mark.parametrize("row", [0, -1, 1_000_000_000])
def test_a_row_that_no_sheet_can_have_is_refused_before_rows_are_made(row):
    xml = f'<worksheet><sheetData><row r="{row}"><c><v>1</v></c></row></sheetData></worksheet>'
    reader = SheetReader([], [], from_1904=False)
    with pytest.raises(Unreadable):
        reader.read(BytesIO(xml.encode()))
    assert reader.rows == []


def test_what_is_hidden_merged_painted_and_commented_is_told(book):
    def change(made):
        sheet = made.active
        sheet["A1"], sheet["B2"], sheet["C3"] = "a", "b", "c"
        sheet.merge_cells("A1:B1")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet["B2"].font = Font(bold=True, strike=True)
        sheet["C3"].comment = Comment("内緒", "x")
        made.create_sheet("隠").sheet_state = "veryHidden"

    first, second = book(change).sheets
    assert first.merged == [Range(1, 1, 1, 2)]
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {3})
    style = first.style(first.cell(2, 2))
    assert (style.fill, style.bold, style.strike) == ("FFFF00", True, True)
    assert first.comments == ((3, 3),)
    assert second.visibility == Visibility.VERY_HIDDEN


def test_opendocument_says_what_it_does_not_know(tmp_path):
    path = tmp_path / "book.ods"
    path.write_bytes(ods(("表", [["市町名", "人口"], ["津市", 1]])))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    sheet = open_book(path).sheets[0]
    assert sheet.cell(2, 1).text == "津市"
    assert "styles" in sheet.unknown


COMMENT = (
    "<table:table-cell><office:annotation><text:p>三重</text:p></office:annotation>"
    "</table:table-cell>"
)


def test_comments_of_opendocument_have_their_cells(tmp_path):
    path = tmp_path / "book.ods"
    wide = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = [["市町名", "人口"], '<table:table-row table:number-rows-repeated="2"/>']
    path.write_bytes(ods(("表", [*rows, ["津市", 1, wide, COMMENT], [COMMENT]])))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    book = open_book(path)
    assert book.sheets[0].comments == ((4, 6), (5, 1))
    told = [kind for kind in judge_book(book).kinds if kind.rule == "floating-objects"]
    assert [remark.area.address for remark in told[0].remarks] == ["F4", "A5"]


def test_who_wrote_a_file_of_opendocument_is_known(tmp_path):
    path = tmp_path / "book.ods"
    path.write_bytes(ods(("表", [["市町名", "人口"], ["津市", 1]])))
    names = "<m:initial-creator>三重 花子</m:initial-creator><d:creator>津 太郎</d:creator>"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("meta.xml", f'<o:m xmlns:o="o" xmlns:m="m" xmlns:d="d">{names}</o:m>')
    assert named_people(path) == ("三重 花子", "津 太郎")


@pytest.mark.parametrize(("encoding", "remark"), [("utf-8", "utf-8"), ("cp932", "cp932")])
def test_a_csv_is_a_sheet_of_texts(tmp_path, encoding, remark):
    path = tmp_path / "a.csv"
    path.write_bytes("市町名,人口\n津市,007\n".encode(encoding))
    book = open_book(path)
    assert book.remarks == {remark}
    assert values(book.sheets[0]) == [["市町名", "人口"], ["津市", "007"]]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Rent (£ per year),x\n", "cp1252"),
        ("Zoë,café,½\n", "cp1252"),
        ("naïve “quoted” – it’s €5\n", "cp1252"),
        ("price(円),2024年\n", "cp932"),
        ("No,表\n1,a℃\n", "cp932"),
        ("ｱ,ｲ,ｳ\n", "cp932"),
        ("A･B,1\n", "cp932"),
        ("x,ｶﾞ,㎡\n", "cp932"),
    ],
)
def test_excels_csv_of_western_europe_is_told_from_that_of_japan(text, codec):
    """£ was read as ｣, and published so."""
    assert encoding_of(text.encode(codec)) == codec


def test_a_damaged_file_is_of_no_encoding():
    with pytest.raises(Unreadable, match="encoding"):
        encoding_of(
            "市町名,人口\n津市,5\n".encode("cp932").replace(b",", b"\xff,", 1)[:-1] + b"\x81"
        )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"<html><table>", "html"),
        (b"PK\x03\x04junk", "damaged"),
        (b"\x1f\x8b", "gzip"),
    ],
)
def test_what_is_no_table_is_named_by_its_bytes(tmp_path, content, kind):
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    assert kind_of(path) == kind
    with pytest.raises(Unreadable):
        open_book(path)


def test_a_workbook_with_another_name_is_a_workbook(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(xlsx([["a"], [1]]))
    assert open_book(path).kind == "xlsx"


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_have_letters(column, letters):
    assert (letter(column), number(letters)) == (letters, column)


def test_a_damaged_workbook_is_unreadable_and_nothing_else(tmp_path):
    content = bytearray(with_openpyxl(lambda made: made.active.append(["a"] * 50)))
    for at in range(100, len(content), 97):
        content[at] ^= 0xFF
        path = tmp_path / "damaged.xlsx"
        path.write_bytes(content)
        try:
            open_book(path)
        except Unreadable:
            continue
