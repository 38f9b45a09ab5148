"""JSON and JSON Lines as tables: a list of objects, or of lists whose first is the header.

An object's keys are the columns, in the order of the schema, else in that in which they first
appear; a key that an object lacks is an empty cell. The header counts as row 1, as it does in a CSV
file of the same table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.files.encodings import decode, find_encoding
from hiraku.reading.records.cell_texts import Number
from hiraku.reading.records.items import Item, item_records
from hiraku.reading.records.sheets import SheetRecords
from hiraku.reading.records.table_format import TableFormat

_MAX_BYTES = 256 * 1024 * 1024
_SPACE = re.compile(r"[ \t\r\n]*+")


def _read(path: Path, resource: Resource, place: Place) -> SheetRecords:
    """Read the rows with the lines they begin on; raise `Refused` where it is no table."""
    if path.stat().st_size > _MAX_BYTES:
        raise Refused(Problem("file-too-large", place, {"limit": f"{_MAX_BYTES:,}"}))
    encoding = find_encoding(path, resource.encoding, place)
    text = "".join(decode(path, encoding))
    items = list(_items(text, path, resource, place))
    return SheetRecords(item_records(items, resource, place), encoding.problems)


def _items(text: str, path: Path, resource: Resource, place: Place) -> Iterator[Item]:
    try:
        if _is_lines(path, text):
            yield from _lines(text, place)
        elif resource.dialect.rows_at:
            yield from _below(text, resource.dialect.rows_at, place)
        else:
            yield from _list(text, place)
    except RecursionError:
        _refuse(place, "too deep")


def _is_lines(path: Path, text: str) -> bool:
    """Tell whether each line is a row; where the file's name does not tell, by its beginning."""
    suffix = path.suffix.casefold()
    bare = suffix not in table_format.suffixes
    return suffix in {".jsonl", ".ndjson"} or (
        bare and not text.startswith("[", _past_space(text, 0))
    )


def _lines(text: str, place: Place) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            value, end = _decoded(line, _past_space(line, 0), place, number)
            if line[end:].strip():
                _refuse(place, "Extra data", number)
            yield Item(number, value)


def _list(text: str, place: Place) -> Iterator[Item]:
    """Walk the list, so that each item's line is known (RFC 8259, 5)."""
    position = _past_space(text, 0)
    if not text.startswith("[", position):
        raise Refused(Problem("json-no-table", place))
    line, counted = 1, 0
    position = _past_space(text, position + 1)
    closed = text.startswith("]", position)
    while not closed:
        line, counted = line + text.count("\n", counted, position), position
        value, position = _decoded(text, position, place, line)
        yield Item(line, value)
        position = _past_space(text, position)
        closed = text.startswith("]", position)
        if not closed and not text.startswith(",", position):
            _refuse(place, "Expecting ',' delimiter", line)
        position = position if closed else _past_space(text, position + 1)
    if text[position + 1 :].strip():
        _refuse(place, "Extra data", line)


def _below(text: str, keys: str, place: Place) -> Iterator[Item]:
    """Return the list below a path of keys, such as `data.rows`."""
    value, _ = _decoded(text, _past_space(text, 0), place, 1)
    for key in keys.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, list):
        raise Refused(Problem("json-no-table", place))
    yield from (Item(None, row) for row in value)


def _decoded(text: str, position: int, place: Place, line: int) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        _refuse(place, error.msg, line + text.count("\n", position, error.pos))
    except _NoJsonError as error:
        _refuse(place, str(error), line)
    return value, end


class _NoJsonError(ValueError):
    """What Python's parser accepts, but not the standard: NaN, Infinity, a key twice."""


def _no_constant(word: str) -> NoReturn:
    raise _NoJsonError(word)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _NoJsonError(next(key for key in keys if keys.count(key) > 1))
    return members


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_no_constant
)


def _past_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _refuse(place: Place, reason: str, line: int | None = None) -> NoReturn:
    hint = "not-a-number" if reason in {"NaN", "Infinity", "-Infinity"} else None
    raise Refused(
        Problem("json-syntax", Place(place.file, line=line), {"reason": reason}, hint=hint)
    )


table_format = TableFormat(
    suffixes={".json", ".jsonl", ".ndjson"},
    media_types={"application/json", "application/jsonl", "application/x-ndjson"},
    damaged="json-syntax",
    harmless_bytes=1024 * 1024,
    read=_read,
)
