"""One table in a workbook, OpenDocument, JSON or the descriptor itself has one verdict."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from workbooks import ods, with_openpyxl, xlsx

from hiraku.checking.targets import check_paths

ABC = {
    "fields": [
        {"name": "a", "type": "string"},
        {"name": "b", "type": "integer"},
        {"name": "c", "type": "string"},
    ]
}
MOMENTS = {
    "fields": [
        {"name": "day", "type": "date", "format": "%d/%m/%Y"},
        {"name": "clock", "type": "time", "format": "%H:%M"},
        {"name": "moment", "type": "datetime", "format": "%d/%m/%Y %H:%M"},
        {"name": "month", "type": "yearmonth"},
        {"name": "passed", "type": "duration", "constraints": {"enum": ["PT30H5M"]}},
        {"name": "any", "type": "date", "format": "any"},
    ]
}  # fmt: skip
ROW = [date(2022, 7, 5), time(10), datetime(2022, 7, 5, 10, 30), date(2022, 7, 1),  # noqa: DTZ001
       timedelta(hours=30, minutes=5), date(2022, 7, 5)]  # fmt: skip
NAMES = [field["name"] for field in MOMENTS["fields"]]
DAY = '<table:table-cell office:value-type="date" office:date-value="{}"/>'
CLOCK = '<table:table-cell office:value-type="time" office:time-value="{}"/>'
IN_ODS = [
    DAY.format("2022-07-05"), CLOCK.format("PT10H00M00S"), DAY.format("2022-07-05T10:30:00"),
    DAY.format("2022-07-01"), CLOCK.format("PT30H05M00S"), DAY.format("2022-07-05"),
]  # fmt: skip
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
SHORT = [["x", 1], ["y", 2, "z"]]


def moments(book):
    for row in (NAMES, ROW):
        book.active.append(row)
    book.active["E2"].number_format = "[h]:mm:ss"


def verdict(folder, content=None, name="t", schema=ABC, **more):
    """Return what is found in the one resource of a package, and how many rows it has."""
    resource = {"name": "t", "schema": schema, **more}
    if content is not None:
        (folder / name).write_bytes(content)
        resource["path"] = name
    package = {"name": "p", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = check_paths([folder / "datapackage.json"], None, lambda *_: None)
    return [problem.id for problem in report.problems], report.counts.rows


@pytest.mark.parametrize(
    ("name", "content"), [("t.xlsx", xlsx(SHORT)), ("t.ods", ods(("表", SHORT)))]
)
def test_without_a_header_the_schema_tells_the_width(tmp_path, name, content):
    found = verdict(tmp_path, content, name, dialect={"header": False})
    assert found == ([], 2)


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", with_openpyxl(moments)), ("t.ods", ods(("表", [NAMES, IN_ODS])))],
)
def test_moments_of_cells_are_in_the_format_of_their_field(tmp_path, name, content):
    assert verdict(tmp_path, content, name, schema=MOMENTS) == ([], 1)


def test_the_members_of_an_object_have_no_order(tmp_path):
    rows = [{"c": "q", "b": 1, "a": "x"}, {"b": 2, "a": "y", "c": "z"}]
    assert verdict(tmp_path, json.dumps(rows).encode(), "t.json") == ([], 2)
    assert verdict(tmp_path, data=rows) == ([], 2)
    stranger = [{"d": 1, **row} for row in rows]
    assert verdict(tmp_path, data=stranger) == (["extra-label"], 2)


def test_an_empty_list_is_a_table_without_rows(tmp_path):
    assert verdict(tmp_path, b"[]", "t.json") == (["no-rows"], 0)
    assert verdict(tmp_path, data=[]) == (["no-rows"], 0)


@pytest.mark.parametrize(
    ("content", "format_", "media_type"),
    [
        (xlsx([["a", "b", "c"], ["x", 1, "z"]]), "xlsx", OFFICE),
        (ods(("表", [["a", "b", "c"], ["x", "1", "z"]])), "ods", OPEN_DOCUMENT),
        (b'[{"a": "x", "b": 1, "c": "z"}]', "json", "application/json"),
        (b'{"a": "x", "b": 1, "c": "z"}\n', "jsonl", "application/x-ndjson"),
        (b"a,b,c\nx,1,z\n", "csv", "text/csv; charset=utf-8"),
        (b"a\tb\tc\nx\t1\tz\n", "tsv", "text/tab-separated-values"),
    ],
)
def test_format_or_media_type_tells_where_the_name_does_not(tmp_path, content, format_, media_type):
    assert verdict(tmp_path, content, format=format_) == ([], 1)
    assert verdict(tmp_path, content, mediatype=media_type) == ([], 1)
    assert verdict(tmp_path, content)[0] == ["file-unsupported"]


def test_the_name_of_a_csv_file_tells_more_than_its_media_type(tmp_path):
    """Windows takes every CSV file for one of Excel."""
    found = verdict(tmp_path, b"a,b,c\nx,1,z\n", "t.csv", mediatype="application/vnd.ms-excel")
    assert found == ([], 1)
