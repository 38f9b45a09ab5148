"""A history of thirty commits, and each way in which it could lose an address or a date.

The tables, the dataset, the schema and a column are renamed, a table and a version withdrawn, a
file written anew with the same values. It is published three times on the way, as catalogs are.
"""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml
from catalogs import configure, lay_out
from nginx import NGINX, free_port, serving
from repositories import git

from hiraku.changes.compare.gate import gate_problems
from hiraku.errors import HirakuError
from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.release import ledger
from hiraku.reading.files.history import commits, committed_on

pytestmark = pytest.mark.usefixtures("few_findings")

TESTS = Path(__file__).parents[1]
FIRST = date(2020, 1, 1)
SCHEMA = "schemas/cards.yaml"
WITHDRAWN = {"id": "issued", "date": "2020-02-01", "title": "取り下げ", "reason": "桁の誤り"}

# What the issue said of yesterday, and the test that fails where it comes back.
NO_LONGER_TRUE = {
    "rename a column, change a unit, turn an integer into text: check finds nothing":
        ("publishing/test_addresses_for_ever.py", "test_a_break_under_the_same_version_is_refused"),
    "and the build publishes":
        ("publishing/test_addresses_for_ever.py", "test_a_break_is_not_published"),
    "unit and title changes are called 'can be used as they are'":
        ("publishing/test_changes.py", "test_a_schema_change_is_told_with_its_verdict"),
    "removing a second resource loses published files without a word":
        ("publishing/test_ledger.py", "test_a_second_table_that_goes_is_named"),
    "removing a schema loses published files without a word":
        ("publishing/test_ledger.py",
         "test_a_schema_that_goes_is_named_and_one_that_was_renamed_leads_on"),
    "removing keepVersions loses published files without a word":
        ("publishing/test_addresses_for_ever.py", "test_every_address_that_would_be_lost_is_named"),
    "a build from a shallow clone moves the dates back and drops every version":
        ("publishing/test_addresses_for_ever.py", "test_a_shallow_clone_is_refused_with_its_cure"),
    "no tool for Table Schema knows better: every rule has a case in both directions":
        ("changes/test_cases_of_changes.py", "test_every_rule_has_a_case"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", NO_LONGER_TRUE)
def test_each_complaint_has_a_test(sentence):
    file, name = NO_LONGER_TRUE[sentence]
    assert f"def {name}(" in (TESTS / file).read_text("utf-8")


class History:
    """A catalog that grows by commits, one a day from 2020-01-01."""

    def __init__(self, root):
        self.root, self.count = root, 0
        lay_out("nothing-wrong", root)
        configure(root)
        (root / ".gitignore").write_text("build\n", "utf-8")
        git(root, "init", "-q", "-b", "main")

    def commit(self):
        day = (FIRST + timedelta(days=self.count)).isoformat()
        self.count += 1
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", day, day=day)
        return day

    def change(self, file, edit):
        path = self.root / file
        tree = yaml.safe_load(path.read_text("utf-8"))
        edit(tree)
        path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")

    def rewrite(self, file, old, new):
        path = self.root / file
        content = path.read_bytes()
        assert old.encode() in content
        path.write_bytes(content.replace(old.encode(), new.encode()))

    def release(self, folder, version, **more):
        self.change(
            f"datasets/{folder}/datapackage.yaml",
            lambda tree: tree.update(version=version, **more),
        )
        return self.commit()


def published(root, **options):
    site = publish(root, None, silent, **options)
    assert site.report.ok, site.report.problems
    return site.site_dir


@pytest.fixture(scope="module")
def thirty(tmp_path_factory):
    """Return the catalog after thirty commits, what it published last, and what is to be there."""
    history = History(tmp_path_factory.mktemp("thirty") / "catalog")
    data = "datasets/cards/cards.csv"
    first = (history.root / data).read_bytes()
    history.commit()
    for number in range(1, 8):
        history.rewrite(data, f"{46.7 + number / 10:.1f}", f"{46.8 + number / 10:.1f}")
        history.release("cards", f"1.0.{number}")
    published(history.root)
    git(history.root, "mv", data, "datasets/cards/table.csv")
    history.change("datasets/cards/datapackage.yaml",
                   lambda tree: tree["resources"][0].update(path="table.csv"))  # fmt: skip
    history.commit()
    (history.root / SCHEMA).rename(history.root / "schemas/tiles.yaml")
    history.change(
        "schemas/tiles.yaml", lambda tree: tree.update(name="tiles", renamedFrom="cards")
    )
    history.change("datasets/cards/datapackage.yaml",
                   lambda tree: tree["resources"][0].update(schema="tiles"))  # fmt: skip
    history.commit()
    (history.root / "datasets/cards").rename(history.root / "datasets/issued")
    history.release("issued", "1.1.0", name="issued", renamedFrom="cards")
    data = "datasets/issued/table.csv"
    for number in range(1, 9):
        history.rewrite(data, f"{46.3 + number:.1f}" if number > 1 else "47.5",
                        f"{47.3 + number:.1f}")  # fmt: skip
        history.release("issued", f"1.1.{number}")
    history.change("datasets/issued/datapackage.yaml", lambda tree: tree["resources"].append(
        {**tree["resources"][0], "name": "second", "title": "二つ目"}))  # fmt: skip
    history.release("issued", "1.2.0")
    published(history.root)
    renamed = {"name": "remarks", "renamedFrom": "note"}
    history.change("schemas/tiles.yaml", lambda tree: tree["fields"][-1].update(renamed))
    history.rewrite(data, "as_of,note", "as_of,remarks")
    history.release("issued", "2.0.0")
    history.change("datasets/issued/datapackage.yaml", lambda tree: tree["resources"].pop())
    gone = [{**WITHDRAWN, "resource": "second"}, {**WITHDRAWN, "version": "1.0.3"}]
    history.change("datasets/catalog.yaml", lambda tree: tree.update(withdrawn=gone))
    history.release("issued", "3.0.0")
    for number in range(1, 6):
        history.rewrite(data, f"{45.0 + number / 10:.1f}", f"{45.1 + number / 10:.1f}")
        noticed = history.release("issued", f"3.0.{number}")
    history.rewrite(data, "\n", "\r\n")
    history.commit()
    history.rewrite(data, "\r\n", "\n")
    history.commit()
    (history.root / "README.md").write_text("# 説明\n", "utf-8")
    history.commit()
    assert history.count == 30
    return history.root, published(history.root), first, noticed


def test_thirty_commits_give_every_version_but_the_withdrawn_one(thirty):
    _, site, first, _ = thirty
    folder = site / "datasets/issued/versions"
    kept = sorted(path.parent.name for path in folder.glob("*/data.csv"))
    one = [f"1.0.{number}" for number in range(8) if number != 3]
    two = [f"1.1.{number}" for number in range(9)]
    three = [f"3.0.{number}" for number in range(6)]
    assert kept == [*one, *two, "1.2.0", "2.0.0", *three]
    assert (folder / "1.0.0/data.csv").read_bytes() == first
    assert b"remarks" in (folder / "2.0.0/data.csv").read_bytes()
    assert [path.name for path in (folder / "1.0.3").iterdir()] == ["index.html"]


def test_a_page_compares_any_two_versions(thirty):
    _, site, _, _ = thirty
    page = (site / "datasets/issued/versions/3.0.5/index.html").read_text("utf-8")
    assert page.count("<details id=") + page.count("<section id=") == 23
    since = page.split('id="from-1.0.0"')[1].split("</details>")[0]
    assert "列を追加：備考（remarks）" in since
    assert "3行を変更" in since
    assert "../3.0.5/#from-2.0.0" in (site / "datasets/issued/versions/2.0.0/index.html").read_text(
        "utf-8"
    )
    english = (site / "en/datasets/issued/versions/3.0.5/index.html").read_text("utf-8")
    assert "Compare" not in english.split("<h1>")[1].split("</h1>")[0]
    assert "What differs from 1.0.0 to 3.0.5" in english
    assert len(page) < 60_000
    dataset = (site / "datasets/issued/index.html").read_text("utf-8")
    assert 'href="versions/3.0.5/"' in dataset


def test_dates_follow_what_readers_notice(thirty):
    _, site, _, noticed = thirty
    package = json.loads((site / "datasets/issued/datapackage.json").read_text("utf-8"))
    assert package["modified"][:10] == noticed


def test_addresses_of_former_names_lead_on_in_all_languages(thirty):
    _, site, _, _ = thirty
    moved = json.loads((site / "redirects.json").read_text("utf-8"))
    for old, new in {
        "datasets/cards/index.html": "datasets/issued/index.html",
        "en/datasets/cards/index.html": "en/datasets/issued/index.html",
        "datasets/cards/data.csv": "datasets/issued/data.csv",
        "datasets/cards/feed.xml": "datasets/issued/feed.xml",
        "datasets/cards/versions/1.0.0/data.csv": "datasets/issued/versions/1.0.0/data.csv",
        "schemas/cards/index.html": "schemas/tiles/index.html",
        "en/schemas/cards/index.html": "en/schemas/tiles/index.html",
        "schemas/cards/cards.xlsx": "schemas/tiles/tiles.xlsx",
    }.items():
        assert moved[old] == new
        assert (site / new).is_file()


def test_a_renamed_column_is_still_there_under_its_former_name(thirty):
    _, site, _, _ = thirty
    now = (site / "datasets/issued/data.csv").read_text("utf-8").split("\n", 1)
    then = (site / "datasets/issued/data.former-names.csv").read_text("utf-8").split("\n", 1)
    assert now[0].endswith(",remarks")
    assert then == [now[0].replace("remarks", "note"), now[1]]


def test_what_was_withdrawn_leaves_a_page_and_is_told_to_servers(thirty):
    _, site, _, _ = thirty
    for folder in ("versions/1.0.3", "withdrawn/second"):
        for language in ("", "en/"):
            page = site / f"{language}datasets/issued/{folder}/index.html"
            assert "桁の誤り" in page.read_text("utf-8")
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    page = "/datasets/issued/withdrawn/second/"
    assert f"/datasets/issued/second.csv {page} 410" in lines
    version = "datasets/issued/versions/1.0.3/"
    assert f"/{version}* /{version} 410" in lines
    assert f"/en/{version}* /en/{version} 410" in lines
    served = (site / "hosting/nginx.conf").read_text("utf-8")
    assert f"location ^~ /{version} {{" in served
    assert f"try_files {page}index.html =410;" in served


@pytest.mark.skipif(not NGINX, reason="no nginx on this machine (apt-get install nginx-light)")
def test_nginx_leads_on_and_tells_what_was_withdrawn(thirty, tmp_path):
    """Under the names of today and of before, in each language, for tables and versions."""
    _, site, _, _ = thirty
    with serving(site, site, free_port(), tmp_path) as address:
        for old, new in {
            "datasets/cards/": "datasets/issued/",
            "datasets/cards/index.html": "datasets/issued/",
            "en/datasets/cards/": "en/datasets/issued/",
            "datasets/cards/data.csv": "datasets/issued/data.csv",
            "datasets/cards/versions/1.0.0/data.csv": "datasets/issued/versions/1.0.0/data.csv",
            "schemas/cards/": "schemas/tiles/",
        }.items():
            with urlopen(address + old) as answer:  # noqa: S310 - the server above
                assert (answer.status, answer.url) == (200, address + new)
        for gone in ("versions/1.0.3/", "versions/1.0.3/data.csv", "second.csv", "second.parquet"):
            for folder in ("issued", "cards"):
                assert_gone(f"{address}datasets/{folder}/{gone}")
        assert_gone(f"{address}en/datasets/issued/versions/1.0.3/", "en")


def assert_gone(address, language="ja"):
    with pytest.raises(HTTPError) as caught:
        urlopen(address)  # noqa: S310 - the server above
    told = caught.value.read().decode()
    assert caught.value.code == 410, address
    assert "桁の誤り" in told
    assert f'<html lang="{language}"' in told


def test_the_ledger_lists_all_that_was_published_and_none_of_it_is_lost(thirty):
    _, site, _, _ = thirty
    known = ledger.read_ledger(site / "published.jsonl")
    assert "datasets/cards/data.csv" in known
    assert "datasets/issued/second.parquet" in known
    assert known["datasets/issued/versions/3.0.5/data.csv"]["sha256"]
    assert not list(ledger.lost(known, site))
    assert not list(ledger.moved_back(known, site))


def copied(thirty, target, *leave):
    shutil.copytree(thirty[0], target, ignore=shutil.ignore_patterns("cache", *leave))
    return target


LOST = (
    "datasets/cards/index.html", "en/datasets/cards/index.html", "datasets/cards/feed.xml",
    "datasets/cards/data.csv", "schemas/cards/index.html", "en/schemas/cards/index.html",
    "schemas/cards/cards.xlsx", "schemas/cards/schema.json", "datasets/issued/second.csv",
    "datasets/issued/versions/3.0.0/data.csv", "en/datasets/issued/versions/3.0.0/index.html",
    "about/index.html", "api/3/action/package_show/cards",
)  # fmt: skip


def test_every_address_that_would_be_lost_is_named(thirty, tmp_path, monkeypatch):
    """Nothing says former names any more, no version is kept, and a table and a page are gone."""
    monkeypatch.setattr(ledger, "_SHOWN", 10_000)
    root = copied(thirty, tmp_path / "catalog")
    for file in ("datasets/issued/datapackage.yaml", "schemas/tiles.yaml"):
        text = (root / file).read_text("utf-8")
        kept = [line for line in text.splitlines() if not line.startswith("renamedFrom")]
        (root / file).write_text("\n".join(kept) + "\n", "utf-8")
    with (root / "datasets/issued/datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write("keepVersions: false\n")
    described = yaml.safe_load((root / "datasets/catalog.yaml").read_text("utf-8"))
    del described["withdrawn"]
    (root / "datasets/catalog.yaml").write_text(yaml.safe_dump(described, allow_unicode=True))
    (root / "pages/about.md").rename(root / "pages/us.md")
    with pytest.raises(HirakuError, match="address-lost") as stopped:
        publish(root, None, silent)
    assert not [path for path in LOST if f"  {path}" not in str(stopped.value)]


def test_without_git_versions_are_not_dropped_in_silence(thirty, tmp_path):
    root = copied(thirty, tmp_path / "catalog", ".git")
    with pytest.raises(HirakuError, match=r"address-lost[\s\S]*versions/"):
        publish(root, None, silent)


def test_a_shallow_clone_is_refused_with_its_cure(thirty, tmp_path):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{thirty[0]}", str(clone))
    with pytest.raises(HirakuError, match="fetch-depth: 0"):
        publish(clone, None, silent, ledger=thirty[1] / "published.jsonl")


def test_a_repository_of_another_owner_is_an_error_and_no_empty_history(thirty, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for ask in (commits, committed_on):
        with pytest.raises(HirakuError, match="dubious ownership"):
            ask(thirty[0])


def test_a_rebase_keeps_every_version_and_may_move_no_date_back(thirty, tmp_path):
    root = copied(thirty, tmp_path / "catalog")
    git(root, "rebase", "-q", "--force-rebase", "--root", day="2021-01-01")
    site = published(root)
    versions = "datasets/issued/versions"
    for file in (thirty[1] / versions).glob("*/data.csv"):
        assert (site / versions / file.parent.name / "data.csv").read_bytes() == file.read_bytes()
    rebased = ledger.read_ledger(site / "published.jsonl")
    assert not list(ledger.moved_back(rebased, site))
    assert "issued: 2021-01-01 → 2020-01-27" in ledger.moved_back(rebased, thirty[1])


def renamed(fields):
    fields[-1].update(name="remarks")


def in_per_mille(fields):
    fields[2].update(unit="‰")


def as_text(fields):
    fields[3].update(type="string")


@pytest.fixture
def catalog(tmp_path):
    history = History(tmp_path / "catalog")
    history.commit()
    return history


BREAKS = [renamed, in_per_mille, as_text]


@pytest.mark.parametrize("edit", BREAKS)
def test_a_break_under_the_same_version_is_refused(catalog, edit):
    catalog.change(SCHEMA, lambda tree: edit(tree["fields"]))
    if edit is renamed:
        catalog.rewrite("datasets/cards/cards.csv", "as_of,note", "as_of,remarks")
    rules = {str(problem.values["rule"]).split()[0] for problem in gate_problems(catalog.root)
             if problem.severity.value == "error"}  # fmt: skip
    assert "version-not-raised" in rules


def test_a_break_is_not_published(catalog):
    catalog.change(SCHEMA, lambda tree: as_text(tree["fields"]))
    assert not publish(catalog.root, None, silent).report.ok
    assert not (catalog.root / "build/site").exists()
