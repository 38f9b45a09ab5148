"""Headers: which column holds which field, and labels that only look right."""

import pytest

FIELDS = {"fields": [{"name": name, "type": "string"} for name in ("code", "rate", "name")]}


def told(bench, header, schema=FIELDS):
    problems = bench.problems([header, ["1"] * len(header)], schema)
    return [(problem.id, problem.place.letter, problem.place.field) for problem in problems]


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("rate\u3000", "U+3000"),
        (" rate", "U+0020"),
        ("rate\u00a0", "U+00A0"),
        ("\ufeffrate", "U+FEFF"),
        ("rate\u200b", "U+200B"),
        ("ｒａｔｅ", "U+FF52 U+FF41 U+FF54 U+FF45"),
        ("rａte", "U+FF41"),
        ("Rate", "U+0052"),
        ("RATE", "U+0052 U+0041 U+0054 U+0045"),
        ("rate\n", "U+000A"),
        ("rate\t", "U+0009"),
    ],
)
def test_a_label_that_only_looks_right_shows_the_code_points_that_differ(bench, label, codes):
    problems = bench.problems([["code", label, "name"], ["1", "2", "3"]], FIELDS)
    (problem,) = problems
    assert (problem.id, problem.place.letter, problem.place.field) == (
        "label-lookalike",
        "B",
        "rate",
    )
    assert problem.values == {"label": label, "wanted": "rate", "codes": codes}


@pytest.mark.parametrize(
    ("name", "label"),
    [("が", "か\u3099"), ("髙", "髙\u3000"), ("㈱", "(株)"), ("ガ", "ｶﾞ"), ("e\u0301", "é")],
)
def test_labels_are_alike_after_unicode_normalisation(bench, name, label):
    schema = {"fields": [{"name": name, "type": "string"}]}
    assert told(bench, [label], schema) == [("label-lookalike", "A", name)]


def test_the_column_under_a_lookalike_is_judged(bench):
    schema = {"fields": [{"name": "rate", "type": "number"}]}
    problems = bench.problems([["Rate"], ["x"]], schema)
    assert [problem.id for problem in problems] == ["label-lookalike", "type-error"]


def test_an_exact_label_is_taken_before_one_that_is_alike(bench):
    found = told(bench, ["code", "Rate", "name", "rate"])
    assert found == [("extra-label", "B", None)]


@pytest.mark.parametrize("label", ["", " ", "\u3000", "\t"])
def test_a_label_of_nothing_that_shows_is_blank(bench, label):
    assert told(bench, ["code", label, "name"]) == [("blank-label", "B", None)]


def test_the_second_of_two_equal_labels_names_the_first(bench):
    (problem,) = bench.problems([["code", "rate", "name", "rate"], ["1"] * 4], FIELDS)
    assert (problem.id, problem.place.letter) == ("duplicate-label", "D")
    assert problem.values == {"label": "rate", "first": "B"}


def test_a_header_of_titles_is_told_and_its_columns_are_judged(bench):
    schema = {"fields": [{"name": "n", "title": "件数", "type": "integer"}]}
    problems = bench.problems([["件数"], ["x"]], schema)
    assert [problem.id for problem in problems] == ["incorrect-label", "type-error"]


@pytest.mark.parametrize(
    ("header", "findings"),
    [
        (["code", "name"], [("missing-label", None, "rate")]),
        (["code", "rate"], [("missing-label", None, "name")]),
        (["name", "rate", "code"], [("incorrect-label", "A", "code")]),
        (["code", "rate", "name", "x", "y"],
         [("extra-label", "D", None), ("extra-label", "E", None)]),
        (["code", "x", "name"], [("incorrect-label", "B", "rate")]),
        (["x", "y", "z"],
         [("incorrect-label", letter, name)
          for letter, name in zip("ABC", ["code", "rate", "name"], strict=True)]),
    ],
)  # fmt: skip
def test_columns_are_found_by_their_labels(bench, header, findings):
    assert told(bench, header) == findings


def test_another_order_is_one_finding_and_every_column_is_judged_by_its_own_field(bench):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
    problems = bench.problems([["b", "a"], ["x", "1"], ["y", "z"]], {"fields": fields})
    assert [(problem.id, problem.total) for problem in problems] == [
        ("incorrect-label", 2),
        ("type-error", 1),
    ]
    assert problems[1].examples[0].place.letter == "B"


def test_a_header_that_lacks_a_column_keeps_the_order_of_the_others_open(bench):
    """A missing column is told; that the rest stands in another order is no second finding."""
    assert [id_ for id_, _, _ in told(bench, ["name", "code"])] == ["missing-label"]


# How columns must match, a header, and what is told (Table Schema v2, `fieldsMatch`).
MATCHES = [
    ("exact", ["name", "rate", "code"], [("incorrect-label", "A", "code")]),
    ("equal", ["name", "rate", "code"], []),
    ("equal", ["name", "rate"], [("missing-label", None, "code")]),
    ("equal", ["name", "x", "rate", "code"], [("extra-label", "B", None)]),
    ("subset", ["x", "name", "rate", "code"], []),
    ("subset", ["x", "rate", "code"], [("missing-label", None, "name")]),
    ("superset", ["name"], []),
    ("superset", ["name", "x"], [("extra-label", "B", None)]),
    ("partial", ["x", "name"], []),
    ("partial", ["x", "y"], [("missing-label", None, name) for name in ("code", "rate", "name")]),
    ("partial", ["x", "Name"], [("label-lookalike", "B", "name")]),
    (["subset"], ["x", "name", "rate", "code"], []),
]


@pytest.mark.parametrize(("how", "header", "findings"), MATCHES)
def test_columns_match_as_the_schema_says(bench, how, header, findings):
    assert told(bench, header, {**FIELDS, "fieldsMatch": how}) == findings


@pytest.mark.parametrize("how", ["superset", "partial"])
@pytest.mark.parametrize("more", [{"primaryKey": "code"}, {}])
def test_the_column_of_a_key_or_of_a_required_field_is_never_missing(bench, how, more):
    code = {"name": "code", "constraints": {"required": not more}}
    schema = {"fields": [code, {"name": "rate"}], "fieldsMatch": how, **more}
    assert told(bench, ["rate"], schema) == [("missing-label", None, "code")]


def test_columns_in_another_order_are_judged_by_their_own_fields(bench):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
    (problem,) = bench.problems(
        [["b", "a"], ["x", "y"]], {"fields": fields, "fieldsMatch": "equal"}
    )
    assert (problem.id, problem.place.letter) == ("type-error", "B")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("令和4年度の件数\ncode,rate,name\n1,2,3\n", "title-row"),
        ("令和4年度の件数,,\n,,\ncode,rate,name\n1,2,3\n", "title-row"),
        ("code;rate;name\n1;2;3\n4;5;6\n", "delimiter-mismatch"),
        ("code\trate\tname\n1\t2\t3\n", "delimiter-mismatch"),
    ],
)
def test_a_first_row_that_is_no_header_is_one_finding(bench, text, id_):
    assert [problem.id for problem in bench.problems(text, FIELDS)] == [id_]


def test_a_header_of_one_column_is_no_title(bench):
    assert told(bench, ["code"]) == [("missing-label", None, name) for name in ("rate", "name")]


TITLE = "マイナンバーカードの交付状況（令和4年8月末）"


@pytest.mark.parametrize(
    ("header", "schema", "found"),
    [
        (["", TITLE, ""], FIELDS, [("title-row", "B", None)]),
        ([TITLE], {"fields": FIELDS["fields"][:2]}, [("title-row", "A", None)]),
    ],
)
def test_a_header_that_is_none_is_told_once_at_its_cell(bench, header, schema, found):
    problems = bench.problems([header], schema)
    assert [
        (problem.id, problem.place.letter, problem.place.field) for problem in problems
    ] == found
    assert {(problem.place.row, problem.place.line) for problem in problems} == {(1, 1)}
