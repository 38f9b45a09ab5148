"""hiraku as an implementation for the suite's runner: its whole check, in this process."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2] / "checking")]

from bench_of_files import every_example, opened
from frictionless_5 import plain

from hiraku.checking.cells.judge import Judge
from hiraku.model import Origin
from hiraku.problems import Severity
from hiraku.reading.catalog.schemas import schema_from


def errors(problems):
    return [problem for problem in problems if problem.severity == Severity.ERROR]


def cells(bench, question):
    """Judge all texts of a field as one table; a row's number says whose a finding is."""
    schema = {"fields": [{"name": "row", "type": "integer"}, question["field"]]}
    rows = [["row", "f"], *([str(row), text] for row, text in enumerate(question["texts"]))]
    bad = {}
    for problem in errors(bench.problems(rows, schema)):
        if not problem.examples:
            return [{"valid": False, "errors": [problem.id]} for _ in question["texts"]]
        for example in problem.examples:
            bad.setdefault(example.place.row - 2, problem)
    judge = Judge(schema_from({"fields": [question["field"]]}, "s", Origin("s")).fields[0])
    return [
        {"valid": False, **broken(bad[row])}
        if row in bad
        else {"valid": True, "value": plain(judge.verdict(text).value)}
        for row, text in enumerate(question["texts"])
    ]


def broken(problem):
    constraint = problem and problem.values.get("constraint")
    return {"breaks": constraint} if constraint else {}


def table(bench, question, rows):
    others = {
        name: (other["table"], other["schema"]) for name, other in question["resources"].items()
    }
    found = errors(bench.problems(rows, question["schema"], others))
    return {"valid": not found, "errors": sorted({problem.id for problem in found})}


def answering(folder):
    """Return a function that gives a verdict for each text or table of a question."""

    def answer(question):
        with every_example(), opened(Path(folder)) as bench:
            if "field" in question:
                return cells(bench, question)
            return [table(bench, question, rows) for rows in question["tables"]]

    return answer


def main():
    with tempfile.TemporaryDirectory() as folder:
        answer = answering(folder)
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
