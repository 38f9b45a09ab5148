"""Every folder of `cases/` is a test: a catalog with something wrong, and what hiraku says."""

import os
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from hiraku.cli import main

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/case.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gives_its_findings_word_for_word(name, tmp_path, monkeypatch, capsys):
    case = yaml.safe_load((CASES / name / "case.yaml").read_text(encoding="utf-8"))
    lay_out(case, CASES / name, tmp_path)
    code, out, err = run(case.get("args", ["check"]), tmp_path, monkeypatch, capsys)
    expected = CASES / name / "expected.txt"
    if "HIRAKU_WRITE_EXPECTED" in os.environ:
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")
    assert err == ""
    assert code == case["exit"]
    assert found_ids(out) == set(case["finds"])


def lay_out(case, source, target):
    """Copy the base, lay the case's files over it, and make what git cannot hold."""
    shutil.copytree(CASES / "_base", target, dirs_exist_ok=True, symlinks=True)
    if (source / "files").is_dir():
        shutil.copytree(source / "files", target, dirs_exist_ok=True, symlinks=True)
    make = case.get("make", {})
    for path in make.get("remove", []):
        gone = target / path
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    if "fifo" in make:
        os.mkfifo(target / make["fifo"])
    for path, points_to in make.get("symlink", {}).items():
        (target / path).symlink_to(points_to)
    if "empty-folder" in make:
        (target / make["empty-folder"]).mkdir(parents=True, exist_ok=True)


def run(arguments, folder, monkeypatch, capsys):
    """Run the command line as a program does, but in this process: a hundred starts take long."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["hiraku", "--lang", "ja", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    return exit_.value.code, *capsys.readouterr()


def found_ids(output):
    lines = (line for line in output.splitlines() if line.startswith(("誤り [", "注意 [")))
    return {line.split("[")[1].split("]")[0] for line in lines}
