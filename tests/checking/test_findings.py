"""What a check tells: exact totals, the first rows, and nothing twice."""

import json
from collections import Counter

import pytest
from bench_of_files import Bench

from hiraku import engine
from hiraku.checking.cells import scan_questions
from hiraku.checking.targets import check_paths
from hiraku.problems import Severity
from hiraku.progress import silent
from hiraku.reading.tables import Tables

FIVE = [2, 3, 4, 5, 6]


def one(kind="string", **more):
    return {"fields": [{"name": "f", "type": kind, **more}]}


def ids(problems):
    return sorted(problem.id for problem in problems)


def numbers(*cells, times=1):
    return [["f"], *([cell] for cell in cells * times)]


def test_twenty_thousand_bad_cells_are_counted_and_the_first_five_rows_are_shown(bench):
    rows = [["f"], *([f"x{number % 3000}"] for number in range(20_000))]
    (problem,) = bench.problems(rows, one("integer"))
    assert (problem.id, problem.total) == ("type-error", 20_000)
    assert [example.place.row for example in problem.examples] == FIVE
    assert [example.cell for example in problem.examples] == ["x0", "x1", "x2", "x3", "x4"]


def test_bad_cells_among_good_ones_are_counted_and_the_first_rows_are_shown(bench):
    rows = [["f"], *([str(number) if number % 7 else "?"] for number in range(1, 20_001))]
    (problem,) = bench.problems(rows, one("integer"))
    assert problem.total == 20_000 // 7
    assert [example.place.row for example in problem.examples] == [8, 15, 22, 29, 36]


@pytest.mark.parametrize(
    ("cell", "kind", "more", "id_"),
    [
        ("", "integer", {"constraints": {"required": True}}, "constraint-error"),
        ("5", "integer", {"constraints": {"minimum": 6}}, "constraint-error"),
        ("津", "string", {"constraints": {"minLength": 2}}, "constraint-error"),
        ("１２", "integer", {}, "non-canonical"),
        ("240002", "string", {"title": "全国地方公共団体コード"}, "municipality-code"),
    ],
)
def test_totals_are_exact_and_examples_are_the_first_rows(bench, cell, kind, more, id_):
    schema = {"fields": [{"name": "f", "type": kind, **more}, {"name": "g", "type": "string"}]}
    rows = [["f", "g"], *([cell, "x"] for _ in range(20_000))]
    (problem,) = bench.problems(rows, schema)
    assert (problem.id, problem.total) == (id_, 20_000)
    shown = [example.place.row for example in problem.examples]
    assert shown == ([*range(2, 22)] if problem.examples[0].proposal else FIVE)


def test_repeated_keys_are_counted_and_the_first_row_of_the_key_is_named(bench):
    rows = [["f"], ["a"], ["b"], *([letter] for letter in "ab" * 10_000)]
    (problem,) = bench.problems(rows, {**one(), "primaryKey": ["f"]})
    assert (problem.id, problem.total) == ("primary-key", 20_000)
    assert [example.place.row for example in problem.examples] == [4, 5, 6, 7, 8]
    assert (problem.values["first_row"], problem.values["cell"]) == ("2", ("a",))


def test_orphans_are_counted_and_the_first_rows_are_shown(bench):
    schema = {**one(), "foreignKeys": [foreign("f", "other", "g")]}
    others = {"other": ([["g"], ["a"]], {"fields": [{"name": "g", "type": "string"}]})}
    rows = [["f"], ["a"], *(["x"] for _ in range(20_000))]
    (problem,) = bench.problems(rows, schema, others)
    assert (problem.id, problem.total) == ("foreign-key", 20_000)
    assert [example.place.row for example in problem.examples] == [3, 4, 5, 6, 7]


def foreign(field, resource, other):
    return {"fields": [field], "reference": {"resource": resource, "fields": [other]}}


BROKEN_TARGETS = {
    "a table with a stray quote": {"other": ('g\na"\n', one_named := {
        "fields": [{"name": "g", "type": "string"}]})},
    "a table without the column": {"other": ([["h"], ["a"]], one_named)},
    "a schema without the field": {"other": ([["g"], ["a"]], {
        "fields": [{"name": "h", "type": "string"}]})},
    "an empty file": {"other": ("", one_named)},
    "no such table": {},
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_TARGETS)
def test_a_reference_that_cannot_be_followed_is_one_finding(bench, name):
    schema = {**one(), "foreignKeys": [foreign("f", "other", "g")]}
    rows = [["f"], *([str(number)] for number in range(100))]
    problems = bench.problems(rows, schema, BROKEN_TARGETS[name])
    told = [problem for problem in problems if problem.id in {"foreign-key", "foreign-key-target"}]
    assert [(problem.id, problem.total) for problem in told] == [("foreign-key-target", 1)]
    assert told[0].place.field == "f"
    assert told[0].values["target"] == "other"


@pytest.mark.parametrize(
    "other",
    [
        ([["g"], ["a", "b"]], one_named),
        ([["g"], ["a"]], {"fields": [{"name": "g", "type": "strange"}]}),
    ],
    ids=["a ragged row", "a type that is none"],
)  # fmt: skip
def test_one_fault_in_a_reference_table_hides_no_orphans(bench, other):
    schema = {**one(), "foreignKeys": [foreign("f", "other", "g")]}
    rows = [["f"], *([str(number)] for number in range(100))]
    problems = bench.problems(rows, schema, {"other": other})
    assert [problem.total for problem in problems if problem.id == "foreign-key"] == [100]


def test_composite_foreign_keys_are_compared_as_a_whole(bench):
    fields = [{"name": name, "type": "string"} for name in ("f", "g")]
    key = {"fields": ["f", "g"], "reference": {"resource": "other", "fields": ["f", "g"]}}
    others = {"other": ([["f", "g"], ["1", "x"], ["2", "y"]], {"fields": fields})}
    rows = [["f", "g"], ["1", "x"], ["1", "y"], ["", "x"]]
    (problem,) = bench.problems(rows, {"fields": fields, "foreignKeys": [key]}, others)
    assert [example.place.row for example in problem.examples] == [3]


FEW, MANY = ["a", "b"], [f"n{number}" for number in range(2_000)]


@pytest.mark.parametrize("limit", [0, 1_000, 1_000_000])
@pytest.mark.parametrize(
    ("keys", "orphans"),
    [
        (([*FEW, "x", "y"], [*FEW, *MANY]), 2),
        (([*FEW, *MANY], [*FEW, "x"]), 2_000),
        (([*FEW, *MANY, "x"], [*FEW, *MANY]), 1),
        ((FEW, [*FEW, *MANY]), 0),
    ],
)
def test_keys_of_a_file_too_large_to_hold_them_are_looked_up_in_it(
    bench, monkeypatch, limit, keys, orphans
):
    """The own keys, those of the target, or both are unknown after the one pass."""
    monkeypatch.setattr(scan_questions, "MAX_HELD_BYTES", limit)
    own, there = keys
    schema = {**one(), "foreignKeys": [foreign("f", "other", "g")]}
    target = {"fields": [{"name": "g", "type": "string"}], "primaryKey": ["g"]}
    others = {"other": ([["g"], *([key] for key in there)], target)}
    problems = bench.problems([["f"], *([key] for key in own)], schema, others)
    assert [(problem.id, problem.total) for problem in problems] == [
        ("foreign-key", orphans)
    ] * bool(orphans)


def test_keys_that_do_not_fit_into_memory_are_spilled(tmp_path, monkeypatch):
    """73 MB on each side, within 136 MB: right with a disk to spill to, and not without one."""
    monkeypatch.setattr(scan_questions, "MAX_HELD_BYTES", 0)
    monkeypatch.setattr(scan_questions, "MAX_COUNTED_BYTES", 0)
    keys = [f"{number:07}{'k' * 480}" for number in range(150_000)]
    schema = {**one(), "foreignKeys": [foreign("f", "other", "g")]}
    target = {"fields": [{"name": "g", "type": "string"}]}
    others = {"other": ("\n".join(["g", *reversed(keys[1:])]), target)}
    own = "\n".join(["f", *keys, "x"])
    with Tables(tmp_path, memory_limit="136MB") as tables:
        tables.connection.execute("SET threads = 2")
        bench = Bench(tmp_path, tables)
        (problem,) = bench.problems(own, schema, others)
        assert (problem.id, problem.total) == ("foreign-key", 2)
        assert [example.place.row for example in problem.examples] == [2, 150_002]
        tables.connection.execute("SET max_temp_directory_size = '0KB'")
        with pytest.raises(engine.Error, match="max_temp_directory_size"):
            bench.problems(own, schema, others)


@pytest.mark.parametrize("limit", [0, 1_000_000])
def test_repeated_keys_of_a_file_too_large_to_hold_them_are_found(bench, monkeypatch, limit):
    monkeypatch.setattr(scan_questions, "MAX_COUNTED_BYTES", limit)
    fields = [{"name": name, "type": "string"} for name in "fghi"]
    schema = {"fields": fields, "primaryKey": ["f"], "uniqueKeys": [["g", "h"]]}
    fields[3]["constraints"] = {"unique": True}
    rows = [list("fghi"), *([str(number), "g", str(number), str(number)] for number in range(9))]
    assert bench.problems(rows, schema) == ()
    again = [["0", "g", "x", "y"], ["x", "g", "8", "z"], ["y", "g", "y", "3"], ["", "", "w", "w"]]
    problems = bench.problems([*rows, *again], schema)
    assert Counter((problem.id, problem.hint, problem.total) for problem in problems) == {
        ("primary-key", None, 1): 1,
        ("primary-key", "null", 1): 1,
        ("unique-error", None, 1): 2,
    }


def test_a_missing_column_is_one_finding_and_the_others_are_judged(bench):
    fields = [
        {"name": "f", "type": "string", "constraints": {"required": True}},
        {"name": "g", "type": "integer"},
    ]
    rows = [["g"], *(["x"] for _ in range(10))]
    problems = bench.problems(rows, {"fields": fields, "primaryKey": ["f"]})
    assert [(problem.id, problem.total) for problem in problems] == [
        ("missing-label", 1),
        ("type-error", 10),
    ]


def test_a_cell_of_a_wrong_type_is_not_told_again_by_its_constraints(bench):
    schema = one("integer", constraints={"minimum": 5, "enum": [7]})
    assert ids(bench.problems([["f"], ["x"]], schema)) == ["type-error"]


@pytest.mark.parametrize("key", [{"primaryKey": ["f"]}, {"uniqueKeys": [["f"]]}])
def test_a_cell_of_a_wrong_type_is_not_told_again_as_a_key(bench, key):
    (problem,) = bench.problems([["f"], ["x"], ["x"]], {**one("integer"), **key})
    assert (problem.id, problem.total) == ("type-error", 2)


def test_a_cell_of_a_wrong_type_is_not_told_again_as_an_orphan(bench):
    schema = {
        "fields": [{"name": "f", "type": "integer"}, {"name": "g", "type": "integer"}],
        "foreignKeys": [foreign("g", "", "f")],
    }
    assert ids(bench.problems([["f", "g"], ["1", "x"]], schema)) == ["type-error"]


def test_a_value_that_is_unique_and_primary_is_told_once(bench):
    schema = {**one(constraints={"unique": True}), "primaryKey": ["f"]}
    assert ids(bench.problems([["f"], ["a"], ["a"]], schema)) == ["primary-key"]


def test_declared_missing_values_are_no_repeated_keys(bench):
    schema = one(constraints={"unique": True}, missingValues=["", "-"])
    assert bench.problems([["f"], ["-"], ["-"], ["a"]], schema) == ()


def test_a_constraint_that_is_wrong_costs_itself_and_no_cell(bench):
    problems = bench.problems([["f"], ["x"]], one("integer", constraints={"minimum": "abc"}))
    assert ids(problems) == ["constraint-invalid", "type-error"]


@pytest.mark.parametrize("pattern", ["[", "*", "a{2,1}", "x" * 2001])
def test_a_pattern_that_the_engine_cannot_read_is_a_schema_error(bench, pattern):
    problems = bench.problems([["f"], ["x"]], one(constraints={"pattern": pattern}))
    assert ids(problems) == ["pattern-invalid"]


@pytest.mark.parametrize("pattern", ["(?=y)y", "(?<!x)y", r"(a)\1"])
def test_a_pattern_beyond_the_linear_engine_is_judged_by_the_second(bench, pattern):
    problems = bench.problems([["f"], ["x"]], one(constraints={"pattern": pattern}))
    assert ids(problems) == ["constraint-error"]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+b", "(.*)*x", "([a-z]+)*[0-9]"])
def test_a_pattern_that_could_run_for_ever_does_not(bench, pattern):
    rows = [["f"], ["a" * 50_000]]
    problems = bench.problems(rows, one(constraints={"pattern": pattern}))
    assert set(ids(problems)) <= {"constraint-error"}


def test_our_own_rules_are_errors_in_a_catalog_and_warnings_elsewhere(bench):
    rows, schema = [["f"], ["１２"]], one("integer")
    (foreign_data,) = bench.problems(rows, schema)
    assert (foreign_data.id, foreign_data.severity) == ("non-canonical", Severity.WARNING)
    own = [
        problem
        for problem in bench.problems(rows, schema, strict=True)
        if problem.id == "non-canonical"
    ]
    assert [problem.severity for problem in own] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("kind", "text", "canonical"),
    [
        ("integer", "１２", "12"), ("integer", "+5", "5"), ("integer", "007", "7"),
        ("integer", " 5", "5"), ("integer", "1_000", "1000"), ("integer", "-0", "0"),
        ("number", "1e3", "1000"), ("number", "+0.5", "0.5"), ("number", ".5", "0.5"),
        ("number", "５", "5"), ("number", "NaN", ""), ("number", "Infinity", ""),
        ("date", "２０２２-08-31", "2022-08-31"), ("date", "2022-8-31", "2022-08-31"),
        ("datetime", "20220831T133000.5", None), ("time", "13:30:00.5", "13:30:00.500000"),
        ("year", "２０２２", "2022"), ("yearmonth", "2022-8", "2022-08"),
    ],
)  # fmt: skip
def test_another_form_of_a_value_is_told_with_the_canonical_one(bench, kind, text, canonical):
    problems = bench.problems([["f"], [text]], one(kind))
    if canonical is None:
        assert ids(problems) == ["type-error"]
        return
    (problem,) = problems
    assert (problem.id, problem.values["proposal"]) == ("non-canonical", canonical)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "0"), ("integer", "-12"), ("integer", "9" * 40), ("number", "0.50"),
        ("number", "-1780.5"), ("number", "0." + "1" * 40), ("date", "2024-02-29"),
        ("datetime", "2022-08-31T13:30:00Z"), ("datetime", "2022-08-31T13:30:00+09:00"),
        ("time", "13:30:00"), ("year", "2022"), ("yearmonth", "2022-08"), ("boolean", "true"),
        ("string", " x "), ("any", "１"), ("duration", "P1Y"), ("list", "a,b"), ("array", "[1]"),
        ("object", "{}"), ("geopoint", "136.5,34.7"),
        ("geojson", '{"type": "Point", "coordinates": [1, 2]}'),
    ],
)  # fmt: skip
def test_a_canonical_text_is_not_told(bench, kind, text):
    assert bench.problems([["f"], [text]], one(kind)) == ()


def test_a_place_has_row_line_column_field_and_title(bench):
    fields = [{"name": "f", "type": "string"}, {"name": "g", "title": "数", "type": "integer"}]
    (problem,) = bench.problems('f,g\n"a\nb",1\nc,x\n', {"fields": fields})
    place = problem.examples[0].place
    assert (place.file, place.row, place.line, place.letter) == ("t.csv", 3, 4, "B")
    assert (place.field, place.title) == ("g", "数")
    assert problem.examples[0].beside.cells == ("c", "x")


def test_rows_around_a_broken_one_are_judged(bench):
    text = 'f\nx\n"1"2\ny\n'
    problems = bench.problems(text, one("integer"))
    assert [
        (problem.id, [example.place.row for example in problem.examples]) for problem in problems
    ] == [
        ("text-after-quote", [3]),
        ("type-error", [2, 4]),
    ]


def test_what_was_looked_at_is_counted(bench):
    fields = [{"name": name, "type": "string"} for name in "fg"]
    counts = bench.report(
        [["f", "g"], ["1", "2"], ["3", "4"], ["5", "6"]], {"fields": fields}
    ).counts
    assert (counts.datasets, counts.resources, counts.rows, counts.cells) == (1, 1, 3, 6)


def test_a_text_that_is_both_true_and_false_is_a_schema_error(bench):
    schema = one("boolean", trueValues=["1", "はい"], falseValues=["1", "いいえ"])
    problems = bench.problems([["f"], ["はい"]], schema)
    assert [problem.severity for problem in problems] == [Severity.ERROR]


@pytest.mark.parametrize(("schemas", "judged"), [(3, 3), (4, 3)])
def test_of_too_many_schemas_the_first_are_judged_and_it_is_told(
    tmp_path, monkeypatch, schemas, judged
):
    """A resource that has one of the schemas before is no further kind."""
    monkeypatch.setattr("hiraku.checking.dataset_judge.MOST_SCHEMAS", 3)
    (tmp_path / "data.csv").write_text("a\nx\n", encoding="utf-8")
    fields = [{"fields": [{"name": "a", "description": f"{at}"}]} for at in range(schemas)]
    resources = [
        {"name": f"r{at}", "path": "data.csv", "schema": schema}
        for at, schema in enumerate([*fields[:2], fields[0], *fields[2:]])
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    report = check_paths([tmp_path / "datapackage.json"], None, silent)
    assert report.counts.resources == judged + 1
    told = [problem.values for problem in report.problems if problem.id == "too-many-schemas"]
    assert told == ([] if schemas == judged else [{"limit": "3", "judged": "4", "total": "5"}])


def test_of_too_many_faulty_tables_the_first_are_judged_and_it_is_told(tmp_path, monkeypatch):
    """Of the same file the same is found: it is no further table."""
    monkeypatch.setattr("hiraku.checking.dataset_judge.MOST_FAULTY", 2)
    cells = {"r0": "1", "r1": "x", "r2": "x", "r3": "1"}
    for name, cell in cells.items():
        (tmp_path / f"{name}.csv").write_text(f"a\n{cell}\n", encoding="utf-8")
    schema = {"fields": [{"name": "a", "type": "integer"}]}
    paths = ["r0.csv", "r1.csv", "r1.csv", "r2.csv", "r3.csv"]
    resources = [
        {"name": f"n{at}", "path": path, "schema": schema} for at, path in enumerate(paths)
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    report = check_paths([tmp_path / "datapackage.json"], None, silent)
    assert report.counts.resources == 4
    (told,) = (p.values for p in report.problems if p.id == "too-many-faulty-tables")
    assert told == {"limit": "2", "judged": "4", "total": "5"}


def test_small_files_of_a_package_are_asked_together(tmp_path, monkeypatch):
    """Each for itself takes ten times as long: 10,000 of them would take two minutes."""
    asked = []
    monkeypatch.setattr("hiraku.reading.in_place.scan_result", lambda *given: asked.append(given))
    resources = [{"name": f"r{at}", "path": f"r{at}.csv", "schema": "s.json"} for at in range(5)]
    for resource in resources:
        (tmp_path / resource["path"]).write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "s.json").write_text('{"fields": [{"name": "a", "type": "integer"}]}')
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    report = check_paths([tmp_path / "datapackage.json"], None, silent)
    assert (report.counts.rows, report.problems, asked) == (5, (), [])
