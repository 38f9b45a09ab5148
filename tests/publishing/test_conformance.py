"""The page on conformance tells what was found in this very build, and nothing of another."""

import json
import re
from pathlib import Path

import pytest
from conformance_record import FINGERPRINT
from msgspec.structs import replace

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


def test_verdicts_on_another_build_are_not(site):
    keep(site, conformance(site).fingerprint)
    other = replace(site, documents=(replace(FILE, sha256="b" * 64),))
    assert conformance(other).date == ""
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
