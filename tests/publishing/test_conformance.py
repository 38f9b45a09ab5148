"""The page on conformance tells what was found in this very build, and nothing of another."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conformance_record import FINGERPRINT
from msgspec.structs import replace

from hiraku.conforming import conform
from hiraku.conforming.judge import SiteJudge, judges
from hiraku.errors import UsageError
from hiraku.model import Catalog, Text
from hiraku.problems import Report
from hiraku.publishing.site.conformance import RESULTS, VALIDATORS, conformance
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

FILE = Download("data.json", Text({"ja": "d"}), "application/json", 1, "a" * 64)
TOLD = {"csvw": {"version": "9", "passed": True, "tests": 3},
        "pyshacl": {"version": "8", "passed": False, "tests": 2}}  # fmt: skip


@pytest.fixture
def site(tmp_path):
    (tmp_path / "build").mkdir()
    catalog = Catalog(tmp_path)
    return Site(catalog, (), Report(), "https://example.jp/", "1", documents=(FILE,))


def keep(site, fingerprint):
    told = {"fingerprint": fingerprint, "date": "2026-01-02", "verdicts": TOLD}
    (site.catalog.root / RESULTS).write_text(json.dumps(told), encoding="utf-8")


def test_verdicts_on_this_build_are_told(site):
    keep(site, conformance(site).fingerprint)
    found = {result.validator.name: result for result in conformance(site).results}
    assert conformance(site).date == "2026-01-02"
    assert (found["csvw"].passed, found["csvw"].version, found["csvw"].tests) == (True, "9", 3)
    assert found["pyshacl"].passed is False
    assert found["mlcroissant"].passed is None
    named = {"csvw", "pyshacl"}
    assert {*conformance(site).not_asked} == {known.name for known in VALIDATORS} - named


def test_verdicts_on_another_build_are_not(site):
    keep(site, conformance(site).fingerprint)
    other = replace(site, documents=(replace(FILE, sha256="b" * 64),))
    assert conformance(other).date == ""
    assert conformance(other).not_asked == []
    assert {result.passed for result in conformance(other).results} == {None}


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_record_that_cannot_be_read_says_nothing(site, text):
    (site.catalog.root / RESULTS).write_text(text, encoding="utf-8")
    assert conformance(site).date == ""


def test_every_validator_on_the_page_has_a_test_and_the_other_way_round():
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    marked = {name for text in texts for name in re.findall(r'mark\.judge\("([^"]+)"\)', text)}
    marked |= {"pandas", "polars", "duckdb", "frictionless"}  # named in one loop of test_snippets
    assert marked == {validator.name for validator in VALIDATORS}


def test_the_page_of_a_site_that_nobody_judged_says_so(published_site):
    page = (published_site / "conformance" / "index.html").read_text(encoding="utf-8")
    assert "まだ判定していません" in page
    assert FINGERPRINT.search(page)
    assert all(f"<code>{validator.name}</code>" in page for validator in VALIDATORS)


def laid_out(folder, pages):
    (folder / "conformance").mkdir(parents=True)
    (folder / "conformance/index.html").write_text(f'<code id="fingerprint">{"a" * 64}<', "utf-8")
    for name in range(pages):
        (folder / f"{name}.txt").write_text("x", "utf-8")
    return folder


def judge_of(distribution, *told):
    def faults(path):
        yield from told
        if "raises" in told:
            raise ValueError(path.name)

    return SiteJudge(distribution=distribution, files=lambda s: iter([s / "0.txt"]), faults=faults)


def test_what_each_judge_finds_is_kept_and_one_that_is_not_there_is_not_asked(
    site, tmp_path, monkeypatch
):
    mark = conformance(site).fingerprint
    built = laid_out(tmp_path / "built", 1)
    page = built / "conformance/index.html"
    page.write_text(page.read_text("utf-8").replace("a" * 64, mark), "utf-8")
    asked = [judge_of("csvw"), judge_of("jsonschema", "raises"), judge_of("of-no-distribution")]
    monkeypatch.setattr(conform, "judges", lambda: asked)
    agreed, objected, absent = conform.conform(tmp_path, built)
    assert (agreed.faults, agreed.files) == ((), 1)
    assert objected.faults == ("0.txt: ValueError: 0.txt",)
    assert absent.version == ""
    told = {result.validator.name: result for result in conformance(site).results}
    assert (told["csvw"].passed, told["csvw"].tests) == (True, 1)
    assert told["jsonschema"].passed is False
    assert told["jsonschema"].judged.key == "judges.jsonschema-own"
    assert told["frictionless"].passed is None
    assert conformance(site).own


def test_where_no_site_is_built_nothing_is_judged(tmp_path):
    with pytest.raises(UsageError, match="hiraku build"):
        list(conform.conform(tmp_path, tmp_path))


# rdflib's own parsers still use what rdflib gives up.
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", ["csvw", "feedparser", "frictionless", "jsonschema", "rdflib"])
def test_the_judges_agree_with_a_site_and_object_to_a_broken_one(name, nasty_site, tmp_path):
    """Those that take long to import are asked by `make conformance`."""
    (judge,) = [judge for judge in judges() if judge.distribution == name]
    files = list(judge.files(nasty_site))
    assert files
    assert [fault for file in files for fault in judge.faults(file)] == []
    copy = tmp_path / "site"
    shutil.copytree(nasty_site, copy, ignore=shutil.ignore_patterns("assets", "schemas", "*.html"))
    for pattern in BROKEN[name]:
        for path in copy.glob(pattern):
            text = path.read_text("utf-8")
            path.write_text(text[: len(text) // 2], "utf-8")
    assert objections(judge, copy)


def test_every_table_is_judged_by_its_json_schema(nasty_site, tmp_path):
    (judge,) = [judge for judge in judges() if judge.distribution == "jsonschema"]
    files = [path.name for path in judge.files(nasty_site)]
    assert {"json-schema.json", "one.json-schema.json"} <= {*files}
    copied = shutil.copy(nasty_site / "datasets/nasty/one.json-schema.json", tmp_path)
    (tmp_path / "one.json").write_text("[{}]", "utf-8")
    assert [*judge.faults(Path(copied))]


def objections(judge, site):
    """Return what it says of a site; what it raises says the same."""
    try:
        return [fault for file in judge.files(site) for fault in judge.faults(file)]
    except Exception as error:  # noqa: BLE001 - a judge of others may raise anything
        return [error]


BROKEN = {
    "csvw": ["datasets/*/data.csv"],
    "feedparser": ["feed.xml", "datasets/*/feed.xml"],
    "frictionless": ["datasets/*/data.csv"],
    "jsonschema": ["datasets/*/*data.json"],
    "rdflib": ["catalog.rdf", "catalog.ttl"],
}
