from pathlib import Path

import pytest

from hiraku.model import Dataset, Resource, Text
from hiraku.publishing.site import links
from hiraku.publishing.site.menu import menu

FIRST = Resource("cards", "cards.csv", Text({"ja": "交付率"}))
SECOND = Resource("notes", "notes.csv", Text({"ja": "注記"}))
TWO_TABLES = Dataset("cards", Path("/x"), Text({"ja": "交付率"}), (FIRST, SECOND))


def test_pages_end_with_a_slash_and_begin_without_one():
    pages = [links.datasets(), links.dataset("kpi"), links.schemas(), links.schema("kpi")]
    assert pages == ["datasets/", "datasets/kpi/", "schemas/", "schemas/kpi/"]
    assert links.home() == ""


def test_identifiers_are_percent_encoded():
    assert links.dataset("市町 1/2") == "datasets/%E5%B8%82%E7%94%BA%201-2-fbec399111/"
    assert links.anchor("field", "a b:c") == "field-a%20b%3Ac"


@pytest.mark.parametrize(
    ("resource", "suffix", "path"),
    [
        (FIRST, "csv", "datasets/cards/data.csv"),
        (FIRST, "excel.csv", "datasets/cards/data.excel.csv"),
        (FIRST, "json", "datasets/cards/data.json"),
        (FIRST, "schema.json", "datasets/cards/schema.json"),
        (SECOND, "csv", "datasets/cards/notes.csv"),
        (SECOND, "excel.csv", "datasets/cards/notes.excel.csv"),
        (SECOND, "schema.json", "datasets/cards/notes.schema.json"),
    ],
)
def test_downloads_of_the_first_table_are_called_data(resource, suffix, path):
    assert links.download(TWO_TABLES, resource, suffix) == path


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("", "", "./"),
        ("datasets/", "", "datasets/"),
        ("", "datasets/kpi/", "../../"),
        ("datasets/", "datasets/", "./"),
        ("datasets/", "datasets/kpi/", "../"),
        ("datasets/kpi/data.csv", "datasets/kpi/", "data.csv"),
        ("datasets/a/", "datasets/b/", "../a/"),
        ("schemas/kpi/#field-x", "datasets/kpi/", "../../schemas/kpi/#field-x"),
        ("datasets/#theme-x", "datasets/", "#theme-x"),
        ("assets/hiraku.css", "manual/rules/type-error/", "../../../assets/hiraku.css"),
    ],
)
def test_relative_ways_hold_at_any_depth(target, page, way):
    assert links.relative(target, page) == way


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("datasets/%E5%B8%82/", "datasets/市/index.html"),
        ("schemas/kpi/#field-x", "schemas/kpi/index.html"),
        ("datasets/kpi/data.csv", "datasets/kpi/data.csv"),
    ],
)
def test_every_path_names_one_file(path, file):
    assert links.file(path) == file


def test_menu_follows_the_configuration():
    nav = [
        {"ホーム": "index.md"},
        {"このサイト": "about.md"},
        {"手引き": [{"はじめに": "manual/index.md"}, "manual/rules.md"]},
        {"県": "https://www.pref.mie.lg.jp/"},
        "untitled.md",
    ]
    entries = menu(nav, {"ja": {}})
    assert [(str(item.title), item.path) for item in entries] == [
        ("ホーム", ""),
        ("このサイト", "about/"),
        ("手引き", "manual/"),
        ("県", "https://www.pref.mie.lg.jp/"),
    ]
