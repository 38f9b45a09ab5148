"""A schema's own page: its files, a row that it takes, and cells that it refuses."""

import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Schema as Reference
from openpyxl import load_workbook

from hiraku.checking.cells.judge import Judge
from hiraku.languages import spoken
from hiraku.publishing.pages.counterexamples import counterexamples
from hiraku.reading.catalog.catalog import read_catalog

ROOT = Path(__file__).parents[2]
SCHEMAS = read_catalog(ROOT).catalog.schemas


@pytest.mark.parametrize("code", spoken())
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_is_shown_as_refused_is_refused_by_the_reference(name, code):
    shown = list(counterexamples(SCHEMAS[name], code))
    assert shown
    for example in shown:
        broken = Judge(example.field).verdict(example.text).broken
        assert broken, example
        assert ("type" in broken) == (example.finding == "type-error")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_its_files_beside_its_page(site, name):
    folder = site / "schemas" / name
    described = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    assert Reference.from_descriptor(described).field_names == fields(name)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="schema.json"' in page
    assert f'href="{name}.xlsx"' in page


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_template_asks_for_each_field_and_offers_its_choices(site, name):
    book = load_workbook(site / "schemas" / name / f"{name}.xlsx")
    sheet = book["記入"]
    assert [cell.value for cell in sheet[1]] == fields(name)
    asked = {
        str(validation.sqref).split(":")[0]: validation
        for validation in sheet.data_validations.dataValidation
    }
    for column, field in enumerate(SCHEMAS[name].fields, 1):
        rule = asked[sheet.cell(2, column).coordinate]
        assert rule.promptTitle == str(field.title)[:32]
        choices = [str(choice) for choice in field.constraints.get("enum", ())]
        if choices:
            offered = [cell.value for cell in book["選択肢"][sheet.cell(1, column).column_letter]]
            assert offered[1 : len(choices) + 1] == choices
            assert rule.type == "list"
            assert rule.formula1.endswith(f"${len(choices) + 1}")
    assert len(list(book["項目定義"].rows)) == len(SCHEMAS[name].fields) + 1


def test_a_template_has_no_time_of_its_own(site):
    for path in site.glob("schemas/*/*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            assert {member.date_time[0] for member in archive.infolist()} == {1980}


def fields(name):
    return [field.name for field in SCHEMAS[name].fields]
