"""Field descriptors of every type: what hypothesis draws, and one for each way of acquitting."""

from __future__ import annotations

from hypothesis import strategies as st
from texts_of_types import texts_of

FORMATS = {
    "string": ["email", "uri", "uuid", "binary"],
    "date": ["any", "%Y/%m/%d", "%d.%m.%y", "%Y-%m-%d"],
    "datetime": ["any", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    "time": ["any", "%H:%M", "%H:%M:%S"],
    "geopoint": ["array", "object"],
    "geojson": ["topojson"],
}
ITEMS = ["string", "integer", "boolean", "number", "datetime", "date", "time"]
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
        "delimiter": st.sampled_from([",", ";", ", "]),
        "itemType": st.sampled_from(ITEMS),
    },
}
PATTERNS = [
    "[0-9]+", "[0-9]{5,6}", "a|b", ".*", ".{1,3}", r"\d+", "^[a-z]+$", "津.*", "[^0-9]*", "",
]  # fmt: skip
BOUNDS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
BOUND_OF = {
    "integer": st.integers()
    | st.integers(-50, 2100)
    | st.sampled_from(["10", " 10 ", "1_0", 5.0, "1,780"]),
    "number": st.floats(-1e6, 1e6)
    | st.integers()
    | st.sampled_from(["0.5", "-0", "1e2", 1e-7, 1e20]),
    "date": st.dates().map(str) | st.just("2022-08-31"),
    "datetime": st.sampled_from(
        ["2022-08-31T13:30:00", "2022-08-31T13:30:00Z", "2022-08-31T13:30:00.5"]
    ),
    "time": st.times().map(lambda each: each.isoformat()) | st.just("12:00:00"),
    "year": st.integers(1, 9999) | st.just("2000"),
    "yearmonth": st.sampled_from(["2022-08", "0999-01", "1999-12", "2022-8"]),
    "duration": st.sampled_from(["P1M", "P30D", "PT36H", "P1Y", "-P1D", "P0.5Y"]),
}
LENGTHS = {"string", "array", "object", "list"}
JSON_SCHEMAS = [{}, {"minItems": 1}, {"required": ["a"]}, {"maxProperties": 1}, {"type": "array"}]


@st.composite
def fields(draw, kind):
    """A field descriptor that hiraku's own rules find sound, more often than not."""
    tree = {"name": "f", "type": kind}
    if draw(st.booleans()):
        tree["format"] = draw(st.sampled_from(["default", *FORMATS.get(kind, [])]))
    for option, values in OPTIONS.get(kind, {}).items():
        if draw(st.integers(0, 2)) == 0:
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
    if kind in LENGTHS and draw(st.booleans()):
        found[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 9))
    if kind in {"array", "object"} and draw(st.integers(0, 4)) == 0:
        found["jsonSchema"] = draw(st.sampled_from(JSON_SCHEMAS))
    if draw(st.integers(0, 4)) == 0:
        texts = st.sampled_from(texts_of(kind, 7, 30))
        found["enum"] = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    return found


# One field for each way in which a cell is acquitted of its type.
BRANCHES = [
    {"type": "any"},
    *({"type": "string", "format": form} for form in ["default", *FORMATS["string"]]),
    {"type": "integer"},
    {"type": "integer", "bareNumber": False},
    {"type": "integer", "groupChar": ","},
    {"type": "number"},
    {"type": "number", "bareNumber": False},
    {"type": "number", "groupChar": ","},
    {"type": "number", "groupChar": ".", "decimalChar": ","},
    {"type": "boolean"},
    {"type": "boolean", "trueValues": ["はい", "yes"], "falseValues": ["いいえ", "no"]},
    *({"type": "date", "format": form} for form in ["default", *FORMATS["date"]]),
    *({"type": "datetime", "format": form} for form in ["default", *FORMATS["datetime"]]),
    *({"type": "time", "format": form} for form in ["default", "%H:%M", "%H:%M:%S"]),
    {"type": "year"},
    {"type": "yearmonth"},
    {"type": "duration"},
    *({"type": "geopoint", "format": form} for form in ["default", "array", "object"]),
    {"type": "geojson"},
    {"type": "array"},
    {"type": "object"},
    *({"type": "list", "itemType": item} for item in ITEMS),
    {"type": "list", "itemType": "integer", "delimiter": ";"},
]
# One field for each constraint that SQL holds, and for each type that holds it in its own way.
CONSTRAINED = [
    {"type": "string", "constraints": {"minLength": 3}},
    {"type": "string", "constraints": {"maxLength": 3}},
    {"type": "string", "constraints": {"pattern": "[0-9]{5}"}},
    {"type": "string", "constraints": {"enum": ["24000", "津市"]}},
    {"type": "array", "constraints": {"minLength": 2}},
    {"type": "array", "constraints": {"maxLength": 1}},
    {"type": "array", "constraints": {"enum": ["[1, 2]"]}},
    {"type": "object", "constraints": {"minLength": 2}},
    {"type": "object", "constraints": {"maxLength": 1}},
    {"type": "object", "constraints": {"enum": ['{"a": 1}']}},
    {"type": "list", "constraints": {"minLength": 2}},
    {"type": "list", "constraints": {"maxLength": 1}},
    {"type": "list", "constraints": {"enum": ["1,2"]}},
    {"type": "boolean", "trueValues": ["yes"], "falseValues": ["yes no"],
     "constraints": {"enum": ["yes"]}},
    {"type": "geopoint", "constraints": {"enum": ["1 , 2", "136.5,34.7"]}},
    {"type": "geojson", "constraints": {"enum": ['{"type": "Point", "coordinates": [1, 2]}']}},
    {"type": "duration", "constraints": {"enum": ["P1Y", "PT36H"]}},
    {"type": "any", "constraints": {"enum": ["null"]}},
    *(
        {"type": kind, "constraints": {bound: value}}
        for kind, value in {
            "integer": 2022, "number": 0.5, "date": "2000-01-31", "datetime": "2022-08-31T13:30:00",
            "time": "12:00:00", "year": 2000, "yearmonth": "2000-01",
        }.items()
        for bound in BOUNDS
    ),
    {"type": "number", "groupChar": ".", "decimalChar": ",", "constraints": {"minimum": 100}},
    {"type": "number", "groupChar": ".", "decimalChar": ",", "constraints": {"maximum": 100}},
    *({"type": kind, "constraints": {"enum": [value]}} for kind, value in {
        "integer": 2022, "number": 0.5, "date": "2000-02-29", "datetime": "2022-08-31T13:30:00",
        "time": "12:30:00", "year": 2022, "yearmonth": "2022-08",
    }.items()),
]  # fmt: skip


def named(tree):
    return {"name": "f", **tree}


def label(tree):
    """Return a name for a test of this field."""
    rest = {key: value for key, value in tree.items() if key != "type"}
    return f"{tree['type']} {rest}" if rest else tree["type"]
