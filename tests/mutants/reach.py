"""Notes which lines of watched modules each test runs: a plugin of pytest.

    WATCHED_MODULES=src/hiraku REACHED_LINES=reached.json python -m pytest -p reach ...

What a test runs in other processes is not seen, nor what runs when a module is imported.
"""

import json
import os
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import pytest

WATCHED = os.environ["WATCHED_MODULES"] + os.sep
reached = {}
seconds = {}


def _watch(lines):
    """Return a function for `sys.settrace` that notes lines of watched modules in `lines`."""

    def line(frame, event, _):
        if event == "line":
            lines[frame.f_code.co_filename].add(frame.f_lineno)
        return line

    def call(frame, _event, _):
        return line if frame.f_code.co_filename.startswith(WATCHED) else None

    return call


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    lines, began = defaultdict(set), time.process_time()
    watch = _watch(lines)
    threading.settrace(watch)
    sys.settrace(watch)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)
        seconds[item.nodeid] = time.process_time() - began
        reached[item.nodeid] = {
            file.removeprefix(WATCHED): sorted(numbers) for file, numbers in lines.items()
        }


def pytest_sessionfinish():
    told = {"seconds": seconds, "reached": reached}
    Path(os.environ["REACHED_LINES"]).write_text(json.dumps(told), encoding="utf-8")
