"""How long the properties search: `quick` in every run, `prove` on demand (`make prove`)."""

import os
from pathlib import Path

import common_ground
import conformance_record
import pytest
from hypothesis import HealthCheck, Phase, settings

# No deadline: the first example of a test pays for DuckDB's or the reference's start.
# No explaining: it runs a failing example hundreds of times to say which lines it needs.
# No database: what was once found is kept as an example in the test, not in a hidden folder.
_COMMON = {
    "deadline": None,
    "database": None,
    "phases": [Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

# What is new is searched for at desks and by `make prove`: a gate judges the change, not the day.
settings.register_profile(
    "quick",
    max_examples=40 if os.environ.get("CI") else 60,
    derandomize=bool(os.environ.get("CI")),
    **_COMMON,
)
settings.register_profile(
    "prove", max_examples=int(os.environ.get("HIRAKU_PROVE_EXAMPLES", "1200")), **_COMMON
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_xdist_auto_num_workers():
    """Run one more than there are processors: some test always waits, for a browser or a build."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else None


def pytest_addoption(parser):
    parser.addoption("--judge", metavar="SITE", help="let the validators judge this built site")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        common_ground.lay()
    judged = config.getoption("--judge")
    if judged:
        config.pluginmanager.register(conformance_record.Record(Path(judged).resolve()))


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        common_ground.clear()


KNOWN = Path(__file__).with_name("known-failures.txt")


def known_failures():
    """Return what is known to be red, each a test, a file or a folder, with why."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" # ", 1) for line in lines if line and not line.startswith("#"))


def pytest_collection_modifyitems(items):
    """Let what is known to be red not stop a run, which tells how many there are."""
    known = known_failures()
    for item in items:
        for name, reason in known.items():
            if item.nodeid.startswith(name):
                item.add_marker(pytest.mark.xfail(reason=f"{KNOWN.name}: {reason}"))


def pytest_terminal_summary(terminalreporter):
    """Tell the figures that tests noted, wherever they ran."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, figure in getattr(report, "user_properties", ()):
                if name == "figure" and report.when == "call":
                    terminalreporter.write_line(f"  {figure}")
