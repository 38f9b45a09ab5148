"""What a workbook keeps beside its sheets: rows behind pivot tables, charts and links to others.

They stay where the sheet that they come from was deleted. ISO/IEC 29500-1, 18.10 (pivot caches),
18.14 (external links), 21.2 (charts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from msgspec import Struct, field

from hiraku.intake.ooxml.package import DAMAGED, Package, Unreadable, refuse_doctype

_PARTS = re.compile(r"xl/(pivotCache|externalLinks|charts)/[^/]+\.xml")


class Leftover(Struct):
    """`names` are those of a cache's columns, `texts` all values that are kept."""

    part: str
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read_leftovers(package: Package) -> Iterator[Leftover]:
    """Yield each such part; raise `Unreadable` where one is damaged."""
    for part in sorted(filter(_PARTS.fullmatch, package.parts)):
        with package.open(part) as stream:
            yield _read(Leftover(part), stream)


def _read(leftover: Leftover, stream: IO[bytes]) -> Leftover:
    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" cacheField"):
            leftover.names.append(attributes.get("name", ""))
        elif "v" in attributes:
            leftover.texts.append(attributes["v"])

    def text(data: str) -> None:
        if data.strip():
            leftover.texts.append(data)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.ParseFile(stream)
    except DAMAGED as error:
        raise Unreadable(str(error)) from error
    return leftover
