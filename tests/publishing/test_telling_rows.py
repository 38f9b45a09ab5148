"""The rows that the search shows: by what a row is known, and which rows of a series stand."""

from pathlib import Path

import pytest

from hiraku.model import Field, Resource, Schema, Text, View
from hiraku.publishing.staging.search_rows import bucket
from hiraku.publishing.tables.telling_rows import telling_rows


def field(name, kind="string", unit=None):
    return Field(name, kind, Text({"en": name}), unit=unit)


def table(fields, key=()):
    return Resource(
        "t",
        "t.csv",
        Text({"en": "T"}),
        Schema("s", tuple(fields), Text({"en": "S"}), primary_key=key),
    )


def names(telling):
    return [column.name for column in telling.fields]


def test_a_row_is_known_by_its_name_and_what_is_measured():
    fields = [field("code"), field("group"), field("name"), field("visits", "integer", "件")]
    rows = [("01", "a", "Library", "16"), ("02", "a", "Museum", "5"), ("03", "b", "Park", "")]
    telling = telling_rows(table(fields), rows, ())
    assert names(telling) == ["name", "visits", "group"]
    assert telling.rows[0] == ("Library", "16", "a")
    assert telling.rows[2] == ("Park", "", "b")


def test_the_columns_of_charts_come_before_the_others():
    fields = [field("law"), field("name"), field("status")]
    rows = [
        ("law a", "first", "yes it is"),
        ("law b", "second", "not yet"),
        ("law b", "third", "not yet"),
    ]
    view = View("v", "bar", Text({}), Text({}), fields={"category": "status"})
    assert names(telling_rows(table(fields), rows, (view,))) == ["name", "status", "law"]


def test_of_rows_that_differ_in_time_alone_the_newest_stands():
    fields = [field("as_of", "date"), field("city"), field("rate", "number", "%")]
    rows = [("2021-01-01", "Tsu", "1"), ("2022-01-01", "Tsu", "3"), ("2022-01-01", "Iga", "2")]
    telling = telling_rows(table(fields, ("as_of", "city")), rows, ())
    assert names(telling) == ["city", "rate", "as_of"]
    assert telling.rows == (("Tsu", "3", "2022-01-01"), ("Iga", "2", "2022-01-01"))


@pytest.mark.parametrize("rows", [[], [("1", "2")], [("12", "7"), ("13", "8")]])
def test_a_table_of_numbers_alone_is_not_searched(rows):
    assert telling_rows(table([field("a", "integer"), field("b", "integer")]), rows, ()).rows == ()


def test_pairs_are_put_where_the_script_looks_for_them():
    script = Path(__file__).parents[2] / "src" / "hiraku" / "theme" / "scripts" / "rows.js"
    assert "(first * 31 + second) % count" in script.read_text(encoding="utf-8")
    assert bucket("採石", 1000) == (ord("採") * 31 + ord("石")) % 1000
