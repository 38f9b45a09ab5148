"""What a call in a worker process may take, and how a process is held to it."""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import suppress

from msgspec import Struct

MEGABYTE = 1024 * 1024


class Limits(Struct, frozen=True):
    """What one call may take: `memory` is resident bytes, `seconds` are of the processor.

    By the clock it may take four times as long. `output` is the bytes of one answer, `file` those
    of the largest file that may be written, `files` how many may be open.

    `reserving` is for programs that reserve far more addresses than they ever fill, as V8 does:
    only what they fill is then counted.
    """

    memory: int = 352 * MEGABYTE
    seconds: int = 40
    output: int = 64 * MEGABYTE
    file: int = 2048 * MEGABYTE
    files: int = 64
    reserving: bool = False

    @property
    def patience(self) -> float:
        """Seconds by the clock after which a call is given up, however little it computes."""
        return 4.0 * self.seconds


def confine(limits: Limits) -> None:
    """Hold this process to the limits that last for its whole life; call it once, at its start."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", limits.file)
    _limit("RLIMIT_NOFILE", limits.files)
    if not limits.reserving:
        _limit("RLIMIT_DATA", limits.memory)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file too large is then an error, no death
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks is told, and ends this one
    _die_with_the_parent()


def allow_seconds(seconds: int) -> None:
    """Let this process compute so much longer: the system ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    _limit("RLIMIT_CPU", until, hard=resource.getrlimit(resource.RLIMIT_CPU)[1])


def _limit(name: str, most: int, hard: int | None = None) -> None:
    """Set a limit where the system knows it; one that is lower already stays."""
    which = getattr(resource, name, None)
    if which is None:
        return
    highest = resource.getrlimit(which)[1]
    if highest != resource.RLIM_INFINITY:
        most = min(most, highest)
    with suppress(ValueError, OSError):  # macOS refuses some; the parent watches as well
        resource.setrlimit(which, (most, most if hard is None else hard))


def _die_with_the_parent() -> None:
    """Have Linux end this process when its parent is gone (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only here

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
