"""The commands that write in a catalog write there alone, whatever its files say or lead to."""

import os
import shutil

import pytest
import yaml
from officials import plain, run

TABLE = "name,people\n津市,1\n"
ROWS = [["名前", "人数"], ["津市", 1]]


@pytest.fixture
def others(catalog):
    """Return a folder beside the catalog with files that are none of its."""
    folder = catalog.parent / "others"
    folder.mkdir()
    (folder / "table.csv").write_text(TABLE, "utf-8")
    (folder / "precious.txt").write_text("precious", "utf-8")
    return folder


@pytest.fixture
def dataset(catalog, tmp_path):
    named = ("--id", "people", "--answer", "names=名前=name")
    run("new", plain(tmp_path / "a.xlsx", ROWS), "--yes", *named)
    folder = catalog / "datasets" / "people"
    assert (folder / "people.csv").read_text("utf-8") == TABLE
    return folder


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def updated(tmp_path):
    return run("update", "people", plain(tmp_path / "b.xlsx", [*ROWS, ["伊勢市", 2]]))


def test_an_update_writes_in_its_own_dataset(dataset, others, tmp_path):
    """The path of a description led out of the catalog, and another file was written over."""
    (dataset / "up").symlink_to(others)
    descriptor = dataset / "datapackage.yaml"
    tree = yaml.safe_load(descriptor.read_text("utf-8"))
    for path in ("../../../others/table.csv", f"{others}/table.csv", "up/table.csv"):
        tree["resources"][0]["path"] = path
        descriptor.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
        before = contents(dataset), contents(others)
        done = updated(tmp_path)
        assert (done.code, "hiraku check" in done.said) == (2, True), done.said
        assert (contents(dataset), contents(others)) == before


def test_an_update_that_cannot_be_written_whole_changes_nothing(dataset, others, tmp_path):
    """The table was new and the original was not, where a link was met on the way."""
    shutil.rmtree(dataset / "original")
    (dataset / "original").symlink_to(others)
    before = contents(dataset), contents(others)
    done = updated(tmp_path)
    assert (done.code, "リンク" in done.said) == (3, True), done.said
    assert (contents(dataset), contents(others)) == before
    (dataset / "original").unlink()
    (dataset / "people.csv").write_bytes(b"\xff\xfe\x00")
    assert updated(tmp_path).code == 2


LINKED = {
    ".github": ["ci github"],
    ".gitlab": ["ci gitlab"],
    "report.json": ["check --format json --output report.json"],
    "reports": [
        "check --format json --output reports/report.json",
        "dictionary export people reports/people.csv",
        "template people reports/people.xlsx",
    ],
    "schemas/people.yaml": ["dictionary import schemas/people.yaml people.csv --write"],
    "datasets/catalog.yaml": ["withdraw people --reason x"],
}


@pytest.mark.usefixtures("dataset")
def test_no_command_writes_through_a_link(others, catalog):
    """A link that came with a catalog led what was written to a file of somebody else."""
    assert run("dictionary", "export", "people", "people.csv").code == 0
    table = catalog / "people.csv"
    table.write_text(table.read_text("utf-8").replace("人数", "人"), "utf-8")
    shutil.rmtree(catalog / ".github")
    for link, commands in LINKED.items():
        target = others / "precious.txt" if link.endswith(".json") else others
        if (catalog / link).exists():
            target = others / link.rpartition("/")[2]
            (catalog / link).rename(target)
        (catalog / link).symlink_to(target)
        before = contents(others)
        for command in commands:
            done = run(*command.split())
            assert (done.code in (2, 3), contents(others)) == (True, before), (command, done.said)


@pytest.mark.usefixtures("dataset")
def test_a_report_is_not_written_over_what_it_is_about(catalog):
    """It took the place of the data, and went through a link."""
    before = contents(catalog)
    form = ("--format", "json", "--output")
    data, schema = "datasets/people/people.csv", "schemas/people.yaml"
    for asked in ([data], [f"./{data}"]):
        done = run("check", *asked, "--schema", schema, *form, data)
        assert (done.code, "検査するファイル" in done.said) == (2, True), done.said
    for asked, output in (([], data), ([], schema), ([], "mkdocs.yml"), ([data], "mkdocs.yml")):
        assert run("check", *asked, *form, output).code == 2
    assert run("check", "datasets/people", *form, schema).code == 2
    assert contents(catalog) == before
    done = run("check", data, "--schema", schema, *form, "nowhere/report.json")
    assert (done.code, "nowhere" in done.said, ".hiraku" in done.said) == (2, True, False)
    for output in (os.devnull, "report.json"):
        assert run("check", data, "--schema", schema, *form, output).code == 0


@pytest.mark.usefixtures("dataset")
def test_a_notice_of_withdrawal_changes_nothing_else(catalog):
    """Line ends changed, and what YAML takes for one; a list of another form was there twice."""
    path = catalog / "datasets" / "catalog.yaml"
    first = path.read_text("utf-8")
    reason = "二重\u2028withdrawn:\U000e0001"
    for end in ("\n", "\r\n"):
        before = first.replace("\n", end).encode()
        path.write_bytes(before)
        assert run("withdraw", "people", "--reason", reason).code == 0
        assert path.read_bytes().startswith(before)
        assert yaml.safe_load(path.read_bytes())["withdrawn"][0]["reason"] == reason
    for listed in ("withdrawn: []\n", "withdrawn: # 一覧\n"):
        path.write_text(first + listed, "utf-8")
        before = path.read_bytes()
        done = run("withdraw", "people", "--reason", "x")
        assert (done.code, path.read_bytes()) == (2, before), done.said
