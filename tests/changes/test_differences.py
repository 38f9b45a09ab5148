"""What differs between two states of a table, held against counting by hand."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hiraku.changes.compare.told import sentence
from hiraku.changes.differences import RowCounts, ToldRow, difference
from hiraku.changes.states import TableState
from hiraku.publishing.site.told_changes import of_difference
from hiraku.reading.files.history import PastFile

HEADER = ("code", "value")
NUMBERS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("012"))


def table(records, header=HEADER, schema=b""):
    blob = repr((header, tuple(records)))
    return TableState(PastFile(blob, 1), "", header, tuple(records), schema)


def schema(**types):
    fields = "".join(f"  - {{name: {name}, type: {kind}}}\n" for name, kind in types.items())
    return f"fields:\n{fields}".encode()


@given(NUMBERS, NUMBERS)
def test_rows_with_a_key_come_change_and_go(old, new):
    rows = difference(table(old.items()), table(new.items()), ["code"]).rows
    assert rows.added == len([key for key in new if key not in old])
    assert rows.removed == len([key for key in old if key not in new])
    assert rows.changed == len([key for key in new if key in old and new[key] != old[key]])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("01"))), st.permutations(range(6)))
def test_rows_without_a_key_are_counted_as_a_whole(records, order):
    more = [*records, ("c", "9")]
    shuffled = [more[place] for place in order if place < len(more)]
    shuffled += [more[place] for place in range(len(order), len(more))]
    came = (ToldRow("added", ("code", "value"), ("c", "9")),)
    went = (ToldRow("removed", ("code", "value"), ("c", "9")),)
    assert difference(table(records), table(shuffled), []).rows == RowCounts(added=1, first=came)
    assert difference(table(shuffled), table(records), []).rows == RowCounts(removed=1, first=went)
    assert not difference(table(more), table(shuffled), []).rows


def test_only_other_values_are_a_change_of_the_data():
    before = table([("a", "1"), ("b", "2")])
    assert difference(before, table([("a", "1"), ("b", "3")]), ["code"]).of_data
    assert difference(before, table([("a", "x", "1")], ("code", "note", "value")), ["code"]).of_data
    shuffled = difference(before, table([("b", "2"), ("a", "1")]), ["code"])
    assert (shuffled.replaced, shuffled.of_data) == (True, False)
    retitled = replace(before, schema=schema(code="string", value="number"))
    assert not difference(before, retitled, ["code"]).of_data
    unread = replace(before, file=PastFile("other", 1), records=None)
    assert difference(before, unread, ["code"]).of_data


def test_another_column_changes_no_row():
    before = table([("a", "1")])
    after = table([("a", "x", "1")], ("code", "note", "value"))
    found = difference(before, after, ["code"])
    assert not found.rows
    assert found.columns_added == ("note",)
    assert found.compatible


def test_a_column_that_went_or_changed_its_type_asks_users_to_adapt():
    rows = [("a", "1")]
    before = table(rows, schema=schema(code="string", value="integer"))
    retyped = table(rows, schema=schema(code="string", value="number"))
    found = difference(before, retyped, ["code"])
    assert (found.columns_retyped, found.compatible, found.replaced) == (("value",), False, False)
    gone = difference(before, table([("a",)], ("code",), schema(code="string")), ["code"])
    assert (gone.columns_removed, gone.compatible) == (("value",), False)


def test_what_cannot_be_compared_is_not_counted():
    known = table([("a", "1")])
    assert difference(known, TableState(PastFile("x", 1)), ["code"]).rows is None
    assert difference(known, table([("a",)]), ["code"]).rows is None
    assert difference(known, TableState(PastFile("x", 1)), ["code"]).replaced
    assert not difference(known, known, ["code"])


def test_columns_are_told_by_their_titles_and_names():
    described = b"fields:\n  - {name: code, type: string}\n  - {name: rate, type: %s, title: %s}\n"
    before = table([("a", "1")], ("code", "rate"), described % (b"number", "交付率".encode()))
    after = table([("a", "1")], ("code", "rate"), described % (b"string", "交付率".encode()))
    retyped = difference(before, after, ["code"])
    assert next(iter(of_difference(retyped, "ja"))).count("交付率（rate）") == 1
    assert all("列「交付率（rate）」" in sentence(judged, "ja") for judged in retyped.breaking)
    assert retyped.breaking
    gone = difference(before, table([("a",)], ("code",), schema(code="string")), ["code"])
    assert any("交付率（rate）" in said for said in of_difference(gone, "ja"))
    assert any("交付率 (rate)" in said for said in of_difference(gone, "en"))
