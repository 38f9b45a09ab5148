"""The worker's side: take a call, do it within the limits, answer in frames, wait for the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isgeneratorfunction
from typing import Any

import msgspec

from hiraku.confined import frames
from hiraku.confined.limits import Limits, allow_seconds, confine
from hiraku.problems import Refused


def main() -> None:
    """Serve calls from the standard input until it ends; the first frame holds the limits."""
    calls, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    _, size = frames.head(calls.read(frames.HEAD))
    limits: Limits = frames.decoded(calls.read(size), Limits)
    confine(limits)
    while len(start := calls.read(frames.HEAD)) == frames.HEAD:
        allow_seconds(limits.seconds)
        for answer in answers(calls.read(frames.head(start)[1])):
            out.write(answer)
            out.flush()


def answers(request: bytes) -> Iterator[bytes]:
    """Yield what a function returns, item by item where it is a generator, or how it failed."""
    try:
        name, packed = frames.decoded(request, tuple[str, msgspec.Raw])
        function = _function(name)
        arguments = frames.decoded(bytes(packed), frames.argument_types(function))
        if isgeneratorfunction(function):
            for item in function(*arguments):
                yield frames.frame(frames.ITEM, item)
            yield frames.frame(frames.RETURN, None)
        else:
            yield frames.frame(frames.RETURN, function(*arguments))
    except Refused as refused:
        yield frames.frame(frames.REFUSED, refused.problem)
    except MemoryError:
        yield frames.frame(frames.MEMORY, None)
    except BaseException as error:  # noqa: BLE001 - a library's panic is no `Exception`
        yield frames.frame(frames.FAILED, (type(error).__name__, str(error)[:2000]))


def _function(name: str) -> Callable[..., Any]:
    """Return one of hiraku's own functions by its name, `module:function`."""
    module, _, attribute = name.partition(":")
    if not module.startswith(frames.OWN):
        raise ImportError(name)
    function: Callable[..., Any] = getattr(import_module(module), attribute)
    return function


if __name__ == "__main__":
    main()
