"""Breaks a sample of lines of the modules that judge and release, and prints what no test notices.

    python tests/mutants/mutants_of_lines.py [--most 40] [--seed 0] [--only checking/keys]

Each line is broken in one way (a comparison turned, a condition held to be true or false, a number
one larger, `and` for `or`, a value returned as nothing) in a copy of the source, against which the
quick tests that concern its folder are run. A survivor is a line that could be wrong unnoticed, or
one whose breaking changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "hiraku"
LONGEST = 180

# The quick tests of each folder; of a file below several, those of the deepest.
TESTS = {
    "checking": ["checking/test_findings.py", "checking/test_targets.py", "test_cases.py"],
    "checking/cells": ["checking/test_judge.py", "checking/test_hints.py", "test_cases.py"],
    "checking/kept": ["checking/test_verdicts.py"],
    "checking/keys": ["checking/test_findings.py", "checking/test_labels.py", "test_cases.py"],
    "publishing/release": [
        "publishing/test_release.py",
        "publishing/test_page_links.py",
        "publishing/test_verify.py",
        "publishing/test_table_files.py",
    ],
}
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
            twin = next(each for at, each in enumerate(ast.walk(copied)) if at == place)
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
    folder = max((each for each in TESTS if module.startswith(f"{each}/")), key=len)
    return [str(ROOT / "tests" / each) for each in TESTS[folder]]


def sample(only: str, most: int, seed: int) -> list[tuple[str, int, str, ast.Module]]:
    """Return lines that lie anywhere in the modules, the same for the same seed."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        named = any(module.startswith(f"{each}/") for each in TESTS)
        if named and module.startswith(only) and not module.startswith(tuple(LEFT_OUT)):
            tree = ast.parse(path.read_text("utf-8"))
            found += [(module, *each) for each in broken(tree)]
    return random.Random(seed).sample(found, min(most, len(found)))  # noqa: S311 - no secret


def passing(source: Path, module: str) -> bool:
    """Tell whether the tests pass, in time, with a copy of the source."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", *tests_of(module)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def noticed(source: Path, module: str, tree: ast.Module) -> bool:
    """Tell whether a test fails, or hangs, with the broken module in a copy of the source."""
    path = source / "hiraku" / module
    sound = path.read_bytes()
    path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    try:
        return not passing(source, module)
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
        for module in {tuple(tests_of(module)): module for module, *_ in chosen}.values():
            if not passing(source, module):
                parser.exit(1, f"the tests of {module} fail with the sound source\n")
        for module, line, how, tree in chosen:
            if not noticed(source, module, tree):
                survivors += 1
                print(f"{module}:{line} survives: {how}", flush=True)  # noqa: T201 - what it is for
    print(f"{len(chosen)} lines broken, {survivors} unnoticed")  # noqa: T201


if __name__ == "__main__":
    main()
