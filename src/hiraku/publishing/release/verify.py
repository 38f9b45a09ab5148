"""Is the finished site sound?

Every internal link leads somewhere, all JSON, JSON-LD, GeoJSON and XML can be read, and the JSON of
a table says the same as its CSV, row for row. The other files of a table have as many rows, and the
same values in a sample of them.
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
from hiraku.publishing.release.table_files import table_faults

_JSON = {".json", ".jsonld", ".geojson"}
_XML = {".xml", ".rdf", ".svg"}


def faults(folder: Path) -> Iterator[str]:
    """Yield a sentence for each fault."""
    yield from link_faults(folder)
    for document in _with_suffix(folder, _JSON):
        yield from _json_faults(document, folder)
    for document in _with_suffix(folder, _XML):
        yield from _xml_faults(document, folder)
    for table in _with_suffix(folder, {".csv"}):
        yield from table_faults(table, folder)


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
    if not table.is_file():
        return
    if document.suffix == ".json" and isinstance(value, list):
        yield from row_faults(value, table, name)
    if document.suffix == ".geojson":
        yield from row_faults([each["properties"] for each in value["features"]], table, name)


def _xml_faults(document: Path, folder: Path) -> Iterator[str]:
    """Yield what keeps a document from being well-formed."""
    try:
        ParserCreate().ParseFile(BytesIO(document.read_bytes()))
    except ExpatError as error:
        yield f"{document.relative_to(folder)}: {error}"


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
