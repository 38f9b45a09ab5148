"""Keeps what the validators found in the site that `--judge` names, for the next build to tell."""

import datetime as dt
import json
import re
from collections import Counter
from importlib.metadata import version

from hiraku.publishing.site.conformance import RESULTS, VALIDATORS

FINGERPRINT = re.compile('id="fingerprint">([0-9a-f]{64})<')


class Record:
    """A plugin of pytest: only the verdicts of validators are run, counted by name."""

    def __init__(self, site):
        page = (site / "conformance" / "index.html").read_text(encoding="utf-8")
        self.fingerprint = FINGERPRINT.search(page)[1]
        self.target = site.parents[1] / RESULTS
        self.names = {}
        self.passed, self.failed = Counter(), Counter()

    def pytest_collection_modifyitems(self, config, items):
        kept = [item for item in items if item.get_closest_marker("judge") and not _made(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
        self.names = {item.nodeid: item.get_closest_marker("judge").args for item in kept}

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.update(self.names[report.nodeid])
        elif report.when == "call" and report.passed:
            self.passed.update(self.names[report.nodeid])

    def pytest_sessionfinish(self):
        asked = [
            validator.name
            for validator in VALIDATORS
            if self.passed[validator.name] or self.failed[validator.name]
        ]
        told = {
            "fingerprint": self.fingerprint,
            "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "verdicts": {name: self._verdict(name) for name in asked},
        }
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        self.target.write_text(text, encoding="utf-8")

    def _verdict(self, name):
        tests = self.passed[name] + self.failed[name]
        return {"version": version(name), "passed": not self.failed[name], "tests": tests}


def _made(item):
    """Tell whether a test looks at the catalog that was made for the tests."""
    return "nasty" in item.nodeid.partition("::")[2]
