"""Workbooks of Excel since 2007 (OOXML): everything that the rules ask about is in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from hiraku.intake.ooxml.drawings import read_comment_texts, read_comments, read_floating
from hiraku.intake.ooxml.leftovers import read_leftovers
from hiraku.intake.ooxml.package import DAMAGED, Package, Relationship, Unreadable, child, children
from hiraku.intake.ooxml.sheet_xml import SheetReader
from hiraku.intake.ooxml.strings import read_strings
from hiraku.intake.ooxml.styles import read_styles
from hiraku.intake.sheets import Book, Sheet, Style, Visibility

suffixes = {".xlsx", ".xlsm"}

_VISIBLE = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read(path: Path) -> Book:
    """Read every sheet; raise `Unreadable` where the file is no sound workbook."""
    try:
        return _book(path)
    except DAMAGED as error:
        raise Unreadable(str(error)) from error


def _book(path: Path) -> Book:
    with Package(path) as package:
        part = package.workbook()
        tree = package.tree(part)
        relations = package.relations(part)
        by_kind = {relation.kind: relation.part for relation in relations.values()}
        strings = read_strings(package, by_kind.get("sharedStrings"))
        styles = read_styles(package, by_kind.get("styles"))
        book = _Reader(package, strings, styles, from_1904=_from_1904(tree))
        sheets = tuple(
            book.sheet(entry, relations[_id(entry)])
            for entry in children(child(tree, "sheets"), "sheet")
            if _id(entry) in relations and relations[_id(entry)].kind == "worksheet"
        )
        macros = any(name.endswith("vbaProject.bin") for name in package.parts)
        kept = tuple((part.names, part.texts) for part in read_leftovers(package))
        return Book(path.name, "xlsx", sheets, frozenset({"macros"} if macros else ()), kept)


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of the package that holds each sheet, by the sheet's name."""
    part = package.workbook()
    relations = package.relations(part)
    return {
        str(entry.get("name")): relations[_id(entry)].part
        for entry in children(child(package.tree(part), "sheets"), "sheet")
        if _id(entry) in relations and relations[_id(entry)].kind == "worksheet"
    }


def _id(entry: ET.Element) -> str:
    return str(entry.get(_ID) or entry.get(_STRICT_ID))


def _from_1904(tree: ET.Element) -> bool:
    properties = child(tree, "workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


class _Reader:
    def __init__(
        self, package: Package, strings: Sequence[str], styles: Sequence[Style], *, from_1904: bool
    ) -> None:
        self._package, self._strings, self._styles = package, strings, styles
        self._from_1904 = from_1904

    def sheet(self, entry: ET.Element, relation: Relationship) -> Sheet:
        reader = SheetReader(self._strings, self._styles, from_1904=self._from_1904)
        with self._package.open(relation.part) as stream:
            reader.read(stream)
        beside = list(self._package.relations(relation.part).values())
        comments = [part.part for part in beside if part.kind in ("comments", "threadedComment")]
        return Sheet(
            name=str(entry.get("name")),
            rows=reader.rows,
            styles=self._styles,
            visibility=_VISIBLE.get(str(entry.get("state")), Visibility.VISIBLE),
            merged=sorted(reader.merged),
            hidden_rows=frozenset(reader.hidden_rows),
            hidden_columns=frozenset(reader.hidden_columns),
            filtered=reader.filtered,
            floating=tuple(
                item
                for part in beside
                if part.kind == "drawing"
                for item in read_floating(self._package, part.part)
            ),
            comments=tuple(
                place for part in comments for place in read_comments(self._package, part)
            ),
            comment_texts=tuple(
                text for part in comments for text in read_comment_texts(self._package, part)
            ),
        )
