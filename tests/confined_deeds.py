# ruff: noqa: ARG001, T201 - harm needs no arguments, and some of it is noise
"""What the tests have a worker process do: mostly harm."""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

from hiraku.problems import Place, Problem, Refused

# A worker that calls these functions too.
WORKER = (
    "from hiraku.confined import frames, worker; frames.OWN += ('confined_deeds',); worker.main()"
)


class Panic(BaseException):
    """As pyo3 raises it: no `Exception`."""


def process_id() -> int:
    return os.getpid()


def count_for_ever(start: int) -> Iterator[int]:
    while True:
        yield start
        start += 1


def below(place: Place) -> Place:
    return Place(place.file, row=place.row + 1)


def refuse(place: Place) -> str:
    raise Refused(Problem("file-empty", place, {"a": "b"}))


def fill_memory(path: Path) -> int:
    return len([bytearray(1_000_000) for _ in range(10_000)])


def compute_for_ever(path: Path) -> int:
    while True:
        pass


def answer_too_much(path: Path) -> str:
    return "x" * 2_000_000


def write_too_much(path: Path) -> int:
    return path.write_bytes(b"x" * 2_000_000)


def abort(path: Path) -> int:
    os.abort()


def crash(path: Path) -> int:
    return len(ctypes.string_at(8))


def leave(path: Path) -> int:
    os._exit(0)


def panic(path: Path) -> int:
    raise Panic("a library's own")


def recur(path: Path) -> int:
    return recur(path)


def lie() -> int:
    return "no number"


def printed() -> str:
    print("noise", flush=True)
    os.write(1, b"noise")
    return "said"
