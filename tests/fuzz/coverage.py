"""Which lines of hiraku an input reaches: by `sys.settrace`, on its own modules alone.

A trace takes three times as long as the case. So a function that has shown nothing new for long is
looked at only now and then, and where no case has for long, only one case in eight is traced. What
a case does wrong is seen with and without.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

SOURCE = f"{Path(__file__).parents[2] / 'src' / 'hiraku'}/"
# A function is worn after so many calls without a new line, and then looked at once in so many.
_WORN, _NOW_AND_THEN = 300, 64
# The target itself is worn after so many cases.
_DULL, _ONE_IN = 1_000, 8
# What takes longer, in seconds, is not worth to be changed further.
_SOON = 0.1


class Slow(Exception):  # noqa: N818 - it is the case that is wrong
    """A case takes longer than any of its size may."""


class Coverage:
    """The lines reached so far by the cases of one target."""

    def __init__(self, target):
        self.lines, self._calls, self._target = set(), Counter(), target
        self._cases = self._last_new = 0

    def of(self, data, patience):
        """Call the target; return whether it reached new lines soon, and its error."""
        before, began = len(self.lines), time.process_time()
        self._cases += 1
        dull = self._cases - self._last_new > _DULL and self._cases % _ONE_IN
        signal.setitimer(signal.ITIMER_PROF, patience)
        sys.settrace(None if dull else self._trace)
        try:
            self._target(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return False, error
        finally:
            sys.settrace(None)
            signal.setitimer(signal.ITIMER_PROF, 0)
        if len(self.lines) > before:
            self._last_new = self._cases
        soon = time.process_time() - began < _SOON
        return soon and len(self.lines) > before, None

    def _trace(self, frame, event, argument):
        del event, argument
        code = frame.f_code
        if not code.co_filename.startswith(SOURCE):
            return None
        self._calls[code] += 1
        calls = self._calls[code]
        return self._line if calls < _WORN or calls % _NOW_AND_THEN == 0 else None

    def _line(self, frame, event, argument):
        del argument
        key = (frame.f_code.co_filename, frame.f_lineno)
        if event == "line" and key not in self.lines:
            self.lines.add(key)
            self._calls[frame.f_code] = 0
        return self._line


def place(error):
    """Return the file and the line of hiraku where it happened, else where it happened at all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(SOURCE)]
    return (own or frames)[-1].filename, (own or frames)[-1].lineno


def _slow(*_):
    raise Slow


# Seconds of processors: a machine may be busy, and a run be stopped for a while.
signal.signal(signal.SIGPROF, _slow)
