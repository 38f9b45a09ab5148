"""`make bombs`: every bomb whole, its seconds and megabytes, and whether it ended as it must."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from bombs.hostile import BOMBS, LASTING
from bombs.processes import measured

SECONDS, MEGABYTES = 60, 512
_FOUND = re.compile(r"^(?:誤り|注意) \[([a-z0-9-]+)\]", re.MULTILINE)


def explode(name, scale, **limits):
    """Let a bomb go off in a folder of its own; return how it ended and what was found."""
    make, _ = BOMBS[name]
    with tempfile.TemporaryDirectory(prefix="bomb-") as folder:
        arguments = make(Path(folder), scale)
        ended = measured(arguments, folder, **limits)
    return ended, set(_FOUND.findall(ended.out))


def fault(name, ended, found):
    """Return what is not as it must be; empty where all is."""
    if ended.stopped:
        return f"stopped: {ended.stopped}"
    if ended.code != (0 if name in LASTING else 1):
        return f"exit {ended.code}: {ended.err.strip()[-200:]}"
    if BOMBS[name][1] and not found & BOMBS[name][1]:
        return f"found {sorted(found)}"
    return ""


def main(names, scale):
    bad = 0
    for name in names or BOMBS:
        ended, found = explode(name, scale)
        wrong = fault(name, ended, found)
        seconds = LASTING.get(name, SECONDS)
        large = min(ended.seconds, ended.processor) > seconds or ended.megabytes > MEGABYTES
        bad += bool(wrong or large)
        mark = "!!" if wrong or large else "ok"
        print(  # noqa: T201 - its table is what it is for
            f"{mark} {name:34} {ended.seconds:6.1f} s ({ended.processor:5.1f} s of processors)"
            f" {ended.megabytes:6.0f} MB  "
            f"{wrong or ' '.join(sorted(found))}",
            flush=True,
        )
    return bad


if __name__ == "__main__":
    factor, *chosen = sys.argv[1:] or ["1"]
    sys.exit(1 if main(chosen, float(factor)) else 0)
