"""Run the Table Schema test suite against an implementation, and print where they disagree.

    python run.py COMMAND [ARGUMENT ...]

The command is started once. It gets one JSON object a line on its standard input, a group of
tests, and answers each with one line, a JSON array with an object for each test:

    {"version": "v2", "field": {...}, "texts": ["1", "x"]}
    [{"valid": true}, {"valid": false}]

    {"version": "v2", "schema": {...}, "resources": {...}, "tables": [[["a"], ["1"]], ...]}
    [{"valid": false, "errors": ["primary-key"]}]

`errors` and `value` may be left out; they are compared where both sides state them.
It needs Python 3.11 and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def groups() -> Iterator[tuple[str, dict]]:
    """Yield each group of tests with the name of its file."""
    for path in sorted(CASES.rglob("*.json")):
        name = path.relative_to(CASES).with_suffix("").as_posix()
        for group in json.loads(path.read_text(encoding="utf-8")):
            yield name, group


def question(group: dict) -> dict:
    """Return what an implementation is asked: never what the suite expects."""
    asked = {"version": group["versions"][-1]}
    if "field" in group:
        texts = [test["text"] for test in group["tests"]]
        return {**asked, "field": {"name": "f", **group["field"]}, "texts": texts}
    tables = [test["table"] for test in group["tests"]]
    resources = group.get("resources", {})
    return {**asked, "schema": group["schema"], "resources": resources, "tables": tables}


def disagreements(name: str, group: dict, verdicts: list[dict]) -> Iterator[tuple[str, str]]:
    """Yield (test, what the implementation says) of each test that it decides otherwise."""
    if len(verdicts) != len(group["tests"]):
        raise SystemExit(f"{name}: {len(verdicts)} verdicts for {len(group['tests'])} tests")
    for test, verdict in zip(group["tests"], verdicts, strict=True):
        if said := differs(test, verdict):
            yield f"{name} / {group['description']} / {test['description']}", said


def differs(test: dict, verdict: dict) -> str:
    """Return what the implementation says otherwise; nothing where it agrees."""
    if test["valid"] != verdict["valid"]:
        return "valid" if verdict["valid"] else "invalid"
    for key in ("value", "errors", "breaks"):
        if key in test and key in verdict and test[key] != verdict[key]:
            return f"{key}: {json.dumps(verdict[key], ensure_ascii=False)}"
    return ""


def main(command: list[str]) -> int:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    tests = said = 0
    with subprocess.Popen(command, text=True, encoding="utf-8", bufsize=1, **pipes) as process:
        for name, group in groups():
            print(json.dumps(question(group), ensure_ascii=False), file=process.stdin, flush=True)
            verdicts = json.loads(process.stdout.readline())
            for test, verdict in disagreements(name, group, verdicts):
                print(f"{test}: {verdict}")
                said += 1
            tests += len(group["tests"])
        process.stdin.close()
    print(f"{tests} tests, {said} disagreements")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
