"""Nobody is told that he is safe who is not: the checker's own judge is the oracle.

Where no contributor is said to be broken, every cell that was valid is valid still; where no reader
is, no cell becomes valid and every cell keeps its value. `make prove` tries a million cells, and
20,000 tables for what tells rows apart.
"""

import math
import os

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hiraku.changes.structure.schemas import decimal, schema_differences
from hiraku.changes.verdicts.judge import judge_schemas
from hiraku.checking.cells.judge import Judge
from hiraku.checking.types.patterns.second_engine import Matcher
from hiraku.checking.types.patterns.translation import translated
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from

TYPES = ("string", "any", "integer", "number", "boolean", "year", "date", "yearmonth", "time")
LISTS = ("list", "array", "object", "geojson", "geopoint", "duration", "datetime")
TEXTS = (
    "", "-", "x", "X", "0", "1", "2", "5", "10", "007", "-3", "+4", "1.0", "1.5", "2.50", "1e3",
    "1,000", "1.000", "1,5", "NaN", "INF", "5%", "true", "True", "yes", "no", "2020", "1999",
    "2020-01-02", "2021-12-31", "2020-01", "12:30:00", "2020-01-02T12:30:00", "a,b", "a;b", "1,2",
    "1;2", "[1, 2]", "[]", "{}", '{"a": 1}', "1, 2", "津市", "ａ", "が", "か\u3099", "a@example.jp",
    "１", "１２３４５６",
    "https://example.jp/", "P1D", "123456", "12345", "abc", "abcdef", " ", "00", "9" * 20,
)  # fmt: skip
PATTERNS = (
    "[0-9]+",
    r"\d+",
    r"\w*",
    "[0-9]{5,6}",
    r"\d{6}",
    "[a-z]*",
    ".*",
    ".+",
    "a|b|",
    "[^-]*",
    "(?:x|1)+",
)


PROVING = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
A_MILLION = settings(max_examples=math.ceil(1_000_000 / len(TEXTS))) if PROVING else settings()
MANY_TABLES = settings(max_examples=20_000) if PROVING else settings()


def number(least, most):
    return st.integers(least, most).map(str) | st.sampled_from(["1.0", "1.5", "-3", "4.9"])


@st.composite
def constraints(draw, kind):
    found = {}
    if draw(st.booleans()):
        found["required"] = draw(st.booleans())
    if kind in {"integer", "number"} and draw(st.booleans()):
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            if draw(st.booleans()):
                whole = st.integers(-3, 12).map(str)
                found[name] = draw(whole if kind == "integer" else number(-3, 12))
    if kind in {"date", "year"} and draw(st.booleans()):
        bounds = ["2020-01-02", "2021-01-01"] if kind == "date" else ["1999", "2020"]
        found[draw(st.sampled_from(["minimum", "maximum"]))] = draw(st.sampled_from(bounds))
    if kind in {"string", "list", "array"} and draw(st.booleans()):
        found[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 6))
    if kind in {"string", "integer", "number"} and draw(st.booleans()):
        members = {"string": ["x", "1", "津市", ""], "integer": ["1", "2", "10"],
                   "number": ["1", "1.0", "2.5", "5"]}[kind]  # fmt: skip
        found["enum"] = draw(st.lists(st.sampled_from(members), min_size=1, unique=True))
    if draw(st.integers(0, 3)) == 0:
        found["pattern"] = draw(st.sampled_from(PATTERNS))
    return found


@st.composite
def fields(draw):
    kind = draw(st.sampled_from(TYPES) | st.sampled_from(LISTS))
    field = {"name": "x", "type": kind}
    if kind in {"integer", "number"}:
        field |= draw(st.sampled_from([{}, {}, {"groupChar": ","}, {"bareNumber": False}]))
    if kind == "number":
        field |= draw(st.sampled_from([{}, {}, {"decimalChar": ","}]))
    if kind == "boolean" and draw(st.booleans()):
        field |= {"trueValues": draw(st.sampled_from([["yes"], ["1", "yes"], ["no"]])),
                  "falseValues": draw(st.sampled_from([["no"], ["0"], ["yes"]]))}  # fmt: skip
    if kind == "list":
        field |= draw(st.sampled_from([{}, {"delimiter": ";"}, {"itemType": "integer"}]))
    if kind == "string":
        field |= draw(st.sampled_from([{}, {}, {"format": "email"}, {"format": "uri"}]))
    if kind == "date":
        field |= draw(st.sampled_from([{}, {}, {"format": "%Y-%m-%d"}, {"format": "%d/%m/%Y"}]))
    field["constraints"] = draw(constraints(kind))
    missing = draw(st.sampled_from([None, [""], ["", "-"], [], ["", "x"]]))
    return field if missing is None else field | {"missingValues": missing}


@st.composite
def pairs(draw):
    """Two fields that are alike more often than chance would have it."""
    old = draw(fields())
    if draw(st.booleans()):
        return old, draw(fields())
    new = dict(old)
    other = draw(fields())
    taken = draw(st.lists(st.sampled_from(sorted(other)), unique=True))
    return old, new | {key: other[key] for key in taken}


def schema(field):
    return schema_from({"fields": [field]}, "s", Origin(""))


BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def readable_bound(kind, bound):
    """Tell whether a bound is one of its type: `check` refuses a schema with any other."""
    if kind in {"integer", "number"}:
        return decimal(str(bound)) is not None
    return kind != "duration" or str(bound).lstrip("-").startswith("P")


class Oracle:
    """What a field says of a cell: whether it is valid, and its value."""

    def __init__(self, field):
        self.field = field
        self.judge = Judge(field)
        stated = field.constraints.get("pattern")
        self.pattern = None if stated is None else Matcher(translated(stated).other)
        assume(self.judge.able)
        bounds = (field.constraints.get(key) for key in BOUNDS)
        assume(all(readable_bound(field.type, bound) for bound in bounds if bound is not None))

    def read(self, text):
        if self.field.missing_value(text):
            return not self.field.required, None
        verdict = self.judge.verdict(text)
        matched = self.pattern is None or self.pattern.matches([text])[0]
        return not verdict.broken and bool(matched), verdict.value


@A_MILLION
@given(pairs())
@example(({"name": "x", "type": "list", "constraints": {"maxLength": 2}},
          {"name": "x", "type": "string", "constraints": {"maxLength": 2}}))  # fmt: skip
@example(({"name": "x", "type": "string", "format": "email"}, {"name": "x", "type": "any"}))
@example(tuple({"name": "x", "type": "number", "decimalChar": ",", "constraints": {"enum": [text]}}
               for text in ("1.0", "1")))  # fmt: skip
def test_who_is_not_said_to_be_broken_is_not(pair):
    old, new = map(schema, pair)
    judged = list(judge_schemas(old, new))
    contributors = any(judgement.breaks_contributors for judgement in judged)
    readers = any(judgement.breaks_readers for judgement in judged)
    before, after = Oracle(old.fields[0]), Oracle(new.fields[0])
    for text in TEXTS:
        (was, value), (now, other) = before.read(text), after.read(text)
        if was and not now:
            assert contributors, f"{text!r} is refused now"
        if now and not was:
            assert readers, f"{text!r} is valid now"
        if was and now and not alike(value, other):
            assert readers, f"{text!r} means {other!r}, not {value!r}"


@st.composite
def keyed_schemas(draw):
    """Two columns of texts or integers; some column or both of them tell rows apart, or none."""
    columns = []
    for name in ("x", "y"):
        found = {key: True for key in ("required", "unique") if draw(st.integers(0, 3)) == 0}
        kind = draw(st.sampled_from(["string", "integer", "string"]))
        columns.append({"name": name, "type": kind, "constraints": found})
    keys = st.sampled_from([["x"], ["y"], ["x", "y"], ["y", "x"]])
    tree = {"fields": columns}
    if draw(st.booleans()):
        tree["primaryKey"] = draw(keys)
    if draw(st.booleans()):
        tree["uniqueKeys"] = draw(st.lists(keys, min_size=1, max_size=2, unique_by=str))
    if draw(st.integers(0, 3)) == 0:
        tree["missingValues"] = ["", "-"]
    return tree


@st.composite
def keyed_pairs(draw):
    """Two schemas that are alike more often than chance would have it."""
    old, other = draw(keyed_schemas()), draw(keyed_schemas())
    taken = draw(st.lists(st.sampled_from(sorted(other)), unique=True))
    kept = {key: old[key] for key in old if key not in taken or key in other}
    return old, kept | {key: other[key] for key in taken}


ROWS = st.lists(st.tuples(*[st.sampled_from(["1", "2", "01", "", "-", "a"])] * 2), max_size=4)


def accepts(schema, rows):
    """Tell whether a table is valid: each cell, each unique column, each key without its nulls."""
    oracles = [Oracle(field) for field in schema.fields]
    read = [[oracle.read(text) for oracle, text in zip(oracles, row, strict=True)] for row in rows]
    if not all(valid for row in read for valid, _ in row):
        return False
    table = [dict(zip("xy", (value for _, value in row), strict=True)) for row in read]
    alone = [(field.name,) for field in schema.fields if field.constraints.get("unique")]
    keys = [*alone, *map(tuple, schema.descriptor.get("uniqueKeys", ()))]
    primary = schema.primary_key
    if primary and any(None in values for values in (picked(row, primary) for row in table)):
        return False
    return all(apart(table, key) for key in (*keys, *filter(None, [primary])))


def picked(row, key):
    return tuple(row[name] for name in key)


def apart(table, key):
    values = [value for row in table if None not in (value := picked(row, key))]
    return len(values) == len(set(values))


@MANY_TABLES
@given(keyed_pairs(), ROWS)
@example(tuple({"fields": [{"name": "x", "type": "string"}, {"name": "y", "type": "string"}],
                "primaryKey": key} for key in (["x", "y"], ["y"])), [("", "1")])  # fmt: skip
def test_whose_tables_are_not_said_to_be_broken_are_not(pair, rows):
    """Of `required`, `unique`, primary and unique keys the whole table is the witness."""
    old, new = (schema_from(tree, "s", Origin("")) for tree in pair)
    judged = list(judge_schemas(old, new))
    was, now = accepts(old, rows), accepts(new, rows)
    if was and not now:
        assert any(judgement.breaks_contributors for judgement in judged), rows
    if now and not was:
        assert any(judgement.breaks_readers for judgement in judged), rows


def alike(one, other):
    """Tell whether two values are the same for a reader; 1 and 1.0 are one number."""
    return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN


@given(fields())
def test_a_schema_does_not_differ_from_itself(field):
    assert list(schema_differences(schema(field), schema(field))) == []
    assert list(judge_schemas(schema(field), schema(field))) == []


@given(pairs())
def test_what_differs_one_way_differs_the_other_way(pair):
    old, new = map(schema, pair)
    there = {str(schema_difference.inverse) for schema_difference in schema_differences(old, new)}
    assert there == {str(schema_difference) for schema_difference in schema_differences(new, old)}


@given(pairs(), pairs())
def test_what_breaks_nobody_twice_breaks_nobody_at_once(pair, other):
    first, second, third = map(schema, (*pair, other[1]))

    def breaks(old, new):
        judged = list(judge_schemas(old, new))
        return (
            any(judgement.breaks_contributors for judgement in judged),
            any(judgement.breaks_readers for judgement in judged),
        )

    steps, whole = (breaks(first, second), breaks(second, third)), breaks(first, third)
    for former, two, both in zip(*steps, whole, strict=True):
        assert former or two or not both
