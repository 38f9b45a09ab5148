"""The JSON Schemas for editors: valid, true of what hiraku takes, and each property explained."""

import json

import jsonschema
import pytest
import yaml
from catalogs import ROOT

from hiraku.languages import room, say
from hiraku.publishing.metadata.explained_shape import explanation

FILES = {
    "catalog": "datasets/catalog.yaml",
    "datapackage": "datasets/mynumber-card-issuance/datapackage.yaml",
    "schema": "schemas/mynumber-card-issuance.yaml",
    "search": "datasets/search.yaml",
    "tile-grid": "datasets/tile-grid.yaml",
}


def published(site, name):
    return json.loads((site / "formats" / f"{name}.schema.json").read_text("utf-8"))


def described(tree, keys=()):
    """Yield the path of each property of a JSON Schema, and the schema of its value."""
    if isinstance(tree, list):
        for part in tree:
            yield from described(part, keys)
    elif isinstance(tree, dict):
        for name, part in tree.items():
            if name != "properties":
                yield from described(part, keys)
        for key, wanted in tree.get("properties", {}).items():
            yield (*keys, key), wanted
            yield from described(wanted, (*keys, key))


@pytest.mark.parametrize("name", FILES)
def test_the_first_catalog_is_written_as_its_schemas_say(site, name):
    shape = published(site, name)
    jsonschema.Draft202012Validator.check_schema(shape)
    assert shape["$id"].endswith(f"/formats/{name}.schema.json")
    path = next(ROOT.glob(FILES[name]))
    tree = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
    validator = jsonschema.Draft202012Validator(shape)
    assert [error.message for error in validator.iter_errors(tree)] == []
    assert not validator.is_valid({**tree, "titel": "x"})


@pytest.mark.parametrize("name", FILES)
def test_an_editor_has_words_for_each_property(site, name):
    shape = published(site, name)
    properties = [(keys, wanted) for keys, wanted in described(shape) if isinstance(wanted, dict)]
    assert properties
    for keys, wanted in properties:
        assert wanted["description"] == explanation(keys, "ja")
    translated = [keys for keys, _ in properties if keys[-1].endswith("@en")]
    assert bool(translated) == (name != "search")


def test_what_is_said_below_a_parent_goes_before_what_is_said_of_a_name():
    assert explanation(("themes", "name"), "ja") == say("ja", "properties.name")
    assert explanation(("publisher", "name@en"), "en") == "The name of the body."
    with pytest.raises(KeyError):
        explanation(("no", "such"), "ja")


def test_no_explanation_is_of_a_property_that_is_not_there(site):
    known = {
        ".".join(keys[start:])
        for name in FILES
        for keys, _ in described(published(site, name))
        for start in range(len(keys))
    }
    assert set(room("ja", "properties")) <= known
    assert set(room("ja", "properties")) == set(room("en", "properties"))
