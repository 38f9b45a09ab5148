"""Breaks a sample of lines of the modules that judge and release, and prints what no test notices.

    python tests/mutants/mutants_of_lines.py [--most 40] [--seed 0] [--only checking/keys]

Each line is broken in one way (a comparison turned, a condition held to be true or false, a number
one larger, `and` for `or`, a value returned as nothing) in a copy of the source. The tests are run
once with the sound source, where `reach.py` notes which lines each of them runs; against a broken
line those are run that reach it, the quick ones first, until one fails. A survivor is a line that
could be wrong unnoticed, or one whose breaking changes nothing.

Times are those of the processor, since other work may share the machine.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "hiraku"

# The quick tests of each folder; of a file below several, those of the deepest.
_OF_CHECKING = ["checking/test_findings.py", "checking/test_targets.py", "test_cases.py"]
TESTS = {
    "checking": [
        *_OF_CHECKING,
        "checking/test_judge.py",
        "checking/test_hints.py",
        "checking/test_allowances.py",
    ],
    "checking/cells": [
        *_OF_CHECKING,
        "checking/test_judge.py",
        "checking/test_hints.py",
        "checking/test_sound_cells.py",
    ],
    "checking/kept": ["checking/test_verdicts.py"],
    "checking/keys": [*_OF_CHECKING, "checking/test_labels.py"],
    "checking/persons": [
        *_OF_CHECKING,
        "checking/test_personal_number.py",
        "checking/test_allowances.py",
    ],
    "checking/rules": [
        *_OF_CHECKING,
        "checking/test_allowances.py",
        "checking/test_personal_number.py",
    ],
    "publishing/release": [
        "publishing/test_release.py",
        "publishing/test_page_links.py",
        "publishing/test_verify.py",
        "publishing/test_table_files.py",
        "publishing/test_orphans.py",
        "publishing/test_ledger.py",
    ],
}
SOUND = 600  # seconds of the processor that all of these may take with the sound source, observed
SPARE = 20  # seconds for what no test took: imports, and a start under other work
# Held by long proofs of their own (tests/checking/test_mutants.py).
LEFT_OUT = {"checking/types"}

_TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def broken(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Yield each line that can be broken, how, and the module with just that."""
    for place, node in enumerate(ast.walk(tree)):
        for how, _ in _ways(node):
            copied = deepcopy(tree)
            twin = next(copy for at, copy in enumerate(ast.walk(copied)) if at == place)
            next(change for name, change in _ways(twin) if name == how)()
            yield getattr(node, "lineno", 0), how, copied


def _ways(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        turned = _TURNED[type(node.ops[0])]()
        yield "comparison turned", lambda: node.ops.__setitem__(0, turned)
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", lambda: setattr(node, "op", other)
    if isinstance(node, ast.If | ast.IfExp):
        for held in (True, False):
            yield f"condition {held}", lambda held=held: setattr(node, "test", ast.Constant(held))
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "one more", lambda: setattr(node, "value", node.value + 1)
    if isinstance(node, ast.Return) and node.value:
        yield "nothing returned", lambda: setattr(node, "value", ast.Constant(None))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            "not left out",
            lambda: (
                setattr(node, "op", ast.UAdd())
                or setattr(node, "operand", ast.Call(ast.Name("bool"), [node.operand], []))
            ),
        )


def tests_of(module: str) -> list[str]:
    """Return the files of tests that concern a module."""
    folder = max((test for test in TESTS if module.startswith(f"{test}/")), key=len)
    return [f"tests/{name}" for name in TESTS[folder]]


def sample(only: str, most: int, seed: int) -> list[tuple[str, int, str, ast.Module]]:
    """Return lines that lie anywhere in the modules, the same for the same seed."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        named = any(module.startswith(f"{test}/") for test in TESTS)
        if named and module.startswith(only) and not module.startswith(tuple(LEFT_OUT)):
            tree = ast.parse(path.read_text("utf-8"))
            found += [(module, *mutant) for mutant in broken(tree)]
    return random.Random(seed).sample(found, min(most, len(found)))  # noqa: S311 - no secret


class Reach:
    """Which tests reach a line, and the seconds that each took."""

    def __init__(self, told: dict[str, dict]) -> None:
        self.seconds = told["seconds"]
        self.tests = defaultdict(set)
        for test, files in told["reached"].items():
            for module, lines in files.items():
                for line in lines:
                    self.tests[module, line].add(test)

    def of(self, module: str, line: int) -> list[str]:
        """Return the tests that reach a line, the quick ones first; of what runs when a module is
        imported, and of what only other processes run, all that concern the module.
        """
        files = tuple(tests_of(module))
        reaching = self.tests[module, line] or {t for t in self.seconds if t.startswith(files)}
        return sorted(reaching, key=lambda test: (self.seconds[test], test))


def run_tests(source: Path, tests: Iterable[str], limit: float, *options: str, **more: str) -> int:
    """Return the exit code of pytest with a copy of the source; negative where it took too long."""
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join([str(source), str(Path(__file__).parent)]),
        "PYTHONDONTWRITEBYTECODE": "1", **more,
    }  # fmt: skip
    listed = source / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *options]
    done = subprocess.run(
        [*command, f"@{listed}"], cwd=ROOT, env=environment, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5)),
        timeout=10 * limit,
    )  # fmt: skip
    return done.returncode


def sound_run(source: Path, modules: Iterable[str]) -> Reach | None:
    """Run the tests of the modules with the sound source; None where they fail."""
    files = sorted({file for module in modules for file in tests_of(module)})
    told = source / "reached.json"
    watched = {"WATCHED_MODULES": str(source / "hiraku"), "REACHED_LINES": str(told)}
    if run_tests(source, files, SOUND, "-p", "reach", **watched):
        return None
    return Reach(json.loads(told.read_text("utf-8")))


def noticed(source: Path, module: str, line: int, tree: ast.Module, reach: Reach) -> bool:
    """Tell whether a test fails, or hangs, with the broken module in a copy of the source."""
    path = source / "hiraku" / module
    sound = path.read_bytes()
    path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    tests = reach.of(module, line)
    limit = SPARE + 3 * sum(reach.seconds[test] for test in tests)
    try:
        return run_tests(source, tests, limit) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_bytes(sound)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    chosen = sample(asked.only, asked.most, asked.seed)
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        shutil.copytree(PACKAGE, source / "hiraku", ignore=shutil.ignore_patterns("__pycache__"))
        reach = sound_run(source, {module for module, *_ in chosen})
        if reach is None:
            parser.exit(1, "the tests fail with the sound source\n")
        for module, line, how, tree in chosen:
            if not noticed(source, module, line, tree, reach):
                survivors += 1
                print(f"{module}:{line} survives: {how}", flush=True)  # noqa: T201 - what it is for
    print(f"{len(chosen)} lines broken, {survivors} unnoticed")  # noqa: T201


if __name__ == "__main__":
    main()
