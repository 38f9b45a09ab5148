"""Is the finished site sound?

Every internal link leads somewhere, all JSON, JSON-LD, GeoJSON and XML can be read, and the JSON of
a table says the same as its CSV, row for row. The other files of a table have as many rows, and the
same values in a sample of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Raw
from msgspec.json import decode

from hiraku.publishing.release.json_items import is_list, items
from hiraku.publishing.release.json_rows import row_faults
from hiraku.publishing.release.page_links import link_faults
from hiraku.publishing.release.table_files import table_faults

LARGE = 8 * 1024 * 1024
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
    table = document.with_suffix(".csv")
    try:
        if table.is_file() and document.suffix == ".geojson":
            places = items(document, "features")
            yield from row_faults((place["properties"] for place in places), table, name)
        elif table.is_file() and document.suffix == ".json" and is_list(document):
            yield from row_faults(items(document), table, name)
        elif document.stat().st_size > LARGE:
            _demand_json(document)
        else:
            json.loads(document.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except (ValueError, KeyError, TypeError) as error:
        yield f"{name}: {error}"


def _demand_json(document: Path) -> None:
    """Read a large file without keeping what it says."""
    with document.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        decode(content, type=Raw)
    with document.open(encoding="utf-8") as text:
        while text.read(LARGE):  # what is no UTF-8 raises
            pass


def _xml_faults(document: Path, folder: Path) -> Iterator[str]:
    """Yield what keeps a document from being well-formed."""
    try:
        with document.open("rb") as stream:
            ParserCreate().ParseFile(stream)
    except ExpatError as error:
        yield f"{document.relative_to(folder)}: {error}"


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
