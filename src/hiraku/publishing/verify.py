"""Is the finished site sound?

Every internal link leads somewhere, all JSON, JSON-LD, GeoJSON and XML can be read, and the JSON of
a table says the same as its CSV, row for row.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from hiraku.publishing.page_links import link_faults

_JSON = {".json", ".jsonld", ".geojson"}
_XML = {".xml", ".rdf", ".svg"}


def faults(folder: Path) -> Iterator[str]:
    """Yield a sentence for each fault."""
    yield from link_faults(folder)
    for document in _with_suffix(folder, _JSON):
        yield from _json_faults(document, folder)
    for document in _with_suffix(folder, _XML):
        yield from _xml_faults(document, folder)


def _with_suffix(folder: Path, suffixes: set[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


def _json_faults(document: Path, folder: Path) -> Iterator[str]:
    name = str(document.relative_to(folder))
    try:
        text = document.read_text(encoding="utf-8")
        value = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_constant)
    except ValueError as error:
        yield f"{name}: {error}"
        return
    table = document.with_suffix(".csv")
    if document.suffix == ".json" and isinstance(value, list) and table.is_file():
        yield from _row_faults(value, table, name)


def _xml_faults(document: Path, folder: Path) -> Iterator[str]:
    """Yield what keeps a document from being well-formed."""
    try:
        ParserCreate().ParseFile(BytesIO(document.read_bytes()))
    except ExpatError as error:
        yield f"{document.relative_to(folder)}: {error}"


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _row_faults(objects: list[dict[str, Any]], table: Path, name: str) -> Iterator[str]:
    """Compare every value with the text that stands in the CSV, by the schema beside it."""
    with table.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    if len(rows) != len(objects):
        yield f"{name}: {len(objects)} ≠ {len(rows)}"
    meanings = _meanings(table)
    for number, (row, value) in enumerate(zip(rows, objects, strict=False), 2):
        alike = (
            _same(text, value.get(key), meanings, key)
            for key, text in zip(header, row, strict=True)
        )
        if list(value) != header or not all(alike):
            yield f"{name}: row {number} differs from {table.name}"


@dataclass(frozen=True)
class _Meanings:
    """The texts that the schema reads as nothing, as true and as false, and each list's delimiter.

    The texts of `rewritten` fields are in a form of their own, which JSON does not have.
    """

    missing: frozenset[str] = frozenset({""})
    true: frozenset[str] = frozenset({"true"})
    false: frozenset[str] = frozenset({"false"})
    lists: Mapping[str, str] = field(default_factory=dict)
    rewritten: frozenset[str] = frozenset()


_FORMS = {"groupChar", "decimalChar", "bareNumber"}
_PATTERNED = {"date", "datetime", "time"}


def _meanings(table: Path) -> _Meanings:
    stem = "schema.json" if table.name == "data.csv" else f"{table.stem}.schema.json"
    path = table.with_name(stem)
    if not path.is_file():
        return _Meanings()
    schema = json.loads(path.read_text(encoding="utf-8"))
    parts = [schema, *schema["fields"]]

    def texts(key: str, otherwise: str) -> frozenset[str]:
        found = (each for part in parts for each in part.get(key, ()))
        return frozenset(
            {otherwise, *(each if isinstance(each, str) else each["value"] for each in found)}
        )

    return _Meanings(
        texts("missingValues", ""),
        texts("trueValues", "true"),
        texts("falseValues", "false"),
        {each["name"]: each.get("delimiter", ",") for each in _of(schema, "list")},
        frozenset(each["name"] for each in schema["fields"] if _is_rewritten(each)),
    )


def _of(schema: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in schema["fields"] if each.get("type") == kind]


def _is_rewritten(descriptor: dict[str, Any]) -> bool:
    patterned = descriptor.get("type") in _PATTERNED and descriptor.get("format", "any") != "any"
    return patterned or descriptor.get("type") == "year" or bool(_FORMS & set(descriptor))


def _same(text: str, value: object, meanings: _Meanings, key: str) -> bool:
    if value is None:
        return text in meanings.missing
    if key in meanings.rewritten:
        return isinstance(value, str)
    if key in meanings.lists:
        return isinstance(value, list) and len(value) == text.count(meanings.lists[key]) + 1
    if isinstance(value, bool):
        return text in (meanings.true if value else meanings.false)
    if isinstance(value, dict | list):
        return bool(json.loads(text, parse_float=str, parse_int=str) == value)
    return value == text
