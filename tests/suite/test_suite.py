"""The suite is sound, and each implementation disagrees with it exactly where it is written."""

import json
import sys
from pathlib import Path

import pytest

SUITE = Path(__file__).parent
sys.path.insert(0, str(SUITE))

from run import disagreements, groups, question  # noqa: E402

GROUPS = list(groups())
SECTIONS = {
    "any", "array", "boolean", "categories", "constraints", "date", "datetime", "duration", "enum",
    "exclusiveMaximum", "exclusiveMinimum", "field-missingValues", "fields", "fieldsMatch",
    "foreignKeys", "geojson", "geopoint", "integer", "jsonSchema", "list", "maxLength", "maximum",
    "minLength", "minimum", "missingValues", "number", "object", "pattern", "primaryKey",
    "required", "string", "time", "type-and-format", "types-and-formats", "unique", "uniqueKeys",
    "year", "yearmonth",
}  # fmt: skip


def names(name, group):
    return f"{name} / {group['description']}"


def test_the_suite_has_at_least_nine_hundred_tests():
    assert sum(len(group["tests"]) for _, group in GROUPS) >= 900


def test_every_test_can_be_told_from_the_others():
    every = [
        (names(name, group), test["description"])
        for name, group in GROUPS
        for test in group["tests"]
    ]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=[names(*group) for group in GROUPS])
def test_a_group_says_what_it_tests_and_where_the_standard_says_so(name, group):
    assert group["specification"] in SECTIONS
    assert set(group["versions"]) <= {"v1", "v2"}
    assert group["versions"]
    kind = {"field"} if name.startswith("fields/") else {"schema"}
    assert kind <= set(group)
    for test in group["tests"]:
        assert isinstance(test["valid"], bool)
        assert ("text" in test) == ("field" in group)
        assert ("table" in test) == ("schema" in group)


@pytest.mark.parametrize("implementation", ["hiraku", "frictionless"])
def test_an_implementation_disagrees_exactly_where_it_is_ruled_on(implementation, tmp_path):
    answer = answers(implementation, tmp_path)
    told = {
        test: said
        for name, group in GROUPS
        for test, said in disagreements(name, group, answer(question(group)))
    }
    assert told == recorded(implementation)


def recorded(implementation):
    """Return what is written down: each test with what the implementation says."""
    text = (SUITE / "disagreements" / f"{implementation}.json").read_text(encoding="utf-8")
    return {
        f"{group} / {test}": said
        for group, entry in json.loads(text).items()
        for test, said in entry["tests"].items()
    }


def answers(implementation, folder):
    """Return the function of an implementation that answers a question."""
    sys.path.insert(0, str(SUITE / "implementations"))
    if implementation == "hiraku":
        import hiraku_check  # noqa: PLC0415

        return hiraku_check.answering(folder)
    import frictionless_5  # noqa: PLC0415

    return frictionless_5.answer


@pytest.mark.parametrize("implementation", ["hiraku", "frictionless"])
def test_every_disagreement_has_a_ruling(implementation):
    text = (SUITE / "disagreements" / f"{implementation}.json").read_text(encoding="utf-8")
    assert all(len(entry["ruling"]) > 20 for entry in json.loads(text).values())
