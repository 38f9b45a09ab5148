"""Is the finished site sound?

Every internal link leads somewhere, all JSON, JSON-LD, GeoJSON and XML can be read, and the JSON of
a table says the same as its CSV, row for row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from hiraku.publishing.release.json_rows import row_faults
from hiraku.publishing.release.page_links import link_faults

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
        yield from row_faults(value, table, name)


def _xml_faults(document: Path, folder: Path) -> Iterator[str]:
    """Yield what keeps a document from being well-formed."""
    try:
        ParserCreate().ParseFile(BytesIO(document.read_bytes()))
    except ExpatError as error:
        yield f"{document.relative_to(folder)}: {error}"


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
