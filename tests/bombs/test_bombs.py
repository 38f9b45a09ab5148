"""Every bomb in small: hiraku ends by itself, with findings or none, and is never at fault.

Whole, with seconds and megabytes, they go off in `make bombs`.
"""

import os
import signal
import subprocess
import sys
import time

import pytest
from bombs.hostile import BOMBS, LASTING
from bombs.processes import tree
from bombs.run import MEGABYTES, explode

SCALE = 0.0005
# Each of these takes as long as a chart may: one of them goes off in every run.
CHARTS = {name for name in BOMBS if name.startswith("chart-")} - {"chart-sequence"}


@pytest.mark.parametrize("name", sorted(set(BOMBS) - CHARTS - set(LASTING)))
def test_a_small_bomb_is_no_fault(name):
    ended, _ = explode(name, SCALE, seconds=300, megabytes=2 * MEGABYTES)
    assert not ended.stopped
    assert ended.code in {0, 1}, ended.err
    assert not ended.err


@pytest.mark.parametrize(
    "name", ["line-feeds-below-a-header", "chart-regexp", "millions-of-wrong-rows"]
)
def test_sigterm_ends_everything_within_five_seconds(name, tmp_path):
    """In the worker, in Vega, and while many cells are judged."""
    arguments = BOMBS[name][0](tmp_path, 0.2)
    command = [sys.executable, "-P", "-m", "hiraku", *arguments]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    time.sleep(4)
    assert process.poll() is None
    everything = tree(process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait(5)
    assert process.returncode in {130, 143}  # 130 where DuckDB was interrupted
    until = time.monotonic() + 5
    while any(map(_runs, everything)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_runs, everything))


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
