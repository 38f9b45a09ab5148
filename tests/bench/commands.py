"""Whole processes, each in turn, A B C A B C, so that a slow minute of the machine hits all."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
# -P: the names of our modules shall not hide those that the measured programs import.
PYTHON = (sys.executable, "-P")
LONG = 10  # seconds
# Installed programs are compiled; a setting that keeps Python from it would slow but one of us.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


class WrongExitError(Exception):
    """A measured command ended otherwise than it must: its time means nothing."""


@dataclass(frozen=True)
class Command:
    """`cache` is removed before each run; where `cached`, it is kept and must be there."""

    arguments: Sequence[str]
    folder: Path
    exit_code: int = 0
    cache: Path | None = None
    cached: bool = False

    def due(self, before: Sequence[Run]) -> bool:
        """Tell whether to run again; one long run is enough, as noise is small beside it."""
        if self.cached and not (self.cache and any(self.cache.rglob("*"))):
            return False
        return not before or before[0].wall < LONG


@dataclass(frozen=True)
class Run:
    """Seconds by the clock, seconds of the processors, peak of resident memory in MB (10^6)."""

    wall: float
    cpu: float
    memory: float
    out: str = ""
    times: int = 1


def hiraku(*arguments: str, folder: Path, exit_code: int = 0, cached: bool = False) -> Command:
    cache = folder / "build" / "cache"
    return Command((*PYTHON, "-m", "hiraku", *arguments), folder, exit_code, cache, cached)


def frictionless(*arguments: str, folder: Path, exit_code: int = 0) -> Command:
    script = str(HERE / "reference_validate.py")
    return Command((*PYTHON, script, *arguments), folder, exit_code)


def floor(*files: str, folder: Path) -> Command:
    return Command((*PYTHON, str(HERE / "floor_scan.py"), *files), folder)


def medians(commands: dict[str, Command], runs: int) -> dict[str, Run]:
    """Run the commands alternately and return each one's medians, with the last output."""
    done: dict[str, list[Run]] = {who: [] for who in commands}
    for _ in range(runs):
        for who, command in commands.items():
            if command.due(done[who]):
                done[who].append(once(command))
    return {who: median(run) for who, run in done.items() if run}


def median(runs: Sequence[Run]) -> Run:
    return replace(
        runs[-1],
        wall=statistics.median(run.wall for run in runs),
        cpu=statistics.median(run.cpu for run in runs),
        memory=statistics.median(run.memory for run in runs),
        times=len(runs),
    )


def once(command: Command) -> Run:
    """Run a command and measure it.

    Linux counts the memory of the process that starts another into the other's peak (until it
    executes its program), so this process stays small: it never holds a table.
    """
    if command.cache and not command.cached:
        shutil.rmtree(command.cache, ignore_errors=True)
    with _text_file() as out, _text_file() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=ENVIRONMENT, stdout=out, stderr=err
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != command.exit_code:
            told = "\n".join([out.read()[-2_000:], err.read()[-2_000:]])
            wanted = f"exit {process.returncode}, wanted {command.exit_code}"
            raise WrongExitError(f"{' '.join(command.arguments)[:400]}: {wanted}\n{told}")
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, out.read())


def _text_file() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
