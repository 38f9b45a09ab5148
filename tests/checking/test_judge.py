"""The judge: frictionless' verdict on a text, and never a verdict that leaves a constraint out."""

from decimal import Decimal

import pytest
from frictionless import Schema

from hiraku.checking.cells.judge import Judge
from hiraku.checking.types import durations
from hiraku.checking.types.json_values import json_schema
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from


def verdict(text, kind="string", constraints=None, **more):
    tree = {
        "name": "f",
        "type": kind,
        **({"constraints": constraints} if constraints else {}),
        **more,
    }
    return Judge(schema_from({"fields": [tree]}, "s", Origin("s")).fields[0]).verdict(text)


# A type, a constraint, its value, a text that obeys and one that does not.
CONSTRAINTS = [
    ("string", "required", True, "x", ""),
    ("string", "minLength", 2, "𠮷野", "𠮷"),
    ("string", "maxLength", 2, "𠮷野", "𠮷野家"),
    ("string", "enum", ["津", "伊勢"], "津", "伊"),
    ("integer", "minimum", 5, "5", "4"),
    ("integer", "maximum", "5", "5", "6"),
    ("integer", "exclusiveMinimum", 5, "6", "5"),
    ("integer", "exclusiveMaximum", 5, "4", "5"),
    ("integer", "enum", [1, 2], "2", "3"),
    ("number", "minimum", 0.1, "0.1", "0.09"),
    ("number", "exclusiveMinimum", 0, "0.1", "0"),
    ("number", "exclusiveMaximum", 100, "99.9", "100.0"),
    ("number", "enum", [0.5, 1], "1.0", "2"),
    ("boolean", "enum", ["true"], "true", "false"),
    ("date", "minimum", "2022-01-01", "2022-01-01", "2021-12-31"),
    ("date", "exclusiveMaximum", "2022-01-01", "2021-12-31", "2022-01-01"),
    ("datetime", "minimum", "2022-01-01T00:00:00", "2022-01-01T00:00:00", "2021-12-31T00:00:00"),
    ("time", "exclusiveMinimum", "09:00:00", "09:00:01", "09:00:00"),
    ("year", "maximum", 2022, "2022", "2023"),
    ("year", "exclusiveMaximum", 2022, "2021", "2022"),
    ("yearmonth", "minimum", "2022-04", "2022-04", "2022-03"),
    ("duration", "minimum", "P2D", "P2D", "P1D"),
    ("duration", "exclusiveMaximum", "P2D", "P1D", "P2D"),
    ("array", "minLength", 1, "[1]", "[]"),
    ("array", "jsonSchema", {"minItems": 2}, "[1, 2]", "[1]"),
    ("object", "maxLength", 1, '{"a": 1}', '{"a": 1, "b": 2}'),
    ("object", "jsonSchema", {"required": ["a"]}, '{"a": 1}', "{}"),
    ("list", "minLength", 2, "a,b", "a"),
    ("list", "enum", ["a,b", ["c"]], "c", "a"),
    ("any", "enum", ["a"], "a", "b"),
    ("geopoint", "enum", ["1,2"], "1,2", "3,4"),
]


@pytest.mark.parametrize(("kind", "constraint", "wanted", "good", "bad"), CONSTRAINTS)
def test_each_constraint_of_each_type_is_held(kind, constraint, wanted, good, bad):
    assert verdict(good, kind, {constraint: wanted}).broken == ()
    assert verdict(bad, kind, {constraint: wanted}).broken == (constraint,)


@pytest.mark.parametrize("other", [{"exclusiveMinimum": 0}, {"exclusiveMaximum": 1000}])
def test_one_constraint_does_not_switch_another_off(other):
    assert verdict("4", "integer", {"minimum": 5, **other}).broken == ("minimum",)


def test_a_text_that_breaks_two_constraints_tells_both():
    broken = verdict("4", "integer", {"minimum": 5, "enum": [7]}).broken
    assert sorted(broken) == ["enum", "minimum"]


@pytest.mark.parametrize("text", ["NaN", "-NaN", "sNaN"])
@pytest.mark.parametrize("constraints", [None, {"minimum": 1}, {"enum": [1]}])
def test_not_a_number_is_no_crash(text, constraints):
    assert isinstance(verdict(text, "number", constraints).broken, tuple)


@pytest.mark.parametrize(
    ("kind", "text", "more"),
    [
        ("date", "31", {"format": "any"}),
        ("date", "August", {"format": "any"}),
        ("date", "2022", {"format": "any"}),
        ("date", "13:30", {"format": "any"}),
        ("datetime", "13:30:00", {"format": "any"}),
        ("datetime", "Wednesday", {"format": "any"}),
    ],
)
def test_a_date_is_never_filled_from_today(kind, text, more):
    assert verdict(text, kind, **more).broken == ("type",)


def test_a_time_of_any_format_needs_no_date():
    assert verdict("13:30", "time", format="any").broken == ()


def test_a_whole_date_of_any_format_is_read():
    assert str(verdict("31 August 2022", "date", format="any").value) == "2022-08-31"


@pytest.mark.parametrize(
    ("text", "kind", "more", "value"),
    [
        ("1.780,5", "number", {"groupChar": ".", "decimalChar": ","}, Decimal("1780.5")),
        ("46.8%", "number", {"bareNumber": False}, Decimal("46.8")),
        ("-5円", "integer", {"bareNumber": False}, -5),
        ("はい", "boolean", {"trueValues": ["はい"], "falseValues": ["いいえ"]}, True),
        ("a;b", "list", {"delimiter": ";"}, ["a", "b"]),
        ("2022-08", "yearmonth", {}, (2022, 8)),
        ("-", "integer", {"missingValues": ["-"]}, None),
    ],
)
def test_options_of_the_field_reach_the_reference(text, kind, more, value):
    found = verdict(text, kind, **more)
    assert (found.broken, found.value) == ((), value)


@pytest.mark.parametrize("text", ["", "x" * 100_000, "\u200b", "𠮷", "\n", "{" * 5000])
@pytest.mark.parametrize(
    "kind", ["object", "geojson", "geopoint", "duration", "datetime", "number"]
)
def test_no_text_is_a_crash(kind, text):
    assert verdict(text, kind, missingValues=[]).broken == ("type",)


def test_groups_of_an_integer_are_read():
    assert verdict("1,780", "integer", groupChar=",").value == 1780
    assert verdict("1,780", "integer", {"minimum": "1,781"}, groupChar=",").broken == ("minimum",)
    assert verdict("1,780", "integer", {"enum": ["1,780"]}, groupChar=",").broken == ()
    read = Schema.from_descriptor({"fields": [{"name": "f", "type": "integer", "groupChar": ","}]})
    assert read.fields[0].read_cell("1,780")[1]


@pytest.mark.parametrize("text", ["2022-01-01T00:00:00Z", "2022-01-01T00:00:00+09:00"])
def test_what_cannot_be_compared_with_a_bound_breaks_it(text):
    """The reference crashes on a moment with an offset beside a bound without one."""
    constraints = {"minimum": "2021-01-01T00:00:00"}
    assert verdict(text, "datetime", constraints).broken == ("minimum",)
    described = [{"name": "f", "type": "datetime", "constraints": constraints}]
    with pytest.raises(TypeError):
        Schema.from_descriptor({"fields": described}).fields[0].read_cell(text)


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        ("P1D", "PT24H", 0), ("P12M", "P1Y", 0), ("P1Y", "P365D", None), ("P1M", "P27D", 1),
        ("P1M", "P28D", None), ("P1M", "P30D", None), ("P1M", "P31D", None), ("P1M", "P32D", -1),
        ("P1Y", "P364D", 1), ("P1Y", "P367D", -1), ("P5M", "P150D", None), ("P5M", "P154D", -1),
        ("-P1M", "-P32D", 1), ("P0.5M", "P1M", None), ("P0.5Y", "P6M", 0), ("PT1.5S", "PT1S", 1),
        ("P400Y", "P146097D", 0), ("P800YT1S", "P292194D", 1),
        ("P99999999999Y", "P1D", None),
    ],
)  # fmt: skip
def test_durations_are_ordered_as_xml_schema_orders_them(left, right, order):
    values = verdict(left, "duration").value, verdict(right, "duration").value
    assert durations.order(*values) == order
    assert durations.order(*values[::-1]) == (None if order is None else -order)


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ({"type": "object"}, False), ({"$ref": "#/$defs/a", "$defs": {"a": {}}}, False),
        ({"type": "nonsense"}, True), ({"$ref": "http://127.0.0.1:9/schema.json"}, True),
        ({"pattern": "(?=a)"}, True), ({"pattern": "(a)\\1"}, True), ({"minItems": -1}, True),
    ],
)  # fmt: skip
def test_a_json_schema_is_used_only_without_network_and_in_linear_time(schema, fault):
    assert bool(json_schema.fault(schema)) is fault
