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
