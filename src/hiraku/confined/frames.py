"""What travels between the two processes: a kind, a length, and MessagePack.

Nothing that comes out of a worker is ever executed: it is plain data of the type that the
function's annotations name, or it is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

CALL, ITEM, RETURN, REFUSED, FAILED, MEMORY = b"c", b"i", b"t", b"r", b"f", b"m"
_HEAD = struct.Struct("<cQ")
HEAD = _HEAD.size
OWN: tuple[str, ...] = ("hiraku.",)


def frame(kind: bytes, value: Any) -> bytes:
    payload = _ENCODER.encode(value)
    return _HEAD.pack(kind, len(payload)) + payload


def packed(value: Any) -> msgspec.Raw:
    """Return a value as it travels within another."""
    return msgspec.Raw(_ENCODER.encode(value))


def head(data: bytes) -> tuple[bytes, int]:
    """Return the kind of a frame and the bytes that follow."""
    kind, size = _HEAD.unpack(data)
    return kind, size


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def decoded(payload: bytes, wanted: Any) -> Any:
    """Return a value of the type wanted; raise `msgspec.ValidationError` where it is none."""
    return msgspec.msgpack.decode(payload, type=wanted, dec_hook=_read)


def argument_types(function: Callable[..., Any]) -> Any:
    """Return the type of a function's arguments together, as its annotations tell it."""
    hints = get_type_hints(function)
    return tuple[tuple(hints[name] for name in signature(function).parameters)]  # type: ignore[misc]


def return_type(function: Callable[..., Any]) -> Any:
    return get_type_hints(function)["return"]


def _write(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value.absolute())  # a worker stays where it was started
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(type(value))


def _read(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(kind)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_write)
