"""The published site of the first catalog, judged by strangers where there are any."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from catalogs import configure, lay_out
from frictionless import validate

from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.site import links
from hiraku.publishing.site.content_policy import source_hash

ROOT = Path(__file__).parents[2]
DATASETS = sorted(path.parent.name for path in ROOT.glob("datasets/*/datapackage.yaml"))


@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies warn
@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.judge("frictionless")
def test_frictionless_accepts_each_data_package(site, name):
    report = validate(str(site / "datasets" / name / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == len(list((ROOT / "datasets" / name).glob("*.csv")))


@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies warn
def test_frictionless_takes_no_description_as_it_stands_in_the_repository(monkeypatch):
    """The manual says why, and how to ask it: of what is published."""
    monkeypatch.chdir(ROOT)
    report = validate("datasets/kpi/datapackage.yaml")
    assert {"schema-error"} == {type_ for (type_,) in report.flatten(["type"])}
    manual = (ROOT / "site_src/pages/manual/commands.md").read_text(encoding="utf-8")
    assert "frictionless validate build/site/datasets/kpi/datapackage.json" in manual


@pytest.mark.parametrize("name", DATASETS)
def test_committed_files_are_canonical_and_published_byte_for_byte(site, name):
    published = site / "datasets" / name / "data.csv"
    assert published.read_bytes() == (ROOT / "datasets" / name / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("name", DATASETS)
def test_each_data_package_tells_the_size_and_hash_of_its_file(site, name):
    folder = site / "datasets" / name
    resource = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"][0]
    content = (folder / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", DATASETS)
def test_each_dataset_has_its_report(site, name):
    report = json.loads((site / "datasets" / name / "report.json").read_text("utf-8"))
    tables = []
    for path in (ROOT / "datasets" / name).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            tables.append(list(csv.reader(stream)))
    assert report["valid"]
    assert report["checked"]["rows"] == sum(len(rows) - 1 for rows in tables)
    assert report["checked"]["cells"] == sum((len(rows) - 1) * len(rows[0]) for rows in tables)


@pytest.mark.parametrize(
    ("home", "said"), [("", "2022年12月31日（令和4年）"), ("en/", "31 December 2022")]
)
def test_the_figure_of_a_page_has_its_date_in_full(site, home, said):
    page = (site / f"{home}datasets/mynumber-card-issuance/index.html").read_text(encoding="utf-8")
    answer = page[page.index('class="answer"') :]
    assert re.search(r'<time datetime="2022-12-31">(.*?)</time>', answer)[1] == said


def test_checksums_hold_for_every_file(site):
    lines = (site / "SHA256SUMS").read_text("utf-8").splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    found = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert told == found


def test_sha256sum_itself_agrees(site):
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=site,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_sitemap_lists_every_page_once_and_nothing_else(site):
    root = ET.fromstring((site / "sitemap.xml").read_text("utf-8"))
    places = [
        location.text for location in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    listed = [unquote(urlsplit(place).path).lstrip("/") + "index.html" for place in places]
    pages = [path.relative_to(site).as_posix() for path in site.rglob("index.html")]
    assert sorted(listed) == sorted(pages)


def test_no_page_loads_anything_from_elsewhere_or_has_inline_style(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "default-src 'none'" in text, page
        if page.name == links.DESK_CHECK:
            continue  # has all it needs, see below
        assert " style=" not in text, page
        assert "<style" not in text, page
        scripts = re.findall(r"<script([^>]*)>", text)
        assert all(" src=" in script or 'type="application/' in script for script in scripts), page


@pytest.mark.parametrize("name", ["desk-check.html", "en/desk-check.html"])
def test_the_page_for_a_file_at_hand_runs_only_what_its_policy_names(site, name):
    text = (site / name).read_text("utf-8")
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall('<script type="module">(.*?)</script>', text, re.DOTALL)
    assert policy == (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert len(re.findall("<script|<style|<img|<iframe|stylesheet|icon", text)) == 3  # and the data
    assert not re.search(r" (style|on[a-z]+|src)=", text)


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def build_elsewhere(folder, *command):
    """Let a command build a catalog in another zone, locale, order of hashes and mask."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **ELSEWHERE},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_two_builds_are_byte_identical_whatever_the_place_locale_and_zone(nasty_site, tmp_path):
    elsewhere = tmp_path / "another place"
    shutil.copytree(nasty_site.parents[1], elsewhere, ignore=shutil.ignore_patterns("build"))
    build_elsewhere(elsewhere, "hiraku", "build")
    assert sums_of(elsewhere / "build" / "site") == sums_of(nasty_site)


def test_mkdocs_builds_the_same_in_another_place_locale_and_zone(nasty_site, tmp_path):
    elsewhere, target = tmp_path / "another place", tmp_path / "site"
    shutil.copytree(nasty_site.parents[1], elsewhere, ignore=shutil.ignore_patterns("build"))
    build_elsewhere(elsewhere, "mkdocs", "build", "--strict", "--site-dir", str(target))
    assert sums_of(target) == without_ledger(sums_of(nasty_site))


def test_hiraku_build_replaces_what_mkdocs_built(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    target = tmp_path / "built"
    build_elsewhere(tmp_path, "mkdocs", "build", "--strict", "--site-dir", str(target))
    (target / "stale.txt").write_text("left over", encoding="utf-8")
    assert publish(tmp_path, target, silent).site_dir == target
    assert not (target / "stale.txt").exists()
    assert (target / "published.jsonl").is_file()


def sums_of(site):
    return (site / "SHA256SUMS").read_text("utf-8").splitlines()


def without_ledger(sums):
    """Leave out what is written when a site is released: MkDocs alone knows no site before it."""
    (ledger,) = [line for line in sums if line.endswith("  published.jsonl")]
    return [line for line in sums if line != ledger]
