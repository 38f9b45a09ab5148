"""Work in equal shares, each in a process of its own: what a page is made of is plain Python."""

from __future__ import annotations

import gc
import os
import signal
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NoReturn

# What a page leaves behind is small: to look for it after every few pages is enough.
SELDOM = 20_000
MOST = 8
STOPPING = {signal.SIGTERM, signal.SIGHUP, signal.SIGINT}

Work = Callable[[int, int], object]


def run_in_forks(work: Work) -> None:
    """Call `work(share, shares)` for each share; they leave their results in files.

    A process is a copy of this one, so nothing needs to be handed over, and the last share stays
    here. What failed in a copy is done again here, where its error is told.
    """
    shares = _processors() if hasattr(os, "fork") else 1
    threshold = gc.get_threshold()
    gc.freeze()  # so that no copy puts away what is this process's own
    gc.set_threshold(SELDOM)
    copies = {share: _copy(work, share, shares) for share in range(shares - 1)}
    try:
        work(shares - 1, shares)
    except BaseException:
        _stop(copies.values())
        raise
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
        failed = [share for share, copy in copies.items() if os.waitpid(copy, 0)[1]]
    for share in failed:
        work(share, shares)


def _processors() -> int:
    able = getattr(os, "sched_getaffinity", None)
    return min(len(able(0)) if able else os.cpu_count() or 1, MOST)


def _copy(work: Work, share: int, shares: int) -> int:
    """Return the id of a process that does one share and ends without a word.

    Whoever stops it at once must not be missed: Python forgets what comes while it forks.
    """
    held = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it waits for no other's lock
            copy = os.fork()
        if not copy:
            _do_alone(work, share, shares, held)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return copy


def _do_alone(work: Work, share: int, shares: int, held: Iterable[int]) -> NoReturn:
    code = 1
    with suppress(BaseException):
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` has it
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        work(share, shares)
        code = 0
    os._exit(code)


def _stop(copies: Iterable[int]) -> None:
    for copy in copies:
        with suppress(ProcessLookupError):
            os.kill(copy, signal.SIGTERM)
