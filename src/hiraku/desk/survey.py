"""What an official's file holds, sheet by sheet, as a draft can use it; it is opened confined.

Only plain values come back: the tidy table of each sheet, and what stands in the way of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.admitted import demand_file
from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.errors import UsageError
from hiraku.intake.books import csv as csv_book
from hiraku.intake.contracts import Looked
from hiraku.intake.drafting.tidy import TidyChoice, TidyTable, tidy
from hiraku.intake.drafting.totals import OddTotal, odd_totals
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.people import named_people
from hiraku.intake.sheets import Book, Range, Sheet, Visibility, address, letter
from hiraku.languages import listed, say

LIMITS = Limits(memory=768 * MEGABYTE, seconds=90, output=256 * MEGABYTE)


class SurveyedSheet(Struct, frozen=True):
    """A sheet with a table: what of it is hidden, cannot be read, or is another table.

    `hidden` are rows (`5`) and columns (`C`) of the table, `unreadable` cells of formulas without
    a value and of errors, `others` ranges of further tables. `seen` is false for a hidden sheet,
    `blind` true where the format does not let hidden rows and columns be told. `tables` are all
    tables of the sheet from above and the left, by their cells and their first texts.
    """

    name: str
    table: TidyTable
    seen: bool
    hidden: tuple[str, ...]
    unreadable: tuple[str, ...]
    others: tuple[str, ...]
    totals: tuple[OddTotal, ...]
    blind: bool = False
    tables: tuple[str, ...] = ()


class SurveyedFile(Struct, frozen=True):
    """The sheets that hold a table, and whether anything of the file is not in sight.

    `unreadable` says what the file is where it holds no table that can be read: `pdf`, `locked` …
    `people` are those whom its properties name.
    """

    kind: str
    sheets: tuple[SurveyedSheet, ...] = ()
    veiled: bool = False
    unreadable: str = ""
    people: tuple[str, ...] = ()


def survey(path: Path, choice: TidyChoice) -> SurveyedFile:
    """Read a file of an official; raise `UsageError` where it holds no table that can be read."""
    demand_file(path)
    try:
        surveyed = call(LIMITS, surveyed_file, path, choice)
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=path) from None
    if surveyed.unreadable:
        raise UsageError("desk.not-a-table", file=path, kind=surveyed.unreadable)
    if not surveyed.sheets:
        raise UsageError("desk.no-table", file=path)
    return surveyed


def surveyed_file(path: Path, choice: TidyChoice) -> SurveyedFile:
    """Read every sheet; for the worker."""
    try:
        book = open_book(path)
    except Unreadable:
        return SurveyedFile("", unreadable=kind_of(path))
    sheets = tuple(filter(None, (_sheet(book, sheet, choice) for sheet in book.sheets)))
    veiled = any(map(_is_veiled, book.sheets))
    return SurveyedFile(book.kind, sheets, veiled, people=named_people(path))


def rows_of_csv(path: Path) -> list[list[str]]:
    """Return the records of a CSV as texts, none where it cannot be read; for the worker."""
    try:
        return [[cell.text for cell in row] for row in csv_book.read(path).sheets[0].rows]
    except Unreadable:
        return []


def _sheet(book: Book, sheet: Sheet, choice: TidyChoice) -> SurveyedSheet | None:
    looked = Looked(book, sheet, choice.table)
    table = tidy(looked, choice)
    if table is None or not table.columns:
        return None
    wide = tidy(looked, replace(choice, long=False)) if choice.long else table
    wide = wide or table
    return SurveyedSheet(
        sheet.name,
        table,
        sheet.visibility == Visibility.VISIBLE,
        tuple(_hidden(sheet, table)),
        tuple(_unreadable(sheet, wide)),
        tuple(area.address for area in table.layout.others),
        tuple(odd_totals(looked, wide)),
        "hidden-rows" in sheet.unknown,
        tuple(_named(sheet, area) for area in table.layout.tables),
    )


def _named(sheet: Sheet, area: Range) -> str:
    cells = (sheet.cell(area.top, column) for column in range(area.left, area.right + 1))
    texts = [text for cell in cells if (text := " ".join(cell.text.split()))]
    return f"{area.address} {' / '.join(texts[:3])}"


def _hidden(sheet: Sheet, table: TidyTable) -> Iterator[str]:
    columns = {column.position for column in table.layout.columns}
    yield from (str(row) for row in table.layout.body if row in sheet.hidden_rows)
    yield from (letter(column) for column in sorted(sheet.hidden_columns & columns))


def hidden_words(parts: Sequence[str], language: str) -> str:
    """Return hidden rows and columns as a sentence names them."""
    rows = [part for part in parts if part.isdecimal()]
    columns = [part for part in parts if not part.isdecimal()]
    named = {"desk.hidden-rows": rows, "desk.hidden-columns": columns}
    said = (say(language, key, parts=tuple(own)) for key, own in named.items() if own)
    return listed(language, said)


def _unreadable(sheet: Sheet, table: TidyTable) -> Iterator[str]:
    for row in table.numbers:
        for column in table.columns:
            cell = sheet.cell(row, column.position)
            if cell.error or (cell.formula and cell.value is None):
                yield address(row, column.position)


def _is_veiled(sheet: Sheet) -> bool:
    """Tell whether a reader of the sheet does not see all of it: hidden parts and comments."""
    unseen = sheet.visibility != Visibility.VISIBLE and any(sheet.cells())
    veiled = unseen or sheet.hidden_rows or sheet.hidden_columns or sheet.comments
    return bool(veiled or {"hidden-rows", "comments"} & sheet.unknown)
