"""Strict YAML and JSON: `.yaml` and `.json` descriptors, each by its own reader."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any, NoReturn

from hiraku.admitted import Admitted
from hiraku.errors import HirakuError
from hiraku.reading.descriptors.document import MAX_DEPTH, Document, plain, refuse
from hiraku.reading.descriptors.json_positions import positions

MAX_BYTES = 1024 * 1024


def read_descriptor(admitted: Admitted, file: str) -> Document:
    """Read a `.yaml`, `.yml` or `.json` descriptor; raise `Refused` where it is not strict.

    Raises `HirakuError` where it is no longer the file that was admitted.
    """
    if admitted.identity.size > MAX_BYTES:
        refuse(file, "descriptor-too-large", limit=f"{MAX_BYTES:,}")
    content = admitted.path.read_bytes() if admitted.unchanged() else b""
    if not admitted.unchanged():
        raise HirakuError("stops.changed-meanwhile", file=file)
    return parse_descriptor(content, file)


def parse_descriptor(content: bytes, file: str) -> Document:
    """Read the bytes of a descriptor, whose name tells the format; raise `Refused` likewise."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(
            file,
            "encoding-invalid",
            content.count(b"\n", 0, error.start) + 1,
            offset=str(error.start),
            bytes=content[error.start : error.start + 1].hex(" ").upper(),
            encoding="UTF-8",
        )
    if PurePosixPath(file).suffix == ".json":
        return _read_json(text, file)
    from hiraku.reading.descriptors.yaml_document import read_yaml  # noqa: PLC0415 - JSON needs none

    return read_yaml(text, file)


def _read_json(text: str, file: str) -> Document:
    value = _json_value(text, file)
    places = positions(text)
    if places.depth > MAX_DEPTH:
        refuse(file, "yaml-too-deep", limit=str(MAX_DEPTH))
    for key, line, first in places.repeated:
        refuse(file, "yaml-duplicate-key", line, key=key, first_line=str(first))
    return Document(file, value, places.lines, places.texts)


def _json_value(text: str, file: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_constant, parse_int=plain)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        refuse(file, "json-syntax", error.lineno, reason=error.msg)
    except UnicodeEncodeError as error:
        refuse(file, "json-syntax", reason=error.reason)
    except _NoJsonError as error:
        word = str(error)
        refuse(file, "json-syntax", text.count("\n", 0, text.find(word)) + 1, reason=word)
    except RecursionError:
        refuse(file, "yaml-too-deep", limit=str(MAX_DEPTH))
    return value


class _NoJsonError(ValueError):
    """A word that Python's parser accepts, but not the standard (RFC 8259, 6): NaN, Infinity."""


def _no_constant(word: str) -> NoReturn:
    raise _NoJsonError(word)
