"""What one process of a run makes and all of them look at: built sites, and a server of one."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

# Set by the process that hands out the tests, so that those that run them share its folder.
GROUND = "COMMON_GROUND"
_PROCESSES = "processes"
# Python complains of a process that is forgotten before it ends.
_LEFT = []


def lay():
    """Make the folder of this run."""
    os.environ[GROUND] = tempfile.mkdtemp(prefix="hiraku-tests-")


def clear():
    """End what was left to run, and remove the folder of this run."""
    ground = Path(os.environ.pop(GROUND))
    for left in (ground / _PROCESSES).glob("*"):
        with suppress(ProcessLookupError):
            os.kill(int(left.name), signal.SIGTERM)
    shutil.rmtree(ground, ignore_errors=True)


def leave_running(process):
    """Let a process run until the end of the whole run."""
    folder = Path(os.environ[GROUND]) / _PROCESSES
    folder.mkdir(exist_ok=True)
    (folder / str(process.pid)).touch()
    _LEFT.append(process)


def once(name, make):
    """Return what `make` says of the folder that it fills; whoever comes first calls it.

    What it says is kept as JSON. What fails is tried again by the next that asks.
    """
    folder = Path(os.environ[GROUND]) / name
    said = folder.with_suffix(".json")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.is_file():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            said.write_text(json.dumps(make(folder)), encoding="utf-8")
    return json.loads(said.read_text(encoding="utf-8"))
