"""`hiraku init --from-packages`, `--from-ckan`: what others hold is taken over, or told."""

import json

import pytest
import yaml
from officials import run

SCHOOLS = {
    "name": "School List",
    "title": "Schools",
    "licenses": [{"name": "CC-BY-4.0"}],
    "sources": [{"title": "Register"}],
    "row": "One row is one school.",
    "custom": {"a": 1},
    "resources": [
        {
            "name": "schools",
            "path": "schools.csv",
            "schema": {
                "fields": [
                    {"name": "code", "type": "string", "title": "Code", "foo": 1},
                    {"name": "opened", "type": "date", "title": "Opened"},
                ],
                "primaryKey": "code",
            },
        }
    ],
}
TABLE = "code,opened\n01202,2001-04-01\n01203,1999-04-01\n"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def laid(folder, files):
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        target.write_text(text, "utf-8")


def begun(tmp_path, *arguments):
    root = tmp_path / "taken"
    return root, run("init", root, "--place", "Smallville", "--languages", "en", *arguments)


def test_a_package_that_says_all_is_a_catalog_without_a_finding(tmp_path, source):
    laid(source, {"a/datapackage.json": SCHOOLS, "a/schools.csv": TABLE})
    root, done = begun(tmp_path, "--from-packages", source)
    assert done.code == 0, done.said
    assert "school-list: fields.0.foo" in done.said
    assert ": custom" in done.said
    assert (root / "datasets/school-list/schools.csv").read_text("utf-8") == TABLE
    described = (root / "datasets/school-list/datapackage.yaml").read_text("utf-8")
    assert described.startswith("# yaml-language-server: $schema=https://")
    assert yaml.safe_load(described)["row"] == SCHOOLS["row"]
    assert "facilities" not in (root / "README.md").read_text("utf-8")
    assert "licenses" not in yaml.safe_load((root / "datasets/catalog.yaml").read_text("utf-8"))


def test_what_a_package_lacks_is_told_for_each_dataset_and_not_made_up(tmp_path, source):
    parks = {"name": "parks", "title": "Parks", "resources": [{"name": "p", "path": "p.csv"}]}
    lost = {**SCHOOLS, "name": "b", "resources": [{"name": "x", "path": "../../secret.csv"}]}
    outside = tmp_path / "secret.csv"
    outside.write_text("a\n1\n", "utf-8")
    laid(
        source,
        {
            "p/datapackage.json": parks,
            "p/p.csv": "Name,Area (ha)\nNorth park,1.5\nSouth park,2\n",
            "b/datapackage.json": lost,
            "c/datapackage.json": '{"a"',
        },
    )
    root, done = begun(tmp_path, "--from-packages", source)
    assert done.code == 1
    assert "[license-missing]" in done.said
    assert "[source-missing]" in done.said
    assert ".." in done.said
    assert sorted(path.name for path in (root / "datasets").iterdir()) == ["catalog.yaml", "parks"]
    schema = yaml.safe_load((root / "schemas/parks.yaml").read_text("utf-8"))
    assert [field["type"] for field in schema["fields"]] == ["string", "number"]


CKAN = {
    "name": "parks",
    "title": "Parks",
    "notes": "All parks.",
    "license_id": "CC-BY-4.0",
    "license_title": "CC BY 4.0",
    "license_url": "https://creativecommons.org/licenses/by/4.0/",
    "maintainer": "Office",
    "maintainer_email": "office@example.org",
    "metadata_modified": "2024-05-06T07:08:09.000001",
    "state": "active",
    "tags": [{"name": "parks"}],
    "url": "https://data.example.org/dataset/parks",
    "resources": [
        {"id": "1", "name": "Parks", "url": "https://data.example.org/f/p%C3%A4rks.csv"},
        {"id": "2", "name": "Map", "url": "https://data.example.org/f/map.pdf"},
        {"id": "3", "name": "Old", "url": "https://data.example.org/f/old.csv"},
        {"id": "4", "name": "Bad", "url": "https://data.example.org/../../secret.csv"},
    ],
}


def test_a_dataset_of_ckan_with_its_files_is_a_catalog_without_a_finding(tmp_path, source):
    table = "Name,Area (ha)\nNorth park,1.5\nSouth park,2\n"
    answer = {"success": True, "result": CKAN}
    laid(source, {"parks.json": answer, "files/pärks.csv": table, "other.json": "[1"})
    root, done = begun(tmp_path, "--from-ckan", source)
    assert done.code == 0, done.said
    assert "Map" in done.said
    assert '"old.csv"' in done.said or "「old.csv」" in done.said
    described = yaml.safe_load((root / "datasets/parks/datapackage.yaml").read_text("utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["contact"] == {"name": "Office", "email": "office@example.org"}
    assert described["modified"] == "2024-05-06"
    assert described["sources"] == [{"title": "Parks", "path": CKAN["url"]}]
    assert (root / "datasets/parks/p-rks.csv").read_text("utf-8").splitlines()[1] == (
        "North park,1.5"
    )


def test_one_odd_property_costs_itself_and_no_table(tmp_path, source):
    table = {**SCHOOLS["resources"][0], "licenses": [{"title": 3, "name": "X"}], "sources": [{}]}
    fields = [{"name": "code", "type": "string", "rdfType": 5}, *table["schema"]["fields"][1:]]
    nameless = {"name": "bad", "path": "bad.csv", "schema": {"fields": [{"type": "string"}]}}
    package = {**SCHOOLS, "resources": [{**table, "schema": {"fields": fields}}, nameless]}
    laid(source, {"datapackage.json": package, "schools.csv": TABLE, "bad.csv": TABLE})
    root, done = begun(tmp_path, "--from-packages", source)
    assert ": resources.0.licenses.0.title\n" in done.said
    assert ": resources.0.sources\n" in done.said
    assert "fields.0.rdfType\n" in done.said
    assert "bad.csv: " in done.said
    assert "is a required property" not in done.said
    schema = yaml.safe_load((root / "schemas/school-list_schools.yaml").read_text("utf-8"))
    assert [field["name"] for field in schema["fields"]] == ["code", "opened"]


def test_schemas_of_two_datasets_never_meet(tmp_path, source):
    first, other = ({"fields": [{"name": "n", "type": kind}]} for kind in ("integer", "string"))
    tables = [{"name": name, "path": "t.csv", "schema": first} for name in ("b", "c")]
    laid(
        source,
        {
            "1/datapackage.json": {"name": "a", "resources": tables},
            "2/datapackage.json": {"name": "a-b", "resources": [{**tables[0], "schema": other}]},
            **{f"{folder}/t.csv": "n\n1\n" for folder in (1, 2)},
        },
    )
    root, _ = begun(tmp_path, "--from-packages", source)
    kinds = {
        path.name: yaml.safe_load(path.read_text("utf-8"))["fields"][0]["type"]
        for path in (root / "schemas").iterdir()
    }
    assert sorted(kinds.values()) == ["integer", "integer", "string"]


def test_what_of_a_folder_of_ckan_is_not_taken_is_told(tmp_path, source):
    outside = tmp_path / "secret.csv"
    outside.write_text("a,b\n1,2\n", "utf-8")
    files = [{"name": name, "url": f"https://e.org/{name}"} for name in ("t.csv", "t.xlsx")]
    of_link = {**CKAN, "name": "linked", "resources": [{"name": "L", "url": "https://e.org/l.csv"}]}
    listed = {**CKAN, "name": "listed", "notes": "one\u2028two", "resources": files}
    laid(
        source,
        {
            "one.jsonl": json.dumps(listed, ensure_ascii=False),
            "link.json": of_link,
            "parks.json": json.dumps(CKAN)[:-1],
            "half.json": {**CKAN, "title": "\ud800"},
            "t.csv": "Name,Kind\nNorth park,a\nSouth park,b\n",
            "t.xlsx": "",
        },
    )
    (source / "l.csv").symlink_to(outside)
    root, done = begun(tmp_path, "--from-ckan", source)
    assert "parks.json" in done.said
    assert "half.json" in done.said  # half of a character: no reader of YAML takes it
    assert "t.xlsx" in done.said
    assert {path.name for path in (root / "datasets").iterdir()} == {"catalog.yaml", "listed"}


@pytest.mark.parametrize("option", ["--from-packages", "--from-ckan"])
def test_where_there_is_nothing_to_take_over_nothing_is_written(option, tmp_path, source):
    root, done = begun(tmp_path, option, source)
    assert done.code == 2
    assert not root.exists()
