"""The texts that cells share, without their phonetic hints: ISO/IEC 29500-1, 18.4."""

from __future__ import annotations

from xml.parsers import expat

from hiraku.intake.ooxml.package import DAMAGED, Package, Unreadable, refuse_doctype


class _Strings:
    """Gathers the text of each `si`, leaving out what stands in `rPh`."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._inside: set[str] = set()

    def start(self, name: str, _: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "si":
            self._pieces.clear()
        self._inside.add(tag)

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "si":
            self.strings.append("".join(self._pieces))
        self._inside.discard(tag)

    def data(self, text: str) -> None:
        if "t" in self._inside and "rPh" not in self._inside:
            self._pieces.append(text)


def read_strings(package: Package, part: str | None) -> list[str]:
    """Return the shared texts in their order; none where the book has none."""
    if part is None:
        return []
    gathered = _Strings()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = gathered.start, gathered.end
    parser.CharacterDataHandler = gathered.data
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        with package.open(part) as stream:
            parser.ParseFile(stream)
    except DAMAGED as error:
        raise Unreadable(str(error)) from error
    return gathered.strings
