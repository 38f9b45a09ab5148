"""Each file of `cases/` is a test: two states, what differs, and the verdict in both directions.

`of` is what changes: a schema, a package, the data under a schema, or both. With
HIRAKU_WRITE_EXPECTED
the outcome is written into the file, to be read by eye before it is committed.
"""

import json
import os
from pathlib import Path

import pytest
import yaml

from hiraku.changes.compare.run import run
from hiraku.changes.rulebook import rules
from hiraku.changes.verdicts.judge import judge_schemas
from hiraku.changes.versions import highest
from hiraku.model import Origin
from hiraku.reading.catalog.schemas import schema_from

CASES = Path(__file__).parent / "cases"
BASE = Path(__file__).parents[1] / "cases" / "_base"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))


def read(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def schema(tree):
    return schema_from(tree, "s", Origin(""))


def write(folder, case, side):
    """Lay a state out as a Data Package of its own."""
    folder.mkdir()
    package = case[side]
    if case["of"] in {"data", "both"}:
        state = package if case["of"] == "both" else {"schema": case["schema"], "csv": package}
        (folder / "data.csv").write_text(state["csv"], encoding="utf-8")
        table = {"name": "data", "path": "data.csv", **state}
        del table["csv"]
        package = {"name": "p", "title": "t", "resources": [table]}
    if case["of"] == "package":
        return catalog_of(folder, package)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return str(folder)


def catalog_of(folder, package):
    """Lay a package out in a catalog: a stranger's loses what it says beyond the standard."""
    home = folder / "datasets" / package["name"]
    home.mkdir(parents=True)
    described = yaml.safe_load((BASE / "datasets" / "catalog.yaml").read_text(encoding="utf-8"))
    del described["licenses"]  # a dataset without any would take them over
    (folder / "datasets" / "catalog.yaml").write_text(
        yaml.safe_dump(described, allow_unicode=True), encoding="utf-8"
    )
    (home / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return str(folder)


def judged(case, sides, folder):
    if case["of"] == "schema":
        return list(judge_schemas(*(schema(case[side]) for side in sides)))
    folder.mkdir()
    places = [write(folder / side, case, side) for side in sides]
    report = run(places, folder, "recipe", None)
    return [judgement for subject in report.subjects for judgement in subject.judgements]


def told(judgements):
    """Return what a case holds: each verdict in one line, and the bump that they need together."""
    lines = [
        " ".join(
            filter(
                None,
                (
                    judgement.rule.number,
                    judgement.rule.id,
                    f"breaks {judgement.broken}" if judgement.broken else "",
                    judgement.decided,
                    f"{judgement.count}×" if judgement.count else "",
                ),
            )
        )
        for judgement in judgements
    ]
    bump = highest(judgement.bump("recipe") for judgement in judgements)
    return {"verdicts": lines, "bump": str(bump)}


@pytest.mark.parametrize("name", NAMES)
def test_a_change_is_judged_as_its_case_says(name, tmp_path):
    case = read(name)
    forwards = told(judged(case, ("old", "new"), tmp_path / "forwards"))
    backwards = told(judged(case, ("new", "old"), tmp_path / "backwards"))
    found = {"forwards": forwards, "backwards": backwards}
    if os.environ.get("HIRAKU_WRITE_EXPECTED"):
        text = yaml.safe_dump({**case, **found}, allow_unicode=True, sort_keys=False, width=100)
        (CASES / f"{name}.yaml").write_text(text, encoding="utf-8")
    else:
        assert {key: case.get(key) for key in found} == found


# Decided by the history of a catalog or by the graph of its datasets: `test_comparison.py`.
BY_HISTORY = {
    "retired-name-reused", "removed-before-its-day", "referenced-thing-changed", "address-lost",
    "dataset-withdrawn-unsaid", "dataset-withdrawn", "dataset-added", "approval-expired",
    "approval-unmatched", "referenced-row-removed", "municipality-missing",
    "rows-removed-from-append-only",
}  # fmt: skip


def test_every_rule_has_a_case():
    shown = {
        line.split()[1]
        for name in NAMES
        for way in ("forwards", "backwards")
        for line in read(name)[way]["verdicts"]
    }
    assert set(rules()) - shown - BY_HISTORY == set()
    assert shown & BY_HISTORY <= {"removed-before-its-day"}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_mirror_or_says_why_not(rule):
    assert bool(rule.mirror) != bool(rule.waiver)
    for identifier in rule.mirror:
        assert rule.id in rules()[identifier].mirror


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_speaks_with_its_mirror_where_old_and_new_change_places(name):
    case = read(name)
    said = {way: {line.split()[1] for line in case[way]["verdicts"]}
            for way in ("forwards", "backwards")}  # fmt: skip
    for way, other in (("forwards", "backwards"), ("backwards", "forwards")):
        for identifier in said[way]:
            mirror = rules()[identifier].mirror
            assert not mirror or set(mirror) & said[other], identifier
