"""The theme's scripts: a linter reads them, and node's own test runner calls their functions.

The browser tests show that pages work; here single functions are given what a page seldom has.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from catalogs import ROOT

NODE = shutil.which("node")
BROWSER = ROOT / "tests" / "browser"
ESLINT = BROWSER / "node_modules" / "eslint" / "bin" / "eslint.js"
SCRIPTS = ROOT / "src" / "hiraku" / "theme" / "scripts"
HERE = Path(__file__).parent
NEEDED = (20, 19)

pytestmark = pytest.mark.skipif(not NODE, reason="no node on this machine")


def node(*arguments, folder=ROOT, **environment):
    done = subprocess.run(
        [NODE, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def version():
    return tuple(map(int, re.findall("[0-9]+", node("--version")[1])[:2]))


def lint(*paths):
    if not ESLINT.is_file():
        pytest.skip("no eslint (npm ci --prefix tests/browser)")
    if version() < NEEDED:
        pytest.skip("eslint needs a newer node")
    return node(ESLINT, "--config", BROWSER / "eslint.config.mjs", "--max-warnings", "0", *paths)


def test_the_linter_finds_nothing():
    assert lint(SCRIPTS, HERE) == (0, "")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "export const f = (each) => { each.innerHTML = each.title; };",
            "no-restricted-properties",
        ),
        ("export const f = () => undefinedName;", "no-undef"),
        ("export const f = (a) => { const unused = a; };", "no-unused-vars"),
        ("export const f = (a) => a == 1;", "eqeqeq"),
    ],
)
def test_the_linter_would_find_what_is_wrong(line, rule):
    path = SCRIPTS / "wrong-on-purpose.js"
    told = lint_text(line, path)
    assert rule in told


def lint_text(text, path):
    lint_is_there = lint("--version")
    assert lint_is_there[0] == 0
    done = subprocess.run(
        [NODE, ESLINT, "--config", BROWSER / "eslint.config.mjs", "--stdin",
         "--stdin-filename", path],
        cwd=ROOT, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    return done.stdout


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """Lay the scripts beside their tests, where node takes them for modules as browsers do."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copytree(SCRIPTS, folder / "scripts")
    for test in HERE.glob("*.test.js"):
        shutil.copy(test, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.js")))
def test_functions_do_what_they_should(modules, name):
    code, told = node("--test", "--test-reporter=tap", name, folder=modules)
    assert code == 0, told
    assert int(re.search("^# pass ([0-9]+)", told, re.MULTILINE)[1]) > 0
