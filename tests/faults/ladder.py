"""The ladder of faults: a build that publishes anew, with one system call failing after another.

strace lets the n-th call of a kind fail, or kills the build there. Whatever happens, the published
site is the old one or the new one, whole; the command ends, and its code tells that it failed.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from catalogs import CASES, configure

# What writes, makes, moves and removes; what opens and reads fails in tests of its own kind.
CALLS = {
    "openat": "EMFILE",
    "read": "EIO",
    "write": "ENOSPC",
    "mkdir": "ENOSPC",
    "rename": "EIO",
    "renameat2": "EIO",
    "unlink": "EIO",
    "unlinkat": "EIO",
    "chmod": "EPERM",
    "ftruncate": "ENOSPC",
    "copy_file_range": "ENOSPC",
    "sendfile": "ENOSPC",
    "syncfs": "EIO",
    "flock": "EIO",
}
PATIENCE = 180
# 0: the fault was of no matter. 137: killed. Python itself ends with 1 where it cannot even start.
TRUE_CODES = {0, 2, 3, 137, -9}


def published(folder):
    """Make a catalog with a published site, and change the data so that the next site differs."""
    shutil.copytree(CASES / "_base", folder)
    configure(folder)
    subprocess.run(
        [sys.executable, "-m", "hiraku", "build"], cwd=folder, check=True, capture_output=True
    )
    cards = folder / "datasets" / "cards"
    changed(cards / "cards.csv", "46.8", "46.9")
    changed(cards / "datapackage.yaml", 'version: "1.0.0"', 'version: "1.0.1"')
    return folder


def changed(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def state(site):
    """Return `old` or `new` for a whole site, and what is wrong with any other."""
    if not site.is_dir():
        return "gone"
    told = dict(
        reversed(line.split("  ", 1))
        for line in (site / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    there = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    if there != told:
        return "mixed"
    return "new" if "46.9" in (site / "datasets/cards/data.csv").read_text("utf-8") else "old"


def calls(folder):
    """Count how often a build makes each call, in the process itself."""
    log = folder / "calls.log"
    subprocess.run(build(folder / "aside"), cwd=folder, check=True, capture_output=True)
    trace = ["strace", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run([*trace, *build(folder / "aside")], cwd=folder, check=True, capture_output=True)
    found = Counter(re.findall(r"^(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE))
    log.unlink()
    return found


def build(site):
    return [sys.executable, "-m", "hiraku", "build", "--site-dir", str(site)]


def strike(folder, call, number, kind):
    """Let one call fail, or kill the build there; return the code, the site's state, what it said.

    The site is put back to what it was before.
    """
    how = "signal=KILL" if kind == "KILL" else f"error={kind}"
    inject = ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:{how}:when={number}"]
    return built(folder, *inject)


def built(folder, *under):
    """Build, under another command where one is given; return what `strike` does."""
    kept = folder / "kept"
    if not kept.exists():
        shutil.copytree(folder / "build" / "site", kept)
    done = subprocess.run(
        [*under, *build(folder / "build" / "site")],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    found = state(folder / "build" / "site")
    if found != "old":
        shutil.rmtree(folder / "build" / "site", ignore_errors=True)
        shutil.copytree(kept, folder / "build" / "site")
    return done.returncode, found, done.stderr[-300:]


def fault(outcome):
    """Return what is wrong with an outcome, empty where nothing is."""
    code, found, said = outcome
    if found not in {"old", "new"}:
        return f"the site is {found}"
    if code not in TRUE_CODES:
        return f"code {code}: {said}"
    if code == 0 and found != "new":
        return "code 0 without a new site"
    return ""


def main(step=1):
    """Climb the whole ladder; print the figures, and exit with 1 where a rung gave way."""
    import tempfile  # noqa: PLC0415 - only here

    struck, wrong = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        folder = published(Path(scratch) / "catalog")
        counts = calls(folder)
        assert built(folder)[:2] == (0, "new"), "without a fault the new site is published"
        for call, kind in CALLS.items():
            for number, how in itertools.product(range(1, counts[call] + 1, step), (kind, "KILL")):
                struck += 1
                if said := fault(strike(folder, call, number, how)):
                    wrong.append(f"{call} {number} {how}: {said}")
                    print(wrong[-1], flush=True)  # noqa: T201 - a command's own words
    print(f"{struck} faults, {len(wrong)} wrong")  # noqa: T201 - the same
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
