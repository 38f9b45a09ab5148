"""`hiraku dictionary` and `hiraku template`: a schema as an official's workbook, and back."""

import csv

import pytest
import yaml
from officials import cards, run
from openpyxl import load_workbook

from hiraku.checking.types.formulas import is_run
from hiraku.desk.dictionary import table
from hiraku.desk.dictionary.schema_text import changed_schema

TEXT = """\
name: cards # the name of people
fields:
  # the code comes first
  - name: code
    title: コード
    type: string
    description: |
      二行の
      定義です。
    pattern: "[0-9]"
  - name: kind
    title: 区分 # 三つあります
    type: string
    constraints:
      enum:
        - あ
        - い
  - {name: rate, title: 率, type: number, unit: "%"}
  - name: last
    type: integer
    title: 数
missingValues: [""]
"""


@pytest.fixture
def schema(catalog, tmp_path):
    assert run("new", cards(tmp_path / "b.xlsx"), "--yes", "--id", "cards").code == 0
    return catalog / "schemas/cards.yaml"


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"code": {"title": "あ: い"}}, {"    title: コード": '    title: "あ: い"'}),
        ({"kind": {"title": "種類"}}, {"    title: 区分 #": "    title: 種類 #"}),
        ({"last": {"unit": "件"}}, {"  - name: last": "  - name: last\n    unit: 件"}),
        ({"rate": {"unit": None}}, {'  - {name: rate, title: 率, type: number, unit: "%"}':
            '  - {"name": "rate", "title": "率", "type": "number"}'}),
    ],
)  # fmt: skip
def test_only_the_lines_of_what_changed_are_others(changes, lines):
    expected = TEXT
    for before, after in lines.items():
        expected = expected.replace(before, after)
    assert changed_schema(TEXT, "cards.yaml", changes) == expected


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"code": {"description": "一行"}}, "二行の"),
        ({"code": {"description": None}}, "二行の"),
        ({"kind": {"enum": ["あ", "う", "1"]}}, "- い"),
        ({"kind": {"enum": None}}, "constraints"),
        ({"last": {"enum": ["1", "2"], "description": "定義", "example": "0123"}}, "二行でない"),
    ],
)
def test_blocks_lists_and_what_was_not_there_are_changed_and_comments_stay(changes, gone):
    text = changed_schema(TEXT, "cards.yaml", changes)
    assert gone not in text
    assert "# the code comes first" in text
    assert "# 三つあります" in text
    (name,) = changes
    field = next(field for field in yaml.safe_load(text)["fields"] if field["name"] == name)
    for key, value in changes[name].items():
        assert field.get(key, field.get("constraints", {}).get(key)) == value


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_table_that_nobody_edited_changes_nothing(ending, schema, tmp_path):
    before, fields = schema.read_bytes(), tmp_path / f"fields.{ending}"
    assert run("dictionary", "export", "cards", fields).code == 0
    assert (
        "変わったところはありません" in run("dictionary", "import", "cards", fields, "--write").said
    )
    assert schema.read_bytes() == before
    assert run("dictionary", "export", "cards", fields).code == 2


RUN = ["=HYPERLINK(1)", "'=1", "''@x", "-（率）", "'それ", "-1"]


@pytest.mark.parametrize("text", RUN)
def test_no_definition_is_run_as_a_formula_and_each_comes_back(text, tmp_path):
    tree = {"fields": [{"name": "a", "type": "string", "title": text, "description": text}]}
    path = tmp_path / "fields.csv"
    path.write_bytes(table.written(tree, path, "ja"))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not any(map(is_run, cells))
    assert table.changes(tree, table.read(path), "ja") == []


def test_what_is_edited_in_excel_comes_back(schema, tmp_path):
    fields_file = tmp_path / "fields.xlsx"
    run("dictionary", "export", "cards", fields_file)
    book = load_workbook(fields_file)
    sheet = book.active
    assert sheet.data_validations.dataValidation[0].formula1.startswith('"any,array')
    sheet["E3"], sheet["D8"] = "市や町の名前です。", "増えた人"
    book.save(fields_file)
    before = schema.read_text("utf-8")
    done = run("dictionary", "import", "cards", fields_file)
    assert "municipality_name 定義: 「」→「市や町の名前です。」" in done.said
    assert schema.read_text("utf-8") == before
    run("dictionary", "import", "cards", fields_file, "--write")
    fields = {field["name"]: field for field in yaml.safe_load(schema.read_text("utf-8"))["fields"]}
    assert fields["municipality_name"]["description"] == "市や町の名前です。"
    assert fields["change"]["unit"] == "増えた人"


def test_a_table_of_something_else_is_refused(schema, tmp_path):
    before, fields = schema.read_bytes(), tmp_path / "fields.csv"
    run("dictionary", "export", "cards", fields)
    rows = list(csv.reader(fields.read_text("utf-8-sig").splitlines()))
    for odd in (
        [],
        rows[1:],
        rows[:-1],
        [*rows, rows[-1]],
        [rows[0], *[[r[0], *["x"] * 6] for r in rows[1:]]],
    ):
        with fields.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(odd)
        assert run("dictionary", "import", "cards", fields, "--write").code == 2
    assert schema.read_bytes() == before


@pytest.mark.usefixtures("schema")
def test_a_template_is_a_workbook_to_fill_in(tmp_path):
    out = tmp_path / "fill.xlsx"
    assert run("template", "cards", out).code == 0
    sheet = load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["area", "municipality_name"]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert len(sheet.data_validations.dataValidation) == 7
    assert run("template", "cards", out).code == 2
    assert run("template", "cards", tmp_path / "a.csv").code == 2
    assert run("template", "../cards", tmp_path / "b.xlsx").code == 2
