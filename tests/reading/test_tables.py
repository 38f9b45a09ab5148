"""Whatever Python's csv writes is read back equal, and both ways of reading are one."""

import codecs
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shelf import PLAIN, Shelf, opened
from written_tables import WRITINGS, of_encoding, tables

from hiraku.model import Dataset, Dialect, Field, Resource, Schema, Text
from hiraku.problems import Refused
from hiraku.reading import apart, loading
from hiraku.reading import tables as tables_module
from hiraku.reading.csv import first_record, quoting, scan_batches
from hiraku.reading.csv.csv_text import CsvText
from hiraku.reading.csv.scan_batches import ScanQuestions
from hiraku.reading.records.record_reader import RecordReader
from hiraku.reading.tables import Tables

FACTS = {"no-rows"}
UTF8 = st.sampled_from(["utf-8", "utf-8-sig"])


def assert_read_back(found, table):
    assert [found.labels, *found.cells] == table
    assert found.rows == list(range(2, len(table) + 1))


@given(table=tables(), writing=WRITINGS, codec=UTF8)
def test_a_table_in_utf_8_is_read_back_equal(shelf, table, writing, codec):
    found = shelf.read(writing.text_of(table).encode(codec), dialect=writing.dialect)
    assert_read_back(found, table)
    assert set(found.ids) <= FACTS


@given(table=tables(), writing=WRITINGS)
def test_lines_are_counted_through_cells_of_many_lines(shelf, table, writing):
    found = shelf.read(writing.text_of(table).encode(), dialect=writing.dialect)
    assert found.lines == writing.lines_of(table)[1:]


@given(table=tables(), writing=WRITINGS, codec=st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_a_table_in_utf_16_is_read_back_equal(shelf, table, writing, codec):
    mark = codecs.BOM_UTF16_LE if codec.endswith("le") else codecs.BOM_UTF16_BE
    content = mark + writing.text_of(table).encode(codec)
    found = shelf.read(content, dialect=writing.dialect)
    assert_read_back(found, table)
    assert set(found.ids) - FACTS == {"encoding-utf16"}


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
@given(data=st.data(), writing=WRITINGS)
def test_a_table_in_a_declared_encoding_is_read_back_equal(shelf, codec, data, writing):
    table = data.draw(tables(CODED[codec]))
    content = writing.text_of(table).encode(codec)
    assume(not is_utf_8_by_chance(content))
    found = shelf.read(content, dialect=writing.dialect, encoding=codec)
    assert_read_back(found, table)
    assert set(found.ids) <= FACTS


@given(table=tables(), writing=WRITINGS, large=st.booleans())
def test_a_table_that_is_held_has_the_rows_of_the_file_in_their_order(shelf, table, writing, large):
    put = shelf.put(writing.text_of(table).encode(), dialect=writing.dialect)
    plain = rows_of(shelf.tables, shelf.tables.table(*put))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables_module, "HELD_BYTES", 0 if large else 1_000_000)
        with shelf.tables.held(*put) as held:
            assert held.sql == held.key or ("read_parquet(" in held.sql) is large
            assert rows_of(shelf.tables, held) == plain
    assert rows_of(shelf.tables, shelf.tables.table(*put)) == plain


def test_a_large_file_is_held_in_a_file_and_a_small_one_in_memory(shelf, monkeypatch):
    put = shelf.put(b"a,b\n1,2\n")
    with shelf.tables.held(*put) as table:
        assert table.sql == f"{table.key}_held"
    monkeypatch.setattr(tables_module, "HELD_BYTES", 7)
    with shelf.tables.held(*put) as table:
        assert table.sql.startswith("read_parquet(")
        path = Path(table.sql.split("'")[1])
        assert path.is_file()
    assert not path.exists()


def rows_of(known, table):
    selected = ", ".join(("row", "line", *table.columns))
    return known.connection.execute(f"SELECT {selected} FROM {table.sql}").fetchall()


CODED = {codec: of_encoding(codec) for codec in ("cp932", "euc_jp")}


def is_utf_8_by_chance(content):
    """Such as ﾂｱ in CP932, which is ± in UTF-8; the ladder tries UTF-8 first."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.isascii()


# Texts near to what DuckDB reads at once: lines that end alike, often ragged, often misquoted.
UNQUOTED = st.text(st.sampled_from("ab1 ,;#'-　津é\t|"), max_size=4)
QUOTED = st.text(st.sampled_from('ab1 ,;#津""\n'), max_size=4)
RIGHTLY = st.text(st.sampled_from("ab1 ,;#津\n"), max_size=4).map(lambda each: f'"{each}"')
MIXED = st.one_of(UNQUOTED, QUOTED, RIGHTLY, RIGHTLY.map(lambda each: each * 2))


LINE_ENDS = st.sampled_from(["\n", "\r\n"])


def lines_of(cells):
    return st.lists(st.lists(cells, min_size=1, max_size=3).map(",".join), min_size=1, max_size=9)


@pytest.mark.parametrize("cells", [UNQUOTED, MIXED, RIGHTLY], ids=["plain", "mixed", "quoted"])
@given(data=st.data(), line_end=LINE_ENDS, chunk=st.sampled_from([1, 2, 5, 4096]))
def test_both_ways_of_reading_find_the_same(shelf, data, cells, line_end, chunk):
    lines = data.draw(lines_of(cells), label="lines")
    last = data.draw(st.sampled_from([[], [""]]), label="final newline")
    text = "\n".join([*lines, *last]).replace("\n", line_end)
    assume(text.strip("\r\n"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quoting, "CHUNK", chunk)
        assert_both_ways_agree(shelf, text)


@given(table=tables(MIXED), writing=WRITINGS)
def test_both_ways_of_reading_agree_on_written_tables(shelf, table, writing):
    assert_both_ways_agree(shelf, writing.text_of(table), writing.dialect)


def assert_both_ways_agree(shelf, text, dialect=PLAIN):
    found = shelf.read(text.encode(), dialect=dialect)
    careful = RecordReader(
        CsvText(text, dialect), Resource("t", "t.csv", Text({"ja": "t"}), dialect=dialect), "t.csv"
    )
    rows = list(careful.rows())
    assert found.labels == list(careful.labels)
    assert list(zip(found.rows, found.lines, found.cells, strict=True)) == rows
    assert told(found.problems) - {("no-rows", 1)} == told(careful.problems)


def told(problems):
    return {(problem.id, problem.total) for problem in problems}


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n",
        b"a,b\r\n1,2\r\n",
        b"\xef\xbb\xbfa,b\n1,2",
        "津,市\n1,\n".encode(),
        b'"a","b"\n"1","2\n3 ""4"", 5"\n',
        b'a,b\r\n"1",""\r\n',
    ],
)
def test_a_plain_file_is_read_at_once(shelf, content, monkeypatch):
    monkeypatch.setattr(loading, "read_csv", None)
    assert shelf.read(content).rows == [2]


def test_a_large_file_keeps_the_order_of_its_rows(shelf):
    padding = "x" * 120
    lines = (f"{number},{padding}\n" for number in range(2, 400_002))
    table = shelf.table(("row,padding\n" + "".join(lines)).encode())
    astray = f"SELECT count(*) FROM {table.sql} WHERE c1::BIGINT <> row OR line <> row"
    assert shelf.tables.connection.execute(astray).fetchone() == (0,)
    assert table.rows == 400_000


def test_a_table_without_a_header_is_named_by_its_fields(shelf):
    fields = tuple(Field(name, "string", Text({"ja": name})) for name in ("a", "b"))
    schema = Schema("s", fields, Text({"ja": "s"}))
    found = shelf.read(b"1,2\n3,4\n", dialect=Dialect(header=False), schema=schema)
    assert found.labels == ["a", "b"]
    assert (found.rows, found.cells) == ([1, 2], [["1", "2"], ["3", "4"]])


@pytest.mark.parametrize("quoted", [False, True])
def test_rows_longer_than_duckdb_s_own_limit_are_read(shelf, quoted):
    cells = ["x" * 900_000, "y" * 900_000, "z" * 900_000]
    mark = '"' if quoted else ""
    record = ",".join(f"{mark}{cell}{mark}" for cell in cells)
    found = shelf.read(f"a,b,c\n{record}\n1,2,3\n".encode())
    assert found.rows == [2, 3]
    assert [len(cell) for cell in found.cells[0]] == [900_000] * 3


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_that_is_too_large_is_told_and_the_others_are_read(shelf, size, mark):
    found = shelf.read(f"a,b\n1,{mark}{'x' * size}{mark}\n3,4\n".encode())
    assert found.places == [("cell-too-large", 2, 2, None)]
    assert found.cells == [["3", "4"]]


def test_a_cell_of_just_the_limit_is_read(shelf):
    found = shelf.read(b"a\n" + b"x" * first_record.MAX_CELL_BYTES + b"\n")
    assert not found.problems


def test_as_many_columns_as_the_limit_are_read_and_no_more(tmp_path):
    """In a memory of its own: the module's holds a table of each example before."""
    wide = ",".join(f"c{number}" for number in range(first_record.MAX_COLUMNS))
    with opened(tmp_path) as shelf:
        cells = shelf.read(f"{wide}\n{wide}\n".encode()).cells
        problem = shelf.refusal(f"{wide},more\n".encode())
    assert len(cells[0]) == first_record.MAX_COLUMNS
    assert (problem.id, problem.values["limit"]) == ("too-many-columns", "2,000")


def test_a_large_table_of_many_columns_is_read_within_the_memory_of_a_catalog(tmp_path):
    wide = ",".join(f"c{number}" for number in range(first_record.MAX_COLUMNS))
    content = f"{wide}\n".encode() * (tables_module.HELD_BYTES // len(wide) + 1)
    with Tables(tmp_path, memory_limit="352MB") as tables:
        dataset, resource = Shelf(tmp_path, tables).put(content)
        with tables.held(dataset, resource) as table:
            counted = tables.connection.execute(f"SELECT count(c2000) FROM {table.sql}").fetchone()
    assert counted == (content.count(b"\n") - 1,)


def test_small_files_are_asked_together_and_those_with_a_fault_as_well(tmp_path):
    def twos(_, labels):
        return ScanQuestions({"twos": f"count_if(c{len(labels)} = '2')"})

    texts = ["a,b\n1,2\n", 'a,b\n1,"2\n', "a,b\n3,4\n5,6\n", "a,b\n\n7,8\n"]
    schema = Schema(
        "s",
        (Field("a", "integer", Text({"ja": "a"})), Field("b", "integer", Text({"ja": "b"}))),
        Text({"ja": "s"}),
    )
    datasets = []
    for number, text in enumerate(texts):
        (tmp_path / f"d{number}.csv").write_text(text)
        resource = Resource(f"d{number}", f"d{number}.csv", Text({"ja": "d"}), schema)
        datasets.append(Dataset(f"d{number}", tmp_path, Text({"ja": "d"}), (resource,)))
    with Tables(tmp_path) as ahead, Tables(tmp_path) as alone:
        ahead.load_small_files(datasets, twos)
        assert len(ahead._loaded_early) == 4  # noqa: SLF001 - that they were is the point
        for dataset in datasets:
            one, other = (
                tables.table(dataset, dataset.resources[0], twos) for tables in (ahead, alone)
            )
            assert (one.rows, one.answers, one.labels) == (other.rows, other.answers, other.labels)
            assert [problem.id for problem in one.problems] == [
                problem.id for problem in other.problems
            ]
    assert other.problems[0].id == "blank-row"


FAULTY = {
    "short": b"a,b\n1\n2,3\n",
    "long": b"a,b\n1,2,3\n2,3\n",
    "blank": b"a,b\n\n2,3\n",
    "blank at the end": b"a,b\n2,3\n\n",
    "stray quote": b'a,b\n1,x"y"\n"2",3\n',
    "open quote": b'a,b\n1,2\n3,"4\n',
    "mixed ends": b"a,b\r\n1,2\n3,4\r\n",
    "nothing sound": b"a,b\n1\n2\n",
    "no record": b"a,b\n",
    "of many lines": b'a,b\n"1\n\n2",x\n3\n4,5\n',
    "a mark": b"\xef\xbb\xbfa,b\n1\n2,3\n",
    "in CP932": "a,b\n津,2\n3\n".encode("cp932"),
    "no UTF-8": b"a,b\n\xff,2\n3\n",
    "NUL": b"a,b\n\x00,2\n3\n",
    "empty": b"",
    "empty lines": b"\n\n\n",
    "repeated header": b"a,a\n1\n2,3\n",
    "three columns": b"a,b,c\n1\n2,3,4\n",
}


@pytest.mark.parametrize(("most", "together"), [(2000, len(FAULTY) - 3), (3, 3)])
def test_small_files_with_a_fault_are_as_they_are_alone(tmp_path, monkeypatch, most, together):
    """The three of which no table is made are refused; of many, some are left to be read alone."""
    monkeypatch.setattr(apart, "_AT_ONCE", 3)
    for module in (scan_batches, loading):
        monkeypatch.setattr(module, "MOST_BROKEN", most)
    datasets = []
    for number, content in enumerate(FAULTY.values()):
        (tmp_path / f"d{number}.csv").write_bytes(content)
        encoding = "cp932" if list(FAULTY)[number] == "in CP932" else None
        resource = Resource("d", f"d{number}.csv", Text({"ja": "d"}), encoding=encoding)
        datasets.append(Dataset(f"d{number}", tmp_path, Text({"ja": "d"}), (resource,)))

    def twos(_, labels):
        return ScanQuestions({"twos": f"count_if(c{len(labels)} = '2')"})

    def read(tables, dataset):
        try:
            table = tables.table(dataset, dataset.resources[0], twos)
        except Refused as refused:
            return refused.problem
        rows = tables.connection.execute(f"FROM {table.sql} ORDER BY row").fetchall()
        return table.labels, table.rows, table.answers, table.problems, rows

    with Tables(tmp_path) as ahead, Tables(tmp_path) as alone:
        ahead.load_small_files(datasets, twos)
        early = set(ahead._loaded_early)  # noqa: SLF001 - that they were is the point
        for name, dataset in zip(FAULTY, datasets, strict=True):
            assert read(ahead, dataset) == read(alone, dataset), name
    assert len(early) == together


def test_two_resources_of_one_file_are_asked_their_own_questions(tmp_path):
    (tmp_path / "d.csv").write_text("a\n1\n2\n")
    of = {
        kind: Schema(kind, (Field("a", kind, Text({"ja": "a"})),), Text({"ja": "s"}))
        for kind in ("integer", "any")
    }
    resources = tuple(
        Resource(kind, "d.csv", Text({"ja": "d"}), schema) for kind, schema in of.items()
    )
    dataset = Dataset("d", tmp_path, Text({"ja": "d"}), resources)

    def questions(file, _):
        return ScanQuestions(
            {"rows": "count(*)"} if file.resource.name == "integer" else {"none": "0"}
        )

    with Tables(tmp_path) as tables:
        tables.load_small_files([dataset], questions)
        found = [tables.table(dataset, resource, questions) for resource in resources]
    assert [(table.rows, table.answers) for table in found] == [(2, {"rows": 2}), (2, {"none": 0})]
    assert found[0].key != found[1].key


WIDE = [[f"f{at}" for at in range(1000)], *[["1234"] * 1000] * 2100]


def test_a_wide_table_is_read_in_place_where_memory_is_scarce(tmp_path, monkeypatch):
    def refused(*_):
        raise AssertionError("read with care")

    monkeypatch.setattr(loading.Loader, "_with_care", refused)
    content = "".join(",".join(row) + "\n" for row in WIDE).encode()
    with Tables(tmp_path, memory_limit="120MB") as tables:
        table = Shelf(tmp_path, tables).table(content)
    assert (table.rows, len(table.labels), table.problems) == (2100, 1000, ())


@pytest.mark.parametrize("row", [",,", "x,,", ",,x"])
def test_a_row_is_blank_only_where_every_column_is(shelf, monkeypatch, row):
    monkeypatch.setattr(scan_batches, "COLUMNS_AT_ONCE", 1)
    found = shelf.read(f"a,b,c\n1,2,3\n{row}\n1,,3\n".encode())
    assert found.ids == (["blank-row"] if row == ",," else [])
    assert len(found.cells) == (2 if found.ids else 3)
