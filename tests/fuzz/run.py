"""`make fuzz`: inputs are changed at random, and those that reach new lines of hiraku are kept.

The coverage is that of hiraku's own modules, by `sys.settrace` on calls and lines. A crash is
written below `build/fuzz`, one file for each place it happened at.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from pathlib import Path

from fuzz.targets import SEEDS, TARGETS

CRASHES = Path("build/fuzz")
_PIECES = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"'",
    b"-",
    b"1e999",
]
_PIECES += [b"\xff", b"\xe3\x81", b"null", b"true", b"NaN", b"9" * 30, b"\xed\xa0\x80", b'""', b" "]
_SOURCE = f"{Path(__file__).parents[2] / 'src' / 'hiraku'}/"


def fuzz(name, cases, seconds, seed=0):
    """Return the cases run, how many were kept, the lines reached, and the crashes by place."""
    chance, target = random.Random(seed), TARGETS[name]  # noqa: S311 - no secret
    kept, lines, crashes = list(SEEDS[name]), set(), {}
    until, done = time.monotonic() + seconds, 0
    for done in range(1, cases + 1):
        data = kept[done - 1] if done <= len(SEEDS[name]) else changed(chance, kept)
        new, error = traced(target, data, lines)
        if error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            crashes.setdefault((type(error).__name__, frame.filename, frame.lineno), data)
        elif new and len(data) < 4096:
            kept.append(data)
        if time.monotonic() > until:
            break
    return done, len(kept), len(lines), crashes


def changed(chance, kept):
    """Change one of the kept inputs in a few places, or put two together."""
    data = bytearray(chance.choice(kept))
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        deed = chance.randint(0, 4)
        if deed == 0:
            data[at:at] = chance.choice(_PIECES)
        elif deed == 1:
            del data[at : min(to, at + 8)]
        elif deed == 2 and data:
            data[min(at, len(data) - 1)] = chance.randint(0, 255)
        elif deed == 3:
            data[at:at] = data[at : min(to, at + 40)]
        else:
            other = chance.choice(kept)
            data[at:to] = other[min(at, len(other)) : min(to, len(other))]
    return bytes(data)


def traced(target, data, lines):
    """Call the target; return whether it reached lines that are not in `lines`, and its error."""
    before = len(lines)

    def trace(frame, event, argument):
        del argument
        if not frame.f_code.co_filename.startswith(_SOURCE):
            return None
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)
    try:
        target(data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no finding
        return False, error
    finally:
        sys.settrace(None)
    return len(lines) > before, None


def main(cases, seconds, names):
    CRASHES.mkdir(parents=True, exist_ok=True)
    bad = 0
    for name in names or TARGETS:
        done, kept, lines, crashes = fuzz(name, cases, seconds)
        print(f"{name:8} {done:9,} cases, {kept:5,} kept, {lines:5,} lines, {len(crashes)} crashes")  # noqa: T201
        for number, ((kind, file, line), data) in enumerate(crashes.items()):
            (CRASHES / f"{name}-{number}").write_bytes(data)
            print(f"  {kind} {file}:{line}  {data[:200]!r}", flush=True)  # noqa: T201
        bad += len(crashes)
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]) else 0)
