"""The same bytes wherever a catalog is built: locale, zone, umask, processors, hashes, offline."""

import shutil
import subprocess
import sys

import pytest
from catalogs import CASES, configure, fingerprint

MACHINES = {
    "one processor without any network": (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
        0o077,
        ["unshare", "--net", "--map-root-user", "taskset", "--cpu-list", "0"],
    ),
    "all processors": (
        {"LC_ALL": "ja_JP.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        0o000,
        [],
    ),
}


@pytest.fixture
def catalog(tmp_path):
    shutil.copytree(CASES / "_base", tmp_path / "catalog")
    configure(tmp_path / "catalog")
    return tmp_path / "catalog"


def usable(under):
    return (
        not under
        or not subprocess.run([*under, "true"], capture_output=True, check=False).returncode
    )


def test_a_catalog_is_published_alike_on_any_machine(catalog, tmp_path, monkeypatch):
    running = {}
    for name, (settings, umask, under) in MACHINES.items():
        root = shutil.copytree(catalog, tmp_path / name / "catalog")
        for key, value in settings.items():
            monkeypatch.setenv(key, value)
        command = [sys.executable, "-P", "-m", "hiraku", "--lang", "ja", "build"]
        if not usable(under):
            pytest.skip("no unshare or taskset here")
        running[root] = subprocess.Popen(
            [*under, *command],
            cwd=root,
            umask=umask,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    for process in running.values():
        told = process.communicate(timeout=120)[0].decode("utf-8", "replace")
        assert process.returncode == 0, told
    one, other = (fingerprint(root / "build" / "site") for root in running)
    assert one == other
    assert len(one) > 100
    modes = [
        {path.stat().st_mode & 0o777 for path in (root / "build" / "site").rglob("*")}
        for root in running
    ]
    assert modes == [{0o755, 0o644}] * 2
