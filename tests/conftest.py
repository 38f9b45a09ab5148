"""How long the properties search: `quick` in every run, `prove` on demand (`make prove`)."""

import os
from pathlib import Path

import conformance_record
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

settings.register_profile("quick", max_examples=60, **_COMMON)
settings.register_profile("prove", max_examples=1200, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser):
    parser.addoption("--judge", metavar="SITE", help="let the validators judge this built site")


def pytest_configure(config):
    judged = config.getoption("--judge")
    if judged:
        config.pluginmanager.register(conformance_record.Record(Path(judged).resolve()))


def pytest_terminal_summary(terminalreporter):
    """Tell the figures that tests noted, wherever they ran."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, figure in getattr(report, "user_properties", ()):
                if name == "figure" and report.when == "call":
                    terminalreporter.write_line(f"  {figure}")
