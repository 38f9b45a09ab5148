"""Builds of one catalog at the same time: one of them at least publishes, and the site is whole."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from faults.ladder import build, published, state

PATIENCE = 300


def race(catalog, builds):
    """Let so many builds begin at once; return what is wrong afterwards, empty where nothing is."""
    site = catalog / "build" / "site"
    running = [
        subprocess.Popen(
            build(site), cwd=catalog, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(builds)
    ]
    errors = [process.communicate(timeout=PATIENCE)[1].decode() for process in running]
    codes = [process.returncode for process in running]
    left = sorted(path.name for path in site.parent.iterdir() if path.is_dir() and path != site)
    if not set(codes) <= {0, 3} or 0 not in codes:
        return f"codes {codes}: {errors}"
    if state(site) != "new":
        return f"the site is {state(site)}"
    return f"left: {left}" if set(left) - {"cache", "kept"} else ""


def main(races=100):
    """Run so many races of two and of four builds; print what went wrong."""
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        catalog = published(Path(scratch) / "catalog")
        for number in range(races):
            builds = (2, 4)[number % 2]
            if said := race(catalog, builds):
                wrong.append(f"race {number} of {builds}: {said}")
                print(wrong[-1], flush=True)  # noqa: T201 - a command's own words
    print(f"{races} races, {len(wrong)} wrong")  # noqa: T201 - the same
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
