"""Every folder of `cases/` is a test: a catalog with something wrong, and what hiraku says."""

import os

import pytest
from catalogs import CASES, NAMES, lay_out, read_case, run


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gives_its_findings_word_for_word(name, tmp_path, monkeypatch, capsys):
    case = read_case(name)
    lay_out(name, tmp_path)
    code, out, err = run(case.get("args", ["check"]), tmp_path, monkeypatch, capsys)
    expected = CASES / name / "expected.txt"
    if "HIRAKU_WRITE_EXPECTED" in os.environ:
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")
    assert err == ""
    assert code == case["exit"]
    assert found_ids(out) == set(case["finds"])


def found_ids(output):
    lines = (line for line in output.splitlines() if line.startswith(("誤り [", "注意 [")))
    return {line.split("[")[1].split("]")[0] for line in lines}
