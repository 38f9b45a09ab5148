"""What of an official's file can be mended safely: nothing is lost, and nothing is chosen.

Whatever needs a decision (約5, a unit that stands nowhere else, a fiscal year) is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, structs

from hiraku.desk.mending.csv_fields import rewritten_csv
from hiraku.desk.mending.ooxml_cells import rewritten_book
from hiraku.intake.contracts import Fix, Looked, Remark, official_rules
from hiraku.intake.drafting.column_types import is_code
from hiraku.intake.layout.texts import narrowed, unit_in
from hiraku.intake.meant.signs import is_radical, meant
from hiraku.intake.meant.times import NoSuchDay, meaning
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.sheets import Book, Sheet, Visibility, address

_RULES = ("text-in-number", "time-not-iso", "spaces-for-looks", "lost-leading-zero")
_ROUNDS = 4
_OF_TYPES = {
    "text-in-number": ("integer", "number"),
    "time-not-iso": ("date", "yearmonth", "datetime", "time"),
}
# Marks that stand beside the letter that they belong to: か and ゛ for が. NFC of anything else
# could change a letter of a name (U+FA19 for 神).
_APART = re.compile("[\u3040-\u30ffA-Za-z][\u0300-\u036f\u3099\u309a]+")


class CellFix(Struct, frozen=True):
    """One cell (`D6` of a sheet), what stands there, what will, and by which rule."""

    sheet: str
    cell: str
    before: str
    after: str
    rule: str


class FixedFile(Struct, frozen=True):
    """The changes, and the whole file with them; `encoding` is what it was, where that changes.

    `blank_rows` counts rows without anything that are dropped at the end. `unreadable` says what
    the file is where it holds no table.
    """

    fixes: tuple[CellFix, ...] = ()
    content: bytes = b""
    encoding: str = ""
    blank_rows: int = 0
    unreadable: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything of the file is mended."""
        return bool(self.fixes or self.encoding or self.blank_rows)


def fixed_file(path: Path, types: Mapping[str, str]) -> FixedFile:
    """Return a file with all that is safe mended; for the worker, nothing is written.

    `types` are those of the columns by their heads, where a schema says them: a number is mended
    only where a number is meant to stand.
    """
    try:
        book = open_book(path)
    except Unreadable:
        return FixedFile(unreadable=kind_of(path))
    fixes = tuple(fix for sheet in book.sheets for fix in _of_sheet(book, sheet, types))
    try:
        return _rewritten(path, book.kind, fixes)
    except ValueError:
        return FixedFile(unreadable="unsure")


def _rewritten(path: Path, kind: str, fixes: tuple[CellFix, ...]) -> FixedFile:
    if kind == "csv":
        cells = {fix.cell: fix.after for fix in fixes}
        content, encoding, blank_rows = rewritten_csv(path, cells)
        return FixedFile(fixes, content, encoding, blank_rows)
    if kind != "xlsx":
        return FixedFile(unreadable=kind)
    return FixedFile(fixes, rewritten_book(path, _by_sheet(fixes)))


def _by_sheet(fixes: tuple[CellFix, ...]) -> dict[str, dict[str, str]]:
    sheets: dict[str, dict[str, str]] = {}
    for fix in fixes:
        sheets.setdefault(fix.sheet, {})[fix.cell] = fix.after
    return sheets


def _of_sheet(book: Book, sheet: Sheet, types: Mapping[str, str]) -> Iterator[CellFix]:
    """Yield one fix for each cell; what one makes visible to another rule is mended as well."""
    if sheet.visibility != Visibility.VISIBLE:
        return
    fixes: dict[str, CellFix] = {}
    for _ in range(_ROUNDS):
        further = {fix.cell: fix for fix in _round(book, sheet, types)}
        if not further:
            break
        sheet = _with(sheet, further)
        for cell, fix in further.items():
            first = fixes.get(cell, fix)
            fixes[cell] = structs.replace(first, after=fix.after)
    yield from (fix for fix in fixes.values() if fix.before != fix.after)


def _round(book: Book, sheet: Sheet, types: Mapping[str, str]) -> Iterator[CellFix]:
    """Yield the fix of the first rule that has one for a cell, else of signs that look alike."""
    mended: set[tuple[int, int]] = set()
    looked = Looked(book, sheet)
    heads = {column.position: column.name for column in looked.columns}
    for rule in _RULES:
        for remark in official_rules()[rule].remarks(looked):
            place = (remark.area.top, remark.area.left)
            head = heads.get(place[1], "")
            cell = sheet.cell(*place)
            sure = place not in mended and not cell.formula and isinstance(cell.value, str)
            if sure and _fits(rule, types.get(head)) and _is_safe(rule, remark, head):
                mended.add(place)
                after = str(remark.wanted)
                yield CellFix(sheet.name, address(*place), cell.text, after, rule)
    yield from _letters(sheet, mended)


def _with(sheet: Sheet, fixes: Mapping[str, CellFix]) -> Sheet:
    """Return the sheet as it will stand."""
    rows = [
        [
            structs.replace(cell, value=fix.after, text=fix.after)
            if (fix := fixes.get(address(row, column)))
            else cell
            for column, cell in enumerate(cells, 1)
        ]
        for row, cells in enumerate(sheet.rows, 1)
    ]
    return structs.replace(sheet, rows=rows)


def _fits(rule: str, kind: str | None) -> bool:
    return kind is None or rule not in _OF_TYPES or kind in _OF_TYPES[rule]


def _is_safe(rule: str, remark: Remark, head: str) -> bool:
    if remark.fix is not Fix.SAFE or remark.wanted is None or remark.hint == "head":
        return False
    if rule == "text-in-number":
        return not is_code(head) and _keeps_the_unit(remark.text, remark.wanted, head)
    return rule != "time-not-iso" or _is_day_or_month(remark.text)


def _keeps_the_unit(text: str, wanted: str, head: str) -> bool:
    """Tell whether nothing but signs and commas goes, or the unit that goes stands in the head."""
    plain = narrowed(text).strip().replace(",", "").replace(" ", "")
    rest = plain.lstrip("△▲−－‐–-¥\\(").removeprefix(wanted.lstrip("-")).rstrip(")")
    return rest == "" or rest == unit_in(head)


def _is_day_or_month(text: str) -> bool:
    try:
        moment = meaning(text)
    except NoSuchDay:
        return False
    return bool(moment and moment.kind in ("date", "yearmonth"))


def _letters(sheet: Sheet, mended: set[tuple[int, int]]) -> Iterator[CellFix]:
    """Yield the cells with marks apart from their letters, and signs of radicals for letters."""
    for row, column, cell in sheet.cells():
        if isinstance(cell.value, str) and not cell.formula and (row, column) not in mended:
            whole = _APART.sub(_joined, cell.text)
            text = "".join(meant(sign) if is_radical(sign) else sign for sign in whole)
            if text != cell.text:
                rule = "marks-apart" if text == whole else "characters-beyond-jis"
                yield CellFix(sheet.name, address(row, column), cell.text, text, rule)


def _joined(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])
