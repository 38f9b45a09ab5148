"""Times of whole processes in one run: hiraku, frictionless, and a bare scan as the floor.

    make bench
    python tests/bench/bench.py --only 100k --runs 5

The table goes to the manual's page on benchmarks, unless only a part was measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import report
from commands import Run, medians
from comparisons import ROOT, Comparison, comparisons

PAGE = ROOT / "site_src" / "pages" / "manual" / "benchmarks.md"


def main() -> int:
    options = _options()
    measured = []
    for comparison in comparisons(large=options.large):
        if not options.only or comparison.name in options.only:
            measured += measure(comparison, options.runs)
            _tell(measured[-1])
    text = report.page(measured, options.runs)
    sys.stdout.write(text + "\n")
    if not options.no_write and not options.only:
        report.write(PAGE, text)
    return 1 if any(result.differs for result in measured) else 0


def measure(comparison: Comparison, runs: int) -> list[report.Result]:
    """Write the data, run every command on them, compare what was counted, remove the data."""
    folder = Path(tempfile.mkdtemp(prefix="hiraku-bench-"))
    try:
        found = medians(comparison.prepare(folder), runs)
    finally:
        shutil.rmtree(folder)
    differs = "; ".join(differences(comparison, found))
    return list(report.results(comparison, found, differs))


def differences(comparison: Comparison, runs: dict[str, Run]) -> Iterator[str]:
    """Yield where a total is not that of the bad cells written, or not that of the reference."""
    counted = {who: errors_by_id(run.out) for who, run in runs.items() if run.out[:1] == "{"}
    if total := counted.pop("clean", Counter()).total():
        yield f"clean {total}, not 0"
    for who, errors in counted.items():
        if errors.total() != comparison.errors:
            yield f"{who} {errors.total()}, not the {comparison.errors} written"
    reference = counted.get("frictionless")
    for who, errors in counted.items():
        if reference is not None and errors != reference:
            yield f"{who} {dict(errors)}, frictionless {dict(reference)}"
    if "floor" in runs and int(runs["floor"].out) != comparison.rows:
        yield f"the scan read {runs['floor'].out.strip()} rows of {comparison.rows}"


def errors_by_id(out: str) -> Counter[str]:
    """Read the report of hiraku, or what `reference_validate.py` prints."""
    told = json.loads(out)
    if "problems" not in told:
        return Counter(told)
    errors: Counter[str] = Counter()
    for problem in told["problems"]:
        if problem["severity"] == "error":
            errors[problem["id"]] += problem["total"]
    return errors


def _tell(result: report.Result) -> None:
    """Say on the way what was measured: the whole takes minutes."""
    times = ", ".join(f"{who} {run.wall:.2f} s" for who, run in result.runs.items())
    sys.stderr.write(f"{result.what}, {result.rows:,}: {times}\n")
    if result.differs:
        sys.stderr.write(f"!!!!!! COUNTED DIFFERENTLY: {result.differs} !!!!!!\n")


def _options() -> argparse.Namespace:
    names = [comparison.name for comparison in comparisons(large=True)]
    parser = argparse.ArgumentParser(description="Measure hiraku against frictionless.")
    parser.add_argument("--runs", type=int, default=3, help="runs of each command (default 3)")
    parser.add_argument("--large", action="store_true", help="also 10,000,000 rows, 630 MB")
    parser.add_argument(
        "--only", action="append", choices=names, help="only this; the page is not written"
    )
    parser.add_argument("--no-write", action="store_true", help="leave the manual's page alone")
    options = parser.parse_args()
    # Who asks for the large table by its name means it.
    options.large = options.large or "10m" in (options.only or ())
    return options


if __name__ == "__main__":
    sys.exit(main())
