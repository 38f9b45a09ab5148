"""The asking side: a function of hiraku's own is called in another process, held to limits.

What untrusted bytes can do to a parser they do there: a crash, a panic, endless work or memory
without end is `Died` here, which the caller turns into a finding. A worker stays for the next call;
one that died or was left in the middle of an answer is replaced.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import Any, ParamSpec, TypeVar, get_args

import msgspec

from hiraku.confined import frames
from hiraku.confined.limits import Limits
from hiraku.problems import Problem, Refused

P = ParamSpec("P")
R = TypeVar("R")

# What a program dies of that is refused memory: Rust and V8 abort, Linux kills.
_CAUSES: dict[int, str] = {
    signal.SIGXCPU: "time",
    signal.SIGKILL: "memory",
    signal.SIGABRT: "memory",
    signal.SIGTRAP: "memory",
}
COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "hiraku.confined.worker")
_LOOK = 0.02  # seconds between two looks at the worker's memory
_PIECE = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Died(Exception):  # noqa: N818 - it is no error of ours: what was read killed its reader
    """A call came to no end: `reason` is `memory`, `time`, `output`, `crash` or `failed`.

    `failed` is an exception of the function's: `kind` is its type's name, `detail` its text.
    """

    def __init__(self, reason: str, detail: str = "", kind: str = "") -> None:
        super().__init__(f"{reason}: {kind} {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.kind = kind

    @property
    def costly(self) -> bool:
        """Tell whether it took too much, rather than broke."""
        return self.reason in {"memory", "time", "output"}


def call(limits: Limits, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """Call a module's function in a worker process and return what it returns.

    Its annotations tell what travels: plain values, `msgspec` structs, paths. `Refused` comes
    through as it is; raise `Died` for any other end.
    """
    if named:
        raise TypeError(f"{function.__qualname__}: arguments by position only")
    with _borrowed(limits) as worker:
        worker.send(function, arguments)
        kind, payload = worker.answer()
        if kind != frames.RETURN:
            raise Died("crash")
        result: R = _value(payload, frames.return_type(function))
        return result


def stream(
    limits: Limits, function: Callable[P, Iterator[R]], *arguments: P.args, **named: P.kwargs
) -> Iterator[R]:
    """Call a generator function in a worker process and yield what it yields, as it comes."""
    if named:
        raise TypeError(f"{function.__qualname__}: arguments by position only")
    (types,) = get_args(frames.return_type(function))[:1]
    with _borrowed(limits) as worker:
        worker.send(function, arguments)
        while True:
            kind, payload = worker.answer()
            if kind == frames.RETURN:
                return
            yield _value(payload, types)


def _value(payload: bytes, wanted: Any) -> Any:
    try:
        return frames.decoded(payload, wanted)
    except (msgspec.DecodeError, ValueError) as error:
        raise Died("crash", str(error)) from None


class _Worker:
    """A process that answers one call at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._write(frames.frame(frames.CALL, limits))

    def runs(self) -> bool:
        return self._process.poll() is None

    def send(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._given = 0
        packed = frames.packed(arguments)
        self._write(frames.frame(frames.CALL, (frames.name_of(function), packed)))

    def answer(self) -> tuple[bytes, bytes]:
        """Return the next frame of the answer, its kind and its bytes."""
        self._until = time.monotonic() + self.limits.patience
        kind, size = frames.head(self._read(frames.HEAD))
        self._given += size
        if self._given > self.limits.output:
            raise Died("output")
        payload = self._read(size)
        if kind == frames.REFUSED:
            raise Refused(frames.decoded(payload, Problem))
        if kind == frames.MEMORY:
            raise Died("memory")
        if kind == frames.FAILED:
            name, text = _value(payload, tuple[str, str])
            raise Died("failed", text, name)
        return kind, payload

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view and self._process.stdin:
                view = view[self._process.stdin.write(view) :]
        except OSError:
            raise Died("crash") from None

    def _read(self, size: int) -> bytes:
        out = self._process.stdout
        pieces, missing = [], size
        while missing and out:
            while not select.select([out], [], [], _LOOK)[0]:
                self._demand_modest()
            piece = out.read(min(missing, _PIECE))
            if not piece:
                raise Died(self._cause())
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _demand_modest(self) -> None:
        if time.monotonic() > self._until:
            raise Died("time")
        if _resident(self._process.pid) > self.limits.memory:
            raise Died("memory")

    def _cause(self) -> str:
        """Return why the process ended by itself: the system ends it where its time is up."""
        return _CAUSES.get(-self._process.wait(), "crash")

    def end(self) -> None:
        """End the process at once; it holds nothing that must be put away."""
        if self.owner != os.getpid():
            return
        with suppress(OSError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class _borrowed:  # noqa: N801 - it reads as a function: `with _borrowed(limits) as worker`
    """A free worker, given back where its answer came whole, else ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __enter__(self) -> _Worker:
        self._free = _FREE.setdefault((*_asker(), self._limits), [])
        self._worker = next(self._waiting(), None) or _Worker(self._limits)
        return self._worker

    def _waiting(self) -> Iterator[_Worker]:
        """Yield a worker that waits; what has ended meanwhile is put away."""
        while self._free:
            worker = self._free.pop()
            if worker.runs():
                yield worker
            else:
                worker.end()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        whole = kind is None or kind is Refused
        whole = whole or (isinstance(error, Died) and error.reason == "failed")
        if whole:
            self._free.append(self._worker)
        else:
            self._worker.end()


_FREE: dict[tuple[int, int, Limits], list[_Worker]] = {}


def _asker() -> tuple[int, int]:
    """Return who asks: Linux ends a worker with the thread that started it (prctl(2))."""
    return os.getpid(), get_ident()


def dismiss() -> None:
    """End every worker that waits for this thread, which does so before it ends itself."""
    for (*owner, _), workers in list(_FREE.items()):
        while tuple(owner) == _asker() and workers:
            workers.pop().end()


atexit.register(dismiss)


def _resident(process: int) -> int:
    """Return the resident bytes of a process; 0 where the system does not tell them."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * _PAGE
    except (OSError, IndexError):
        pass
    if sys.platform != "darwin":
        return 0
    listing = subprocess.run(  # noqa: S603 - a fixed command, no shell
        ["/bin/ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return int(listing.stdout.strip() or 0) * 1024
