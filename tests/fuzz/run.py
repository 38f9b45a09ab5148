"""`make fuzz`: inputs are changed at random, and those that reach new lines of hiraku are kept.

A run goes on where the last one ended: the inputs kept and the number of cases stand below
`build/fuzz`, and the number is the seed of the next. A target is done with so many cases over all
runs; each run gives it so many seconds at most. Every target runs in a process of its own: one that
is killed by its input is told with that input, and the next goes on with the case behind it.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from fuzz.changing import changed
from fuzz.coverage import Coverage, place
from fuzz.kept import CaseInHand, Kept
from fuzz.seeds import SEEDS
from fuzz.targets import IN_WORKERS, TARGETS

# A case of some kilobytes that takes longer than this hangs, in seconds of processors.
PATIENCE = 20
LONGEST = 4096
_MEMORY = 2 * 1024**3
_TOLD = 60


@dataclass
class Start:
    """What a run begins with: the inputs kept, and whom to tell of each case before it runs."""

    seed: int
    kept: list[bytes] = field(default_factory=list)
    tell: Callable[[int, bytes], None] = lambda _, data: None  # noqa: ARG005


def fuzz(name, cases, seconds, start):
    """Yield each case: its number, whether it reached new lines, its bytes, error, the coverage."""
    chance = random.Random(start.seed)  # noqa: S311 - no secret
    inputs, coverage = [*SEEDS[name], *start.kept], Coverage(TARGETS[name])
    given, until = list(inputs), time.monotonic() + seconds
    for number in range(1, cases + 1):
        data = given[number - 1] if number <= len(given) else changed(chance, inputs)
        data = data[:LONGEST] if len(data) > 16 * LONGEST else data
        start.tell(number, data)
        new, error = coverage.of(data, PATIENCE)
        if new and number > len(given) and len(data) < LONGEST:
            inputs.append(data)
        yield number, new and number > len(given), data, error, coverage
        if time.monotonic() > until:
            return


def stretch(kept, name, cases, seconds, case_in_hand):
    """Run cases until they or the seconds are used up; keep what they find."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    told = time.monotonic()
    seed = kept.counts["cases"]
    start = Start(seed, kept.inputs(), case_in_hand.set)
    for number, new, data, error, coverage in fuzz(name, cases, seconds, start):
        if error:
            file, line = place(error)
            if kept.crashed(f"{type(error).__name__} {file}:{line}", data):
                say(f"!! {name}: {type(error).__name__} {file}:{line} {data[:200]!r}")
        elif new and len(data) < LONGEST:
            kept.keep(data)
        if time.monotonic() - told > _TOLD:
            told = time.monotonic()
            say(f"   {name} {seed + number:,} cases, {len(coverage.lines):,} lines")
    kept.count(lines=len(coverage.lines))


def supervised(name, cases, seconds):
    """Run a target in processes of its own until it has had its cases or its seconds."""
    kept, case_in_hand = Kept(name), CaseInHand()
    until = time.monotonic() + seconds
    while (left := cases - kept.counts["cases"]) > 0 and time.monotonic() < until:
        began, spent = time.monotonic(), _spent()
        case_in_hand.set(0, b"")
        ended = _in_a_child(stretch, kept, name, left, until - began, case_in_hand)
        kept = Kept(name)
        done, data = case_in_hand.get()
        kept.count(cases=done, seconds=round(_spent() - spent, 1))
        if ended and _told_death(kept, name, ended, data):
            break
    return kept


def _told_death(kept, name, ended, data):
    """Note how a process ended; tell whether that was before its first case."""
    if ended < 0 and name in IN_WORKERS:
        kept.count(deaths=1)
    else:
        how = signal.Signals(-ended).name if ended < 0 else f"exit {ended}"
        if kept.crashed(f"{how} {data[:80]!r}", data):
            say(f"!! {name}: {how} {data[:200]!r}")
    return not data


def _in_a_child(function, *arguments):
    """Call a function in a process of its own; return its exit code, negative for a signal."""
    child = os.fork()
    if not child:
        code = 70
        try:
            function(*arguments)
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _spent():
    """Return the seconds of processors that the children have taken."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def say(text):
    print(text, flush=True)  # noqa: T201 - what `make fuzz` tells


def main(cases, seconds, names):
    bad = 0
    for name in names or TARGETS:
        before = Kept(name).counts
        kept = supervised(name, cases, seconds)
        counts, inputs = kept.counts, len(kept.inputs())
        crashes = len(list((kept.folder / "crashes").glob("*.txt")))
        done, took = counts["cases"] - before["cases"], counts["seconds"] - before["seconds"]
        say(
            f"{name:10} {counts['cases']:9,} cases ({done:,} now, {1000 * took / max(1, done):.2f} "
            f"ms each), {inputs:,} kept, {counts['lines']:,} lines, {counts['deaths']} ended by a "
            f"worker's bounds, {crashes} crashes"
        )
        bad += crashes
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]) else 0)
