"""Workbooks, OpenDocument sheets and JSON become the records that a CSV file would hold."""

import io
import json
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from shelf import Shelf
from workbooks import ods, with_openpyxl, xlsx

from hiraku.model import Dialect
from hiraku.reading.catalog.schemas import schema_from
from hiraku.reading.tables import Tables


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    with Tables(folder, any_format=True) as tables:
        yield Shelf(folder, tables)


def schema_of(**kinds):
    fields = [{"name": name, "type": kind} for name, kind in kinds.items()]
    return schema_from({"fields": fields}, "s", None)


TYPED = [
    ["a", "b", "c", "d"],
    [1, 1.5, True, None],
    ["津市", -7, False, "x"],
    [0.1 + 0.2, 1e-7, 123456789012345, ""],
]
TEXTS = [["1", "1.5", "true", ""], ["津市", "-7", "false", "x"],
         ["0.3", "0.0000001", "123456789012345", ""]]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"), [("t.xlsx", xlsx(TYPED)), ("t.ods", ods(("表", TYPED)))]
)
def test_typed_cells_become_the_texts_that_are_seen(shelf, name, content):
    found = shelf.read(content, name=name)
    assert (found.labels, found.cells, found.rows) == (TYPED[0], TEXTS, [2, 3, 4])
    assert not found.problems


MOMENTS = [["a", "b"], [date(2022, 8, 31), datetime(2022, 8, 31, 13, 30)],  # noqa: DTZ001
           [datetime(2022, 8, 31), datetime(2022, 8, 31)]]  # fmt: skip  # noqa: DTZ001


def moments_in_excel():
    def change(book):
        for row in MOMENTS:
            book.active.append(row)

    return with_openpyxl(change)


@pytest.mark.parametrize(
    ("name", "content"), [("t.xlsx", moments_in_excel()), ("t.ods", ods(("表", MOMENTS)))]
)
def test_dates_are_written_as_their_field_wants_them(shelf, name, content):
    found = shelf.read(content, name=name, schema=schema_of(a="date", b="datetime"))
    assert found.cells == [["2022-08-31", "2022-08-31T13:30:00"],
                           ["2022-08-31", "2022-08-31T00:00:00"]]  # fmt: skip


def test_the_calendar_of_1904_and_times_are_read(shelf):
    def change(book):
        book.epoch = CALENDAR_MAC_1904
        book.active.append(["a", "b"])
        book.active.append([date(2022, 8, 31), time(13, 30)])

    assert shelf.read(with_openpyxl(change), name="t.xlsx").cells == [["2022-08-31", "13:30:00"]]


def failed():
    def change(book):
        book.active.append(["a", "b"])
        book.active.append(["x", 1])
        book.active.append(["y", "#REF!"])
        book.active["B3"].data_type = "e"

    return with_openpyxl(change)


FAILED_CELL = (
    '<table:table-cell table:formula="of:=[.A9]" office:value-type="string">'
    "<text:p>#REF!</text:p></table:table-cell>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", failed()), ("t.ods", ods(("表", [["a", "b"], ["x", 1], ["y", FAILED_CELL]])))],
)
def test_a_formula_that_failed_is_told_by_its_cell(shelf, name, content):
    found = shelf.read(content, name=name)
    assert found.places == [("cell-error", 3, 3, 2)]
    assert found.problems[0].examples[0].cell == "#REF!"
    assert found.rows == [2]


def numbers_shown_as(code, numbers, *, from_1904=False):
    """Return a workbook with numbers below a header, all in one format."""

    def change(book):
        sheet = book.active
        sheet.append(["day"])
        for number in numbers:
            sheet.append([number])
            sheet.cell(sheet.max_row, 1).number_format = code
        if from_1904:
            book.epoch = CALENDAR_MAC_1904

    return with_openpyxl(change)


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "m/d/yy h:mm", 'yyyy"年"m"月"', "[$-411]ge.m.d"])
def test_a_number_that_is_no_day_is_told_and_taken_for_none(shelf, code):
    numbers = [59, 60, 61, -1, -0.5, 60.25]
    found = shelf.read(numbers_shown_as(code, numbers), name="t.xlsx")
    assert found.places == [("date-impossible", row, row, 1) for row in (3, 5, 6, 7)]
    assert [example.cell for example in found.problems[0].examples] == ["60", "-1", "-0.5", "60.25"]
    assert found.rows == [2, 4]


def test_from_1904_on_only_a_negative_number_is_no_day(shelf):
    content = numbers_shown_as("yyyy-mm-dd", [59, 60, 61, -1], from_1904=True)
    found = shelf.read(content, name="t.xlsx")
    assert found.places == [("date-impossible", 5, 5, 1)]


def test_of_a_clock_only_a_negative_number_is_no_time(shelf):
    found = shelf.read(numbers_shown_as("h:mm", [60.25, -0.5]), name="t.xlsx")
    assert found.places == [("date-impossible", 3, 3, 1)]


@pytest.mark.parametrize(
    "code",
    ["[h]:mm:ss", "[mm]:ss", "General", "GENERAL", "0.0", '"day "0', "[Red]0", "0_d", "0.0E+00"],
)
def test_a_number_that_is_shown_as_one_is_one(shelf, code):
    found = shelf.read(numbers_shown_as(code, [60, -1]), name="t.xlsx")
    assert (found.places, found.rows) == ([], [2, 3])


def test_a_formula_of_opendocument_without_a_value_is_not_empty(shelf):
    unknown = '<table:table-cell table:formula="of:=1+1"/>'
    empty = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'
    content = ods(("表", [["a", "b"], ["1", unknown], ["2", empty]]))
    found = shelf.read(content, name="t.ods")
    assert found.places == [("formula-uncalculated", 2, 2, 2)]
    assert found.rows == [3]


def test_places_count_from_a1_and_blank_rows_are_told(shelf):
    content = xlsx([[], ["", "a", "b"], ["", "1", "2"], [], ["", "3", "4", "余り"]])
    found = shelf.read(content, name="t.xlsx", dialect=Dialect(header_rows=(2,)))
    assert found.places == [("blank-row", 4, 4, None), ("extra-cell", 5, 5, 4)]
    assert (found.labels, found.rows) == (["", "a", "b"], [3, 5])


SHEETS = {"name": "t.xlsx"}
TWO = xlsx([["a"], ["1"]], 別の表=[["b"], ["2"]])


@pytest.mark.parametrize("sheet", [2, "別の表"])
def test_the_sheet_that_the_dialect_names_is_read(shelf, sheet):
    found = shelf.read(TWO, name="t.xlsx", dialect=Dialect(sheet=sheet))
    assert (found.labels, found.problems) == (["b"], ())


def test_the_first_sheet_is_read_and_the_others_are_named(shelf):
    (problem,) = shelf.read(TWO, name="t.xlsx").problems
    assert (problem.id, problem.severity) == ("sheet-unchecked", "warning")
    assert problem.values == {"sheet": "表", "others": ("別の表",)}


@pytest.mark.parametrize("sheet", [0, 3, "無い表"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", TWO), ("t.ods", ods(("表", [["a"]]), ("別の表", [["b"]])))],
)
def test_a_sheet_that_is_not_there_is_refused_with_the_names_of_those_that_are(
    shelf, name, content, sheet
):
    problem = shelf.refusal(content, name=name, dialect=Dialect(sheet=sheet))
    assert problem.id == "sheet-missing"
    assert problem.values == {"sheet": str(sheet), "sheets": ("表", "別の表")}


def test_a_hidden_sheet_is_not_taken_unasked(shelf):
    def change(book):
        book.active.sheet_state = "hidden"
        book.active.append(["hidden"])
        book.create_sheet("見える").append(["a"])

    content = with_openpyxl(change)
    assert shelf.read(content, name="t.xlsx").labels == ["a"]
    assert shelf.read(content, name="t.xlsx", dialect=Dialect(sheet=1)).labels == ["hidden"]


def test_merged_cells_are_told(shelf):
    def change(book):
        for row in (["a", "b"], ["津市", "1"], ["", "2"]):
            book.active.append(row)
        book.active.merge_cells("A2:A3")

    found = shelf.read(with_openpyxl(change), name="t.xlsx")
    assert found.places == [("merged-cells", 2, 2, 1)]
    assert found.cells == [["津市", "1"], ["", "2"]]


CELL = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'


def test_an_opendocument_sheet_that_is_not_displayed_is_not_taken_unasked(shelf):
    style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    hidden = (
        f'<style:style xmlns:style="{style}" style:name="ta1">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    content = ods(("隠し", [["hidden"]]), ("見える", [["a"]]), before=hidden, styled="ta1")
    assert shelf.read(content, name="t.ods").labels == ["a"]
    assert shelf.read(content, name="t.ods", dialect=Dialect(sheet="隠し")).labels == ["hidden"]


def test_merged_cells_of_opendocument_are_told_and_what_they_cover_is_not_read(shelf):
    spanning = (
        '<table:table-cell table:number-rows-spanned="2"><text:p>津市</text:p></table:table-cell>'
    )
    covered = "<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>"
    found = shelf.read(ods(("表", [["a", "b"], [spanning, 1], [covered, 2]])), name="t.ods")
    assert found.places == [("merged-cells", 2, 2, 1)]
    assert found.cells == [["津市", "1"], ["", "2"]]


def test_white_space_times_and_truth_of_opendocument_are_read_as_they_are_shown(shelf):
    words = CELL.format("string", "", 'a<text:s/><text:s text:c="2"/>b<text:tab/>c')
    clock = CELL.format("time", 'office:time-value="PT09H05M00S"', "9:05")
    truth = CELL.format("float", 'office:value="1" table:formula="of:=TRUE()"', "TRUE")
    found = shelf.read(ods(("表", [["a", "b", "c"], [words, clock, truth]])), name="t.ods")
    assert found.cells == [["a   b\tc", "09:05:00", "true"]]


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"a,b\n1,2\n", "text"),
        (b"\xef\xbb\xbf\r\n<html><table></table></html>", "html"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_workbook_is_refused_as_what_it_is(shelf, content, hint):
    problem = shelf.refusal(content, name="t.xlsx")
    assert (problem.id, problem.hint) == ("workbook-unreadable", hint)


@pytest.mark.usefixtures("impatient")
def test_a_sheet_with_a_cell_far_away_is_refused(shelf):
    def change(book):
        book.active["A1"] = "a"
        book.active["XFD1048576"] = "x"

    assert shelf.refusal(with_openpyxl(change), name="t.xlsx").id == "workbook-too-large"


def test_a_cell_beyond_the_last_column_of_any_workbook_is_refused(shelf):
    """Fuzzing found it: column NULLA, of seven million, took five seconds."""
    content = io.BytesIO(xlsx([["a"], ["x"]]))
    changed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'r="A2"', b'r="AAAAA2"'))
    assert shelf.refusal(changed.getvalue(), name="t.xlsx").id == "workbook-too-large"


@pytest.mark.usefixtures("impatient")
def test_an_archive_that_swells_is_refused(shelf):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"xl/{number}.xml", b"\0" * 64 * 1024 * 1024)
    assert shelf.refusal(stream.getvalue(), name="t.xlsx").id == "workbook-too-large"


REPEATED = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
LONG = '<table:table-cell table:number-columns-repeated="{}">{}</table:table-cell>'


def test_cells_that_are_repeated_are_written_out_and_empty_ones_at_the_end_are_not(shelf):
    rows = [["a", "b"], REPEATED.format(2, LONG.format(2, "<text:p>x</text:p>")),
            REPEATED.format(1_048_576, LONG.format(16_384, ""))]  # fmt: skip
    found = shelf.read(ods(("表", rows)), name="t.ods")
    assert (found.cells, found.rows) == ([["x", "x"]] * 2, [2, 3])


@pytest.mark.usefixtures("impatient")
def test_cells_that_are_repeated_without_end_are_refused(shelf):
    rows = [["a"], REPEATED.format(1_048_576, LONG.format(16_384, "<text:p>x</text:p>"))]
    assert shelf.refusal(ods(("表", rows)), name="t.ods").id == "workbook-too-large"


@pytest.mark.parametrize("times", ["-5", "0", "many", "9" * 5_000])
@pytest.mark.parametrize("where", ["row", "cell"])
def test_cells_that_are_repeated_no_number_of_times_are_damage(shelf, times, where):
    row, cell = (times, "1") if where == "row" else ("1", times)
    rows = [["a"], REPEATED.format(row, LONG.format(cell, "<text:p>x</text:p>"))]
    assert shelf.refusal(ods(("表", rows)), name="t.ods").id == "workbook-unreadable"


KEYED = [{"a": 1, "b": "津市"}, {"b": None, "a": 2.50, "c": True}, {"a": [1, "が"], "b": {}}]


@pytest.mark.parametrize("name", ["t.json", "t.jsonl", "t.ndjson"])
def test_objects_are_rows_and_their_keys_are_columns(shelf, name):
    texts = [json.dumps(row, ensure_ascii=False) for row in KEYED]
    text = "[\n" + ",\n".join(texts) + "]" if name == "t.json" else "\n".join(texts)
    found = shelf.read(text.encode(), name=name)
    assert found.labels == ["a", "b", "c"]
    assert found.cells == [["1", "津市", ""], ["2.5", "", "true"], ['[1, "が"]', "{}", ""]]
    assert found.rows == [2, 3, 4]
    assert found.lines == ([2, 3, 4] if name == "t.json" else [1, 2, 3])


def test_lists_are_rows_and_the_first_is_the_header(shelf):
    found = shelf.read(b'[["a", "b"], [1, null],\n [2], [3, 4, 5]]', name="t.json")
    assert (found.labels, found.rows, found.lines) == (["a", "b"], [2, 3, 4], [1, 2, 2])
    assert found.places == [("missing-cell", 3, 2, 2), ("extra-cell", 4, 2, 3)]


def test_the_list_may_lie_deeper(shelf):
    content = b'{"data": {"rows": [{"a": 1}]}}'
    assert shelf.refusal(content, name="t.json").id == "json-no-table"
    assert shelf.read(content, name="t.json", dialect=Dialect(rows_at="data.rows")).cells == [["1"]]


@pytest.mark.parametrize(
    ("content", "id_", "line"),
    [
        (b'{"a": 1}', "json-no-table", None),
        (b'[{"a": 1},\n[2]]', "json-no-table", 2),
        (b"[1]", "json-no-table", 1),
        (b"[]", "file-empty", None),
        (b'[{"a": 1},\n{"a": NaN}]', "json-syntax", 2),
        (b'[{"a": 1},\n{"a": 1, "a": 2}]', "json-syntax", 2),
        (b'[{"a": 1}\n{"a": 2}]', "json-syntax", 1),
        (b'[{"a":\n x}]', "json-syntax", 2),
        (b'[{"a": 1}] x', "json-syntax", 1),
        (b"[" * 100_000, "json-syntax", None),
    ],
)
def test_json_that_is_no_table_is_refused_with_its_line(shelf, content, id_, line):
    problem = shelf.refusal(content, name="t.json")
    assert (problem.id, problem.place.line) == (id_, line)


@pytest.mark.parametrize("name", ["t.xls", "t.xlsm", "t.json", "t.csv.gz"])
def test_a_catalog_s_own_data_is_csv_or_a_workbook_that_can_be_looked_through(tmp_path, name):
    with Tables(tmp_path) as tables:
        assert Shelf(tmp_path, tables).refusal(xlsx([["a"]]), name=name).id == "file-unsupported"


def test_text_that_no_file_can_hold_is_told_and_the_other_rows_are_read(shelf):
    found = shelf.read(b'[{"a": "\\ud800"}, {"a": "\\u0000"}, {"a": "x"}]', name="t.json")
    assert found.places == [("half-character", 2, 1, 1), ("nul-character", 3, 1, 1)]
    assert found.cells == [["x"]]


@pytest.mark.parametrize(
    ("number", "text"),
    [("5.0", "5"), ("2.50", "2.50"), ("1e3", "1000"), ("-0.0", "-0"), ("1e400", "1e400")],
)
def test_numbers_of_json_are_written_as_they_are_but_whole_ones_without_a_fraction(
    shelf, number, text
):
    assert shelf.read(f'[{{"a": {number}}}]'.encode(), name="t.json").cells == [[text]]
