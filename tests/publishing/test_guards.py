"""Where hiraku puts a part of its own into a library, a library that does not ask for it is told.

Each test stands in for a later version, in which the place is gone.
"""

import re
import tomllib

import pytest
from catalogs import ROOT, configure, lay_out
from jinja2.compiler import CodeGenerator

from hiraku.errors import LibraryError
from hiraku.model import Dataset, Field, Resource, Schema, Text
from hiraku.publishing import mkdocs_build
from hiraku.publishing.rendering.escaping import PageEnvironment
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.publishing.tables.workbook import book
from hiraku.reading.tables import Tables

# The libraries whose insides are used: another major version is tried before it is allowed.
BOUNDED = {"duckdb", "frictionless", "jinja2", "mkdocs", "xlsxwriter"}


@pytest.fixture
def table(tmp_path):
    folder = tmp_path / "datasets" / "cards"
    folder.mkdir(parents=True)
    (folder / "cards.csv").write_text("name\n津市\n", encoding="utf-8")
    schema = Schema("cards", (Field("name", "string", Text({"ja": "名前"})),), Text({"ja": "表"}))
    resource = Resource("cards", "cards.csv", Text({"ja": "表"}), schema)
    dataset = Dataset("cards", folder, Text({"ja": "交付率"}), (resource,))
    with Tables(tmp_path) as tables:
        loaded = tables.table(dataset, resource)
        yield PublishedTable(loaded, resource, tables.connection, dataset, Text({"ja": "表"}), "")


def test_a_workbook_without_its_rows_is_no_workbook(table, tmp_path, monkeypatch):
    book.write_book(table, tmp_path / "sound.xlsx")
    monkeypatch.delattr(book._DataSheet, "_write_optimized_sheet_data")  # noqa: SLF001 - what XlsxWriter asks for
    with pytest.raises(LibraryError, match="XlsxWriter"):
        book.write_book(table, tmp_path / "empty.xlsx")


def test_templates_that_do_not_escape_by_our_own_way_are_not_used(monkeypatch):
    PageEnvironment(autoescape=True).demand_escaping()
    monkeypatch.setattr(PageEnvironment, "code_generator_class", CodeGenerator)
    with pytest.raises(LibraryError, match="Jinja2"):
        PageEnvironment(autoescape=True).demand_escaping()


def test_a_server_that_never_told_its_address_is_no_success(tmp_path, monkeypatch):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    monkeypatch.setattr(mkdocs_build.mkdocs_serve, "serve", lambda *_, **__: None)
    with pytest.raises(LibraryError, match="MkDocs"):
        mkdocs_build.serving(tmp_path, 0, "ja", lambda _: None)


def test_libraries_whose_insides_are_used_have_an_upper_bound():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounded = {re.match("[a-z0-9-]+", each)[0] for each in project["dependencies"] if "<" in each}
    assert bounded >= BOUNDED
