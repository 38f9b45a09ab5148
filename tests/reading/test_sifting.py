"""One fault costs one record, and the verdict is that of the way that reads every record.

Faults are put anywhere between plain records; the windows in which a text is read are made so
small that every record meets the end of one.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import PLAIN

from hiraku.model import Dialect, Field, Schema, Text
from hiraku.reading import loading
from hiraku.reading.csv import csv_text, sifting
from hiraku.reading.files import encodings
from hiraku.reading.records import confined

CELLS = st.text(st.sampled_from("ab1 ;津é-'　"), max_size=4)
QUOTED = st.text(st.sampled_from('ab1,津\n"\r'), max_size=4).map(
    lambda text: '"' + text.replace('"', '""').replace("\r", "\r\n") + '"'
)
RECORDS = st.lists(st.one_of(CELLS, CELLS, QUOTED), min_size=3, max_size=3).map(",".join)
FAULTS = st.sampled_from(
    ["", ",,", '"",,""', "a,b", "a,b,c,d", 'a,b"c,d', '"a,b,c', '"a"b,c,d', "a\0,b,c", "\r",
     '"\n",,', "a,b,\rc", '"a\rb",1,2', '"', '""', " "]
)  # fmt: skip
LINE_ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def texts(draw):
    """Plain records with faults between them, one line end for most and seldom another."""
    line_end = draw(LINE_ENDS)
    other = draw(st.sampled_from([line_end, line_end, "\n", "\r\n", "\r"]))
    parts = [draw(st.sampled_from(["x,y,z", '"x","y","z"', "x,y", '"x\n",y,z']))]
    for _ in range(draw(st.integers(1, 4))):
        parts += draw(st.lists(RECORDS, max_size=4))
        parts += draw(st.lists(FAULTS, max_size=2))
    ends = [line_end] * len(parts)
    ends[draw(st.integers(0, len(parts) - 1))] = other
    ends[-1] = draw(st.sampled_from([line_end, ""]))
    return "".join(part + end for part, end in zip(parts, ends, strict=True))


def in_windows_of(patch, size):
    patch.setattr(csv_text, "WINDOW", size)
    patch.setattr(encodings, "CHUNK", size)


def one_by_one(patch):
    patch.setattr(loading.Loader, "_sifted", lambda *_: None)


@pytest.mark.parametrize("header", [True, False])
@given(text=texts(), size=st.sampled_from([1, 7, 64, 4096]))
def test_sifting_and_reading_one_by_one_find_the_same(shelf, header, text, size):
    dialect = Dialect(header=header)
    with pytest.MonkeyPatch.context() as patch:
        in_windows_of(patch, size)
        sifted = outcome(shelf, text, dialect)
        one_by_one(patch)
        assert sifted == outcome(shelf, text, dialect)


def outcome(shelf, text, dialect=PLAIN, schema=None):
    try:
        return shelf.read(text.encode(), dialect=dialect, schema=schema)
    except loading.Refused as refused:
        return refused.problem


TWO = Schema("s", tuple(Field(n, "string", Text({"ja": n})) for n in "xy"), Text({"ja": "s"}))


@pytest.mark.parametrize("text", ["1,2\n3\n4,5\n", "1\n3,4\n5,6\n", "\n1,2\n3,4\n"])
def test_the_fields_tell_the_width_where_there_is_no_header(shelf, text):
    with pytest.MonkeyPatch.context() as patch:
        sifted = outcome(shelf, text, Dialect(header=False), TWO)
        one_by_one(patch)
        assert sifted == outcome(shelf, text, Dialect(header=False), TWO)


@pytest.fixture
def looked_at(monkeypatch):
    """How many records of a file are read one by one."""
    seen = []

    class Counting(sifting.SiftedCsv):
        def records(self):
            for record in super().records():
                seen.append(record.row)
                yield record

    monkeypatch.setattr(confined, "SiftedCsv", Counting)
    return seen


ROWS = [f"{number},名前,{number * 3}" for number in range(5_000)]
QUOTED_ROWS = [f'{number},"名,\n""前""",{number * 3}' for number in range(5_000)]


@pytest.mark.parametrize("rows", [ROWS, QUOTED_ROWS], ids=["plain", "quoted"])
@pytest.mark.parametrize("fault", ["", ",,", '"",,', "1,2", "1,2,3,4", '1,a"b,c', '"1"2,3,4'])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_the_records_at_a_fault_are_read_one_by_one(shelf, looked_at, rows, fault, line_end):
    lines = ["a,b,c", *rows[:3_000], fault, *rows[3_000:], ""]
    found = shelf.read(line_end.join(lines).encode())
    assert looked_at == [1, 3_002]
    assert [place[1] for place in found.places] == [3_002]
    kept = [*range(2, 3_002), *range(3_003, 5_003)]
    assert [row for row in found.rows if row != 3_002] == kept


def test_a_quote_that_is_never_closed_costs_its_record(shelf, looked_at):
    found = shelf.read("\n".join(["a,b,c", *ROWS[:3_000], '"1,2,3', *ROWS[3_000:]]).encode())
    assert found.places == [("unterminated-quote", 3_002, 3_002, 1)]
    assert len(found.rows) == 5_000
    assert looked_at == [1, 3_002, 5_002]


def test_what_is_quoted_behind_a_quote_that_is_never_closed_is_not_plain(shelf):
    found = shelf.read(b'a,b,c\n"1,2,3\n"",5,6\n7,8,9\n')
    assert [(place[0], place[1]) for place in found.places] == [
        ("unterminated-quote", 2), ("unterminated-quote", 3)
    ]  # fmt: skip
    assert found.rows == [4]


def test_a_file_in_another_encoding_is_sifted_too(shelf, looked_at):
    text = "\n".join(["番号,名前,数", *ROWS, ""])
    found = shelf.read(text.encode("cp932"))
    assert found.ids == ["encoding-undeclared"]
    assert [len(found.rows), looked_at] == [5_000, [1]]


def test_rows_and_lines_stay_right_below_a_fault_of_many_lines(shelf):
    found = shelf.read(b'a,b\n"1\n\n",2\n"x\n\ny"z,1\n\n3,"4\n"\n5,6\n7\n8,9\n')
    assert list(zip(found.rows, found.lines, strict=True)) == [
        (2, 2), (5, 9), (6, 11), (7, 12), (8, 13)
    ]  # fmt: skip
    assert found.places == [
        ("text-after-quote", 3, 5, 1), ("blank-row", 4, 8, None), ("missing-cell", 7, 12, 2)
    ]  # fmt: skip


def test_a_plain_record_that_duckdb_cannot_read_sends_the_file_the_other_way(shelf):
    long = ",".join(["x" * 900_000] * 3)
    found = shelf.read(f"a,b,c\n1,2,3\n\n{long}\n4,5,6\n".encode())
    assert (found.rows, found.ids) == ([2, 4, 5], ["blank-row"])


def test_a_cell_that_is_too_large_among_plain_records_is_told(shelf):
    found = shelf.read(f"a,b\n1,2\n\n3,{'x' * 1_100_000}\n4,5\n".encode())
    assert (found.rows, found.ids) == ([2, 5], ["blank-row", "cell-too-large"])


def test_what_may_be_published_keeps_the_order_of_its_file(shelf):
    rows = "".join(f"{number},津市\n" for number in range(2, 300_000))
    table = shelf.table(f"row,name\n{rows}300000,津市".encode("cp932"), encoding="cp932")
    query = f"SELECT c1::BIGINT FROM {table.sql}"
    found = [row for (row,) in shelf.tables.connection.execute(query).fetchall()]
    assert found == [*range(2, 300_001)]
