"""The page of quality and its files say what the data and their reports say."""

import csv
import json
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml
from msgspec.structs import replace

from hiraku.completeness import completeness
from hiraku.explanations import identifiers
from hiraku.freshness import due_date
from hiraku.model import Dataset, Field, Resource, Schema, Text


def listed(site):
    return json.loads((site / "quality.json").read_text("utf-8"))


def test_every_dataset_is_told_as_its_report_and_its_descriptor_say(site, catalog):
    told = {dataset["dataset"]: dataset for dataset in listed(site)["datasets"]}
    folders = sorted((catalog / "datasets").glob("*/datapackage.yaml"))
    assert sorted(told) == [folder.parent.name for folder in folders]
    for path in folders:
        each = told[path.parent.name]
        described = yaml.safe_load(path.read_text("utf-8"))
        report = json.loads((site / "datasets" / path.parent.name / "report.json").read_text())
        assert each["valid"] == report["valid"]
        assert (each["errors"], each["warnings"]) == (report["errors"], report["warnings"])
        assert each["rows"] == report["checked"]["rows"]
        assert each["update_frequency"] == described["updateFrequency"]
        assert each["due"] == (
            due_date(described["updateFrequency"], each["data_modified"]) or None
        )
        rows = 0
        for table in path.parent.glob("*.csv"):
            with table.open(encoding="utf-8", newline="") as data:
                rows += len(list(csv.DictReader(data)))
        assert each["rows"] == rows


def test_each_description_has_a_score_and_the_next_thing_worth_adding(site):
    page = unescape((site / "quality" / "index.html").read_text("utf-8"))
    assert not (site / "quality.ics").exists()  # nothing promises a day
    for dataset in listed(site)["datasets"]:
        assert dataset["completeness"] == (90 if dataset["worth_adding"] else 100)
        assert dataset["worth_adding"] in ("frequency", None)
    assert "90 / 100 次は、更新の頻度（updateFrequency）を書くと" in page


def test_the_score_grows_with_what_is_said():
    title = Text({"ja": "表"})
    resource = Resource("x", "x.csv", title, Schema("x", (Field("a", "string", title),), title))
    bare = Dataset("x", Path(), title, (resource,))
    assert completeness(bare).score == 0
    assert completeness(bare).next in ("row", "description", "sources", "fields")
    assert "row" in completeness(bare).reason("en")
    told = replace(bare, row=title, description=title, theme="x")
    assert (completeness(told).score, completeness(told).next) == (35, "sources")


def test_the_csv_says_the_same(site):
    with (site / "quality.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = listed(site)["datasets"]
    assert [row["dataset"] for row in rows] == [dataset["dataset"] for dataset in told]
    for row, dataset in zip(rows, told, strict=True):
        assert row["due"] == (dataset["due"] or "")
        assert row["valid"] == "true"
        assert int(row["cells"]) == dataset["cells"]


def test_the_page_shows_each_dataset_and_each_kind_of_finding(site):
    page = (site / "quality" / "index.html").read_text("utf-8")
    told = listed(site)
    for dataset in told["datasets"]:
        assert f'href="../datasets/{dataset["dataset"]}/"' in page
        if dataset["due"]:
            assert f'data-due="{dataset["due"]}"' in page
    assert page.count("data-due=") == sum(bool(dataset["due"]) for dataset in told["datasets"])
    assert [rule["id"] for rule in told["rules"]] == list(identifiers())
    assert all(f'href="../manual/findings/{identifier}/"' in page for identifier in identifiers())


def test_warnings_are_named_with_their_cure(nasty_site):
    page = re.sub(r"\s+", " ", (nasty_site / "quality" / "index.html").read_text("utf-8"))
    told = listed(nasty_site)
    met = {rule["id"]: rule["found"] for rule in told["rules"] if rule["found"]}
    assert met == {"no-rows": 1}
    tasks = page.split('id="next"')[1].split("</section>")[0]
    assert 'href="../manual/findings/no-rows/"' in tasks
    assert tasks.count("<li>") == 1


def test_a_site_outside_of_git_speaks_as_of_its_newest_change(site):
    told = listed(site)
    assert told["as_of_is"] == "newest change"
    assert told["as_of"] == max(dataset["modified"] for dataset in told["datasets"])


def test_badges_stand_alone_and_say_the_date(site):
    for dataset in listed(site)["datasets"]:
        folder = site / "datasets" / dataset["dataset"]
        for name, words in (("badge.svg", "検査に合格"), ("badge.en.svg", "checks passed")):
            root = ET.fromstring((folder / name).read_text("utf-8"))
            texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
            assert texts[0] == words
            assert dataset["modified"] in texts[1]
            assert root.get("role") == "img"
            assert words in root.get("aria-label")
            assert not [part for part in root.iter() if "style" in part.attrib]
        page = (folder / "index.html").read_text("utf-8")
        address = f"https://opendata.example.jp/datasets/{dataset['dataset']}/badge.svg"
        assert f'src="{address}"' in unescape(page)
        assert f"]({address})]" in page


def test_each_rule_that_is_spared_is_told_with_its_reason_and_its_last_day(nasty_site, site):
    page = (nasty_site / "quality" / "index.html").read_text("utf-8")
    part = page.partition('id="allowances"')[2].partition("</section>")[0]
    assert "personal-columns" in part
    assert "&lt;b&gt;議員&lt;/b&gt;の名簿であり、{{ 7 * 7 }} 条で公開します。" in part
    assert "2999" in part
    assert "全部のデータセット" in part
    assert "&lt;b&gt;旧い&lt;/b&gt;資料で、{{ 7 * 7 }} 年ごとに調べます。" in part
    assert "公開の前に直す誤りとしている注意" in page
    assert listed(nasty_site)["severities"] == {"view-date-missing": "error"}
    assert [rule["rule"] for rule in listed(nasty_site)["allow"]] == ["update-overdue"]
    assert 'id="allowances"' not in (site / "quality" / "index.html").read_text("utf-8")
    told = {dataset["dataset"]: dataset["allow"] for dataset in listed(nasty_site)["datasets"]}
    spared = {name: rules for name, rules in told.items() if rules}
    assert [rule["rule"] for rules in spared.values() for rule in rules] == ["personal-columns"]
    assert [set(rule) for rules in spared.values() for rule in rules] == [
        {"rule", "reason", "until"}
    ]
    with (nasty_site / "quality.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["allowed"] == " ".join(rule["rule"] for rule in told[row["dataset"]])
