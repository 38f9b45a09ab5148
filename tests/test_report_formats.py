"""The reports that other programs read: each finding at its file and line, nothing breaks out."""

import io
import json

import pytest
from catalogs import lay_out, run

from hiraku.problems import Place, Problem, Report, Severity
from hiraku.registry import identifiers
from hiraku.reporting.report_format import write_report

NASTY = "datasets/a,b:c%/d\n::error::x e.csv"
PROBLEMS = (
    Problem("blank-row", Place(NASTY, row=3, line=4)),
    Problem("blank-row", Place("datasets/x/x.csv", row=2), severity=Severity.WARNING, total=7),
)


def written(form, problems=PROBLEMS):
    out = io.StringIO()
    write_report(form, Report(problems), out, "en")
    return out.getvalue()


def test_an_annotation_of_github_cannot_be_broken_out_of():
    lines = written("github").splitlines()
    assert len(lines) == len(PROBLEMS)
    head = lines[0].split("::")[1]
    assert head.startswith("error file=datasets/a%2Cb%3Ac%25/d")
    assert head.split(",")[1] == "line=4"
    assert lines[1].startswith("::warning file=datasets/x/x.csv,line=2,title=blank-row")


def test_concise_is_a_line_for_each_finding():
    lines = written("concise").splitlines()
    assert len(lines) == len(PROBLEMS)
    assert lines[1].startswith("datasets/x/x.csv:2: warning [blank-row] ")
    assert lines[1].endswith(" (7)")


def test_sarif_names_rule_level_and_line():
    run = json.loads(written("sarif"))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["blank-row"]
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 4
    assert "\n" not in place["artifactLocation"]["uri"]
    assert second["occurrenceCount"] == 7


def test_gitlab_gives_each_issue_a_fingerprint_that_stays():
    issues = json.loads(written("gitlab"))
    assert issues == json.loads(written("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(PROBLEMS)
    assert issues[1]["location"] == {"path": "datasets/x/x.csv", "lines": {"begin": 2}}
    assert [issue["severity"] for issue in issues] == ["major", "minor"]


@pytest.mark.parametrize("form", identifiers("hiraku.reporting.formats"))
def test_every_format_can_say_that_nothing_is_wrong(form):
    assert "blank-row" not in written(form, ())


FOREIGN = "foreign-data-full-width-digits"  # a warning and no error
ERROR = "wrong-check-digit"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (FOREIGN, 0),
        (f"{FOREIGN} --strict", 1),
        (f"{FOREIGN} --strict --exit-zero", 0),
        (ERROR, 1),
        (f"{ERROR} --exit-zero", 0),
    ],
)
def test_what_fails_can_be_chosen(told, code, tmp_path, monkeypatch, capsys):
    name, *options = told.split()
    lay_out(name, tmp_path)
    if name == FOREIGN:
        options += ["--schema", "foreign/schema.yaml", "foreign/data.csv"]
    assert run(["check", *options], tmp_path, monkeypatch, capsys)[0] == code
