"""A workbook with its wrong cells coloured and commented, and a sheet of findings before all."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from hiraku.intake.books import xlsx
from hiraku.intake.ooxml.package import DAMAGED, Package, Relationship, Unreadable
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.sheets import Sheet
from hiraku.own_folders import scratch
from hiraku.reporting.painting.findings_sheet import findings_sheet
from hiraku.reporting.painting.marks import CellMark, FindingsFront
from hiraku.reporting.painting.painted_cells import colours, merged, painted, with_drawing
from hiraku.reporting.painting.painted_comments import commented, comments, notes, shapes
from hiraku.reporting.painting.painted_parts import (
    MAIN,
    RELATIONS,
    StylePainter,
    Unsure,
    attribute,
    inserted,
    relations_with,
    text_of,
)
from hiraku.reporting.painting.plain_book import write_plain

_CONTENT = "application/vnd.openxmlformats-officedocument"
_FRONT = "xl/worksheets/hiraku-findings.xml"
_SHEET = f"{_CONTENT}.spreadsheetml.worksheet+xml"
_COMMENTS = f"{_CONTENT}.spreadsheetml.comments+xml"
_VML = f"{_CONTENT}.vmlDrawing"


def painted_file(path: Path, marks: tuple[CellMark, ...], front: FindingsFront) -> bytes:
    """Return the workbook of a file with its marks; for the worker, nothing is written.

    Raise `Unreadable` where it is no table, `ValueError` where Excel has no room for it.
    """
    if kind_of(path) == "xlsx" and path.suffix.lower() != ".xlsm":
        try:
            return _painted(path, marks, front)
        except (Unsure, *DAMAGED):
            pass  # it is written anew from its values
    with scratch("hiraku-book-") as folder:
        plain = folder / "plain.xlsx"
        write_plain(open_book(path), plain)
        return _painted(plain, marks, front)


def _painted(path: Path, marks: Sequence[CellMark], front: FindingsFront) -> bytes:
    with Package(path) as package:
        if "macros" in xlsx.read(path).remarks:
            raise Unsure("macros")
        book = _Parts(package)
        book.paint(marks)
        book.put_front(front, marks)
    content = _zipped(path, book.changed)
    _demand_same(path, content)
    return content


class _Parts:
    """The parts of a workbook that are changed or added, by their names."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}
        self.workbook = package.workbook()
        self.relations = package.relations(self.workbook)
        self.sheets = xlsx.sheet_parts(package)
        styles = next((rel.part for rel in self.relations.values() if rel.kind == "styles"), None)
        strict = b"purl.oclc.org/ooxml" in package.read(self.workbook)
        if styles is None or not self.sheets or strict:
            raise Unsure("workbook")
        self.styles = styles

    def _read(self, part: str) -> bytes | None:
        if part in self.changed:
            return self.changed[part]
        return self.package.read(part) if part in self.package.parts else None

    def text(self, part: str) -> str:
        return text_of(self._read(part) or b"")

    def named(self, sheet: str) -> str:
        """Return the workbook's name of a sheet; a mark of a CSV names none."""
        return sheet if sheet in self.sheets else next(iter(self.sheets))

    def paint(self, marks: Sequence[CellMark]) -> None:
        """Colour the cells of each sheet and put the comments beside them."""
        painter = StylePainter.of(self._read(self.styles) or b"")
        for number, (name, part) in enumerate(self.sheets.items(), 1):
            own = [mark for mark in marks if mark.cells and self.named(mark.sheet) == name]
            if own:
                text = painted(self.text(part), colours(own), painter)
                self.changed[part] = self._commented(part, text, own, number).encode()
        self.changed[self.styles] = painter.content()

    def _commented(self, sheet: str, text: str, marks: list[CellMark], number: int) -> str:
        """Put the comments of a sheet beside it; return it with the drawing that shows them."""
        beside = {relation.kind: relation for relation in self.package.relations(sheet).values()}
        theirs_part = self._part(beside.get("comments"))
        theirs = commented(theirs_part)
        told_at = notes(marks, merged(text))
        texts = {cell: said for cell, said in told_at.items() if cell not in theirs}
        self._put_beside(sheet, "comments", beside, comments(theirs_part, texts), number)
        drawing = shapes(self._part(beside.get("vmlDrawing")), texts)
        identifier = self._put_beside(sheet, "vmlDrawing", beside, drawing, number)
        return with_drawing(text, identifier) if identifier else text

    def _part(self, relation: Relationship | None) -> bytes | None:
        return self._read(relation.part) if relation else None

    def _put_beside(
        self, sheet: str, kind: str, beside: dict[str, Relationship], content: bytes, number: int
    ) -> str:
        """Put a part beside a sheet; return the name of the relation where it is new."""
        if kind in beside:
            self.changed[beside[kind].part] = content
            return ""
        suffix = "vml" if kind == "vmlDrawing" else "xml"
        part, identifier = f"xl/hiraku/{kind}{number}.{suffix}", f"rIdHiraku{kind}"
        self.changed[part] = content
        self._relate(sheet, identifier, kind, f"/{part}")
        self._declare(part, _VML if suffix == "vml" else _COMMENTS)
        return identifier

    def _relate(self, part: str, identifier: str, kind: str, target: str) -> None:
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        self.changed[listed] = relations_with(self._read(listed), identifier, kind, target)

    def _declare(self, part: str, kind: str) -> None:
        text = self.text("[Content_Types].xml")
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        piece = f'<Override xmlns="{types}" PartName="/{part}" ContentType="{kind}"/>'
        self.changed["[Content_Types].xml"] = inserted(text, "Types", piece).encode()

    def put_front(self, front: FindingsFront, marks: Sequence[CellMark]) -> None:
        """Put the sheet of findings before the others, and have it be the one that opens."""
        known = {mark.sheet: self.named(mark.sheet) for mark in marks}
        self.changed[_FRONT] = findings_sheet(front, marks, known)
        self._declare(_FRONT, _SHEET)
        self._relate(self.workbook, "rIdHirakuFindings", "worksheet", f"/{_FRONT}")
        text = self.text(self.workbook)
        ids = [int(number) for number in re.findall(r'\bsheetId="([0-9]+)"', text)]
        entry = (
            f'<sheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" name={attribute(self._free(front.name))} '
            f'sheetId="{max(ids, default=0) + 1}" r:id="rIdHirakuFindings"/>'
        )
        start = re.search(r"<(?:\w+:)?sheets\b[^>]*>", text)
        if not start:
            raise Unsure("sheets")
        text = text[: start.end()] + entry + _moved(text[start.end() :])
        text = re.sub(r'\s(?:activeTab|firstSheet)="[0-9]+"', "", text)
        self.changed[self.workbook] = text.encode()
        for part in self.sheets.values():
            own = self.text(part)
            if "tabSelected" in own:
                self.changed[part] = re.sub(r'\stabSelected="[^"]*"', "", own, count=1).encode()

    def _free(self, name: str) -> str:
        taken = {sheet.casefold() for sheet in self.sheets}
        numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
        return (
            name
            if name.casefold() not in taken
            else next(free for free in numbered if free.casefold() not in taken)
        )


def _moved(text: str) -> str:
    """Return the rest of the workbook's list, where names count the sheets from 0."""
    return re.sub(
        r'\blocalSheetId="([0-9]+)"', lambda match: f'localSheetId="{int(match[1]) + 1}"', text
    )


def _zipped(path: Path, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as former, zipfile.ZipFile(out, "w") as copy:
        for info in former.infolist():
            if info.filename not in changed:
                copy.writestr(info, former.read(info), info.compress_type)
        for name, content in changed.items():
            copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _demand_same(path: Path, content: bytes) -> None:
    """Raise `Unsure` where the sheets behind the first are not those of the former book."""
    former = [_digest(sheet) for sheet in xlsx.read(path).sheets]
    with scratch("hiraku-book-") as folder:
        copy = folder / "copy.xlsx"
        copy.write_bytes(content)
        try:
            _, *sheets = xlsx.read(copy).sheets
        except Unreadable as error:
            raise Unsure(str(error)) from error
    if former != [_digest(sheet) for sheet in sheets]:
        raise Unsure(path.name)


def _digest(sheet: Sheet) -> bytes:
    """Return what a sheet says: its name, what it merges, its cells that are not blank."""
    digest = sha256(repr((sheet.name, sheet.merged, sheet.visibility)).encode())
    for row, column, cell in sheet.cells():
        digest.update(repr((row, column, cell.text, cell.formula, cell.error)).encode())
    return digest.digest()
