"""Every folder of `cases/` is a test: a catalog with something wrong, and what hiraku says."""

import os

import pytest
from catalogs import CASES, NAMES, lay_out, read_case, run
from sentences import shown, unfilled

from hiraku.explanations import explanation, identifiers
from hiraku.reporting.formats import text


@pytest.fixture
def problems(monkeypatch):
    """Return the problems that are told."""
    met, told = [], text.told

    def noted(problem, *given):
        met.append(problem)
        return told(problem, *given)

    monkeypatch.setattr(text, "told", noted)
    return met


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gives_its_findings_word_for_word(name, tmp_path, monkeypatch, capsys, problems):
    case = read_case(name)
    lay_out(name, tmp_path)
    code, out, err = run(case.get("args", ["check"]), tmp_path, monkeypatch, capsys)
    expected = CASES / name / "expected.txt"
    if "HIRAKU_WRITE_EXPECTED" in os.environ:
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")
    assert err == ""
    assert code == case["exit"]
    assert found_ids(out) == set(case["finds"]) == {problem.id for problem in problems}
    assert [blank for problem in problems for blank in unfilled(problem)] == []


def found_ids(output):
    lines = (line for line in output.splitlines() if line.startswith(("誤り [", "注意 [")))
    return {line.split("[")[1].split("]")[0] for line in lines}


# What takes longer, or more than a file of text, to bring about; the tests that do.
SHOWN_ELSEWHERE = {
    ("comma-in-number", "several-ways"): "intake/test_rules.py",
    ("file-too-costly", "time"): "reading/test_integrity.py",
    ("floating-objects", "picture"): "intake/test_rules.py",
    ("hash-count", "unknown"): "reading/test_integrity.py",
    ("meaning-by-format", "hidden"): "intake/test_rules.py",
    ("missing-property", "is-json-schema"): "checking/test_targets.py",
    ("missing-property", "is-package"): "checking/test_targets.py",
    ("missing-property", "is-resource"): "checking/test_targets.py",
    ("missing-property", "is-table-schema"): "checking/test_targets.py",
    ("page-too-costly", "memory"): "reading/test_active_pages.py",
    ("page-too-costly", "time"): "reading/test_active_pages.py",
    ("personal-columns", "kept"): "checking/test_persons_in_books.py",
    ("personal-number", "kept"): "checking/test_persons_in_books.py",
    ("persons-unsearched", "unread"): "checking/test_persons_in_books.py",
    ("site-source-unfit", "deep"): "escape/test_places.py",
    ("spaces-for-looks", "head"): "intake/test_rules.py",
    ("table-broken-up", "blank-column"): "intake/test_rules.py",
    ("view-too-costly", "time"): "publishing/test_charts.py",
    ("workbook-unreadable", "password"): "reading/test_formats.py",
}


@pytest.mark.parametrize("finding", SHOWN_ELSEWHERE, ids="/".join)
def test_what_no_case_shows_is_named_by_the_test_that_does(finding):
    text = (CASES.parent / SHOWN_ELSEWHERE[finding]).read_text(encoding="utf-8")
    assert all(f'"{name}"' in text for name in finding)


@pytest.mark.parametrize("identifier", identifiers())
def test_every_hint_is_met_by_a_case(identifier):
    sentences = explanation(identifier, "ja").sentences
    for hint in {hint for _, hint in sentences if hint}:
        said = any(shown(text) for (_, own), text in sentences.items() if own == hint)
        assert said != ((identifier, hint) in SHOWN_ELSEWHERE), hint
