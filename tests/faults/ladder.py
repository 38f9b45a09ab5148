"""The ladder of faults: a build that publishes anew, with one system call failing after another.

strace lets the n-th call of a kind fail, or kills the build there. Whatever happens, the published
site is the old one or the new one, whole; the command ends, and its code tells that it failed.
"""

from __future__ import annotations

import hashlib
import itertools
import random
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
_CALL = re.compile(r"\w+\(")
# Of these the line tells a path; of the others it tells the path of what is open.
_NAMING = ("openat", "mkdir", "rename", "unlink", "chmod")
_FRAME = re.compile(r'File "([^"\s]+)')
_RANDOM = re.compile(r"(?<=-)[a-z0-9_]{8}|[0-9a-f]{8,}|[0-9]+")
# 0: the fault was of no matter. 137: killed. Python itself ends with 1 where it cannot even start.
# DuckDB ends the whole process where it cannot even read what the system says of itself; nothing is
# told, but nothing is published either.
_ABORTED = {134, -6}
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
    """Return each call that a build makes, in their order, in the process itself."""
    return [call for call, _ in traced(folder)]


def traced(folder):
    """Return each call of a build, in its order, and the kind of place that it is made at."""
    log = folder / "calls.log"
    subprocess.run(build(folder / "aside"), cwd=folder, check=True, capture_output=True)
    trace = ["strace", "-qq", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run([*trace, *build(folder / "aside")], cwd=folder, check=True, capture_output=True)
    lines = log.read_text("utf-8", "replace").replace(str(folder), "").splitlines()
    log.unlink()
    return [(line.partition("(")[0], _place(line)) for line in lines if _CALL.match(line)]


def _place(line):
    """Return the folder of a call's file, two deep, without its random signs, and the suffix."""
    named = re.search(r'"([^"]+)"', line) if line.startswith(_NAMING) else None
    path = (named or re.search(r"<([^>]+)>", line) or [line, ""])[1]
    folders = [_RANDOM.sub("#", part) for part in path.split("/")[:-1]]
    return "/".join([*folders[:4], f"*{Path(path).suffix}"])


def places(folder):
    """Return the numbers of the calls of each kind that a build makes at each kind of place."""
    numbers, at = Counter(), {}
    for call, place in traced(folder):
        numbers[call] += 1
        at.setdefault((call, place), []).append(numbers[call])
    return at


def build(site):
    return [sys.executable, "-m", "hiraku", "build", "--site-dir", str(site)]


def strike(folder, call, number, kind):
    """Let one call fail, or kill the build there; return the code, the site's state, what it said.

    The site is put back to what it was before.
    """
    how = "signal=KILL" if kind == "KILL" else f"error={kind}"
    inject = ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:{how}:when={number}"]
    return built(folder, *inject)


def strike_everywhere(folder, call, path, kind):
    """Let a call fail on one file, in every thread, from the first time on."""
    inject = ["-P", path, "-e", f"inject={call}:error={kind}:when=1+"]
    return built(folder, "strace", "-f", "-qq", "-o", "/dev/null", *inject)


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
    return done.returncode, found, done.stderr[-2000:]


def fault(outcome):
    """Return what is wrong with an outcome, empty where nothing is."""
    code, found, said = outcome
    if found not in {"old", "new"}:
        return f"the site is {found}"
    if code in _ABORTED and "terminate called" in said and found == "old":
        return ""
    if code not in TRUE_CODES and not _never_began(said):
        return f"code {code}: {said}"
    if code == 0 and found != "new":
        return "code 0 without a new site"
    return ""


# What the system says where it cannot read a library that Python is made of.
_UNLOADED = "error while loading shared libraries"


def _never_began(said):
    """Tell whether Python itself could not start, or not be loaded: hiraku had not begun."""
    if _UNLOADED in said:
        return True
    frames = _FRAME.findall(said)
    return bool(frames) and not any("/hiraku/" in frame for frame in frames)


def chosen(at, each):
    """Return so many calls of each kind at each place: the first, the last, and those between."""
    return sorted(
        (call, number)
        for (call, _), numbers in at.items()
        for number in {numbers[round(share * (len(numbers) - 1))] for share in _shares(each)}
    )


def _shares(each):
    return [step / (each - 1) for step in range(each)] if each > 1 else [0.5]


def main(each=3, share=1, shares=1):
    """Climb so many rungs at each place of each call, or one of so many equal shares of them.

    Exits with 1 where a rung gave way.
    """
    import tempfile  # noqa: PLC0415 - only here

    struck, states, wrong = 0, Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        folder = published(Path(scratch) / "catalog")
        at = places(folder)
        rungs = chosen(at, each)
        print(f"{len(at)} places, {len(rungs)} calls of {sum(map(len, at.values()))}")  # noqa: T201 - a command's own words
        assert built(folder)[:2] == (0, "new"), "without a fault the new site is published"
        random.Random(each).shuffle(rungs)  # noqa: S311 - no secret: what is broken off is a sample
        for (call, number), how in itertools.product(rungs[share - 1 :: shares], ("error", "KILL")):
            kind = CALLS[call] if how == "error" else how
            outcome = strike(folder, call, number, kind)
            struck += 1
            states[outcome[1]] += 1
            if said := fault(outcome):
                wrong.append(f"{call} {number} {kind}: {said}")
                print(wrong[-1], flush=True)  # noqa: T201 - the same
            if not struck % 20:
                print(f"{struck} faults, {dict(states)}, {len(wrong)} wrong", flush=True)  # noqa: T201 - the same
    print(f"{struck} faults, {dict(states)}, {len(wrong)} wrong")  # noqa: T201 - the same
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
