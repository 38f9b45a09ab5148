"""What a path on the command line means: a catalog, a dataset, a package, a file by a schema."""

import json
import shutil

import pytest
import yaml
from catalogs import lay_out

from hiraku.checking.targets import HowToRead, catalog_root, check_paths
from hiraku.errors import UsageError
from hiraku.problems import Severity
from hiraku.progress import silent


@pytest.fixture
def catalog(tmp_path):
    """A catalog of two datasets; one cell of `cards` is wrong."""
    lay_out("nothing-wrong", tmp_path)
    table = tmp_path / "datasets" / "cards" / "cards.csv"
    header, first, *rest = table.read_text().splitlines()
    cells = first.split(",")
    cells[header.split(",").index("count")] = "x"
    table.write_text("\n".join([header, ",".join(cells), *rest]) + "\n")
    return tmp_path


def check(*paths, schema=None):
    return check_paths(paths, schema, silent)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_no_path_is_the_catalog_around_the_current_folder(catalog, monkeypatch):
    monkeypatch.chdir(catalog / "datasets" / "cards")
    assert check().counts.datasets == 2


def test_a_folder_with_datasets_is_a_catalog(catalog):
    report = check(catalog)
    assert report.counts.datasets == 2
    assert report.errors
    assert {problem.place.file for problem in report.problems} == {"datasets/cards/cards.csv"}


@pytest.mark.parametrize(
    "path", ["datasets/cards", "datasets/cards/datapackage.yaml", "datasets/cards/cards.csv"]
)
def test_a_part_of_a_catalog_is_its_dataset(catalog, path):
    report = check(catalog / path)
    assert report.counts.datasets == 1
    assert set(report.parts) == {"cards"}
    assert report.errors


def test_another_dataset_of_a_catalog_is_not_blamed(catalog):
    report = check(catalog / "datasets" / "municipalities")
    assert (report.counts.datasets, report.problems) == (1, ())


def test_the_grid_of_tiles_is_judged_with_the_catalog_only(tmp_path):
    lay_out("tile-of-no-municipality", tmp_path)
    assert {problem.id for problem in check(tmp_path).problems} == {"tile-unknown", "tile-absent"}
    assert check(tmp_path / "datasets" / "municipalities").problems == ()


@pytest.fixture
def wrong_descriptions(catalog):
    """A catalog in which a second dataset, whose name begins alike, and both schemas are wrong."""
    for part in ("datasets/cards", "datasets/municipalities"):
        copied = catalog / f"{part}-more"
        shutil.copytree(catalog / part, copied)
        path = copied / "datapackage.yaml"
        name = part.rpartition("/")[2]
        text = path.read_text("utf-8").replace(f"name: {name}\n", f"name: {name}-more\n", 1)
        path.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    for schema in ("cards", "municipalities"):
        path = catalog / "schemas" / f"{schema}.yaml"
        path.write_text(path.read_text("utf-8").replace("type: string", "type: strange", 1))
    return catalog


def test_a_dataset_answers_for_its_own_description_and_schema_only(wrong_descriptions):
    report = check(wrong_descriptions / "datasets" / "cards")
    files = {problem.place.file for problem in report.problems}
    assert "schemas/cards.yaml" in files
    assert not {file for file in files if "-more" in file or "municipalities" in file}
    report = check(wrong_descriptions / "datasets" / "cards-more")
    files = {problem.place.file for problem in report.problems}
    assert "datasets/cards-more/datapackage.yaml" in files
    assert not {file for file in files if file.startswith("datasets/") and "cards-more" not in file}


def test_a_relative_path_is_taken_from_the_current_folder(catalog, monkeypatch):
    monkeypatch.chdir(catalog / "datasets")
    paths = [type(catalog)("cards"), type(catalog)("./municipalities")]
    report = check(*paths)
    assert sorted(report.parts) == ["cards", "municipalities"]
    assert report.counts.datasets == 2


def test_two_paths_give_one_report_that_counts_both(catalog):
    one, other = catalog / "datasets" / "cards", catalog / "datasets" / "municipalities"
    both = check(one, other)
    assert both.counts == check(one).counts + check(other).counts
    assert both.errors == check(one).errors


PACKAGE = {
    "name": "trees",
    "title": "Trees",
    "resources": [
        {
            "name": "trees",
            "path": "data/trees.csv",
            "schema": {
                "fields": [
                    {"name": "id", "type": "integer", "constraints": {"required": True}},
                    {"name": "height", "type": "number"},
                ],
                "primaryKey": "id",
            },
        }
    ],
}


@pytest.fixture
def package(tmp_path):
    write(tmp_path / "data" / "trees.csv", "id,height\n1,2.5\n2,x\n")
    return write(tmp_path / "datapackage.json", PACKAGE)


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_package_of_others_is_checked_by_its_own_schema(package, target):
    report = check(package if target == "file" else package.parent)
    (problem,) = report.problems
    assert (problem.id, problem.examples[0].place.row) == ("type-error", 3)
    assert problem.place.file == "data/trees.csv"


def test_a_package_in_yaml_is_checked_as_one_in_json(package):
    as_json = check(package)
    package.unlink()
    other = write(package.with_suffix(".yaml"), yaml.safe_dump(PACKAGE))
    assert check(other).problems == as_json.problems


def test_a_package_lacks_nothing_that_only_our_catalogs_need(package):
    assert {problem.id for problem in check(package).problems} == {"type-error"}


def test_our_own_rules_only_warn_about_a_package_of_others(package):
    write(package.parent / "data" / "trees.csv", "id,height\n１,2.5\n")
    (problem,) = check(package).problems
    assert (problem.id, problem.severity) == ("non-canonical", Severity.WARNING)


def test_the_schema_in_a_package_keeps_its_texts_as_one_in_a_file_does(tmp_path):
    write(tmp_path / "t.csv", "f,g\n0,1\n012,1\n1.50,1\n")
    field = "{name: f, type: string, missingValues: [0, -], constraints: {enum: [012, 1.50]}}"
    text = (
        "name: t\ntitle: t\nversion: 1.0\nresources:\n- name: t\n  path: t.csv\n"
        f"  schema:\n    version: 2.0\n    fields: [{field}, {{name: g, type: integer}}]\n"
    )
    assert check(write(tmp_path / "datapackage.yaml", text)).problems == ()


# What packages of version 1 hold beyond what version 2 wants.
V1 = {
    "a profile of the package": lambda tree: tree.update(profile="tabular-data-package"),
    "a profile of the resource": lambda tree: tree["resources"][0].update(
        profile="tabular-data-resource"
    ),
    "no title": lambda tree: tree.pop("title"),
    "a name with capitals": lambda tree: tree.update(name="Trees"),
    "no name": lambda tree: tree.pop("name"),
    "a path in a list": lambda tree: tree["resources"][0].update(path=["data/trees.csv"]),
    "format, mediatype and encoding": lambda tree: tree["resources"][0].update(
        format="csv", mediatype="text/csv", encoding="utf-8"
    ),
    "bytes and a hash": lambda tree: tree["resources"][0].update(
        bytes=22, hash="806d9fcfcc13425b77e3c67373e27565"
    ),
    "a dialect": lambda tree: tree["resources"][0].update(
        dialect={"delimiter": ",", "doubleQuote": True, "lineTerminator": "\n", "header": True}
    ),
    "a dialect that names its defaults": lambda tree: tree["resources"][0].update(
        dialect={"csvddfVersion": 1.2, "skipInitialSpace": False, "caseSensitiveHeader": True}
    ),
    "a licence with a type": lambda tree: tree.update(
        licenses=[{"name": "CC-BY-4.0", "path": "https://example.org", "title": "CC BY"}]
    ),
    "sources with a web address": lambda tree: tree.update(
        sources=[{"title": "s", "web": "https://example.org"}]
    ),
    "contributors with a role": lambda tree: tree.update(
        contributors=[{"title": "n", "role": "author", "email": "n@example.org"}]
    ),
    "properties of its own": lambda tree: tree.update({"x-own": 1, "dateModified": "2020"}),
    "a primary key in a list": lambda tree: tree["resources"][0]["schema"].update(
        primaryKey=["id"]
    ),
    "a type that is left out": lambda tree: tree["resources"][0]["schema"]["fields"][1].pop("type"),
}


@pytest.mark.parametrize("name", V1)
def test_a_package_of_version_1_is_read(package, name):
    tree = json.loads(json.dumps(PACKAGE))
    V1[name](tree)
    write(package, tree)
    write(package.parent / "data" / "trees.csv", "id,height\n1,2.5\n1,3.5\n")
    errors = [problem for problem in check(package).problems if problem.severity is Severity.ERROR]
    assert [(error.id, error.place.row) for error in errors] == [("primary-key", 3)]


SCHEMA = "fields:\n- {name: id, type: integer}\n- {name: height, type: number}\n"


@pytest.fixture
def file_and_schema(tmp_path):
    table = write(tmp_path / "any name.csv", "id,height\n1,2.5\n2,x\n")
    return table, write(tmp_path / "schemas of others" / "trees.yaml", SCHEMA)


def test_a_file_is_checked_by_the_schema_that_is_named(file_and_schema):
    table, schema = file_and_schema
    report = check(table, schema=schema)
    (problem,) = report.problems
    assert (problem.id, problem.examples[0].place.row) == ("type-error", 3)
    assert (report.counts.resources, report.counts.rows) == (1, 2)


def test_a_schema_in_json_is_read_as_one_in_yaml(file_and_schema):
    table, schema = file_and_schema
    other = write(schema.with_suffix(".json"), yaml.safe_load(SCHEMA))
    assert check(table, schema=other).problems == check(table, schema=schema).problems


def test_several_files_are_checked_by_one_schema(file_and_schema, tmp_path):
    table, schema = file_and_schema
    other = write(tmp_path / "other" / "more.csv", "id,height\n1,y\n")
    report = check(table, other, schema=schema)
    assert [problem.id for problem in report.problems] == ["type-error", "type-error"]
    assert report.counts.resources == 2


def test_two_files_of_one_name_are_both_counted(file_and_schema, tmp_path):
    table, schema = file_and_schema
    other = write(tmp_path / "other" / table.name, "id,height\n1,y\n")
    report = check(table, other, schema=schema)
    assert (report.errors, report.counts.resources) == (2, 2)


def test_a_file_of_a_catalog_may_be_checked_by_another_schema(catalog, file_and_schema):
    _, schema = file_and_schema
    report = check(catalog / "datasets" / "cards" / "cards.csv", schema=schema)
    assert {"incorrect-label"} <= {problem.id for problem in report.problems}


def test_a_file_behind_a_symlink_is_refused(file_and_schema, tmp_path):
    table, schema = file_and_schema
    (tmp_path / "link.csv").symlink_to(table)
    (problem,) = check(tmp_path / "link.csv", schema=schema).problems
    assert problem.id == "path-symlink"


def test_a_broken_schema_is_the_finding_and_a_failure(file_and_schema):
    table, schema = file_and_schema
    write(schema, "fields: [")
    report = check(table, schema=schema)
    assert [problem.id for problem in report.problems] == ["yaml-syntax"]
    assert not report.ok


@pytest.mark.parametrize("name", ["gone", "datasets/gone", "gone.csv"])
def test_a_path_that_does_not_exist_is_a_mistake_in_the_command(catalog, name):
    with pytest.raises(UsageError) as error:
        check(catalog / name)
    assert str(catalog / name) in error.value.in_language("ja")
    assert str(catalog / name) in error.value.in_language("en")


def test_a_file_without_a_schema_is_a_mistake_in_the_command(tmp_path):
    table = write(tmp_path / "t.dat", "f\n1\n")
    with pytest.raises(UsageError, match="--schema"):
        check(table)


def test_a_schema_that_does_not_exist_is_a_mistake_in_the_command(tmp_path):
    table = write(tmp_path / "t.csv", "f\n1\n")
    with pytest.raises(UsageError, match=r"gone\.yaml"):
        check(table, schema=tmp_path / "gone.yaml")


def test_a_dialect_that_does_not_exist_is_a_mistake_in_the_command(file_and_schema, tmp_path):
    table, schema = file_and_schema
    with pytest.raises(UsageError, match=r"gone\.json"):
        check_paths([table], schema, silent, how=HowToRead(dialect=tmp_path / "gone.json"))


def test_outside_a_catalog_no_path_is_a_mistake_in_the_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no catalog"):
        check()


def test_the_nearest_catalog_upwards_is_taken(catalog):
    inner = catalog / "elsewhere" / "catalog"
    (inner / "datasets" / "x").mkdir(parents=True)
    assert catalog_root(inner / "datasets" / "x") == inner
    assert catalog_root(catalog / "elsewhere") == catalog


@pytest.mark.parametrize("content", ["{}", "[]", '{"resources": []}', "1", '"x"', "null", ""])
def test_a_package_with_nothing_in_it_is_a_failure_and_no_crash(tmp_path, content):
    report = check(write(tmp_path / "datapackage.json", content))
    assert not report.ok


def test_an_empty_catalog_is_a_failure(tmp_path):
    (tmp_path / "datasets").mkdir()
    assert not check(tmp_path).ok


TABLE_SCHEMA = {"fields": [{"name": "a"}]}
RESOURCE = {"name": "f", "path": "f.csv", "schema": TABLE_SCHEMA}
ANOTHER = {
    "is-package": ("schema", {"name": "p", "resources": [RESOURCE]}),
    "is-resource": ("schema", RESOURCE),
    "is-json-schema": ("schema", {"type": "object", "properties": {"a": {"type": "string"}}}),
    "is-table-schema": ("package", TABLE_SCHEMA),
}


@pytest.mark.parametrize("hint", ANOTHER)
def test_a_description_that_is_another_is_told_as_what_it_is(tmp_path, hint):
    role, tree = ANOTHER[hint]
    path, data = tmp_path / "description.json", tmp_path / "f.csv"
    path.write_text(json.dumps(tree), encoding="utf-8")
    data.write_text("a\n1\n", encoding="utf-8")
    report = check(data, schema=path) if role == "schema" else check(path)
    (problem,) = report.problems
    assert (problem.id, problem.hint) == ("missing-property", hint)
