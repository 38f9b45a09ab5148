"""Workbooks of old Excel: the cells whose value cannot be known, as in those of today."""

import random
import struct

import pytest
import xlwt
from shelf import Shelf
from workbooks import compound, xls

from hiraku.reading.records.workbooks.biff import DamagedError
from hiraku.reading.records.workbooks.xls_parts import xls_parts
from hiraku.reading.tables import Tables

FORMULA, WRITE_PROTECTED, RECALCULATED, FILE_PASS = 0x0006, 0x0019, 0x01C1, 0x002F
NOT_CALCULATED = bytes.fromhex("030000000000ffff0000")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("old-excel")
    with Tables(folder, any_format=True) as tables:
        yield Shelf(folder, tables)


def renamed(old, new):
    """Return a change of the first record of a kind into one of another."""
    return lambda records: records.replace(
        struct.pack("<HH", old, 2), struct.pack("<HH", new, 2), 1
    )


def valued(number, flags=0):
    """Return a change that gives the first formula a number as its value."""
    return lambda records: records.replace(NOT_CALCULATED, struct.pack("<dH", number, flags), 1)


def test_a_formula_that_failed_is_told_by_its_cell_and_the_others_are_read(shelf):
    content = xls([["a", "b"], ["x", 1], ["y", "#REF!"], ["z", "#DIV/0!"], ["w", 4]])
    found = shelf.read(content, name="t.xls")
    assert found.places == [("cell-error", 3, 3, 2), ("cell-error", 4, 4, 2)]
    assert [example.cell for example in found.problems[0].examples] == ["#REF!", "#DIV/0!"]
    assert found.cells == [["x", "1"], ["w", "4"]]


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", "m/d/yy h:mm", 'yyyy"年"m"月"', "[$-411]ge.m.d", "e/m/d"]
)
def test_a_number_that_is_no_day_is_told(shelf, code):
    content = xls([["day"], [59], [60], [61], [-1], [-0.5], [60.25]], code=code)
    found = shelf.read(content, name="t.xls")
    assert found.places == [("date-impossible", row, row, 1) for row in (3, 5, 6, 7)]
    assert [example.cell for example in found.problems[0].examples] == ["60", "-1", "-0.5", "60.25"]


@pytest.mark.parametrize(
    "code", ["[h]:mm:ss", "General", "0.0", '"day "0', "[Red]0", "0_d", "0.00E+00", "##0.0E-0"]
)
def test_a_number_that_is_shown_as_one_is_one(shelf, code):
    found = shelf.read(xls([["a"], [60], [-1], [1.005], [1e5]], code=code), name="t.xls")
    assert (found.places, found.rows) == ([], [2, 3, 4, 5])


def test_from_1904_on_only_a_negative_number_is_no_day(shelf):
    from_1904 = bytes.fromhex("2200020001 00")
    content = xls(
        [["day"], [60], [-1]],
        lambda records: records.replace(bytes.fromhex("220002000000"), from_1904, 1),
        "yyyy-mm-dd",
    )
    assert shelf.read(content, name="t.xls").places == [("date-impossible", 3, 3, 1)]


def formulas():
    return [["a", "b"], [1, xlwt.Formula("A2*2")], [2, xlwt.Formula("A3*2")]]


def test_formulas_that_nothing_calculated_are_not_empty(shelf):
    found = shelf.read(xls(formulas()), name="t.xls")
    assert found.places == [("formula-uncalculated", row, row, 2) for row in (2, 3)]


@pytest.mark.parametrize("change", [valued(2), renamed(WRITE_PROTECTED, RECALCULATED)])
def test_a_formula_may_give_an_empty_text_where_others_were_calculated(shelf, change):
    found = shelf.read(xls(formulas(), change), name="t.xls")
    assert not found.places
    assert found.cells[1] == ["2", ""]


@pytest.mark.parametrize(("flags", "told"), [(0, []), (1, [2, 3])])
def test_0_of_a_formula_to_be_calculated_at_each_opening_is_no_value(shelf, flags, told):
    found = shelf.read(xls(formulas(), valued(0, flags)), name="t.xls")
    assert [row for _, row, _, _ in found.places] == told


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_no_day(shelf, number):
    found = shelf.read(xls([["day"], [number], [61]], code="yyyy-mm-dd"), name="t.xls")
    assert found.places == [("date-impossible", 2, 2, 1)]


def test_a_locked_workbook_is_told(shelf):
    content = xls([["a"], [1]], renamed(WRITE_PROTECTED, FILE_PASS))
    assert (shelf.refusal(content, name="t.xls").hint) == "password"


def test_what_lies_in_a_sheet_as_a_stream_of_its_own_is_none_of_its_cells(shelf):
    """A chart keeps numbers in records of cells: here -1, in the style of the days."""

    def with_chart(records):
        style = struct.unpack_from("<H", records, records.rindex(b"\x7e\x02\x0a\x00") + 8)[0]
        begin = struct.pack("<HH16s", 0x0809, 16, b"\0\x06\x20")
        number = struct.pack("<HHHHHd", 0x0203, 14, 1, 0, style, -1)
        end = struct.pack("<HH", 0x000A, 0)
        at = records.rindex(end)
        return records[:at] + begin + number + end + records[at:]

    content = xls([["day"], [61]], with_chart, "yyyy-mm-dd")
    assert not shelf.read(content, name="t.xls").places


def test_whatever_is_changed_in_the_records_only_damage_is_told(tmp_path):
    """Every cut and many changes: the parts are told, or that they cannot be followed."""
    whole = []
    xls(
        [["a", "b"], [1, "#REF!"], [2, xlwt.Formula("1/0")]],
        lambda made: whole.append(made) or made,
    )
    chance, file = random.Random(1), tmp_path / "t.xls"  # noqa: S311 - no secret
    outcomes = set()
    for _ in range(400):
        records = bytearray(whole[0])
        for _ in range(chance.randint(1, 4)):
            records[chance.randrange(len(records))] = chance.randrange(256)
        file.write_bytes(compound(bytes(records[: chance.randrange(len(records))])))
        try:
            outcomes.add(type(xls_parts(file, chance.randrange(3))))
        except DamagedError:
            outcomes.add(DamagedError)
    assert DamagedError in outcomes
