"""mlcroissant judges each description, and reads every row back from the published files."""

import csv
import json
import logging
import socket
from urllib.parse import unquote

import jsonpath_rw
import mlcroissant
import pandas as pd
import pytest

from hiraku.publishing.metadata.croissant_tables import _json_path

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"  # rdflib 7.6 warns of its own use
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a description must be read without the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def opened(site, path):
    """Return a description and the dataset that mlcroissant makes of it, with local files."""
    described = json.loads(path.read_text("utf-8"))
    names = (file["@id"] for file in described["distribution"])
    files = {name: str(site / unquote(name)) for name in names}
    return described, mlcroissant.Dataset(jsonld=described, mapping=files)


# The longer tables are read by the description of their dataset alone, which says the same.
MOST_READ_TWICE = 500
CASTS = {
    "sc:Integer": int,
    "sc:Float": float,
    "sc:Boolean": lambda text: text in {"true", "はい", "1", "○"},
    "sc:Date": pd.Timestamp,
    "sc:DateTime": pd.Timestamp,
    "sc:Text": str.encode,
}


def expected(record_set, folder):
    """Yield each row of the CSV, typed as the description says, missing values by the schema."""
    name = record_set["field"][0]["source"]["fileObject"]["@id"].rpartition("/")[2]
    stem = unquote(name).removesuffix(".json")
    schema_file = "schema.json" if stem == "data" else f"{stem}.schema.json"
    schema = json.loads((folder / schema_file).read_text("utf-8"))
    missing = [
        missing_value if isinstance(missing_value, str) else missing_value["value"]
        for missing_value in schema.get("missingValues", [""])
    ]
    lists = (field for field in schema["fields"] if field.get("type") == "list")
    delimiters = {field["name"]: field.get("delimiter", ",") for field in lists}
    with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {
                field["@id"]: None
                if row[field["name"]] in missing
                else _cast(row[field["name"]], field, delimiters)
                for field in record_set["field"]
            }


def _cast(text, field, delimiters):
    cast = CASTS[field["dataType"]]
    if delimiter := delimiters.get(field["name"]):
        return [cast(item) for item in text.split(delimiter)]
    return cast(text)


@pytest.mark.judge("mlcroissant")
def test_each_description_is_valid_and_reads_back_every_row(any_site):
    judged = 0
    for path in sorted(any_site.glob("datasets/*/croissant.json")):
        described, dataset = opened(any_site, path)
        for record_set in described["recordSet"]:
            found = list(dataset.records(record_set["@id"]))
            assert found == list(expected(record_set, path.parent)), record_set["@id"]
            judged += 1
    assert judged == len(list(any_site.glob("datasets/*/*json-schema.json")))


def test_nothing_recommended_is_missing(site, caplog):
    with caplog.at_level(logging.WARNING):
        for path in sorted(site.glob("datasets/*/croissant.json")):
            opened(site, path)
    assert not caplog.records


@pytest.mark.judge("mlcroissant")
def test_the_catalog_holds_the_records_of_every_dataset(any_site):
    described, dataset = opened(any_site, any_site / "catalog.croissant.json")
    own = [
        record_set
        for path in sorted(any_site.glob("datasets/*/croissant.json"))
        for record_set in json.loads(path.read_text("utf-8"))["recordSet"]
    ]
    assert sorted(described["recordSet"], key=str) == sorted(own, key=str)
    for record_set in own:
        folder = any_site / "datasets" / record_set["@id"].partition("/")[0]
        rows = list(expected(record_set, folder))
        if len(rows) < MOST_READ_TWICE:
            assert list(dataset.records(record_set["@id"])) == rows


def test_a_description_of_a_file_that_is_not_there_is_refused(site):
    described = json.loads((site / "datasets/kpi/croissant.json").read_text("utf-8"))
    described["distribution"] = [
        file for file in described["distribution"] if not file["@id"].endswith("data.json")
    ]
    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(jsonld=described)


def test_what_is_said_of_a_dataset(site):
    described = json.loads((site / "datasets/kpi/croissant.json").read_text("utf-8"))
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    for key in (
        "name",
        "description",
        "license",
        "url",
        "creator",
        "datePublished",
        "version",
        "citeAs",
    ):
        assert described[key], key
    assert {file["encodingFormat"] for file in described["distribution"]} >= {"text/csv"}


@pytest.mark.parametrize(
    "name", ["code", "人口", "人 口", "it's", 'a"b', "a.b", "a\\b", "_x", "2020"]
)
def test_names_of_any_kind_are_found(name):
    found = jsonpath_rw.parse(_json_path(name)).find([{name: 1, "other": 2}])
    assert [match.value for match in found] == [1]
