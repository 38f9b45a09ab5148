"""The table of a workbook made for printing, by the recipe of the first: its tidy records.

What the recipe does not fit is refused with the cells that are others; what has not the type of
its column stays as it stands, for the judge. Each record keeps its row of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from hiraku.intake.contracts import Looked
from hiraku.intake.drafting.heads import moved_heads
from hiraku.intake.drafting.tidy import TidyChoice, TidyTable, tidy
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.sheets import Book, Sheet, Visibility
from hiraku.model import Recipe, Resource
from hiraku.problems import Place, Problem, Refused, Severity, Value
from hiraku.reading.csv.csv_text import Fault, Record
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.reading.records.sheets import MAX_CELLS, Cell, Failure, SheetRecords, chosen
from hiraku.reading.records.workbooks.xlsx_parts import looked_through

_TOLD = 5


class _Drafted(Struct, frozen=True):
    sheet: Sheet
    table: TidyTable


def recipe_records(path: Path, resource: Resource, recipe: Recipe, place: Place) -> SheetRecords:
    """Return the head, of the names of the recipe, and a record for each row of the table."""
    book = _book(path, place)
    drafted = _drafted(book, resource, recipe, place)
    _demand_layout(drafted, recipe, place)
    table = drafted.table
    columns = tuple(column.position for column in table.columns)
    head = max(table.layout.head, default=table.layout.area.top)
    failures = looked_through(path, drafted.sheet.name).errors
    grid = SheetGrid(drafted.sheet.name, columns, head)
    return SheetRecords(_records(table, recipe, head, failures), _left(drafted, place), grid)


def _book(path: Path, place: Place) -> Book:
    if not looked_through(path).admissible:
        raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
    kind = kind_of(path)
    if kind != "xlsx":
        hint = {"locked": "password", "html": "html", "text": "text"}.get(kind, "damaged")
        raise Refused(Problem("workbook-unreadable", place, hint=hint))
    try:
        return open_book(path)
    except Unreadable:
        raise Refused(Problem("workbook-unreadable", place, hint="damaged")) from None


def _drafted(book: Book, resource: Resource, recipe: Recipe, place: Place) -> _Drafted:
    """Return the table of the stated sheet, else of the recipe's, of the one alike, the only one.

    Raises `Refused` where none of them is there or several are alike.
    """
    choice = TidyChoice(recipe.hidden, recipe.types, recipe.table)
    seen = [sheet for sheet in book.sheets if sheet.visibility == Visibility.VISIBLE]
    if resource.dialect.sheet is not None:
        names = [sheet.name for sheet in book.sheets]
        name, _ = chosen(names, frozenset(), resource, place)
        wanted = [sheet for sheet in book.sheets if sheet.name == name]
    else:
        wanted = [sheet for sheet in seen if sheet.name == recipe.sheet] or seen
    known = ((sheet, tidy(Looked(book, sheet, recipe.table), choice)) for sheet in wanted)
    tables = [_Drafted(sheet, table) for sheet, table in known if table and table.columns]
    alike = [drafted for drafted in tables if not list(moved_heads(drafted.table, recipe))]
    for likely in (alike, tables):
        if len(likely) == 1:
            return likely[0]
    values = {"sheet": recipe.sheet, "sheets": tuple(sheet.name for sheet in seen) or "-"}
    raise Refused(Problem("sheet-missing", place, values))


def _demand_layout(drafted: _Drafted, recipe: Recipe, place: Place) -> None:
    moved = list(moved_heads(drafted.table, recipe))
    if moved:
        _refuse_layout(drafted.sheet.name, moved, place)


def _refuse_layout(sheet: str, moved: list[tuple[str, str, str]], place: Place) -> NoReturn:
    heads = tuple(f"{cell}「{now}」←「{then}」" for cell, now, then in moved[:_TOLD])
    at = Place(place.file, sheet=sheet, cells=moved[0][0])
    values: dict[str, Value] = {"sheet": sheet, "differences": heads, "cells": moved[0][0]}
    raise Refused(Problem("layout-moved", at, values, total=len(moved)))


def _left(drafted: _Drafted, place: Place) -> tuple[Problem, ...]:
    """Tell what looks like a table and is not read: below the same columns it may go on with it."""
    main, problems = drafted.table.layout.area, list[Problem]()
    for area in drafted.table.layout.others:
        same = area.top > main.bottom and (area.left, area.right) == (main.left, main.right)
        at = Place(place.file, area.top, sheet=drafted.sheet.name, cells=area.address)
        values: dict[str, Value] = {
            "text": drafted.sheet.cell(area.top, area.left).text,
            "cells": area.address,
        }
        hint, severity = ("goes-on", Severity.ERROR) if same else (None, Severity.WARNING)
        problems.append(Problem("several-tables", at, values, hint, severity))
    return tuple(problems)


def _records(
    table: TidyTable, recipe: Recipe, head: int, failures: Mapping[Cell, Failure]
) -> Iterator[Record]:
    yield Record(head, head, list(recipe.names))
    positions = [column.position for column in table.columns]
    for number, cells in zip(table.numbers, table.rows, strict=True):
        faults = tuple(
            Fault(failures[number, column].id, number, number, at, failures[number, column].text)
            for at, column in enumerate(positions, 1)
            if (number, column) in failures
        )
        yield Record(number, number, list(cells), faults)
