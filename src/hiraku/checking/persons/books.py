"""Persons in a workbook as it stands: hidden sheets, rows, columns and comments count as published.

Whoever sends a workbook on sends all of it, what pivot tables and charts were made of as well. No
cell of it is told, only where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.checking.persons.kinds import folded, kinds_of_head
from hiraku.checking.persons.numbers import numbers_in, tells_of_numbers
from hiraku.confined.calls import Died, call
from hiraku.confined.limits import Limits
from hiraku.intake.judging import RuleRemarks, veiled_parts
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import open_book
from hiraku.intake.report import not_read, remarks_problem
from hiraku.intake.sheets import Book, Cell, Range, Sheet, Visibility
from hiraku.languages import Message
from hiraku.problems import Example, Place, Problem, Severity, Value

NUMBERS, COLUMNS = "personal-number", "personal-columns"
_MANY, _NEARLY_ALL, _FEW = 10, 0.9, 3
_TOGETHER, _SURELY = 2, 3
_HEADS = 30
LIMITS = Limits(seconds=20)


class PersonalPart(Struct, frozen=True):
    """A column, a head or the comments of a sheet that tell of persons; `hidden` as it stands.

    `names` are the headers of a head, `filled` how many cells were looked at.
    """

    kind: str
    sheet: str
    area: Range
    hidden: bool
    sure: bool
    total: int = 1
    filled: int = 1
    names: tuple[str, ...] = ()


class Searched(Struct, frozen=True):
    """What a search found, and why not all of the file could be looked at, if so.

    `comments`: the format hides them from us. `unread`: it is no sound book, or a locked one.
    `veiled` is what a reader of the book does not see at once, whoever it tells of.
    """

    parts: list[PersonalPart]
    unsearched: str = ""
    veiled: list[RuleRemarks] = field(default_factory=list)


def personal_problems(path: Path, *, hidden_alone: bool = False) -> list[Problem]:
    """Look through all of a workbook, or only what is hidden in it; the file is opened confined.

    One that could not be read to its end is a finding: nobody knows whom it tells of.
    """
    try:
        return persons_in(path.name, call(LIMITS, search, path), hidden_alone=hidden_alone)
    except Died as died:
        return [not_read(Place(path.name), died, LIMITS)]


def persons_in(file: str, searched: Searched, *, hidden_alone: bool) -> list[Problem]:
    """Return what a search found, all of it or only what is hidden, as problems."""
    shown = [part for part in searched.parts if part.hidden or not hidden_alone]
    unsearched = [_unsearched(file, searched.unsearched)] if searched.unsearched else []
    return [*(_problem(file, part) for part in shown), *unsearched]


def published_book_problems(path: Path) -> list[Problem]:
    """Look through a workbook that is published as it is: persons, hidden parts, comments, macros.

    It is opened confined, once.
    """
    try:
        searched = call(LIMITS, search, path)
    except Died as died:
        return [not_read(Place(path.name), died, LIMITS)]
    veiled = [remarks_problem(path.name, remarks) for remarks in searched.veiled]
    return [*veiled, *persons_in(path.name, searched, hidden_alone=False)]


def _unsearched(file: str, hint: str) -> Problem:
    place, values = Place(file), {"files": (file,)}
    return Problem("persons-unsearched", place, values, hint, Severity.WARNING)


def search(path: Path) -> Searched:
    """Do the same in this very process: nothing of a file that is no book."""
    try:
        book = open_book(path)
    except Unreadable:
        return Searched([], "unread")
    return search_book(book)


def search_book(book: Book) -> Searched:
    """Look through a book that was opened."""
    parts = [part for sheet in book.sheets for part in _of_sheet(sheet)]
    kept = [part for names, texts in book.kept for part in _of_texts(Sheet("", ()), texts, names)]
    dark = any("hidden-rows" in sheet.unknown for sheet in book.sheets)
    return Searched([*parts, *kept], "comments" if dark else "", veiled_parts(book))


def _of_sheet(sheet: Sheet) -> Iterator[PersonalPart]:
    by_column: dict[int, list[tuple[int, str]]] = {}
    for row, column, cell in sheet.cells():
        by_column.setdefault(column, []).append((row, _reading(cell)))
    for column, cells in by_column.items():
        yield from _numbers(sheet, column, cells)
    yield from _head(sheet)
    floating = (item.text for item in sheet.floating)
    yield from _of_texts(sheet, (*sheet.comment_texts, *floating))


def _of_texts(
    sheet: Sheet, texts: Sequence[str], names: Sequence[str] = ()
) -> Iterator[PersonalPart]:
    """Yield what is found in what stands beside the cells: comments, text boxes, caches."""
    area = Range(1, 1, 1, 1)
    for part in _numbers(sheet, 1, [(0, text) for text in (*names, *texts)]):
        yield replace(part, area=area, hidden=True)
    kinds = kinds_of_head({at: folded(name) for at, name in enumerate(names)})
    if len(kinds) >= _TOGETHER:
        titles = tuple(names[at] for at in sorted(kinds.values()))
        sure = len(kinds) >= _SURELY
        yield PersonalPart(COLUMNS, sheet.name, area, hidden=True, sure=sure, names=titles)


def _reading(cell: Cell) -> str:
    """Return what a cell holds: of a number all its digits, whatever of them is seen."""
    value = cell.value
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return f"{value:.0f}" if whole else cell.text


def _numbers(sheet: Sheet, column: int, cells: Sequence[tuple[int, str]]) -> Iterator[PersonalPart]:
    looked_at = [(row, numbers_in(text)) for row, text in cells]
    rows = [row for row, (_, valid) in looked_at if valid]
    if not rows or len(rows) * 2 < sum(shaped for _, (shaped, _) in looked_at):
        return
    announced = any(tells_of_numbers(folded(text)) for _, text in cells)
    most = len(rows) >= _MANY and len(rows) >= _NEARLY_ALL * (len(cells) - 1)
    sure = most or (announced and len(rows) >= _FEW)
    area = Range(rows[0], column, rows[-1], column)
    hidden = _is_hidden(sheet, column, rows)
    yield PersonalPart(NUMBERS, sheet.name, area, hidden, sure, len(rows), len(cells))


def _head(sheet: Sheet) -> Iterator[PersonalPart]:
    """Yield the first head whose columns together tell who somebody is."""
    for row, cells in enumerate(sheet.rows[:_HEADS], 1):
        names = {at: folded(cell.text) for at, cell in enumerate(cells, 1) if not cell.blank}
        columns = sorted(set(kinds_of_head(names).values()))
        if len(columns) >= _TOGETHER:
            hidden = any(_is_hidden(sheet, column, [row]) for column in columns)
            area = Range(row, columns[0], row, columns[-1])
            titles = tuple(sheet.cell(row, column).text for column in columns)
            sure = len(columns) >= _SURELY
            yield PersonalPart(COLUMNS, sheet.name, area, hidden, sure, names=titles)
            return


def _is_hidden(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    return (
        sheet.visibility != Visibility.VISIBLE
        or "hidden-rows" in sheet.unknown
        or column in sheet.hidden_columns
        or any(row in sheet.hidden_rows for row in rows)
    )


def _problem(file: str, part: PersonalPart) -> Problem:
    place = Place(
        file,
        part.area.top,
        column=part.area.left,
        sheet=part.sheet or None,
        cells=part.area.address,
    )
    counted: dict[str, Value] = {
        "numbers": Message("reports.these-cells", {"n": f"{part.total:,}"}),
        "cells": f"{part.filled:,}",
    }
    return Problem(
        part.kind,
        place,
        {"columns": part.names} if part.names else counted,
        hint=_hint(part),
        severity=Severity.ERROR if part.sure else Severity.WARNING,
        total=part.total,
        examples=(Example(place),),
    )


def _hint(part: PersonalPart) -> str | None:
    """Return where it is kept: outside of all sheets, in what a sheet hides, or in sight."""
    if not part.sheet:
        return "kept"
    return "hidden" if part.hidden else None
