"""The nastier catalog: every type, leading zeros, 2^53 ± 1, 30-digit decimals, scripts, 0 rows."""

import csv
import json
import re
from pathlib import Path

import pytest
from frictionless import validate

SOURCE = Path(__file__).parent / "nasty"


@pytest.fixture(scope="module")
def rows(nasty):
    with (nasty / "data.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def objects(nasty):
    return json.loads((nasty / "data.json").read_text(encoding="utf-8"))


def test_a_canonical_file_is_published_byte_for_byte(nasty):
    committed = SOURCE / "datasets" / "nasty"
    assert (nasty / "data.csv").read_bytes() == (committed / "値 の 表.csv").read_bytes()
    assert (nasty / "none.csv").read_bytes() == (committed / "none.csv").read_bytes()


def test_a_workbook_is_published_as_it_is_and_its_values_in_every_format(nasty):
    book = SOURCE / "datasets" / "nasty" / "一 覧.xlsx"
    assert (nasty / "original" / "one.xlsx").read_bytes() == book.read_bytes()
    assert (nasty / "one.csv").read_text(encoding="utf-8") == 'code,note\n012025,"a ""b"" c"\n'
    assert json.loads((nasty / "one.json").read_text(encoding="utf-8")) == [
        {"code": "012025", "note": 'a "b" c'}
    ]
    (described,) = (
        resource
        for resource in json.loads((nasty / "datapackage.json").read_text("utf-8"))["resources"]
        if resource["name"] == "one"
    )
    assert (described["path"], described["format"]) == ("one.csv", "csv")
    graph = (nasty / "dcat.ttl").read_text(encoding="utf-8")
    assert "original/one.xlsx" in graph


def test_leading_zeros_and_strange_characters_survive(objects):
    assert objects[0]["code"] == "012025"
    assert objects[0]["text"].startswith("𠮷野家と が(結合)")
    assert objects[2]["text"] == "x" * 40000
    assert objects[3]["text"] == " 前後の空白 "


def test_integers_beyond_two_to_the_53_are_strings(objects):
    assert objects[0]["integer"] == 2**53 - 1
    assert objects[1]["integer"] == str(2**53 + 1)
    assert objects[2]["integer"] == str(-(2**53) - 1)


def test_numbers_keep_every_digit(nasty):
    text = (nasty / "data.json").read_text(encoding="utf-8")
    assert '"number":123456789012345678901234567.890,' in text
    assert '"number":-0.50,' in text


def test_missing_values_are_null_and_symbols_too(objects):
    assert objects[2]["number"] is None
    assert objects[2]["month"] is None
    assert objects[2]["any"] is None


def test_values_are_typed_as_the_schema_says(objects):
    assert objects[0]["boolean"] is True
    assert objects[1]["boolean"] is False
    assert objects[0]["year"] == 1868
    assert objects[0]["object"] == {"a": [1, "x"]}
    assert objects[0]["array"] == [1, None]
    assert objects[0]["shape"]["type"] == "Point"


def test_json_and_csv_have_the_same_rows(rows, objects):
    assert len(rows) == len(objects) == 4
    for row, value in zip(rows, objects, strict=True):
        assert list(row) == list(value)
        assert row["text"] == (value["text"] or "")
        assert row["date"] == (value["date"] or "")


def test_a_sum_that_is_text_stays_text_in_every_file(rows, objects):
    assert rows[0]["any"] == objects[0]["any"] == "1+1"


def test_tables_without_rows_are_published(nasty):
    assert json.loads((nasty / "none.json").read_text(encoding="utf-8")) == []


def test_nothing_in_the_data_becomes_markup(nasty):
    page = (nasty / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert 'href="javascript:' not in page
    assert "<i>資料" not in page


def test_data_in_the_page_cannot_end_its_script_block(nasty):
    page = (nasty / "index.html").read_text(encoding="utf-8")
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == '<script>alert("題名")</script>'


def test_excel_gets_titles_a_mark_and_its_own_line_ends(nasty):
    content = (nasty / "one.excel.csv").read_bytes()
    assert content == '\ufeffcode,note\r\n012025,"a ""b"" c"\r\n'.encode()


def test_what_wants_cp932_gets_it_where_every_character_comes_back(nasty):
    content = (nasty / "one.cp932.csv").read_bytes()
    assert content == 'code,note\r\n012025,"a ""b"" c"\r\n'.encode("cp932")
    page = (nasty / "index.html").read_text(encoding="utf-8")
    assert not (nasty / "data.cp932.csv").exists()
    assert "Shift_JIS（CP932）では表せない文字（U+" in page


def test_the_page_explains_each_symbol_once(nasty):
    page = (nasty / "index.html").read_text(encoding="utf-8")
    legends = re.findall(r'<dl class="legend".*?</dl>', page, re.DOTALL)
    shown = [re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", legend) for legend in legends]
    assert shown == [[("－", "調査なし")], [("－", "調査なし"), ("x", "秘匿")]]


def test_a_unit_is_shown_and_none_is_shown_as_nothing(nasty):
    page = (nasty / "index.html").read_text(encoding="utf-8")
    assert '<td class="short">度</td>' in page
    assert "none</td>" not in page
    assert ">なし</td>" not in page


def test_the_schema_can_ask_for_symbols_in_a_column_of_their_own(nasty):
    def read(name):
        with (nasty / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    meanings = {"－": "調査なし", "x": "秘匿"}
    for row, canonical in zip(read("cells.status.csv"), read("cells.csv"), strict=True):
        symbol = canonical["integer"]
        assert row.pop("integer_status") == meanings.get(symbol, "")
        assert row == canonical | ({"integer": ""} if symbol in meanings else {})
    assert list(read("cells.status.csv")[0])[2:4] == ["integer", "integer_status"]
    assert not (nasty / "data.status.csv").exists()


def test_missing_values_keep_their_labels(nasty):
    schema = json.loads((nasty / "schema.json").read_text(encoding="utf-8"))
    assert schema["missingValues"] == [{"value": ""}, {"value": "－", "label": "調査なし"}]


@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies warn
def test_frictionless_accepts_the_nasty_package(nasty):
    report = validate(str(nasty / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == 5
