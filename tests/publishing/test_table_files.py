"""Before the switch every file of a table is read back: as many rows, and the CSV's values."""

import csv
import json
import shutil
import tracemalloc
import zipfile
from functools import partial
from itertools import pairwise

import duckdb
import pytest
import xlsxwriter

from hiraku.publishing.release import json_items, table_files
from hiraku.publishing.release.json_rows import row_faults
from hiraku.publishing.release.readers import xlsx
from hiraku.publishing.release.table_files import FORMS, table_faults
from hiraku.publishing.release.verify import faults
from hiraku.publishing.tables.export import exports

# These are compared in full.
IN_FULL = {"csv", "json", "geojson"}


def test_every_format_is_read_back():
    assert {export.extension for export in exports()} == IN_FULL | set(FORMS)


@pytest.fixture
def table(any_site, tmp_path):
    """Return the CSV of the table with the most formats, its files copied."""
    tables = [path for path in any_site.rglob("*.csv") if path.with_suffix(".parquet").is_file()]
    chosen = max(tables, key=lambda each: (len(files_of(each)), each.stat().st_size))
    for file in (*files_of(chosen), chosen, *chosen.parent.glob("*schema.json")):
        shutil.copy(file, tmp_path / file.name)
    copied = tmp_path / chosen.name
    if not copied.with_suffix(".ndjson").is_file():
        rows = copied.with_suffix(".json").read_text("utf-8").strip("[]\n").split("},\n{")
        lines = "".join(f"{{{row.strip('{}')}}}\n" for row in rows)
        copied.with_suffix(".ndjson").write_text(lines, encoding="utf-8")
    return copied


def files_of(table):
    names = (f"{table.stem}.{extension}" for extension in ("json", *FORMS))
    return [table.with_name(name) for name in names if table.with_name(name).is_file()]


def as_lines(path, change):
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(change(lines)), encoding="utf-8")


def as_records(path, change, encoding="utf-8"):
    """Change the rows of a CSV below its header; a row may have several lines."""
    with path.open(encoding=encoding, newline="") as stream:
        lines = list(stream)
    reader = csv.reader(lines)
    ends = [0, *(reader.line_num for _ in reader)]
    header, *rows = ("".join(lines[start:end]) for start, end in pairwise(ends))
    path.write_text("".join([header, *change(rows)]), encoding=encoding, newline="")


def as_parquet(path, change):
    aside = path.with_name("aside")
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet('{path}')")
        count = len(rows.fetchall())
        kept = f"SELECT * FROM read_parquet('{path}', file_row_number = true)"
        numbers = ", ".join(map(str, change(list(range(count))))) or "NULL"
        query = (
            f"SELECT * EXCLUDE file_row_number FROM ({kept}) WHERE file_row_number IN ({numbers})"
        )
        connection.execute(f"COPY ({query}) TO '{aside}' (FORMAT parquet)")
    aside.replace(path)


def as_workbook(path, change):
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    head, *rows = parts[name].replace(b"</sheetData>", b"<row </sheetData>").split(b"<row ")
    *rows, tail = rows
    parts[name] = head + b"".join(b"<row " + row for row in [rows[0], *change(rows[1:])]) + tail
    with zipfile.ZipFile(path, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)


EDITORS = {
    "cp932.csv": partial(as_records, encoding="cp932"),
    "excel.csv": as_records,
    "ndjson": as_lines,
    "parquet": as_parquet,
    "status.csv": as_records,
    "xlsx": as_workbook,
}


def without_the_last(rows):
    return rows[:-1]


def with_two_swapped(rows):
    """Swap the first row and the last: of a table of any size these are compared."""
    return [rows[-1], *rows[1:-1], rows[0]]


@pytest.mark.parametrize("extension", sorted(FORMS))
def test_a_file_that_lost_its_last_row_is_a_fault(table, extension):
    path = table.with_name(f"{table.stem}.{extension}")
    if not path.is_file():
        pytest.skip("this table does not come in that format")
    assert list(table_faults(table, table.parent)) == []
    EDITORS[extension](path, without_the_last)
    told = list(table_faults(table, table.parent))
    assert told
    assert all(fault.startswith(f"{path.name}: ") for fault in told)
    assert "≠" in told[0]


@pytest.mark.parametrize("extension", sorted({*FORMS} - {"parquet"}))
def test_rows_in_another_order_are_a_fault(table, extension):
    path = table.with_name(f"{table.stem}.{extension}")
    if not path.is_file():
        pytest.skip("this table does not come in that format")
    EDITORS[extension](path, with_two_swapped)
    told = list(table_faults(table, table.parent))
    assert len(told) == 2
    assert all("differs from" in fault for fault in told)


COLUMNS = {
    "integer": ("12", "INTEGER", "13"),
    "number": ("1.5", "DECIMAL(9, 3)", "1.501"),
    "boolean": ("true", "BOOLEAN", "false"),
    "date": ("2022-08-31", "DATE", "2022-08-30"),
    "datetime": ("2022-08-31T09:05:00", "TIMESTAMP", "2022-08-31T09:05:01"),
    "time": ("09:05:00", "TIME", "09:05:01"),
    "year": ("0868", "SMALLINT", "869"),
    "string": ("007", "VARCHAR", "7"),
    "list": ("1,20", "INTEGER[]", "1,2"),
    "list of boolean": ("true,false", "BOOLEAN[]", "true,true"),
}


def write_parquet(folder, kind, value):
    text, column, _ = COLUMNS[kind]
    kind, _, item = kind.partition(" of ")
    schema = {"fields": [{"name": "f", "type": kind, "itemType": item or "integer"}]}
    (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    with (folder / "data.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["f"], [text]])
    typed = f"[{value}]" if kind == "list" else f"'{value}'"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {typed}::{column} AS f) TO '{folder}/data.parquet' (FORMAT parquet)"
        )
    return list(faults(folder))


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_value_that_is_not_the_csvs_is_a_fault(tmp_path, kind):
    text, _, wrong = COLUMNS[kind]
    assert write_parquet(tmp_path, kind, text) == []
    assert write_parquet(tmp_path, kind, wrong) == ["data.parquet: row 2 differs from data.csv"]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "data.csv").write_text("a\n1\n", encoding="utf-8")
    for extension in ("parquet", "xlsx"):
        (tmp_path / f"data.{extension}").write_bytes(b"nothing of the kind")
    told = list(table_faults(tmp_path / "data.csv", tmp_path))
    assert [fault.partition(":")[0] for fault in told] == ["data.parquet", "data.xlsx"]


def test_a_sample_lies_evenly_between_the_first_row_and_the_last(tmp_path):
    path = tmp_path / "data.csv"
    for rows in (0, 1, 399, 401, 5000):
        path.write_text("a\n" + "".join(f"{number}\n" for number in range(rows)), encoding="utf-8")
        _, total, sample = table_files.sampled(path)
        assert total == rows
        assert all(texts == [str(number)] for number, texts in sample.items())
        numbers = sorted(sample)
        assert numbers[:1] == ([0] if rows else [])
        assert numbers[-1:] == ([rows - 1] if rows else [])
        assert min(rows, table_files.SAMPLE) <= len(numbers) <= 2 * table_files.SAMPLE + 1


def test_cells_as_large_as_may_be_are_read_back(tmp_path):
    (tmp_path / "data.csv").write_text(f"a\n{'x' * 500_000}\n", encoding="utf-8")
    (tmp_path / "data.json").write_text(f'[{{"a":"{"x" * 500_000}"}}]', encoding="utf-8")
    assert list(faults(tmp_path)) == []


def test_properties_of_places_are_those_of_the_csv(tmp_path):
    (tmp_path / "data.csv").write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    for last, expected in (("y", []), ("z", ["data.geojson: row 3 differs from data.csv"])):
        features = [{"properties": {"a": 1, "b": "x"}}, {"properties": {"a": 2, "b": last}}]
        text = json.dumps({"features": features})
        (tmp_path / "data.geojson").write_text(text, encoding="utf-8")
        assert list(faults(tmp_path)) == expected
    (tmp_path / "data.geojson").write_text('{"features": []}', encoding="utf-8")
    assert list(faults(tmp_path)) == ["data.geojson: 0 ≠ 2"]


def written(folder, rows):
    """Write a table of so many rows in each form that is read in Python, with values of its own."""
    folder.mkdir()
    table = folder / "data.csv"
    texts = [
        [str(number), f"{number % 1000 / 8}", f"備考{number:09}" * 4] for number in range(rows)
    ]
    lines = [f"{','.join(row)}\n" for row in texts]
    objects = [f'{{"id": {row[0]}, "rate": {row[1]}, "note": "{row[2]}"}}' for row in texts]
    table.write_text("id,rate,note\n" + "".join(lines), "utf-8")
    shutil.copy(table, folder / "data.excel.csv")
    (folder / "data.json").write_text("[\n" + ",\n".join(objects) + "\n]\n", "utf-8")
    (folder / "data.ndjson").write_text("\n".join(objects) + "\n", "utf-8")
    with xlsxwriter.Workbook(folder / "data.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["id", "rate", "note"], *texts]):
            sheet.write_row(number, 0, row if number == 0 else [int(row[0]), float(row[1]), row[2]])
    fields = [{"name": "id", "type": "integer"}, {"name": "rate", "type": "number"}]
    fields.append({"name": "note", "type": "string"})
    (folder / "schema.json").write_text(json.dumps({"fields": fields}), "utf-8")
    return table


def peak(table):
    """Return the bytes that Python holds at most while every file of a table is read back."""
    tracemalloc.start()
    try:
        assert list(table_faults(table, table.parent)) == []
        assert (
            list(row_faults(json_items.items(table.with_suffix(".json")), table, "data.json")) == []
        )
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_what_is_read_back_takes_no_more_memory_where_there_are_more_rows(tmp_path, monkeypatch):
    """Whole, with 1,000,000 rows and a limit, it is a bomb: `build-of-a-million-rows`."""
    for module, name in ((xlsx, "_CHUNK"), (json_items, "PIECE")):
        monkeypatch.setattr(module, name, 8 * 1024)  # else all of a small table is one piece
    few, many = (peak(written(tmp_path / str(rows), rows)) for rows in (1_000, 4_000))
    assert many < 1.3 * few


def test_a_folder_with_the_signs_of_a_pattern_is_read_as_it_is_called(tmp_path):
    folder, other = tmp_path / "a[1]", tmp_path / "a1"
    folder.mkdir()
    other.mkdir()
    text, _, wrong = COLUMNS["string"]
    assert write_parquet(other, "string", wrong) != []
    assert write_parquet(folder, "string", text) == []
