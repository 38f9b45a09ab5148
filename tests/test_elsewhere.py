"""hiraku where Linux' own calls are not: names that macOS has not are taken away from Python."""

import os
import subprocess
import sys

import pytest

ABSENT_ON_MACOS = (
    "O_PATH", "O_TMPFILE", "sched_getaffinity", "memfd_create", "posix_fadvise", "copy_file_range",
    "pipe2", "eventfd", "pidfd_open", "getxattr", "listxattr", "setxattr", "splice",
)  # fmt: skip
MACOS = f"""
import ctypes, os, sys
for name in {ABSENT_ON_MACOS!r}:
    vars(os).pop(name, None)
class Libc:
    def __init__(self, *_, **__): pass
ctypes.CDLL = Libc
sys.platform = "darwin"
"""


@pytest.fixture
def hiraku(tmp_path):
    """Return what runs hiraku in a folder as it would run on macOS."""
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "sitecustomize.py").write_text(MACOS, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "python"), "LC_ALL": "en_US.UTF-8"}

    def run(folder, *words):
        command = [sys.executable, "-W", "ignore", "-m", "hiraku", "--lang", "en", *words]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_a_catalog_is_begun_checked_and_published(tmp_path, hiraku):
    begun = hiraku(tmp_path, "init", "town", "--place", "Smallville", "--languages", "en")
    assert begun.returncode == 0, begun.stderr
    town = tmp_path / "town"
    (tmp_path / "parks.csv").write_text("Park,Trees\nNorth,1\nSouth,2\n", encoding="utf-8")
    made = hiraku(town, "new", "../parks.csv", "--yes", "--answer", "units=Trees=trees")
    assert made.returncode == 0, made.stderr
    for words in (["check"], ["build"], ["build"]):
        done = hiraku(town, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (town / "build/site/datasets/parks/data.csv").is_file()
    (town / "datasets/parks/parks.csv").unlink()
    (town / "datasets/parks/parks.csv").symlink_to("original/original.csv")
    refused = hiraku(town, "check")
    assert (refused.returncode, "path-symlink" in refused.stdout) == (1, True), refused.stdout


WITHOUT = "import sys; sys.modules[{name!r}] = None; from hiraku.__main__ import main; main()"


def without(name, folder, *words):
    command = [sys.executable, "-c", WITHOUT.format(name=name), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_windows_is_told_what_it_lacks_and_where_hiraku_runs(tmp_path):
    """It was a ModuleNotFoundError."""
    for language, said in (("en", "Windows Subsystem for Linux there"), ("ja", "で使ってください")):
        done = without("fcntl", tmp_path, "--lang", language, "check")
        assert (done.returncode, "fcntl" in done.stderr) == (3, True), done.stderr
        assert said in done.stderr


def test_a_compiled_library_that_does_not_load_is_told_with_the_reason(tmp_path):
    """Where a system has no libstdc++ the version of DuckDB was said to be wrong."""
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    done = without("_duckdb", tmp_path, "--lang", "en", "check")
    assert done.returncode == 3
    assert "DuckDB cannot be loaded: import of _duckdb halted" in done.stderr
