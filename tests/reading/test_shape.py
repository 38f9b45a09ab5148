"""Unknown, missing and wrong properties of a descriptor, and scalars where text is wanted."""

import json
import re
from importlib.resources import files

import pytest

from hiraku.languages import Message
from hiraku.problems import Place, Severity
from hiraku.reading.catalog.lone_descriptors import read_schema
from hiraku.reading.descriptors import shape
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.reading.files.paths import admit
from hiraku.spelling import nearest

DATASET = (
    "name: cards\ntitle: 交付\nresources:\n  - {name: cards, path: cards.csv, schema: cards}\n"
)


def looked_at(tmp_path, text, shape="dataset", *, strict=True):
    path = tmp_path / "descriptor.yaml"
    path.write_text(text)
    document = read_descriptor(admit(path.parent, path.name, Place(path.name)), path.name)
    return document, shape_problems(document, shape, strict=strict)


def test_a_dataset_with_what_it_needs_has_no_problem(tmp_path):
    assert looked_at(tmp_path, DATASET)[1] == []


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("licences", "licenses"),
        ("tittle", "title"),
        ("Title", "title"),
        ("title@eng", "title@en"),
        ("updatefrequency", "updateFrequency"),
        ("keyword", "keywords"),
    ],
)
def test_an_unknown_property_is_told_with_the_nearest_name(tmp_path, written, near):
    (problem,) = looked_at(tmp_path, f"{DATASET}{written}: x\n")[1]
    assert (problem.id, problem.severity) == ("unknown-property", Severity.ERROR)
    assert problem.values == {"key": written, "nearest": near}
    assert (problem.hint, problem.place.line) == ("near", 5)


def test_an_unknown_property_that_is_near_to_none_is_told_all_the_same(tmp_path):
    (problem,) = looked_at(tmp_path, f"{DATASET}zzz: x\n")[1]
    assert (problem.hint, problem.values["nearest"]) == (None, "")


def test_of_a_stranger_s_descriptor_only_misspelt_names_are_told(tmp_path):
    text = f"{DATASET}licences: x\nzzz: y\n"
    (problem,) = looked_at(tmp_path, text, strict=False)[1]
    assert (problem.values["key"], problem.severity) == ("licences", Severity.WARNING)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("primarykey", ["primaryKey", "uniqueKeys"], "primaryKey"),
        ("constraint", ["constraints"], "constraints"),
        ("CARDS", ["cards", "card"], "cards"),
        ("", ["name"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_word_is_found_whatever_its_case(word, known, near):
    assert nearest(word, known) == near


@pytest.mark.parametrize("key", ["name", "title", "resources"])
def test_a_missing_property_is_told_by_name(tmp_path, key):
    lines = [line for line in DATASET.splitlines() if not line.startswith(key)]
    if key == "resources":
        lines.pop()
    (problem,) = looked_at(tmp_path, "\n".join(lines))[1]
    assert (problem.id, problem.values) == ("missing-property", {"key": key})


@pytest.mark.parametrize("text", ["1.0", "012", "2022", "1e3", "true", "2020-01-01"])
def test_a_scalar_where_text_is_wanted_is_its_own_text(tmp_path, text):
    document, problems = looked_at(tmp_path, f"{DATASET}version: {text}\n")
    assert problems == []
    assert document.value["version"] == text


def test_an_empty_property_is_wrong_and_not_the_text_of_nothing(tmp_path):
    (problem,) = looked_at(tmp_path, f"{DATASET}version:\n")[1]
    assert (problem.id, problem.values["found"]) == (
        "wrong-property",
        Message("shapes.null"),
    )


def test_texts_of_a_list_are_mended_one_by_one(tmp_path):
    document, problems = looked_at(tmp_path, f"{DATASET}keywords: [2022, 012, x, 1.50]\n")
    assert problems == []
    assert document.value["keywords"] == ["2022", "012", "x", "1.50"]


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("title", "[x]", "文字"),
        ("resources", "x", "一覧（- で始まる行）"),
        ("modified", "2022/8/31", "2022-08-31 の形の実在する日付"),
        ("homepage", "example.org", "https:// で始まるアドレス"),
    ],
)
def test_a_wrong_property_says_what_is_wanted(tmp_path, key, value, wanted):
    kept = [line for line in DATASET.splitlines() if not line.startswith(key)]
    kept = kept[:-1] if key == "resources" else kept
    (problem,) = looked_at(tmp_path, "\n".join([*kept, f"{key}: {value}"]))[1]
    told = problem.values["wanted"].in_language("ja")
    assert (problem.id, told) == ("wrong-property", wanted)


def test_a_choice_is_told_as_one_of_the_known(tmp_path):
    (problem,) = looked_at(tmp_path, f"{DATASET}\nupdateFrequency: often\n")[1]
    wanted = problem.values["wanted"]
    assert wanted.in_language("ja").endswith("、never、unknown のどれか")
    assert wanted.in_language("en").startswith("one of continuous, daily, ")
    assert wanted.in_language("en").endswith(", never or unknown")


SCHEMA = """\
fields:
  - name: code
    type: string
    missingValues: [0, "-", {value: 9, label: 不明}]
    constraints:
      enum: [012, 1.0, true, x]
  - name: 1
    type: boolean
    trueValues: [1]
    falseValues: [0]
primaryKey: 1
"""


def test_the_texts_of_a_schema_stay_as_they_were_typed(tmp_path):
    path = tmp_path / "cards.yaml"
    path.write_text(SCHEMA)
    schema, problems = read_schema(path)
    assert problems == ()
    code, flag = schema.fields
    assert code.constraints["enum"] == ["012", "1.0", "true", "x"]
    assert [missing_value.value for missing_value in code.missing_values] == ["0", "-", "9"]
    assert (flag.name, flag.descriptor["trueValues"]) == ("1", ["1"])
    assert schema.primary_key == ("1",)


def test_bounds_and_enums_of_other_types_keep_their_values(tmp_path):
    path = tmp_path / "cards.yaml"
    path.write_text(
        "fields:\n"
        "  - {name: n, type: number, constraints: {minimum: 0.10, enum: [1.50, 2]}}\n"
        "  - {name: d, type: date, constraints: {minimum: 2020-01-01}}\n"
    )
    schema, problems = read_schema(path)
    assert problems == ()
    number, day = schema.fields
    assert number.constraints == {"minimum": 0.1, "enum": [1.5, 2]}
    assert day.constraints == {"minimum": "2020-01-01"}


def test_every_pattern_of_a_shape_is_said_in_words():
    shapes = files("hiraku.reading.descriptors") / "shapes"
    texts = [path.read_text("utf-8") for path in shapes.iterdir() if path.name.endswith(".json")]
    pattern = r'"(?:pattern|format)": "((?:[^"\\]|\\.)*)"'
    stated = {json.loads(f'"{text}"') for text in re.findall(pattern, "\n".join(texts))}
    assert len(stated) > 5
    assert stated - shape.FORMS.keys() == set()
