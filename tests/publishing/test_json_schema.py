"""Every published JSON table is judged by jsonschema, with the JSON Schema published beside it."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from hiraku.model import Field, Text
from hiraku.publishing.metadata.ecma_patterns import from_re2
from hiraku.publishing.metadata.json_schema import of_field as json_values


def tables(site):
    """Yield (rows, schema) of each table of a site."""
    for path in sorted(site.glob("datasets/*/*json-schema.json")):
        prefix = path.name.removesuffix("json-schema.json")
        table = path.with_name(f"{prefix or 'data.'}json")
        yield json.loads(table.read_text("utf-8")), json.loads(path.read_text("utf-8"))


def judge(schema):
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.judge("jsonschema")
def test_each_published_table_follows_its_json_schema(any_site):
    judged = 0
    for rows, schema in tables(any_site):
        assert list(judge(schema).iter_errors(rows)) == [], schema["$id"]
        judged += 1
    csv = [path for path in any_site.glob("datasets/*/*.csv") if path.is_file()]
    assert judged == sum(
        not path.name.endswith((".excel.csv", ".status.csv", ".cp932.csv")) for path in csv
    )


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("policy_code", ""),
        ("policy_name", None),
        ("value_kind", "見込み値"),
        ("value", "90.0"),
        ("value", -1),
        ("fiscal_year", "2020年"),
        ("indicator", ""),
        ("cumulative", "false"),
    ],
)
def test_a_wrong_value_is_refused(site, field, wrong):
    folder = site / "datasets" / "kpi"
    schema = json.loads((folder / "json-schema.json").read_text("utf-8"))
    rows = json.loads((folder / "data.json").read_text("utf-8"))
    broken = copy.deepcopy(rows)
    assert field in broken[0]
    broken[0][field] = wrong
    assert judge(schema).is_valid(rows)
    assert not judge(schema).is_valid(broken)


def test_integers_that_a_double_cannot_hold_are_strings():
    free = judge(json_values.schema(Field("n", "integer", Text({"ja": "n"})), nullable=False))
    assert free.is_valid(2**53 - 1)
    assert free.is_valid(str(2**53))
    assert free.is_valid(str(-(2**53)))
    assert not free.is_valid("12")
    assert not free.is_valid(2**53)
    assert not free.is_valid(None)


def test_bounds_decide_which_integers_may_be_strings():
    positive = Field("n", "integer", Text({"ja": "n"}), constraints={"minimum": 1})
    assert judge(json_values.schema(positive, nullable=True)).is_valid(str(2**60))
    assert not judge(json_values.schema(positive, nullable=True)).is_valid(str(-(2**60)))
    small = Field("n", "integer", Text({"ja": "n"}), constraints={"minimum": 1, "maximum": 47})
    assert json_values.schema(small, nullable=False) == {
        "type": "integer",
        "minimum": 1,
        "maximum": 47,
    }


INNER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "required": ["code"],
    "properties": {"code": {"type": "string", "pattern": "^[0-9]{6}$"}},
}


def field_of(inner, kind="object"):
    return Field("v", kind, Text({"ja": "v"}), constraints={"jsonSchema": inner})


def test_the_schema_of_a_field_holds_its_values_in_the_json_too():
    found = judge(json_values.schema(field_of(INNER), nullable=True))
    assert found.is_valid({"code": "242012"})
    assert found.is_valid(None)
    assert not found.is_valid({"code": "24201"})
    assert not found.is_valid({})
    listed = judge(json_values.schema(field_of({"minItems": 2}, "array"), nullable=False))
    assert listed.is_valid([1, 2])
    assert not listed.is_valid([1])
    assert not listed.is_valid(None)


@pytest.mark.parametrize(
    "inner",
    [
        {"$schema": "http://json-schema.org/draft-07/schema#", "required": ["code"]},
        {"$ref": "#/$defs/code", "$defs": {"code": {"required": ["code"]}}},
        {"properties": {"code": {"pattern": r"\bx"}}},
        {"patternProperties": {r"\s": False}},
        {"items": [{"type": "string"}]},
    ],
)
def test_a_schema_that_would_mean_something_else_there_is_left_out(inner):
    assert json_values.schema(field_of(inner), nullable=False) == {"type": "object"}


@pytest.mark.parametrize(
    ("pattern", "translated"),
    [
        ("[0-9]{6}", "^(?:[0-9]{6})$"),
        (".+[市町]", "^(?:[^\\n]+[市町])$"),
        ("a|b", "^(?:a|b)$"),
        (r"[0-9]+\.[0-9]+", r"^(?:[0-9]+\.[0-9]+)$"),
        ("(?i)abc", None),
        (r"\pL+", None),
        ("[[:alpha:]]", None),
        (r"\s", None),
        ("(?P<year>[0-9]+)", None),
    ],
)
def test_patterns_are_translated_only_where_exact(pattern, translated):
    assert from_re2(pattern) == translated
