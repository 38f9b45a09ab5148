"""Every departure from RFC 4180 is told by row, line and column, and the other rows are read."""

import pytest
from shelf import PLAIN

from hiraku.model import Dialect
from hiraku.reading.files import survey as surveying
from hiraku.reading.files.survey import survey

# What is written, what is told (id, row, line, column), and the rows that are read all the same.
FAULTS = {
    "a quote that is never closed": (
        'a,b\n1,2\n"3,4\n5,6\n',
        [("unterminated-quote", 3, 3, 1)],
        [2, 4],
    ),
    "a quote that is never closed in the last cell": (
        'a,b\n1,2\n3,"4',
        [("unterminated-quote", 3, 3, 2)],
        [2],
    ),
    "a quote that is never closed in the header": (
        '"a,b\n1,2\n',
        [("unterminated-quote", 1, 1, 1)],
        [2],
    ),
    "two quotes that are never closed": (
        'a,b\n1,2\n3,4\n5,"\n7,8\n',
        [("unterminated-quote", 4, 4, 2)],
        [2, 3, 5],
    ),
    "text after a closing quote": (
        'a,b\n1,2\n"3"x,4\n5,6\n',
        [("text-after-quote", 3, 3, 1)],
        [2, 4],
    ),
    "a blank after a closing quote": (
        'a,b\n1,"2" \n3,4\n',
        [("text-after-quote", 2, 2, 2)],
        [3],
    ),
    "text after the closing quote of a cell of two lines": (
        'a,b\n"1\n2"x,3\n4,5\n',
        [("text-after-quote", 2, 2, 1)],
        [3],
    ),
    "a quote inside an unquoted cell": (
        'a,b\n1,2\n3,4"x\n5,6\n',
        [("stray-quote", 3, 3, 2)],
        [2, 4],
    ),
    "a quote after a blank": (
        'a,b\n1, "2"\n3,4\n',
        [("stray-quote", 2, 2, 2)],
        [3],
    ),
    "NUL in an unquoted cell": (
        "a,b\n1,2\n3\0,4\n5,6\n",
        [("nul-character", 3, 3, 1)],
        [2, 4],
    ),
    "NUL in a quoted cell": (
        'a,b\n1,2\n3,"\0"\n5,6\n',
        [("nul-character", 3, 3, 2)],
        [2, 4],
    ),
    "a cell too few": (
        "a,b\n1,2\n3\n5,6\n",
        [("missing-cell", 3, 3, 2)],
        [2, 3, 4],
    ),
    "a cell too many": (
        "a,b\n1,2\n3,4,5\n6,7\n",
        [("extra-cell", 3, 3, 3)],
        [2, 3, 4],
    ),
    "an empty cell too many": (
        "a,b\n1,2\n3,4,\n6,7\n",
        [("extra-cell", 3, 3, 3)],
        [2, 3, 4],
    ),
    "an empty cell too many at the end of the file": (
        "a,b\n1,2\n3,4,",
        [("extra-cell", 3, 3, 3)],
        [2, 3],
    ),
    "an empty cell too many in every row": (
        "a,b\n1,2,\n3,4,\n",
        [("extra-cell", 2, 2, 3), ("extra-cell", 3, 3, 3)],
        [2, 3],
    ),
    "an empty line": (
        "a,b\n1,2\n\n3,4\n",
        [("blank-row", 3, 3, None)],
        [2, 4],
    ),
    "an empty line at the end": (
        "a,b\n1,2\n\n",
        [("blank-row", 3, 3, None)],
        [2],
    ),
    "empty cells only": (
        "a,b\n1,2\n,\n3,4\n",
        [("blank-row", 3, 3, None)],
        [2, 4],
    ),
    "quoted empty cells only": (
        'a,b\n1,2\n"",""\n3,4\n',
        [("blank-row", 3, 3, None)],
        [2, 4],
    ),
    "an empty line among lines that end with CRLF": (
        "a,b\r\n1,2\r\n\r\n3,4\r\n",
        [("blank-row", 3, 3, None)],
        [2, 4],
    ),
    "a short row after a cell of three lines": (
        'a,b\n"x\ny\r\nz",2\n3\n4,5\n',
        [("missing-cell", 3, 5, 2)],
        [2, 3, 4],
    ),
    "a fault in the second cell after a cell of two lines": (
        'a,b,c\n"x\ny","z\n",1"\n4,5,6\n',
        [("stray-quote", 2, 4, 3)],
        [3],
    ),
    "two faults in one row": (
        'a,b\n1",2"\n3,4\n',
        [("stray-quote", 2, 2, 1), ("stray-quote", 2, 2, 2)],
        [3],
    ),
    "a stray quote after an empty line": (
        'a,b\n\n1",2\n3,4\n',
        [("blank-row", 2, 2, None), ("stray-quote", 3, 3, 1)],
        [4],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_is_and_the_other_rows_are_read(shelf, name):
    text, told, rows = FAULTS[name]
    found = shelf.read(text.encode())
    assert sorted(found.places, key=str) == sorted(told, key=str)
    assert found.rows == rows


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_the_same_place_whatever_the_dialect(shelf, name):
    text, told, rows = FAULTS[name]
    other = text.translate(str.maketrans({",": ";", '"': "'"}))
    found = shelf.read(other.encode("utf-8-sig"), dialect=Dialect(";", "'"))
    assert sorted(found.places, key=str) == sorted(told, key=str)
    assert found.rows == rows


# What is written, the id, its total, and the row and line where it begins.
LINE_ENDS = {
    "CR only": ("a,b\r1,2\r3,4\r", "cr-line-ends", 3, None, 1),
    "one CRLF among LF": ("a,b\n1,2\r\n3,4\n", "mixed-line-ends", 1, 2, 2),
    "LF after a header with CRLF": ("a,b\r\n1,2\n3,4\n", "mixed-line-ends", 2, 2, 2),
    "one CR among LF": ("a,b\n1,2\n3,4\r5,6\n", "mixed-line-ends", 1, 3, 3),
    "LF, CR and CRLF": ("a,b\n1,2\r3,4\r\n", "mixed-line-ends", 2, 2, 2),
    "CRLF after a cell of two lines": ('a,b\n"1\n",2\n3,4\r\n', "mixed-line-ends", 1, 3, 4),
}


@pytest.mark.parametrize("name", LINE_ENDS)
def test_line_ends_of_several_kinds_are_told_once_and_all_rows_are_read(shelf, name):
    text, id_, total, row, line = LINE_ENDS[name]
    found = shelf.read(text.encode())
    (problem,) = found.problems
    assert (problem.id, problem.total) == (id_, total)
    assert (problem.place.row, problem.place.line) == (row, line)
    assert found.cells[-1] in (["3", "4"], ["5", "6"])


@pytest.mark.parametrize("cell", ["1\n2", "1\r2", "1\r\n2", "\n", "\r"])
def test_line_ends_inside_a_quoted_cell_are_none_of_the_file(shelf, cell):
    found = shelf.read(f'a,b\n"{cell}",x\n'.encode())
    assert found.cells == [[cell, "x"]]
    assert not found.problems


@pytest.mark.parametrize(
    ("faulty", "id_"),
    [
        ("1", "missing-cell"),
        ("1,2,3", "extra-cell"),
        ('1,"2"x', "text-after-quote"),
        ('1,2"', "stray-quote"),
        ("x\0,1", "nul-character"),
        ("", "blank-row"),
        (",", "blank-row"),
    ],
)
def test_many_faults_are_counted_exactly_and_the_first_five_are_shown(shelf, faulty, id_):
    found = shelf.read(("a,b\n1,2\n" + f"{faulty}\n" * 10_000 + "3,4\n").encode())
    (problem,) = found.problems
    assert (problem.id, problem.total) == (id_, 10_000)
    assert [example.place.row for example in problem.examples] == [3, 4, 5, 6, 7]


def test_a_short_row_says_how_many_cells_it_has_and_should_have(shelf):
    (problem,) = shelf.read(b"a,b,c\n1\n").problems
    assert problem.values == {"found": "1", "wanted": "3"}
    assert problem.examples[0].beside.cells == ("1",)


def test_the_cells_of_a_short_row_are_kept_and_the_missing_ones_are_null(shelf):
    assert shelf.read(b"a,b,c\n1\n2,,3\n").cells == [["1", None, None], ["2", "", "3"]]


def test_a_surplus_cell_is_shown_and_the_row_is_cut(shelf):
    found = shelf.read("a,b\n1,2,余り\n".encode())
    assert found.cells == [["1", "2"]]
    assert found.problems[0].examples[0].cell == "余り"


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n\r\n", b"\r", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_a_single_cell_is_empty(shelf, content):
    assert shelf.refusal(content).id == "file-empty"


@pytest.mark.parametrize("content", [b"a,b", b"a,b\n", b"a,b\r\n", b'"a",b\n'])
def test_a_header_without_rows_is_a_warning(shelf, content):
    found = shelf.read(content)
    assert found.ids == ["no-rows"]
    assert found.labels == ["a", "b"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize(
    "content",
    [b"a\r\n\r\nb\r\n", b"\na\n\nb", b"\r\n\r\n", b"a\n\r\nb\n\n\n", b'"\0"\r\r\n', b"abc", b""],
)
def test_a_survey_in_pieces_tells_what_one_of_the_whole_tells(tmp_path, monkeypatch, size, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    whole = told(survey(path, PLAIN))
    monkeypatch.setattr(surveying, "CHUNK", size)
    assert told(survey(path, PLAIN)) == whole


def told(found):
    return (
        found.size,
        found.quotes,
        found.nul,
        found.empty,
        found.plain,
        found.ended,
        found.line_end,
    )


def test_nul_before_line_ends_makes_no_utf_16(shelf):
    assert shelf.read(b"ab,c\0\n12,3\0\n45,6\n").ids == ["nul-character"]
