"""`make fuzz`: inputs are changed at random, and those that reach new lines of hiraku are kept.

The coverage is that of hiraku's own modules, by `sys.settrace` on calls and lines. A function that
has shown nothing new for long is looked at only now and then: most cases then take no longer than
without a trace. A crash, and a case that takes seconds, is written below `build/fuzz`, one file for
each place it happened at.
"""

from __future__ import annotations

import random
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
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
_WORD = re.compile(rb"[A-Za-z0-9_.@-]+|[^\x00-\x7f]+")
# A function is worn after so many calls without a new line, and then looked at once in so many.
_WORN, _NOW_AND_THEN = 300, 64
# A case of some kilobytes that takes longer than this hangs, seconds by the clock.
PATIENCE = 20
_MEMORY = 2 * 1024**3
_TOLD = 60


class Slow(Exception):  # noqa: N818 - it is the case that is wrong
    """A case takes longer than any of its size may."""


def fuzz(name, cases, seconds, seed=0):
    """Return the cases run, how many were kept, the lines reached, and the crashes by place."""
    chance, target = random.Random(seed), TARGETS[name]  # noqa: S311 - no secret
    kept, lines, calls, crashes = list(SEEDS[name]), set(), Counter(), {}
    began = told = time.monotonic()
    done = 0
    for done in range(1, cases + 1):
        data = kept[done - 1] if done <= len(SEEDS[name]) else changed(chance, kept)
        new, error = traced(target, data, lines, calls)
        if error:
            crashes.setdefault((type(error).__name__, *_place(error)), data)
        elif new and len(data) < 4096:
            kept.append(data)
        now = time.monotonic()
        if now - told > _TOLD:
            told = now
            print(f"  {name} {done:,}, {len(kept)} kept, {len(crashes)} crashes", flush=True)  # noqa: T201
        if now - began > seconds:
            break
    return done, len(kept), len(lines), crashes


def _place(error):
    """Return the file and the line of hiraku where it happened, else where it happened at all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_SOURCE)]
    return (own or frames)[-1].filename, (own or frames)[-1].lineno


def changed(chance, kept):
    """Change one of the kept inputs in a few places, or put two together."""
    data = bytearray(chance.choice(kept))
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        deed = chance.randint(0, 5)
        if deed == 0:
            data[at:at] = chance.choice(_PIECES)
        elif deed == 1:
            del data[at : min(to, at + 8)]
        elif deed == 2 and data:
            data[min(at, len(data) - 1)] = chance.randint(0, 255)
        elif deed == 3:
            data[at:at] = data[at : min(to, at + 40)]
        elif deed == 4:
            other = chance.choice(kept)
            data[at:to] = other[min(at, len(other)) : min(to, len(other))]
        else:
            _reworded(chance, data, chance.choice(kept))
    return bytes(data)


def _reworded(chance, data, other):
    """Put a word of another input, or a piece, in the place of a word."""
    words = list(_WORD.finditer(data))
    if words:
        word = chance.choice(words)
        data[word.start() : word.end()] = chance.choice([*_WORD.findall(other), *_PIECES])


def traced(target, data, lines, calls):
    """Call the target; return whether it reached lines that are not in `lines`, and its error."""
    before = len(lines)

    def trace(frame, event, argument):
        del event, argument
        code = frame.f_code
        if not code.co_filename.startswith(_SOURCE):
            return None
        calls[code] += 1
        return line if calls[code] < _WORN or calls[code] % _NOW_AND_THEN == 0 else None

    def line(frame, event, argument):
        del argument
        key = (frame.f_code.co_filename, frame.f_lineno)
        if event == "line" and key not in lines:
            lines.add(key)
            calls[frame.f_code] = 0
        return line

    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    sys.settrace(trace)
    try:
        target(data)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return False, error
    finally:
        sys.settrace(None)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return len(lines) > before, None


def _slow(*_):
    raise Slow


signal.signal(signal.SIGALRM, _slow)


def main(cases, seconds, names):
    CRASHES.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    bad = 0
    for name in names or TARGETS:
        began = time.process_time()
        done, kept, lines, crashes = fuzz(name, cases, seconds)
        each = 1000 * (time.process_time() - began) / done
        print(  # noqa: T201
            f"{name:10} {done:9,} cases, {kept:5,} kept, {lines:5,} lines, {each:.2f} ms each, "
            f"{len(crashes)} crashes"
        )
        for number, ((kind, file, line), data) in enumerate(crashes.items()):
            (CRASHES / f"{name}-{number}").write_bytes(data)
            print(f"  {kind} {file}:{line}  {data[:200]!r}", flush=True)  # noqa: T201
        bad += len(crashes)
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]) else 0)
