"""Catalogs for the tests: the cases laid out in a folder, and the command line run in it."""

import hashlib
import os
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from repositories import git

from hiraku.cli import main

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/case.yaml"))
CONFIGURATION = """\
site_name: 試験
site_url: https://opendata.example.jp/
theme: {name: hiraku}
plugins: [hiraku]
docs_dir: pages
site_dir: build/site
"""


@cache
def read_case(name):
    text = (CASES / name / "case.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def lay_out(name, target):
    """Copy the base, lay the case's files over it, and make what git cannot hold."""
    source = CASES / name
    shutil.copytree(CASES / "_base", target, dirs_exist_ok=True, symlinks=True)
    if read_case(name).get("make", {}).get("commit-base"):
        for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "base")):
            git(target, *words)
    if (source / "files").is_dir():
        shutil.copytree(source / "files", target, dirs_exist_ok=True, symlinks=True)
    make = read_case(name).get("make", {})
    for path in make.get("remove", []):
        gone = target / path
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    if "fifo" in make:
        os.mkfifo(target / make["fifo"])
    for path, points_to in make.get("symlink", {}).items():
        (target / path).symlink_to(points_to)
    for path, size in make.get("bytes", {}).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(b"a" * size)
    if "empty-folder" in make:
        (target / make["empty-folder"]).mkdir(parents=True, exist_ok=True)


def run(arguments, folder, monkeypatch, capsys):
    """Run the command line as a program does, but in this process: a hundred starts take long."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["hiraku", "--lang", "ja", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    return exit_.value.code, *capsys.readouterr()


def configure(target):
    """Give a laid out catalog what a site needs."""
    if not (target / "mkdocs.yml").exists():
        (target / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (target / "pages").mkdir(exist_ok=True)
    (target / "pages" / "about.md").write_text("# 説明\n", encoding="utf-8")


def fingerprint(folder):
    """Return the hash of every file in a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copy_first_catalog(target):
    """Copy what the first catalog's site is made of, so that no test touches the real one."""
    for part in ("datasets", "schemas", "site_src"):
        shutil.copytree(ROOT / part, target / part)
    for name in ("mkdocs.yml", "reviewed.sha256"):
        shutil.copy(ROOT / name, target / name)
