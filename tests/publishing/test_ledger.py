"""Nothing that was published disappears: each way to lose an address stops the build."""

import json
import shutil

import pytest
import yaml
from catalogs import configure, lay_out
from repositories import git

from hiraku.changes.released_versions.committed import committed_versions
from hiraku.changes.withdrawal import Withdrawal, write_withdrawal
from hiraku.errors import HirakuError, UsageError
from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.release.ledger import demand_nothing_lost, read_ledger
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.files.history import commits

pytestmark = pytest.mark.usefixtures("few_findings")

CARDS = "datasets/cards/datapackage.yaml"


@pytest.fixture
def catalog(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    return tmp_path


def change(catalog, file, edit):
    path = catalog / file
    tree = yaml.safe_load(path.read_text("utf-8"))
    edit(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


def build(catalog, **options):
    published = publish(catalog, None, silent, **options)
    assert published.report.ok, published.report.problems
    return published.site_dir


def second_table(tree):
    tree["resources"].append({**tree["resources"][0], "name": "second", "title": "二つ目"})


def test_the_ledger_lists_what_is_published_and_keeps_what_was(catalog):
    site = build(catalog)
    lines = (site / "published.jsonl").read_text("utf-8").splitlines()
    listed = [json.loads(line) for line in lines]
    paths = [entry["path"] for entry in listed]
    assert "datasets/cards/data.csv" in paths
    assert "schemas/cards/index.html" in paths
    assert paths == sorted(paths)
    assert not [path for path in paths if path.startswith("assets/")]


def test_a_second_table_that_goes_is_named(catalog):
    change(catalog, CARDS, second_table)
    build(catalog)
    change(catalog, CARDS, lambda tree: tree["resources"].pop())
    with pytest.raises(HirakuError, match=r"address-lost[\s\S]*datasets/cards/second\."):
        build(catalog)


def test_no_other_table_takes_over_an_address(catalog):
    change(catalog, CARDS, second_table)
    build(catalog)
    with pytest.raises(UsageError, match=r"data\.csv"):
        list(write_withdrawal(catalog, Withdrawal("cards", "cards", None, "誤り", None), "ja"))
    change(catalog, CARDS, lambda tree: tree["resources"].reverse())
    with pytest.raises(HirakuError, match=r"table-replaced[\s\S]*data\.csv: cards → second"):
        build(catalog)
    said = {"name": "tiles", "renamedFrom": "cards"}
    change(catalog, CARDS, lambda tree: tree["resources"].reverse())
    change(catalog, CARDS, lambda tree: tree["resources"][0].update(said))
    known = read_ledger(build(catalog) / "published.jsonl")
    assert known["datasets/cards/data.csv"] == {"table": "tiles"}


def test_a_table_that_was_withdrawn_may_go(catalog):
    change(catalog, CARDS, second_table)
    build(catalog)
    change(catalog, CARDS, lambda tree: tree["resources"].pop())
    gone = {"id": "cards", "resource": "second", "title": "二つ目", "date": "2026-11-27",
            "reason": "誤り"}  # fmt: skip
    change(catalog, "datasets/catalog.yaml", lambda tree: tree.update(withdrawn=[gone]))
    site = build(catalog)
    assert json.loads((site / "withdrawn.json").read_text("utf-8"))[0]["resource"] == "second"


def test_a_table_that_says_its_former_name_leads_on(catalog):
    change(catalog, CARDS, second_table)
    build(catalog)
    change(catalog, CARDS, lambda tree: tree["resources"][1].update(name="third"))
    with pytest.raises(HirakuError, match="address-lost"):
        build(catalog)
    change(catalog, CARDS, lambda tree: tree["resources"][1].update(renamedFrom="second"))
    site = build(catalog)
    moved = json.loads((site / "redirects.json").read_text("utf-8"))
    assert moved["datasets/cards/second.csv"] == "datasets/cards/third.csv"
    assert "/datasets/cards/second.csv /datasets/cards/third.csv 301" in (
        site / "_redirects"
    ).read_text("utf-8")
    assert 'location = "/datasets/cards/second.csv"' in (site / "hosting/nginx.conf").read_text(
        "utf-8"
    )


def renamed(catalog):
    (catalog / "datasets/cards").rename(catalog / "datasets/tiles")
    change(catalog, "datasets/tiles/datapackage.yaml", lambda tree: tree.update(name="tiles"))


def test_a_dataset_that_says_its_former_name_leads_on(catalog):
    build(catalog)
    renamed(catalog)
    with pytest.raises(HirakuError, match="dataset-vanished"):
        build(catalog)
    former = {"renamedFrom": "cards"}
    change(catalog, "datasets/tiles/datapackage.yaml", lambda tree: tree.update(former))
    site = build(catalog)
    page = (site / "datasets/cards/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://opendata.example.jp/datasets/tiles/">' in page
    assert 'url=../tiles/"' in page


def test_a_schema_that_goes_is_named_and_one_that_was_renamed_leads_on(catalog):
    build(catalog)
    (catalog / "schemas/cards.yaml").rename(catalog / "schemas/tiles.yaml")
    change(catalog, "schemas/tiles.yaml", lambda tree: tree.update(name="tiles"))
    change(catalog, CARDS, lambda tree: tree["resources"][0].update(schema="tiles"))
    with pytest.raises(HirakuError, match=r"schemas/cards/"):
        build(catalog)
    change(catalog, "schemas/tiles.yaml", lambda tree: tree.update(renamedFrom="cards"))
    site = build(catalog)
    assert "url=../tiles/" in (site / "schemas/cards/index.html").read_text("utf-8")


def test_a_page_that_moved_leads_on(catalog):
    build(catalog)
    (catalog / "pages/about.md").rename(catalog / "pages/us.md")
    with pytest.raises(HirakuError, match=r"about/index\.html"):
        build(catalog)
    moved = {"about/": "us/"}
    change(catalog, "datasets/catalog.yaml", lambda tree: tree.update(redirects=moved))
    site = build(catalog)
    assert "url=../us/" in (site / "about/index.html").read_text("utf-8")


def committed(catalog):
    git(catalog, "init", "-q", "-b", "main")
    git(catalog, "add", "datasets", "schemas")
    git(catalog, "commit", "-q", "-m", "one")


def corrected(catalog, old, new):
    data = catalog / "datasets/cards/cards.csv"
    text = data.read_text("utf-8")
    assert old in text
    data.write_text(text.replace(old, new), "utf-8")


def test_a_version_never_holds_anything_else(catalog):
    committed(catalog)
    build(catalog)
    corrected(catalog, "46.8", "46.9")
    git(catalog, "commit", "-qam", "two")
    with pytest.raises(HirakuError, match="version-changed"):
        build(catalog)


def test_what_is_not_committed_is_no_version_yet(catalog):
    committed(catalog)
    first = (build(catalog) / "datasets/cards/versions/1.0.0/data.csv").read_bytes()
    corrected(catalog, "46.8", "46.9")
    assert (build(catalog) / "datasets/cards/versions/1.0.0/data.csv").read_bytes() == first
    change(catalog, CARDS, lambda tree: tree.update(version="1.0.1"))
    assert not (build(catalog) / "datasets/cards/versions/1.0.1").exists()


def test_without_git_nothing_is_a_version_and_the_number_may_rise(catalog):
    assert not (build(catalog) / "datasets/cards/versions").exists()
    corrected(catalog, "46.8", "46.9")
    change(catalog, CARDS, lambda tree: tree.update(version="1.0.1"))
    assert b"46.9" in (build(catalog) / "datasets/cards/data.csv").read_bytes()


def test_every_version_of_a_long_history_is_known(catalog):
    committed(catalog)
    for number in range(1, 25):
        corrected(catalog, f"{46.7 + number / 10:.1f}", f"{46.8 + number / 10:.1f}")
        change(catalog, CARDS, lambda tree, number=number: tree.update(version=f"1.0.{number}"))
        git(catalog, "commit", "-qam", f"of {number}")
    known = committed_versions(read_catalog(catalog).catalog, commits(catalog))["cards"]
    assert [version.version for version in known] == [
        f"1.0.{number}" for number in range(24, -1, -1)
    ]
    assert len({version.files[0][1].blob for version in known}) == 25


def test_versions_stay_with_a_history_and_go_by_withdrawal(catalog):
    committed(catalog)
    before = (build(catalog) / "datasets/cards/versions/1.0.0/data.csv").read_bytes()
    corrected(catalog, "46.8", "46.9")
    change(catalog, CARDS, lambda tree: tree.update(version="1.0.1"))
    git(catalog, "commit", "-qam", "two", day="2022-02-01")
    site = build(catalog)
    assert (site / "datasets/cards/versions/1.0.0/data.csv").read_bytes() == before
    assert b"46.9" in (site / "datasets/cards/versions/1.0.1/data.csv").read_bytes()
    assert "/versions/" in (site / "api/index.html").read_text("utf-8")
    gone = {"id": "cards", "version": "1.0.0", "title": "誤り", "date": "2026-11-27",
            "reason": "誤り"}  # fmt: skip
    change(catalog, "datasets/catalog.yaml", lambda tree: tree.update(withdrawn=[gone]))
    git(catalog, "commit", "-qam", "three", day="2022-03-01")
    left = build(catalog) / "datasets/cards/versions/1.0.0"
    assert [path.name for path in left.iterdir()] == ["index.html"]
    assert "誤り" in (left / "index.html").read_text("utf-8")


def test_a_shallow_clone_stops_with_its_cure(catalog, tmp_path_factory):
    git(catalog, "init", "-q", "-b", "main")
    git(catalog, "add", "-A")
    git(catalog, "commit", "-q", "-m", "one", day="2023-01-01")
    corrected(catalog, "46.8", "46.9")
    change(catalog, CARDS, lambda tree: tree.update(version="1.0.1"))
    git(catalog, "commit", "-qam", "two", day="2023-06-01")
    (catalog / "pages/about.md").write_text("# x\n", "utf-8")
    git(catalog, "commit", "-qam", "three", day="2023-09-01")
    ledger = build(catalog) / "published.jsonl"
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    git(catalog, "clone", "-q", "--depth", "1", f"file://{catalog}", str(shallow))
    build(shallow)  # a first publication has nothing to lose
    shutil.rmtree(shallow / "build")
    with pytest.raises(HirakuError, match="fetch-depth: 0"):
        build(shallow, ledger=ledger)


@pytest.mark.parametrize("shallow", [False, True])
def test_a_date_that_would_go_back_is_told_with_the_cure_of_its_cause(tmp_path, shallow):
    described = tmp_path / "datasets/cards/datapackage.json"
    described.parent.mkdir(parents=True)
    described.write_text('{"modified": "2026-01-31"}', "utf-8")
    known = {"datasets/cards/datapackage.json": {"modified": "2026-02-01"}}
    with pytest.raises(HirakuError, match="cards: 2026-02-01 → 2026-01-31") as stopped:
        demand_nothing_lost(known, tmp_path, shallow=shallow)
    assert ("fetch-depth: 0" in str(stopped.value)) is shallow
    known["datasets/cards/datapackage.json"]["modified"] = "2026-01-31"
    demand_nothing_lost(known, tmp_path)


def test_a_ledger_in_the_repository_counts_and_is_renewed(catalog):
    (catalog / "published.jsonl").write_text('{"path": "gone.html"}\n', "utf-8")
    with pytest.raises(HirakuError, match=r"gone\.html"):
        build(catalog)
    (catalog / "published.jsonl").write_text("", "utf-8")
    build(catalog)
    assert "datasets/cards/data.csv" in (catalog / "published.jsonl").read_text("utf-8")


def test_a_ledger_that_is_none_is_told(catalog):
    (catalog / "published.jsonl").write_text("nothing\n", "utf-8")
    with pytest.raises(HirakuError, match="Line 1"):
        build(catalog)


def test_former_names_of_columns_end_with_their_day_and_lead_on(catalog):
    """The promise counts by the day of the commit: its last day still holds."""
    promised = {"name": "remarks", "renamedFrom": "note", "renamedUntil": "2022-03-01"}
    change(catalog, "schemas/cards.yaml", lambda tree: tree["fields"][-1].update(promised))
    corrected(catalog, "note", "remarks")
    committed(catalog)
    former = "datasets/cards/data.former-names.csv"
    git(catalog, "commit", "-q", "--allow-empty", "-m", "last day", day="2022-03-01")
    site = build(catalog)
    assert b"note" in (site / former).read_bytes().splitlines()[0]
    git(catalog, "commit", "-q", "--allow-empty", "-m", "the day after", day="2022-03-02")
    site = build(catalog)
    assert not (site / former).exists()
    moved = json.loads((site / "redirects.json").read_text("utf-8"))
    assert moved[former] == "datasets/cards/data.csv"
    assert former in (site / "published.jsonl").read_text("utf-8")
