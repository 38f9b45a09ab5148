"""A command and all its children, measured together: seconds, and the peak of resident memory.

Memory is what the tree of processes holds for itself (proportional set size where Linux tells it),
looked at again and again while it runs.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.05
MB = 1_000_000


@dataclass(frozen=True)
class Measured:
    """How a command ended; `stopped` tells why it was not let finish."""

    code: int
    seconds: float
    processor: float
    megabytes: float
    out: str
    err: str
    stopped: str = ""


def measured(arguments, folder, seconds=300.0, megabytes=1500.0):
    """Run hiraku with the arguments in a folder; end it beyond the given time or memory."""
    command = [sys.executable, "-P", "-m", "hiraku", "--lang", "ja", *arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began, used = time.perf_counter(), _processor_seconds()
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=err, start_new_session=True
        )
        peak, stopped = 0.0, ""
        while process.poll() is None:
            peak = max(peak, tree_memory(process.pid) / MB)
            if time.perf_counter() - began > seconds:
                stopped = "time"
            elif peak > megabytes:
                stopped = "memory"
            if stopped:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                break
            time.sleep(_PAUSE)
        wall = time.perf_counter() - began
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
        spent = _processor_seconds() - used
        return Measured(process.returncode, wall, spent, peak, *texts, stopped)


def _processor_seconds():
    """Return what all processes have computed that this one, or its children, have waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree_memory(root):
    """Return the bytes that a process and its descendants hold."""
    return sum(map(_memory, tree(root)))


def tree(root):
    """Return a process's id and those of its descendants."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(") ")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, ahead = [], [root]
    while ahead:
        found.append(ahead.pop())
        ahead.extend(children.get(found[-1], ()))
    return found


def _memory(process):
    """Return the proportional set size: what copies share is counted once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
