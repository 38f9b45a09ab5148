"""The Excel file: openpyxl and LibreOffice read it back equal to the CSV, typed as it says."""

import csv
import datetime as dt
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from xlsxwriter import Workbook

from hiraku.model import Field, MissingValue, Text
from hiraku.publishing.tables.workbook import limits
from hiraku.publishing.tables.workbook.cells import form, text

ROOT = Path(__file__).parents[2]
DATASETS = sorted(path.parent.name for path in ROOT.glob("datasets/*/datapackage.yaml"))
SOFFICE = shutil.which("soffice")
COMMA_SEPARATED = "csv:Text - txt - csv (StarCalc):44,34,76,1"
NUMERIC = {"integer", "number", "year"}


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def sheet(path, name="データ"):
    return [list(row) for row in load_workbook(path)[name].iter_rows()]


def as_text(cell, kind="string"):
    """Return what a cell says, as the CSV writes it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "s":
        return unescape(value)
    if cell.data_type == "b":
        return str(value).lower()
    if kind == "date":
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.time):
        return value.isoformat()
    decimals = len(cell.number_format.partition(".")[2])
    return f"{Decimal(repr(value)):.{decimals}f}"


def types(folder, name="schema.json"):
    fields = yaml.safe_load((folder / name).read_text(encoding="utf-8"))["fields"]
    return [field.get("type", "string") for field in fields]


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.judge("openpyxl")
def test_every_cell_of_the_first_catalog_comes_back(site, name):
    folder = site / "datasets" / name
    header, *rows = sheet(folder / "data.xlsx")
    kinds = types(folder)
    told = [[as_text(*pair) for pair in zip(row, kinds, strict=True)] for row in rows]
    assert told == read_csv(folder / "data.csv")[1:]
    for row in rows:
        for cell, kind in zip(row, kinds, strict=True):
            if kind == "string":
                assert cell.data_type == "s" or cell.value is None
            elif kind in NUMERIC:
                assert cell.data_type == "n"
    assert [cell.value for cell in header] == read_excel_titles(folder)


def read_excel_titles(folder):
    with (folder / "data.excel.csv").open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def test_strange_cells_come_back_and_nothing_is_a_formula_or_a_link(nasty):
    _, *rows = sheet(nasty / "cells.xlsx")
    kinds = types(nasty, "cells.schema.json")
    told = [[as_text(*cell) for cell in zip(row, kinds, strict=True)] for row in rows]
    truth = {"true": "○", "false": "×"}
    told = [[*row[:4], truth.get(row[4], row[4]), *row[5:]] for row in told]
    assert told == read_csv(nasty / "cells.csv")[1:]
    assert {cell.data_type for row in rows for cell in row} == {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    assert all(cell.number_format == "@" for row in rows for cell in row[:2])


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_libreoffice_reads_the_same(nasty, tmp_path):
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [SOFFICE, "--headless", home, "--convert-to", COMMA_SEPARATED, "--outdir", tmp_path]
    subprocess.run([*command, nasty / "cells.xlsx"], check=True, capture_output=True)
    truth = {"TRUE": "○", "FALSE": "×"}
    (written,) = tmp_path.glob("*.csv")
    told = [[*row[:4], truth.get(row[4], row[4]), *row[5:]] for row in read_csv(written)[1:]]
    assert told == read_csv(nasty / "cells.csv")[1:]


def test_the_sheets_say_what_columns_mean_and_whence_they_come(site):
    book = load_workbook(site / "datasets" / "mynumber-card-issuance" / "data.xlsx")
    assert book.sheetnames == ["データ", "項目定義", "出典・ライセンス"]
    titles, *rows = book["項目定義"].iter_rows(values_only=True)
    rate = dict(zip(titles, next(row for row in rows if row[0] == "交付率"), strict=True))
    assert (rate["フィールド名"], rate["単位"], rate["型"]) == ("issuance_rate", "%", "数値")
    assert rate["記号の意味"] == "空欄は「記載なし・該当なし」"
    told = dict(book["出典・ライセンス"].iter_rows(values_only=True))
    assert "creativecommons.org" in told["ライセンス"]
    assert told["最新のデータ"].endswith("/datasets/mynumber-card-issuance/")


def test_the_header_stays_in_sight_and_filters(site):
    found = load_workbook(site / "datasets" / "kpi" / "data.xlsx")["データ"]
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == found.dimensions


def test_tables_of_no_and_of_one_row_open(nasty):
    assert [cell.value for cell in sheet(nasty / "none.xlsx")[0]] == ["code", "note"]
    assert [cell.value for cell in sheet(nasty / "one.xlsx")[1]] == ["012025", 'a "b" c']


def test_a_cell_too_long_for_excel_leaves_the_file_out_and_the_page_says_why(nasty):
    assert not (nasty / "data.xlsx").exists()
    page = (nasty / "index.html").read_text(encoding="utf-8")
    assert "Excel の1つのセルの上限（32,767 文字）を超える値があるため" in page


def test_a_table_too_long_for_excel_is_left_out():
    class Long:
        class table:  # noqa: N801 - stands for an attribute
            rows = limits.ROWS + 1

    assert "1,048,576 行" in limits.exceeded(Long, ()).in_language("ja")


def test_the_parts_of_the_file_bear_no_time_of_the_build(site):
    with zipfile.ZipFile(site / "datasets" / "kpi" / "data.xlsx") as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


NUMBER = Field(
    "n", "number", Text({"ja": "n"}), missing_values=(MissingValue(""), MissingValue("0.5"))
)
PLAIN = st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?", fullmatch=True)


@pytest.fixture(scope="module")
def told():
    """Return what tells the number that a text becomes in Excel and its decimals, or None."""
    found = form("n", NUMBER)
    told = f"CASE WHEN {found.holds} THEN ({found.value}, {found.decimals}) END"
    query = f"SELECT {told} FROM (SELECT ? AS n)"
    with duckdb.connect() as connection:
        yield lambda text: connection.execute(query, [text]).fetchone()[0]


@given(PLAIN)
@example("9.99999999999999")
@example("0.000000000000001")
@example("-0")
@example("-0.00")
@example("100000000000000000000")
def test_a_number_becomes_one_only_where_its_text_can_be_told_back(told, text):
    found = told(text)
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    negative_zero = text.startswith("-") and not digits
    assert bool(found) == (
        len(digits) <= 15 and len(text.partition(".")[2]) <= 15 and not negative_zero
        and text != "0.5"
    )  # fmt: skip
    if found:
        value, decimals = found
        assert f"{Decimal(f'{float(value):.15G}'):.{decimals}f}" == text


def test_a_missing_value_stays_the_text_that_it_is(told):
    assert told("0.5") is None
    assert told("0.50") == ("0.50", 2)


def test_what_xml_cannot_hold_is_escaped_as_excel_does(tmp_path):
    cells = ["a\x01b", "_x0041_", "\x0b_x000D_\x1f", "𠮷<&>\"'", " x ", "\ufffe", "a\r\nb", "\tc"]
    query = f"SELECT {text('n')} FROM (SELECT ? AS n)"
    with duckdb.connect() as connection:
        written = [connection.execute(query, [cell]).fetchone()[0] for cell in cells]
    with Workbook(str(tmp_path / "theirs.xlsx"), {"constant_memory": True}) as book:
        for row, cell in enumerate(cells):
            book.add_worksheet().write_string(row, 0, cell)
    with zipfile.ZipFile(tmp_path / "theirs.xlsx") as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{n + 1}.xml") for n in range(len(cells))]
    assert written == [re.search(r"(?s)<is>.*</is>", sheet.decode())[0] for sheet in sheets]


def test_pandas_reads_the_same_table_from_excel_and_from_csv(site, nasty):
    for folder, name in ((site / "datasets" / "mynumber-card-issuance", "data"), (nasty, "one")):
        told = pd.read_excel(
            folder / f"{name}.xlsx", dtype=object, keep_default_na=False, engine="openpyxl"
        )
        kinds = types(folder, "schema.json" if name == "data" else f"{name}.schema.json")
        rows = read_csv(folder / f"{name}.csv")[1:]
        assert [
            list(map(str, row)) for row in told.loc[:, told.columns[: len(kinds)]].to_numpy()
        ] == [
            [like_pandas(text, kind) for text, kind in zip(row, kinds, strict=True)] for row in rows
        ]


def like_pandas(text, kind):
    if kind == "date" and text:
        return f"{text} 00:00:00"
    if kind not in NUMERIC or not text:
        return text
    # A workbook holds numbers without their last zeros: 7.0 is 7.
    return str(int(float(text)) if float(text).is_integer() else float(text))
