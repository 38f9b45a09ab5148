"""SQL acquits a cell only where the reference accepts it, with the value that the text denotes.

`HYPOTHESIS_PROFILE=prove` runs 1,200 examples of up to 200 different texts for each type.
"""

import json
import re
from datetime import date, datetime, time
from decimal import Decimal

import duckdb
import pytest
from frictionless import FrictionlessException
from frictionless import Schema as Reference
from hypothesis import assume, given
from hypothesis import strategies as st
from texts_of_types import texts_of

from hiraku.checking import constraints
from hiraku.model import Origin
from hiraku.reading.schemas import schema_from
from hiraku.registry import entries
from hiraku.sql import any_of

TYPES = entries("hiraku.checking.fieldtypes")
RULES = [each.rule for each in entries("hiraku.checking.rules").values()]

# What a canonical text looks like, said a second time and apart from the source.
CANONICAL = {
    "integer": r"0|-?[1-9][0-9]*",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[-+][0-9:]{5})?",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "year": r"[0-9]{4}",
    "yearmonth": r"[0-9]{4}-[0-9]{2}",
}
DENOTED = {
    "integer": lambda text, _: int(text),
    "number": lambda text, _: Decimal(text),
    "boolean": lambda text, tree: text in tree.get("trueValues", ["true"]),
    "date": lambda text, _: date.fromisoformat(text),
    "datetime": lambda text, _: datetime.fromisoformat(text),
    "time": lambda text, _: time.fromisoformat(text),
    "year": lambda text, _: int(text),
    "yearmonth": lambda text, _: tuple(int(part) for part in text.split("-")),
}
PATTERNED = {
    "date": lambda text, tree: datetime.strptime(text, tree["format"]).date(),  # noqa: DTZ007
    "datetime": lambda text, tree: datetime.strptime(text, tree["format"]),  # noqa: DTZ007
    "time": lambda text, tree: datetime.strptime(text, tree["format"]).time(),  # noqa: DTZ007
}

FORMATS = {
    "string": ["email", "uri", "uuid", "binary"],
    "date": ["any", "%Y/%m/%d", "%d.%m.%y", "%Y-%m-%d"],
    "datetime": ["any", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    "time": ["any", "%H:%M", "%H:%M:%S"],
    "geopoint": ["array", "object"],
    "geojson": ["topojson"],
}
OPTIONS = {
    "integer": {
        "bareNumber": st.booleans(),
        "groupChar": st.sampled_from([",", " ", "1"]),
    },
    "number": {
        "bareNumber": st.booleans(),
        "groupChar": st.sampled_from([",", ".", " ", "_"]),
        "decimalChar": st.sampled_from([",", ".", "'"]),
    },
    "boolean": {
        "trueValues": st.lists(st.sampled_from(["true", "1", "yes", "はい", "t"]), max_size=3),
        "falseValues": st.lists(st.sampled_from(["false", "0", "no", "いいえ", "f"]), max_size=3),
    },
    "list": {
        "delimiter": st.sampled_from([",", ";"]),
        "itemType": st.sampled_from(["string", "integer"]),
    },
}
PATTERNS = [
    "[0-9]+",
    "[0-9]{5,6}",
    "a|b",
    ".*",
    ".{1,3}",
    r"\d+",
    "^[a-z]+$",
    "津.*",
    "[^0-9]*",
    "",
]
BOUNDS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
BOUND_OF = {
    "integer": st.integers() | st.integers(-50, 2100) | st.sampled_from(["10", " 10 ", "1_0", 5.0]),
    "number": st.floats(-1e6, 1e6)
    | st.integers()
    | st.sampled_from(["0.5", "-0", "1e2", 1e-7, 1e20]),
    "date": st.dates().map(str) | st.just("2022-08-31"),
    "datetime": st.just("2022-08-31T13:30:00"),
    "time": st.times().map(lambda each: each.isoformat()) | st.just("12:00:00"),
    "year": st.integers(1, 9999) | st.just("2000"),
    "yearmonth": st.sampled_from(["2022-08", "0999-01", "1999-12", "2022-8"]),
}


@st.composite
def fields(draw, kind):
    """A field descriptor that hiraku's own rules find sound."""
    tree = {"name": "f", "type": kind}
    if draw(st.booleans()):
        tree["format"] = draw(st.sampled_from(["default", *FORMATS.get(kind, [])]))
    for option, values in OPTIONS.get(kind, {}).items():
        if draw(st.integers(0, 4)) == 0:
            tree[option] = draw(values)
    if found := draw(constraints_of(kind)):
        tree["constraints"] = found
    if draw(st.integers(0, 4)) == 0:
        tree["missingValues"] = draw(st.sampled_from([[], ["-"], ["", "0", "2022", "-"]]))
    return tree


@st.composite
def constraints_of(draw, kind):
    found = {}
    if draw(st.booleans()):
        found["required"] = draw(st.booleans())
    if kind in BOUND_OF and draw(st.booleans()):
        for bound in draw(st.lists(st.sampled_from(BOUNDS), max_size=2)):
            found[bound] = draw(BOUND_OF[kind])
    if kind == "string" and draw(st.booleans()):
        found["pattern"] = draw(st.sampled_from(PATTERNS))
    if kind in {"string", "array", "object", "list"} and draw(st.booleans()):
        found[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 9))
    if draw(st.integers(0, 4)) == 0:
        texts = st.sampled_from(texts_of(kind, 7, 30))
        found["enum"] = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    return found


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def is_sound(connection, schema):
    rules = [rule for rule in RULES if rule.scope == "schema"]
    return not any(finding for rule in rules for finding in rule.find(schema, connection))


def acquitted(connection, field, texts):
    """Return each text that SQL lets pass, just as a check does, with the JSON written of it."""
    module = TYPES[field.type]
    missing = any_of("t", tuple(each.value for each in field.missing_values))
    sound = f"({module.acquits('t', field)} AND {constraints.obeys('t', field)})"
    written = module.json(module.value("t", field), field)
    return connection.execute(
        f"SELECT t, {written} FROM (SELECT unnest(?::VARCHAR[]) AS t) "
        f"WHERE NOT ({missing}) AND ({sound}) IS TRUE",
        [texts],
    ).fetchall()


def reference_field(tree):
    """Return the reference's field; it knows all constraints only where v2 is declared."""
    version = "https://datapackage.org/profiles/2.0/tableschema.json"
    return Reference.from_descriptor({"$schema": version, "fields": [tree]}).fields[0]


def objections(connection, tree, texts):
    """Return what the reference, or plain sense, has against each acquittal."""
    field = schema_from({"fields": [tree]}, "s", Origin("s")).fields[0]
    reference = reference_field(tree)
    found = []
    for text, written in acquitted(connection, field, texts):
        value, notes = reference.read_cell(text)
        if notes:
            found.append((text, f"the reference refuses it: {notes}"))
        elif value != denoted(tree, text):
            found.append((text, f"the reference reads {value!r}"))
        elif not is_canonical(field, value, text):
            found.append((text, "it is not canonical"))
        elif json_value(field, value) != as_json(written):
            found.append((text, f"its JSON is {written}"))
    return sorted(found, key=lambda each: len(each[0]))


def denoted(tree, text):
    reading = DENOTED.get(tree["type"])
    if "%" in tree.get("format", ""):
        reading = PATTERNED[tree["type"]]
    try:
        return reading(text, tree) if reading else text
    except ValueError:
        return None


def is_canonical(field, value, text):
    shape = None if "%" in field.format else CANONICAL.get(field.type)
    shaped = not shape or re.fullmatch(shape, text, re.ASCII) is not None
    return shaped and TYPES[field.type].canonical(value, text, field) == text


def as_json(written):
    try:
        return json.loads(written, parse_float=Decimal)
    except json.JSONDecodeError:
        return None


def json_value(field, value):
    """Return the value that JSON should hold: exact numbers, and texts for all but truth."""
    if field.type == "integer" and abs(value) >= 2**53:
        return str(value)
    if field.type == "yearmonth":
        return f"{value[0]:04d}-{value[1]:02d}"
    return value.isoformat() if field.type in {"date", "datetime", "time"} else value


@pytest.mark.parametrize("kind", TYPES)
@given(data=st.data())
def test_whatever_sql_acquits_the_reference_accepts_with_the_same_value(connection, kind, data):
    tree = data.draw(fields(kind), label="field")
    seed = data.draw(st.integers(0, 2**32), label="seed")
    own = data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
    assume(is_sound(connection, schema_from({"fields": [tree]}, "s", Origin("s"))))
    try:
        reference_field(tree)
    except FrictionlessException:
        assume(False)  # noqa: FBT003 - a field that the reference cannot judge is no case
    found = objections(connection, tree, [*texts_of(kind, seed), *own])
    assert not found, found[0]


@pytest.mark.parametrize(
    "kind", ["any", "boolean", "date", "datetime", "integer", "number", "string", "time", "year",
             "yearmonth"],
)  # fmt: skip
def test_a_good_part_of_the_texts_is_acquitted(connection, kind):
    """A property over texts none of which is acquitted would say nothing."""
    field = schema_from({"fields": [{"name": "f", "type": kind}]}, "s", Origin("s")).fields[0]
    texts = [text for seed in range(5) for text in texts_of(kind, seed)]
    assert len(acquitted(connection, field, texts)) > len(texts) / 50


def whole(pattern, column):
    return f"regexp_full_match({column}, '{pattern}')"


DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
# Each expression lets too much pass; the descriptor is that of a plain field where none is given.
LOOSE = {
    "integer with leading zeros": ("integer", lambda c: whole("-?[0-9]{1,18}", c)),
    "integer with a plus": ("integer", lambda c: whole("[-+]?(0|[1-9][0-9]{0,17})", c)),
    "integer with minus zero": ("integer", lambda c: whole("-?(0|[1-9][0-9]{0,17})", c)),
    "integer in padding": ("integer", lambda c: whole("-?[1-9][0-9]*", f"trim({c})")),
    "integer of any digits": ("integer", lambda c: whole(r"-?[1-9]\pN*", c)),
    "integer somewhere": ("integer", lambda c: f"regexp_matches({c}, '[1-9][0-9]*')"),
    "integer by lines": ("integer", lambda c: f"regexp_matches({c}, '(?m)^[1-9][0-9]*$')"),
    "integer by cast": ("integer", lambda c: f"TRY_CAST({c} AS BIGINT) IS NOT NULL"),
    "number with leading zeros": ("number", lambda c: whole(r"-?[0-9]+(\.[0-9]+)?", c)),
    "number that begins with a point": ("number", lambda c: whole(r"-?[0-9]*\.[0-9]+", c)),
    "number that ends with a point": ("number", lambda c: whole(r"-?[1-9][0-9]*\.?", c)),
    "number with an exponent": ("number", lambda c: whole("[1-9][0-9]*([eE]-?[0-9]+)?", c)),
    "number by cast": ("number", lambda c: f"TRY_CAST({c} AS DOUBLE) IS NOT NULL"),
    "number whose options are ignored": (
        "number", lambda c: whole(r"[1-9][0-9]*(\.[0-9]+)?", c), {"decimalChar": ","}
    ),
    "number whose groups are ignored": (
        "number", lambda c: whole(r"[1-9][0-9]*(\.[0-9]+)?", c),
        {"groupChar": ".", "decimalChar": ","},
    ),
    "boolean in any case": ("boolean", lambda c: f"lower({c}) IN ('true', 'false')"),
    "boolean in padding": ("boolean", lambda c: f"trim({c}) IN ('true', 'false')"),
    "boolean of any text": ("boolean", lambda _: "true"),
    "boolean whose values are ignored": (
        "boolean", lambda c: f"{c} IN ('true', 'false')", {"trueValues": ["はい"]}
    ),
    "date without its days": ("date", lambda c: f"({whole(DAY, c)} AND {c} >= '0001')"),
    "date of the year 0": (
        "date", lambda c: f"({whole(DAY, c)} AND TRY_CAST({c} AS DATE) IS NOT NULL)"
    ),
    "date by cast": ("date", lambda c: f"TRY_CAST({c} AS DATE) IS NOT NULL"),
    "date and more": (
        "date", lambda c: f"({c} >= '0001' AND TRY_CAST(left({c}, 10) AS DATE) IS NOT NULL)"
    ),
    "date whose format is ignored": (
        "date",
        lambda c: f"({whole(DAY, c)} AND {c} >= '0001' AND TRY_CAST({c} AS DATE) IS NOT NULL)",
        {"format": "%Y/%m/%d"},
    ),
    "datetime without its days": (
        "datetime", lambda c: f"({whole(DAY + 'T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]', c)})"
    ),
    "datetime at hour 24": (
        "datetime",
        lambda c: f"({whole(DAY + 'T([01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9]', c)} "
        f"AND {c} >= '0001' AND TRY_CAST(left({c}, 10) AS DATE) IS NOT NULL)",
    ),
    "datetime at second 60": (
        "datetime",
        lambda c: f"({whole(DAY + 'T([01][0-9]|2[0-3]):[0-5][0-9]:[0-6][0-9]', c)} "
        f"AND {c} >= '0001' AND TRY_CAST(left({c}, 10) AS DATE) IS NOT NULL)",
    ),
    "datetime with a blank": (
        "datetime",
        lambda c: f"({whole(DAY + '[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]', c)} "
        f"AND {c} >= '0001' AND TRY_CAST(left({c}, 10) AS DATE) IS NOT NULL)",
    ),
    "time at hour 24": ("time", lambda c: whole("([01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9]", c)),
    "time of any digits": ("time", lambda c: whole(CLOCK, c)),
    "time without seconds": ("time", lambda c: whole("([01][0-9]|2[0-3]):[0-5][0-9](:00)?", c)),
    "time by cast": ("time", lambda c: f"TRY_CAST({c} AS TIME) IS NOT NULL"),
    "year of three digits": ("year", lambda c: whole("[0-9]{3,4}", c)),
    "year of any digits": ("year", lambda c: whole(r"\pN{4}", c)),
    "year with a sign": ("year", lambda c: whole("[-+0-9][0-9]{3}", c)),
    "year by cast": ("year", lambda c: f"TRY_CAST({c} AS SMALLINT) IS NOT NULL"),
    "month 0 and 13": ("yearmonth", lambda c: whole("[1-9][0-9]{3}-[0-9]{2}", c)),
    "month of one digit": ("yearmonth", lambda c: whole("[1-9][0-9]{3}-(0?[1-9]|1[0-2])", c)),
    "month of a short year": ("yearmonth", lambda c: whole("[1-9][0-9]*-(0[1-9]|1[0-2])", c)),
    "time of a pattern at hour 24": (
        "time", lambda c: whole("[0-2][0-9]:[0-5][0-9]:[0-5][0-9]", c), {"format": "%H:%M:%S"}
    ),
    "date of a pattern without its days": (
        "date", lambda c: whole("[0-9]{4}-[0-9]{2}-[0-9]{2}", c), {"format": "%Y-%m-%d"}
    ),
    "string whose format is ignored": ("string", lambda _: "true", {"format": "email"}),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOSE)
def test_a_loosened_expression_is_found_out(connection, monkeypatch, name):
    kind, loosened, *more = LOOSE[name]
    tree = {"name": "f", "type": kind, **(more[0] if more else {})}
    monkeypatch.setattr(TYPES[kind], "acquits", lambda column, _: loosened(column))
    assert any(objections(connection, tree, texts_of(kind, seed)) for seed in range(40))


def test_every_type_that_acquits_by_looking_at_the_text_is_loosened_somewhere():
    decided = set()
    for kind, module in TYPES.items():
        field = schema_from({"fields": [{"name": "f", "type": kind}]}, "s", Origin("s")).fields[0]
        if module.acquits("t", field) not in {"true", "false"}:
            decided.add(kind)
    assert decided <= {kind for kind, *_ in LOOSE.values()}


# Constraints that are held too lightly, and a field that shows it.
LAX = {
    "length in bytes": ({"type": "string", "constraints": {"minLength": 3}}, "strlen(t) >= 3"),
    "pattern anywhere": (
        {"type": "string", "constraints": {"pattern": "[0-9]+"}}, "regexp_matches(t, '[0-9]+')"
    ),
    "enum in any case": (
        {"type": "string", "constraints": {"enum": ["24000"]}}, "t LIKE '%24000%'"
    ),
    "maximum as text": ({"type": "integer", "constraints": {"maximum": 50}}, "t <= '50'"),
    "exclusive as inclusive": (
        {"type": "integer", "constraints": {"exclusiveMinimum": 0}}, "TRY_CAST(t AS HUGEINT) >= 0"
    ),
    "bounds of a pattern as text": (
        {"type": "time", "format": "%H:%M:%S", "constraints": {"minimum": "12:00:00"}},
        "t >= '12:00:00'",
    ),
    "no comparison": ({"type": "date", "constraints": {"maximum": "1990-01-01"}}, "true"),
    "nothing known": ({"type": "year", "constraints": {"minimum": 2000}}, "NULL"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAX)
def test_a_constraint_held_too_lightly_is_found_out(connection, monkeypatch, name):
    tree, lax = LAX[name]
    monkeypatch.setattr(constraints, "obeys", lambda _column, _field: lax)
    named = {"name": "f", **tree}
    kind = tree["type"]
    assert any(objections(connection, named, texts_of(kind, seed)) for seed in range(40))
