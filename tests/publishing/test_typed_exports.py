"""Every typed download says the same as the CSV, typed as the schema says, for every reader."""

import csv
import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from hiraku.checking.cells.judge import Judge
from hiraku.checking.types.field_type import field_types
from hiraku.model import Dataset, Field, Origin, Resource, Schema, Text
from hiraku.publishing.tables.exports import json as json_export
from hiraku.publishing.tables.exports import ndjson, parquet
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.catalog.schemas import schema_from
from hiraku.reading.loaded_table import LoadedTable

NASTY = {
    "integer": ({}, ["9007199254740993", "-9007199254740991", "0"]),
    "huge": ({"type": "integer"}, ["123456789012345678901234567890", "-5", "0"]),
    "endless": ({"type": "integer"}, ["1" * 60, "-5", "0"]),
    "number": ({}, ["123456789012345678901234567.890", "-0.50", "7"]),
    "grouped": ({"type": "number", "groupChar": ",", "bareNumber": False},
                ["1,780.5円", "-12", "1,234,567%"]),
    "comma": ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1.780,50", "0,5", "3"]),
    "boolean": ({"trueValues": ["はい"], "falseValues": ["いいえ"]}, ["はい", "いいえ", "はい"]),
    "date": ({}, ["0001-01-01", "1868-01-25", "9999-12-31"]),
    "slashed": ({"type": "date", "format": "%Y/%m/%d"}, ["2022/8/31", "1899/12/31", "2024/02/29"]),
    "short": ({"type": "date", "format": "%d.%m.%y"}, ["31.8.68", "01.01.69", "29.02.24"]),
    "clock": ({"type": "time", "format": "%H時%M分"}, ["9時05分", "23時59分", "00時0分"]),
    "local": ({"type": "datetime"}, ["1868-01-25T23:59:59", "2022-08-31T13:30:00.25",
                                     "2022-01-01T00:00:00"]),
    "minute": ({"type": "datetime", "format": "%Y/%m/%d %H:%M"},
               ["2022/8/31 9:05", "1899/12/31 23:59", "2022/01/01 00:00"]),
    "mixed": ({"type": "datetime"}, ["2022-08-31T13:30:00Z", "2022-08-31T13:30:00",
                                     "2022-08-31T13:30:00+09:00"]),
    "year": ({}, ["0999", "2022", "0000"]),
    "list": ({}, ["a,b", "𠮷,か\u3099", "x"]),
    "numbers": ({"type": "list", "itemType": "number", "delimiter": ";"},
                ["1.5;20", "0", "-0.25;3;4"]),
    "any": ({}, ["=1+1", "<script>", "x" * 40_000]),
}  # fmt: skip
TYPES = {
    "integer": "BIGINT", "huge": "DECIMAL(30,0)", "endless": "VARCHAR", "number": "DECIMAL(30,3)",
    "grouped": "DECIMAL(8,1)", "comma": "DECIMAL(6,2)", "boolean": "BOOLEAN", "date": "DATE",
    "slashed": "DATE", "short": "DATE", "clock": "TIME", "local": "TIMESTAMP",
    "minute": "TIMESTAMP", "mixed": "VARCHAR", "year": "SMALLINT", "list": "VARCHAR[]",
    "numbers": "DECIMAL(4,2)[]", "any": "VARCHAR",
}  # fmt: skip


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def published(connection, rows):
    """Return the nasty table with a last row of missing values, cut to some rows."""
    fields = [{"name": name, "type": name, **tree} for name, (tree, _) in NASTY.items()]
    schema = schema_from({"fields": fields}, "s", Origin("s"))
    texts = [[*cells, ""][:rows] for _, cells in NASTY.values()]
    columns = ", ".join(f"c{n} VARCHAR" for n in range(1, len(fields) + 1))
    connection.execute(f"CREATE OR REPLACE TABLE nasty (row BIGINT, line BIGINT, {columns})")
    marks = ", ".join("?" * (len(fields) + 2))
    for number, row in enumerate(zip(*texts, strict=True), 2):
        connection.execute(f"INSERT INTO nasty VALUES ({marks})", [number, number, *row])
    table = LoadedTable("nasty", "nasty", "nasty.csv", tuple(NASTY), rows)
    return as_published(table, Resource("r", "r.csv", Text({"ja": "r"}), schema), connection)


def judged(table):
    """Return each column as the reference reads it."""
    rows = list(zip(*table.texts(), strict=True))
    return {
        field.name: [Judge(field).verdict(text).value for text in column]
        for field, column in zip(table.fields, rows, strict=True)
    }


def wanted(table):
    """Return what the reference reads, text where no type of Parquet holds the whole column."""
    found = judged(table)
    for name in ("endless", "mixed") if table.table.rows > 1 else ("endless",):
        column = table.table.columns[list(NASTY).index(name)]
        texts = table.connection.execute(f"SELECT nullif({column}, '') FROM nasty").fetchall()
        found[name] = [text for (text,) in texts]
    return found


@pytest.mark.parametrize("rows", [0, 1, 4])
def test_parquet_holds_the_values_that_the_reference_reads(connection, tmp_path, rows):
    table = published(connection, rows)
    parquet.export.write(table, tmp_path / "t.parquet")
    found = pq.read_table(tmp_path / "t.parquet").to_pydict()
    expected = wanted(table) if rows else {name: [] for name in NASTY}
    assert found == expected


def test_each_column_has_the_narrowest_type_that_holds_it(connection):
    types = [kind.replace(" ", "") for kind in published(connection, 4).types]
    assert dict(zip(NASTY, types, strict=True)) == TYPES


def test_every_reader_reads_the_same(connection, tmp_path):
    path = tmp_path / "t.parquet"
    table = published(connection, 4)
    parquet.export.write(table, path)
    expected = wanted(table)
    assert pl.read_parquet(path).to_dict(as_series=False) == expected
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    assert frame["slashed"].to_list()[:3] == [
        date(2022, 8, 31),
        date(1899, 12, 31),
        date(2024, 2, 29),
    ]
    assert frame["clock"].to_list()[:3] == [time(9, 5), time(23, 59), time(0, 0)]
    assert frame.iloc[3].isna().all()
    assert frame["number"].to_list()[0] == Decimal("123456789012345678901234567.890")
    read = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert [list(row) for row in zip(*expected.values(), strict=True)] == [
        list(row) for row in read
    ]


def test_parquet_is_compressed_with_zstd_and_the_same_bytes_each_time(connection, tmp_path):
    table = published(connection, 4)
    for name in ("a", "b"):
        parquet.export.write(table, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    metadata = pq.ParquetFile(tmp_path / "a").metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_long_tables_are_the_same_bytes_whatever_the_threads(connection, tmp_path):
    connection.execute(
        "CREATE OR REPLACE TABLE long AS SELECT i + 2 AS row, i + 2 AS line, i::VARCHAR AS c1 "
        "FROM range(300000) r(i)"
    )
    schema = schema_from({"fields": [{"name": "n", "type": "integer"}]}, "s", Origin("s"))
    resource = Resource("r", "r.csv", Text({"ja": "r"}), schema)
    table = as_published(
        LoadedTable("long", "long", "l.csv", ("n",), 300_000), resource, connection
    )
    for threads in (1, 4):
        connection.execute(f"SET threads = {threads}")
        for export in (parquet.export, json_export.export, ndjson.export):
            export.write(table, tmp_path / f"{threads}.{export.extension}")
    for export in (parquet.export, json_export.export, ndjson.export):
        one, four = (tmp_path / f"{n}.{export.extension}" for n in (1, 4))
        assert one.read_bytes() == four.read_bytes()
    lines = (tmp_path / "1.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["n"] for line in lines] == list(range(300_000))


def test_json_and_ndjson_say_the_true_values(connection, tmp_path):
    table = published(connection, 4)
    json_export.export.write(table, tmp_path / "t.json")
    ndjson.export.write(table, tmp_path / "t.ndjson")
    text = (tmp_path / "t.json").read_text(encoding="utf-8")
    objects = json.loads(text, parse_float=Decimal)
    lines = (tmp_path / "t.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line, parse_float=Decimal) for line in lines] == objects
    assert '"number":-0.50,' in text
    assert objects[0]["integer"] == "9007199254740993"
    assert objects[1]["integer"] == -9007199254740991
    assert [row["grouped"] for row in objects] == [Decimal("1780.5"), -12, 1234567, None]
    assert [row["slashed"] for row in objects[:2]] == ["2022-08-31", "1899-12-31"]
    assert [row["clock"] for row in objects[:2]] == ["09:05:00", "23:59:00"]
    assert objects[0]["minute"] == "2022-08-31T09:05:00"
    assert objects[0]["year"] == 999
    assert objects[0]["list"] == ["a", "b"]
    assert objects[0]["numbers"] == [Decimal("1.5"), 20]
    assert objects[3] == dict.fromkeys(NASTY)


def test_the_texts_of_this_test_are_canonical(connection):
    table = published(connection, 3)
    known = field_types()
    for field, column in zip(table.fields, zip(*table.texts(), strict=True), strict=True):
        for text in column:
            value = Judge(field).verdict(text).value
            assert known[field.type].canonical(value, text, field) == text, field.name


def test_csv_of_the_nasty_table_is_untouched(connection, tmp_path):
    from hiraku.publishing.tables.exports import csv as csv_export  # noqa: PLC0415 - its name is taken

    table = published(connection, 3)
    csv_export.export.write(table, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        _, *rows = csv.reader(stream)
    assert rows == [list(row) for row in table.texts()]


def test_rows_of_a_key_are_the_first_ones_in_the_order_of_the_file(connection):
    cells = [("a", "津"), ("b", "津"), ("a", "伊勢"), ("a", "津"), ("c", "c"), ("a", "鳥羽")]
    rows = [f"({row}, '{cell}', '{other}')" for row, (cell, other) in enumerate(cells, 2)]
    values = ", ".join(reversed(rows))  # so that nothing is in order by chance
    connection.execute(
        f"CREATE OR REPLACE TABLE keyed AS SELECT * FROM (VALUES {values}) AS t(row, c1, c2)"
    )
    fields = tuple(Field(name, "string", Text({"ja": name})) for name in ("one", "other"))
    resource = Resource(
        "keyed", "keyed.csv", Text({"ja": "k"}), Schema("keyed", fields, Text({"ja": "k"}))
    )
    table = as_published(
        LoadedTable("keyed", "keyed", "keyed.csv", ("one", "other"), 6, unnumbered_sql="keyed"),
        resource,
        connection,
    )
    assert list(table.rows_by(["c1"], 2)) == [
        ("a", 4, ("a", "津")),
        ("a", 4, ("a", "伊勢")),
        ("b", 1, ("b", "津")),
        ("c", 1, ("c", "c")),
    ]
    both = list(table.rows_by(["c1", "c2"], 1))
    assert [(key, total) for key, total, _ in both if key in {"c", "津"}] == [("c", 1), ("津", 3)]


def as_published(table, resource, connection):
    dataset = Dataset("d", Path(), Text({"ja": "d"}), (resource,))
    return PublishedTable(
        table, resource, connection, dataset, Text({"ja": "c"}), "https://example.jp/"
    )
