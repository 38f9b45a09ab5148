"""Typed cells of workbooks and of JSON rows: the same findings as `frictionless validate`."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from bench_of_files import every_example
from frictionless import Resource as Reference
from frictionless import Schema
from hypothesis import given
from hypothesis import strategies as st

from hiraku.checking.check import check
from hiraku.model import Catalog, Dataset, Origin, Resource, Text
from hiraku.reading.catalog.descriptor_reader import Reading
from hiraku.reading.catalog.schemas import schema_from
from hiraku.reading.tables import Tables

VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"
OUR_OWN = {"formula-cell", "non-canonical", "text-damaged", "no-rows"}
# By the type of the field: cells that a workbook or JSON holds.
COMMON = {
    "string": ["津市", "x", "", None],
    "integer": [1, 2.0, -7, 1.5, "3", "x", None],
    "number": [1, 1.5, 0.25, -7, "2.5", "46.8%", None],
    "boolean": [True, False, "true", "x", None],
    "year": [2022, "2022", "22", "x", None],
}
DAYS = {
    "date": [date(2022, 8, 31), "2022-08-31", "2022/8/31", None],
    "datetime": [datetime(2022, 8, 31, 13, 30), datetime(2022, 8, 31), "x", None],  # noqa: DTZ001
}


@st.composite
def tables(draw, kinds):
    """Return a schema, and rows none of which is blank."""
    chosen = draw(st.lists(st.sampled_from([*kinds]), min_size=1, max_size=4))
    fields = [{"name": "key", "type": "string"}]
    for number, kind in enumerate(chosen):
        required = {"constraints": {"required": True}} if draw(st.booleans()) else {}
        fields.append({"name": f"f{number}", "type": kind, **required})
    row = st.tuples(st.just("k"), *(st.sampled_from(kinds[kind]) for kind in chosen))
    rows = draw(st.lists(row.map(list), min_size=1, max_size=6))
    return {"fields": fields}, [[field["name"] for field in fields], *rows]


def as_xlsx(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def reference_findings(schema, **source):
    described = Schema.from_descriptor({"$schema": VERSION, **schema})
    report = Reference(schema=described, **source).validate(limit_errors=10**6)
    assert not report.errors
    return sorted(
        (error.type, error.row_number, error.field_name)
        for task in report.tasks
        for error in task.errors
    )


def hiraku_findings(folder, schema, path="", **more):
    resource = Resource("t", path, Text({"ja": "t"}), schema_from(schema, "t", Origin("s")), **more)
    dataset = Dataset(
        "d", folder, Text({"ja": "d"}), (resource,), origin=Origin("datapackage.json")
    )
    with Tables(folder, any_format=True) as opened, every_example():
        report = check(Reading(Catalog(folder, (dataset,), strict=False)), opened)
    return sorted(
        (problem.id, example.place.row, example.place.field)
        for problem in report.problems
        if problem.id not in OUR_OWN
        for example in problem.examples
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("workbooks")


@given(table=tables(COMMON | DAYS))
def test_a_workbook_is_judged_as_the_reference_does(folder, table):
    schema, rows = table
    (folder / "t.xlsx").write_bytes(as_xlsx(rows))
    wanted = reference_findings(schema, path="t.xlsx", basepath=str(folder))
    assert hiraku_findings(folder, schema, "t.xlsx") == wanted


@given(table=tables(COMMON), keyed=st.booleans())
def test_rows_in_the_descriptor_are_judged_as_the_reference_does(folder, table, keyed):
    schema, rows = table
    data = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] if keyed else rows
    wanted = reference_findings(schema, data=data)
    assert hiraku_findings(folder, schema, descriptor={"data": data}) == wanted


# Where the reference tells the type of a cell apart from its text: its verdict, and ours.
WRONG = [("type-error", 2, "f")]
BY_THEIR_TEXT = [
    ("string", 5, WRONG, []),
    ("string", date(2022, 8, 31), WRONG, []),
    ("boolean", 1, WRONG, []),
    ("year", 22, [], WRONG),
]


@pytest.mark.parametrize(("kind", "cell", "theirs", "ours"), BY_THEIR_TEXT)
def test_cells_are_judged_by_the_text_that_is_seen(folder, kind, cell, theirs, ours):
    schema = {"fields": [{"name": "key", "type": "string"}, {"name": "f", "type": kind}]}
    (folder / "t.xlsx").write_bytes(as_xlsx([["key", "f"], ["k", cell]]))
    assert reference_findings(schema, path="t.xlsx", basepath=str(folder)) == theirs
    assert hiraku_findings(folder, schema, "t.xlsx") == ours
