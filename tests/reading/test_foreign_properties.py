"""Every property of the standards, dropped, emptied, retyped, misspelt: a verdict all the same.

What is wrong costs itself. So a cell that is wrong elsewhere is found whatever was done to a
property, and a property that says nothing about the data keeps nothing from being checked.
"""

import copy
import json
import os
import zlib

import pytest

from hiraku.checking.targets import check_paths
from hiraku.problems import Severity

FIELDS = [
    {
        "name": "id", "type": "integer", "title": "ID", "description": "d", "format": "default",
        "example": "1", "examples": ["1"], "rdfType": "http://example.jp/id", "groupChar": ",",
        "bareNumber": True, "missingValues": ["-"],
        "constraints": {
            "required": True, "unique": True, "minimum": 0, "maximum": 99,
            "exclusiveMinimum": -1, "exclusiveMaximum": 100, "enum": [1, 2, 3, 4],
        },
    },
    {
        "name": "name", "type": "string",
        "constraints": {"minLength": 1, "maxLength": 9, "pattern": "[a-z]+"},
    },
    {"name": "rate", "type": "number", "decimalChar": "."},
    {"name": "yes", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    {"name": "kind", "type": "string", "categories": ["a", {"value": "b", "label": "B"}],
     "categoriesOrdered": True},
    {"name": "many", "type": "list", "delimiter": ";", "itemType": "integer"},
    {"name": "json", "type": "array", "constraints": {"jsonSchema": {"type": "array"}}},
    {"name": "watched", "type": "integer"},
]  # fmt: skip
SCHEMA = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "name": "s", "title": "S", "description": "d", "fields": FIELDS, "fieldsMatch": "exact",
    "missingValues": ["", {"value": "x", "label": "secret"}], "primaryKey": ["id"],
    "uniqueKeys": [["id", "name"]],
    "foreignKeys": [{"fields": ["id"], "reference": {"resource": "", "fields": ["id"]}}],
}  # fmt: skip
PACKAGE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "profile": "data-package", "name": "p", "id": "p", "title": "P", "description": "d",
    "homepage": "https://example.jp", "version": "1.0", "created": "2022-01-01T00:00:00Z",
    "image": "i.png", "keywords": ["k"],
    "licenses": [{"name": "CC0-1.0", "path": "https://example.jp", "title": "CC0"}],
    "sources": [{"title": "s", "path": "https://example.jp", "email": "a@example.jp"}],
    "contributors": [{"title": "c", "path": "https://example.jp", "email": "a@example.jp"}],
    "resources": [{
        "name": "t", "type": "table", "path": "t.csv", "title": "T", "description": "d",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": None,
        "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "s"}], "schema": SCHEMA,
        "dialect": {
            "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True,
            "headerRows": [1], "headerJoin": " ", "commentRows": [],
            "skipInitialSpace": False, "caseSensitiveHeader": True, "lineTerminator": "\n",
        },
    }],
}  # fmt: skip
DATA = """\
id,name,rate,yes,kind,many,json,watched
1,a,1.5,true,a,1;2,[1],1
2,b,2.5,false,b,3,[2],wrong
"""
PACKAGE["resources"][0]["bytes"] = len(DATA)

# Without these there is no table, or other cells are in the column that is watched.
DECIDES = {"resources", "path", "schema", "fields", "delimiter", "header", "headerRows", "encoding"}
INFORMATIVE = {
    "$schema", "profile", "id", "title", "description", "homepage", "version", "created", "image",
    "keywords", "sources", "contributors", "example", "examples", "rdfType", "mediatype", "email",
    "categoriesOrdered",
}  # fmt: skip
DROPPED = object()
SHAPES = [DROPPED, None, "", [], {}, 5, "text", True, [None], [{}], {"a": 1}, [[]], 1e30, -1]


def shapes_for(keys):
    """Return all shapes in a long run, else to drop it and one more, another for each property."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "prove":
        return SHAPES
    return [DROPPED, SHAPES[1 + zlib.crc32(repr(keys).encode()) % (len(SHAPES) - 1)]]


def paths(value, keys=()):
    """Yield the path of every property and item below a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in items:
        yield (*keys, key)
        if isinstance(member, dict | list):
            yield from paths(member, (*keys, key))


def altered(keys, shape):
    tree = copy.deepcopy(PACKAGE)
    parent = tree
    for key in keys[:-1]:
        parent = parent[key]
    if shape is DROPPED:
        del parent[keys[-1]]
    else:
        parent[keys[-1]] = shape
    return tree


def misspelt(keys):
    tree = copy.deepcopy(PACKAGE)
    parent = tree
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1] + "s"] = parent.pop(keys[-1])
    return tree


def check(folder, tree):
    (folder / "datapackage.json").write_text(json.dumps(tree), encoding="utf-8")
    (folder / "t.csv").write_text(DATA, encoding="utf-8")
    return check_paths([folder / "datapackage.json"], None, lambda *_: None)


def watched(report):
    return [problem.place.row for problem in report.problems if problem.place.field == "watched"]


ALL = list(paths(PACKAGE))


def test_the_package_itself_has_one_wrong_cell(tmp_path):
    assert [problem.id for problem in check(tmp_path, PACKAGE).problems] == ["type-error"]


@pytest.mark.parametrize("keys", ALL, ids=lambda keys: ".".join(map(str, keys)))
def test_a_property_of_any_shape_costs_only_itself(tmp_path, keys):
    named = [key for key in keys if isinstance(key, str)]
    in_fields = keys[:4] == ("resources", 0, "schema", "fields")
    of_watched = in_fields and keys[4:5] == (len(FIELDS) - 1,)
    whole_field = in_fields and len(keys) == 5
    decides = named[-1] in DECIDES or of_watched or whole_field or keys == ("resources", 0)
    for shape in shapes_for(keys):
        report = check(tmp_path, altered(keys, shape))
        if not decides:
            assert watched(report) == [3], (keys, shape)
        if named[-1] in INFORMATIVE and not in_fields:
            errors = [
                problem.id for problem in report.problems if problem.severity is Severity.ERROR
            ]
            assert errors == ["type-error"], (keys, shape)


@pytest.mark.parametrize(
    "keys", [keys for keys in ALL if isinstance(keys[-1], str)],
    ids=lambda keys: ".".join(map(str, keys)),
)  # fmt: skip
def test_a_misspelt_property_is_told_and_costs_only_itself(tmp_path, keys):
    report = check(tmp_path, misspelt(keys))
    told = [problem.values.get("key") for problem in report.problems]
    free = {"$schema", "enum"} | ({"a", "type"} if "jsonSchema" in keys[:-1] else set())
    if keys[-1] not in free | {"id", "path", "name", "example"}:
        assert f"{keys[-1]}s" in told
    if keys[-1] not in DECIDES | {"name", "type"}:
        assert watched(report) == [3]
