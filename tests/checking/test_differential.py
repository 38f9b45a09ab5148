"""Whole tables: the same rows and fields as `frictionless validate`, but for what is agreed.

Each agreed difference is a function that takes the reference's findings to hiraku's; its
docstring is the reason.
"""

from pathlib import Path

import pytest
from bench_of_files import every_example
from fields_of_types import BRANCHES, CONSTRAINED, label, named
from frictionless import Resource, Schema
from hypothesis import given
from hypothesis import strategies as st
from known_texts import KNOWN
from texts_of_types import texts_of

VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"
OF_THE_ROW = {"missing-cell", "extra-cell", "blank-row", "primary-key", "foreign-key"}


def reference_findings(rows, schema):
    """Return id, row and field of all that the reference has to say."""
    described = Schema.from_descriptor({"$schema": VERSION, **schema})
    report = Resource(data=[list(row) for row in rows], schema=described).validate(
        limit_errors=10**9
    )
    assert not report.errors
    return {
        (error.type, error.row_number, field_of(error.type, getattr(error, "field_name", "")))
        for task in report.tasks
        for error in task.errors
    }


def hiraku_findings(bench, rows, schema):
    with every_example():
        problems = [
            problem for problem in bench.problems(rows, schema) if problem.id not in OUR_OWN
        ]
    assert all(problem.total == len(problem.examples) for problem in problems)
    return {
        (problem.id, example.place.row, field_of(problem.id, example.place.field))
        for problem in problems
        for example in problem.examples
    }


# Rules that the reference does not have: they warn about data that is not ours.
OUR_OWN = {
    "formula-cell", "municipality-code", "no-rows", "non-canonical", "personal-columns",
    "personal-number", "text-damaged",
}  # fmt: skip


def field_of(id_, name):
    return "" if id_ in OF_THE_ROW else name


def a_row_that_is_cut_short_is_told_once(findings, rows, schema):
    """A cell that is not there is one finding, not also an empty required cell or key."""
    absent = {
        (number, field["name"])
        for number, row in enumerate(rows[1:], 2)
        for field in schema["fields"][len(row) :]
        if row
    }
    return {
        (id_, row, field)
        for id_, row, field in findings
        if not (id_ == "constraint-error" and (row, field) in absent)
    }


def a_blank_row_is_told_once(findings, _rows, _schema):
    """A row with nothing in it is one finding, not also a key without a value."""
    blank = {row for id_, row, _ in findings if id_ == "blank-row"}
    return {finding for finding in findings if finding[0] == "blank-row" or finding[1] not in blank}


def a_key_that_is_told_already_is_not_told_again(findings, _rows, schema):
    """An empty cell of a required key, or one of a wrong type, is told as just that."""
    key = (schema.get("primaryKey") or [""])[0]
    required = any(
        field["name"] == key and field.get("constraints", {}).get("required")
        for field in schema["fields"]
    )
    told = {(row, field) for id_, row, field in findings if id_ == "type-error"}
    told |= {(row, field) for id_, row, field in findings if id_ == "constraint-error" and required}
    return {
        finding
        for finding in findings
        if finding[0] != "primary-key" or (finding[1], key) not in told
    }


AGREED = [
    a_blank_row_is_told_once,
    a_key_that_is_told_already_is_not_told_again,
    a_row_that_is_cut_short_is_told_once,
]
# The words with which the manual lists what is agreed here.
LISTED = {
    **dict.fromkeys(AGREED, "1つのまちがいを、いくつもの誤りとして示します"),
    "a pattern matches the whole cell": "`pattern` の前に `^`、後に `$` を付けて調べます",
    "a composite primary key has no empty part": "複数の列の主キーは、一部が空でも認めます",
    "unique keys are enforced": "`uniqueKeys` を調べません",
    "a date is never filled from today": "`format: any` の日付で、足りない年、月、日を",
    "a row of declared missing values is not blank": "欠損値の記号（`missingValues`）だけの行と",
    "a row with a surplus cell that holds something is not blank": "余分なセルにだけ値のある行を",
    "surplus cells of a row are told once": "",
    "a cell with no label is not yet that field": "見出しが空なら `blank-label`",
    "the second of two equal labels is not yet that field": "ほかと同じなら `duplicate-label`",
    "an extra column without a label is told as what the eye sees": "見出しが空なら `blank-label`",
    "an extra column with a label that is taken is told as what the eye sees":
        "ほかと同じなら `duplicate-label`",
    "columns are found by name: one is missing, none is wrong": "途中の列が1つないと",
    "another order is one finding with a total": "列の順序が違うと",
    "columns are found by name: one is too many, none is wrong": "途中の列が1つないと",
    "a label that only looks right shows its code points": "見出しの端の空白を黙って除きます",
    "the reference trims labels in silence; every other program takes them as they are":
        "見出しの端の空白を黙って除きます",
}  # fmt: skip
MANUAL = Path(__file__).parents[2] / "site_src" / "pages" / "manual" / "deviations.md"


def expected(rows, schema):
    findings = reference_findings(rows, schema)
    for agreed in AGREED:
        findings = agreed(findings, rows, schema)
    return findings


def assert_the_same(bench, rows, schema):
    found, wanted = hiraku_findings(bench, rows, schema), expected(rows, schema)
    assert sorted(found, key=str) == sorted(wanted, key=str)


# Good and bad texts of each type; within a type, no two texts that differ have the same value.
CELLS = {
    "string": ["津市", "a", "", "x" * 12, "a b", "NULL", "が", "#"],
    "integer": ["1", "2", "30", "-7", "", "1.5", "x", "１２", "1,780", "9" * 20, "- 1"],
    "number": ["1", "0.5", "-2.25", "", "1e3", "46.8%", "NaN", "x", "△5", "1.780,5"],
    "boolean": ["true", "false", "", "yes", "TRUE", "1"],
    "date": ["2022-08-31", "2024-02-29", "", "2022-02-30", "2022/8/31", "令和4年", "0000-01-01"],
    "datetime": ["2022-08-31T13:30:00", "", "2022-08-31", "2022-08-31T25:00:00", "x"],
    "time": ["13:30:00", "", "24:00:00", "13:30", "x"],
    "year": ["2022", "1999", "", "22", "１９８９", "令和4"],
    "yearmonth": ["2022-08", "1999-12", "", "2022-13", "2022/08"],
    "duration": ["P1Y", "PT2H", "", "1年", "P"],
    "array": ["[1]", "[]", "", "{}", "[1"],
    "object": ["{}", '{"a": 1}', "", "[]", "x"],
    "list": ["a,b", "", "a", "1;2"],
    "geopoint": ["136.5,34.7", "", "200,100", "x"],
    "geojson": ['{"type": "Point", "coordinates": [136.5, 34.7]}', "", "{}", "x"],
    "any": ["", "x", "1"],
}
# `frictionless validate` refuses exclusive bounds whatever is declared: test_judge.py has them.
BOUNDED = {
    "integer": {"minimum": 2, "maximum": 30, "enum": [1, 2, 30]},
    "number": {"minimum": 0, "maximum": 1, "enum": [1, 0.5]},
    "date": {"minimum": "2023-01-01", "maximum": "2024-01-01"},
    "datetime": {"maximum": "2022-01-01T00:00:00"},
    "time": {"minimum": "14:00:00"},
    "year": {"minimum": 2000, "enum": ["2022"]},
    "yearmonth": {"minimum": "2000-01"},
    "string": {"minLength": 2, "maxLength": 5, "enum": ["津市", "a b"], "pattern": "[a-z]+"},
    "boolean": {"enum": ["true"]},
    "array": {"minLength": 1},
    "object": {"maxLength": 0},
    "list": {"minLength": 2},
}


@st.composite
def schemas(draw):
    kinds = draw(st.lists(st.sampled_from([*CELLS]), min_size=1, max_size=4))
    return {"fields": [draw(fields(f"f{number}", kind)) for number, kind in enumerate(kinds)]}


@st.composite
def fields(draw, name, kind):
    constraints = {}
    if bounds := BOUNDED.get(kind):
        chosen = draw(st.lists(st.sampled_from([*bounds]), max_size=2, unique=True))
        constraints = {constraint: bounds[constraint] for constraint in chosen}
    if draw(st.integers(0, 2)) == 0:
        constraints["required"] = True
    return {"name": name, "type": kind, **({"constraints": constraints} if constraints else {})}


@st.composite
def rows_of(draw, schema):
    """A header and rows of cells of the fields' types, some of them ragged or blank."""
    names = [field["name"] for field in schema["fields"]]
    cells = [st.sampled_from(CELLS[field["type"]]) for field in schema["fields"]]
    rows = draw(st.lists(st.tuples(*cells).map(list), max_size=8))
    for row in rows:
        match draw(st.integers(0, 9)):
            case 0 if any(row):
                row.append(draw(st.sampled_from(["", "x"])))
            case 1:
                row.pop()
            case 2:
                row[:] = [""] * len(row)
    return [names, *rows]


@given(data=st.data())
def test_cells_and_rows_are_judged_as_the_reference_does(bench, data):
    schema = data.draw(schemas(), label="schema")
    assert_the_same(bench, data.draw(rows_of(schema), label="rows"), schema)


def is_comparable(tree):
    """Leave out what the reference does not do, or does in another way: see the manual's list."""
    bounds = {*tree.get("constraints", {})}
    return not (
        tree.get("format") == "any"
        or (tree["type"] == "integer" and "groupChar" in tree)
        or bounds & {"pattern", "exclusiveMinimum", "exclusiveMaximum"}
        or (tree["type"] == "list" and "enum" in bounds)
        or (tree["type"] in {"datetime", "time"} and bounds)
    )


COMPARABLE = [branch for branch in [*BRANCHES, *CONSTRAINED] if is_comparable(branch)]


@pytest.mark.parametrize("tree", COMPARABLE, ids=label)
def test_every_text_of_a_type_is_judged_as_the_reference_does(bench, tree):
    texts = dict.fromkeys([*KNOWN[tree["type"]], *texts_of(tree["type"], 11)])
    rows = [[text, "1"] for text in texts if text and not set(text) & set("\0\r\n")]
    rows = [row for row in rows if "snan" not in row[0].lower()]
    schema = {"fields": [named(tree), {"name": "g", "type": "string"}]}
    assert_the_same(bench, [["f", "g"], *rows], schema)


@given(data=st.data())
def test_declared_missing_values_are_judged_as_the_reference_does(bench, data):
    schema = data.draw(schemas(), label="schema")
    schema["missingValues"] = data.draw(st.sampled_from([[], ["x"], ["", "x", "2022"]]))
    header, *rows = data.draw(rows_of(schema), label="rows")
    missing = {"", *schema["missingValues"]}
    kept = [row for row in rows if not missing.issuperset(row[: len(header)])]
    assert_the_same(bench, [header, *kept], schema)


KEYED = ["string", "integer", "date", "year"]


@given(data=st.data(), required=st.booleans(), kind=st.sampled_from(KEYED))
def test_a_primary_key_is_judged_as_the_reference_does(bench, data, required, kind):
    constraints = {"constraints": {"required": True}} if required else {}
    key = {"name": "f0", "type": kind, **constraints}
    schema = {"fields": [key, {"name": "f1", "type": "string"}], "primaryKey": ["f0"]}
    assert_the_same(bench, data.draw(rows_of(schema), label="rows"), schema)


@given(data=st.data(), kind=st.sampled_from(KEYED))
def test_a_unique_field_is_judged_as_the_reference_does(bench, data, kind):
    unique = {"name": "f0", "type": kind, "constraints": {"unique": True}}
    schema = {"fields": [unique, {"name": "f1", "type": "string"}]}
    assert_the_same(bench, data.draw(rows_of(schema), label="rows"), schema)


@given(data=st.data(), kind=st.sampled_from(KEYED))
def test_a_foreign_key_into_the_same_table_is_judged_as_the_reference_does(bench, data, kind):
    reference = {"resource": "", "fields": ["f0"]}
    schema = {
        "fields": [{"name": "f0", "type": kind}, {"name": "f1", "type": kind}],
        "foreignKeys": [{"fields": ["f1"], "reference": reference}],
    }
    assert_the_same(bench, data.draw(rows_of(schema), label="rows"), schema)


LABELS = [{"name": name, "type": "string"} for name in "abc"]


# A header, and what the reference says of it: hiraku says the same.
SAME_LABELS = [
    (["a", "b", "c"], []),
    (["a", "b"], [("missing-label", "c")]),
    (["a", "b", "c", "d"], [("extra-label", "")]),
    (["a", "x", "c"], [("incorrect-label", "b")]),
]
# A header, what the reference says, what hiraku says, and why.
OTHER_LABELS = [
    (["a", "", "c"], [("blank-label", "b")], [("blank-label", None)],
     "a cell with no label is not yet that field"),
    (["a", "a", "c"], [("duplicate-label", "b")], [("duplicate-label", None)],
     "the second of two equal labels is not yet that field"),
    (["a", "b", "c", ""], [("extra-label", "")], [("blank-label", None)],
     "an extra column without a label is told as what the eye sees"),
    (["a", "b", "c", "a"], [("extra-label", "")], [("duplicate-label", None)],
     "an extra column with a label that is taken is told as what the eye sees"),
    (["a", "c"], [("incorrect-label", "b"), ("missing-label", "c")], [("missing-label", "b")],
     "columns are found by name: one is missing, none is wrong"),
    (["a", "c", "b"], [("incorrect-label", "b"), ("incorrect-label", "c")],
     [("incorrect-label", "b")], "another order is one finding with a total"),
    (["x", "a", "b", "c"],
     [("extra-label", ""), *(("incorrect-label", name) for name in "abc")],
     [("extra-label", None)], "columns are found by name: one is too many, none is wrong"),
    (["A", "b", "c"], [("incorrect-label", "a")], [("label-lookalike", "a")],
     "a label that only looks right shows its code points"),
    (["a ", "b", "c"], [], [("label-lookalike", "a")],
     "the reference trims labels in silence; every other program takes them as they are"),
]  # fmt: skip


def reference_labels(header):
    described = Schema.from_descriptor({"fields": LABELS})
    report = Resource(data=[header, ["1"] * len(header)], schema=described).validate()
    return sorted((error.type, error.field_name) for error in report.tasks[0].errors)


def hiraku_labels(bench, header):
    found = bench.problems([header, ["1"] * len(header)], {"fields": LABELS})
    return sorted(((problem.id, problem.place.field) for problem in found), key=str)


@pytest.mark.parametrize(("header", "findings"), SAME_LABELS)
def test_headers_are_judged_as_the_reference_does(bench, header, findings):
    assert reference_labels(header) == findings
    named = [(id_, name or None) for id_, name in findings]
    assert hiraku_labels(bench, header) == named


@pytest.mark.parametrize(("header", "theirs", "ours", "reason"), OTHER_LABELS)
def test_headers_are_judged_apart_from_the_reference_where_agreed(
    bench, header, theirs, ours, reason
):
    assert reason
    assert reference_labels(header) == sorted(theirs)
    assert hiraku_labels(bench, header) == ours


def one(kind="string", **more):
    return {"fields": [{"name": "f", "type": kind, **more}]}


PAIR = {"fields": [{"name": "f", "type": "string"}, {"name": "g", "type": "string"}]}
# Mistakes of the reference that hiraku does not follow, and meanings that hiraku takes apart:
# rows, schema, what the reference says, what hiraku says.
DEVIATIONS = {
    "a pattern matches the whole cell": (
        [["f"], ["axxx"], ["b"]], one(constraints={"pattern": "a|b"}),
        set(), {("constraint-error", 2, "f")},
    ),
    "a composite primary key has no empty part": (
        [["f", "g"], ["1", "x"], ["1", ""]], {**PAIR, "primaryKey": ["f", "g"]},
        set(), {("primary-key", 3, "")},
    ),
    "unique keys are enforced": (
        [["f", "g"], ["1", "x"], ["1", "x"]], {**PAIR, "uniqueKeys": [["f", "g"]]},
        set(), {("unique-error", 3, "f")},
    ),
    "a date is never filled from today": (
        [["f"], ["13:30"]], one("date", format="any"),
        set(), {("type-error", 2, "f")},
    ),
    "a row of declared missing values is not blank": (
        [["f", "g"], ["-", "-"], ["-", ""]], {**PAIR, "missingValues": ["", "-"]},
        {("blank-row", 2, ""), ("blank-row", 3, "")}, set(),
    ),
    "a row with a surplus cell that holds something is not blank": (
        [["f"], ["", "x"]], one(constraints={"required": True}),
        {("blank-row", 2, "")}, {("extra-cell", 2, ""), ("constraint-error", 2, "f")},
    ),
    "surplus cells of a row are told once": (
        [["f"], ["1", "2", "3"]], one(), {("extra-cell", 2, "")}, {("extra-cell", 2, "")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_known_mistake_of_the_reference_is_not_followed(bench, name):
    rows, schema, theirs, ours = DEVIATIONS[name]
    assert reference_findings(rows, schema) == theirs
    assert hiraku_findings(bench, rows, schema) == ours


def test_whatever_is_agreed_here_is_listed_in_the_manual():
    reasons = [reason for *_, reason in OTHER_LABELS]
    manual = MANUAL.read_text(encoding="utf-8")
    for agreed in [*AGREED, *DEVIATIONS, *reasons]:
        assert LISTED[agreed] in manual, agreed
