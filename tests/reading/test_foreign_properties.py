"""Every property of the standards, dropped, emptied, retyped, misspelt: a verdict all the same.

What is wrong costs itself. So a cell that is wrong elsewhere is found whatever was done to a
property, one that says nothing about the data keeps nothing from being checked, and the verdict is
the reference's or deviates as the manual says. Each run alters each property in one way; all ways
are tried where `HYPOTHESIS_PROFILE` is `prove`.
"""

import copy
import json
import os
import zlib
from pathlib import Path

import pytest
from official_properties import official_properties
from reference_verdicts import reference_verdict
from standard_properties import ALONE, DATA, FIELDS, PACKAGE

from hiraku.checking.targets import check_paths
from hiraku.problems import Severity

# The reference leaves a file open whose encoding it does not know.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
DEVIATIONS = Path(__file__).parents[2] / "site_src" / "pages" / "manual" / "deviations.md"
# Without these there is no table, or other cells are in the column that is watched.
DECIDES = {
    "resources", "path", "schema", "fields", "delimiter", "header", "headerRows", "encoding",
    "data", "quoteChar", "escapeChar",
}  # fmt: skip
INFORMATIVE = {
    "$schema", "profile", "id", "title", "description", "homepage", "version", "created", "image",
    "keywords", "sources", "contributors", "example", "rdfType", "mediatype", "email", "role",
    "roles", "organization", "organisation", "givenName", "familyName", "categoriesOrdered",
    "csvddfVersion",
}  # fmt: skip
SOUND, DROPPED, MISSPELT = object(), "dropped", "misspelt"
SHAPES = [
    DROPPED, MISSPELT, None, "", [], {}, 5, "text", True, [None], [{}], {"a": 1}, [[]], 1e30, -1,
]  # fmt: skip


def paths(value, keys=()):
    """Yield the path of every property and item below a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in items:
        yield (*keys, key)
        if isinstance(member, dict | list):
            yield from paths(member, (*keys, key))


def within(value, keys):
    """Yield the path of every property in it; the rows of a table are none."""
    listed = isinstance(value, dict | list) and keys[-1] != "data"
    return paths(value, keys) if listed else ()


def alone(keys):
    """Return the path of what must be put in by itself before it, or what is in it, is altered."""
    return next((path for path in ALONE if keys[: len(path)] == path), None)


WITHIN_ALONE = [path for keys, value in ALONE.items() for path in within(value, keys)]
ALL = [*paths(PACKAGE), *ALONE, *WITHIN_ALONE]


def shapes_for(keys):
    """Return all ways in a long run, else one, another for each property."""
    shapes = [shape for shape in SHAPES if shape != MISSPELT or isinstance(keys[-1], str)]
    if os.environ.get("HYPOTHESIS_PROFILE") == "prove":
        return [SOUND, *shapes] if keys in ALONE else shapes
    return [shapes[zlib.crc32(repr(keys).encode()) % len(shapes)]]


def parent_of(tree, keys):
    for key in keys[:-1]:
        tree = tree[key]
    return tree


def altered(keys, shape):
    tree = copy.deepcopy(PACKAGE)
    if path := alone(keys):
        parent_of(tree, path)[path[-1]] = copy.deepcopy(ALONE[path])
    parent, last = parent_of(tree, keys), keys[-1]
    if shape == DROPPED:
        del parent[last]
    elif shape == MISSPELT:
        parent[f"{last}s"] = parent.pop(last)
    elif shape is not SOUND:
        parent[last] = shape
    return tree


def check(folder, tree):
    (folder / "datapackage.json").write_text(json.dumps(tree), encoding="utf-8")
    (folder / "t.csv").write_text(DATA, encoding="utf-8")
    return check_paths([folder / "datapackage.json"], None, lambda *_: None)


def errors(report):
    return [problem for problem in report.problems if problem.severity is Severity.ERROR]


def cells(found):
    """Return what is wrong with cells, as (id, field): hiraku tells each kind once."""
    return {(id_, field) for id_, row, field in found if row and field}


def judged(report):
    found = [(p.id, p.place.row, p.place.field) for p in errors(report) if not p.place.key]
    return {(id_, field) for id_, field in cells(found) if not id_.endswith("label")}


def test_the_package_itself_has_one_wrong_cell(tmp_path, monkeypatch):
    assert judged(check(tmp_path, PACKAGE)) == {("type-error", "watched")}
    assert cells(reference_verdict(PACKAGE, tmp_path, monkeypatch)) == {("type-error", "watched")}


def test_every_property_of_the_profiles_is_tried():
    named = [[key for key in keys if isinstance(key, str)] for keys in ALL]
    assert official_properties() <= {(["", *names][-2], names[-1]) for names in named}


def decides(keys):
    """Tell whether it may depend on the property if the cell that is watched is found."""
    named = [key for key in keys if isinstance(key, str)]
    in_fields = keys[:4] == ("resources", 0, "schema", "fields")
    of_watched = in_fields and keys[4:5] == (len(FIELDS) - 1,)
    whole_field = in_fields and len(keys) == 5
    return named[-1] in DECIDES or of_watched or whole_field or keys == ("resources", 0)


IDS = [".".join(map(str, keys)) for keys in ALL]


@pytest.mark.parametrize("keys", ALL, ids=IDS)
def test_a_property_of_any_shape_costs_only_itself(tmp_path, monkeypatch, keys):
    name = next(key for key in reversed(keys) if isinstance(key, str))
    in_fields = keys[:4] == ("resources", 0, "schema", "fields")
    for shape in shapes_for(keys):
        report = check(tmp_path, altered(keys, shape))
        if not decides(keys):
            assert ("type-error", "watched") in judged(report), shape
        if name in INFORMATIVE and not in_fields:
            assert [problem.id for problem in errors(report)] == ["type-error"], shape
        if shape == MISSPELT and "jsonSchema" not in keys[:-1]:  # JSON Schema takes any keyword
            assert_told(keys[-1], report)
        theirs = reference_verdict(altered(keys, shape), tmp_path, monkeypatch)
        assert_the_same_or_listed(Compared(keys, shape, report, theirs))


# A property whose misspelling is another property's name, or is far from each name.
NOT_TOLD = {"$schema", "enum", "id", "path", "name", "example", "fields", "row", "sheetName"}


def assert_told(name, report):
    told = [problem.values.get("key") for problem in report.problems]
    assert name in NOT_TOLD | OF_NO_CONCERN or f"{name}s" in told


# What the standard defines of people says nothing that hiraku reads.
OF_NO_CONCERN = {"givenName", "familyName", "role", "roles", "organization", "organisation"}


TABLE = ("resources", 0)
# Shapes that once ended with 70, were believed unseen, or cost more than themselves.
ONCE_WRONG = [
    ((*TABLE, "schema", "fields", 5, "itemType"), "text", "field-type-unknown"),
    ((*TABLE, "schema", "fields", 5, "itemType"), "geojson", "field-type-unknown"),
    ((*TABLE, "bytes"), 1e30, "byte-count"),
    ((*TABLE, "dialect"), "", "path-not-file"),
    ((*TABLE, "dialect", "headerRows", 0), True, "wrong-property"),
]


@pytest.mark.parametrize(("keys", "shape", "told"), ONCE_WRONG)
def test_a_shape_once_misjudged_is_told_and_costs_only_itself(tmp_path, keys, shape, told):
    report = check(tmp_path, altered(keys, shape))
    assert {problem.id for problem in errors(report)} == {"type-error", told}
    assert judged(report) - {(told, None)} == {("type-error", "watched")}


class Compared:
    """One altered property, and what both say of it beside the cell that is wrong anyway."""

    def __init__(self, keys, shape, report, theirs):
        self.keys, self.shape = keys, shape
        self.name = next(key for key in reversed(keys) if isinstance(key, str))
        self.of_field = "fields" in keys
        self.ours = {problem.id for problem in errors(report)} - {"type-error"}
        self.told = {problem.id for problem in report.problems} - {"type-error"}
        self.cells = judged(report)
        self.refused = theirs is None
        self.theirs = {id_ for id_, *_ in theirs or ()} - {"type-error"}
        self.their_cells = cells(theirs or ())

    @property
    def same(self):
        alike = bool(self.ours) == bool(self.theirs) and self.cells == self.their_cells
        return alike and not self.refused

    @property
    def nothing_judged(self):
        return self.refused or not self.their_cells

    @property
    def senseless(self):
        """Hold where the property itself is what we find wrong."""
        return self.ours & {
            "wrong-property", "constraint-invalid", "key-field-unknown", "constraint-unsupported",
            "format-invalid", "pattern-invalid", "dialect-unsupported", "field-type-unknown",
            "missing-property",
        }  # fmt: skip


FORMS = {"name", "email", "created", "profile"} | OF_NO_CONCERN
# Each deviation that is seen here, by the words with which the manual lists it.
LISTED = {
    "説明の項目が1つでも誤っていれば、何も調べません": lambda c: c.nothing_judged and c.told,
    "文字であるべきところの数、真偽値、null": lambda c: (
        c.refused and (c.shape is None or isinstance(c.shape, int | float))
    ),
    "`name` の字、メールアドレスや日時の形": lambda c: c.refused and c.name in FORMS,
    "空の `description` や、`example` の型を調べます": lambda c: c.refused and c.name == "example",
    "`exclusiveMinimum` か `exclusiveMaximum` があれば": lambda c: (
        c.refused and c.name in {"exclusiveMinimum", "exclusiveMaximum"}
    ),
    "欠損値を `value` と `label` で書くと": lambda c: "missingValues" in c.keys and c.refused,
    "`array` と `object` の `jsonSchema`": lambda c: c.refused and c.name == "jsonSchema",
    "知らない `format`": lambda c: c.theirs == {"format-error"},
    "`type` が `table` でないリソース": lambda c: c.name == "type" and c.cells > c.their_cells,
    "文字コードを推測します": lambda c: c.theirs == {"encoding-error"},
    "途中の列が1つないと、後の列の見出しを": lambda c: "incorrect-label" in c.theirs,
    "標準の形でない値を、黙って読みとばすか": lambda c: c.senseless and c.cells <= c.their_cells,
    "`constraints` の外にある決まりは": lambda c: (
        c.shape == MISSPELT and "unknown-property" in c.ours
    ),
    "`hash` は md5 と sha256 だけを比べ": lambda c: c.name == "hash",
    "1つのまちがいを、いくつもの誤りとして": lambda c: "primary-key" in c.theirs - c.ours,
    "空の `resources` を正しいとします": lambda c: c.name == "resources" and c.senseless,
    "`categories` を調べません": lambda c: "categories" in c.keys,
}


def assert_the_same_or_listed(compared):
    manual = DEVIATIONS.read_text(encoding="utf-8")
    reasons = [words for words, holds in LISTED.items() if holds(compared) and words in manual]
    seen = compared.shape, compared.ours, compared.cells, compared.theirs, compared.their_cells
    assert compared.same or reasons, seen
