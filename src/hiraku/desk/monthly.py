"""The next file of the same layout, taken in by the recipe of the first: `hiraku update`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hiraku.confined.calls import Died, call
from hiraku.desk import proposals
from hiraku.desk.descriptions import ENCODING, csv_text, period
from hiraku.desk.new_dataset import demand_readable, original_name
from hiraku.desk.recipes import FILE, Recipe, read_recipe
from hiraku.desk.survey import LIMITS, SurveyedFile, SurveyedSheet, rows_of_csv, survey
from hiraku.errors import UsageError
from hiraku.intake.drafting.tidy import TidyChoice, TidyTable
from hiraku.intake.sheets import address, letter
from hiraku.model import Dataset
from hiraku.problems import Place, Refused
from hiraku.reading.files.paths import admit
from hiraku.starting.catalog import written as yaml_text

_TOLD = 5


class UpdatedCell(Struct, frozen=True):
    """A cell of the new file (`D7`) in the column `title` that has another value than before."""

    cell: str
    title: str
    before: str
    after: str


class RowsCompared(Struct, frozen=True):
    """How many rows there were and are, the keys of those that came and went, what changed."""

    before: int
    after: int
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[UpdatedCell, ...] = ()


class DatasetUpdate(Struct, frozen=True):
    """`files` by their paths in the dataset's folder; `stale` is an original that is kept no more.

    `sheet` has the new table, `counts` is what differs from the rows before. `undated` are the
    properties of the description that should tell new dates and stand in no form that is known.
    """

    sheet: SurveyedSheet
    files: Mapping[str, bytes]
    counts: RowsCompared
    stale: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


def draft_update(dataset: Dataset, path: Path, today: dt.date) -> DatasetUpdate:
    """Read the next file as the recipe says and compare it; nothing is written.

    Raise `UsageError` with the cell and the cure where the layout moved or a value does not fit.
    """
    recipe = read_recipe(dataset.folder, dataset.id)
    surveyed = survey(path, TidyChoice(hidden=recipe.hidden, types=recipe.types))
    sheet = _sheet(surveyed, recipe)
    _demand_layout(sheet, recipe)
    demand_readable(sheet)
    _demand_values(sheet, recipe)
    names = tuple(column.name for column in recipe.columns)
    before = _rows(dataset, names)
    key = _key(dataset, names)
    _demand_key(sheet.table, key)
    kept = replace(recipe, file=path.name, sheet=sheet.name)
    files = _files(dataset, kept, sheet)
    undated = _put_dates(dataset, sheet.table, today, files)
    stale = _put_original(dataset, surveyed, path, files)
    return DatasetUpdate(sheet, files, _compared(before, sheet.table, key), stale, undated)


def _sheet(surveyed: SurveyedFile, recipe: Recipe) -> SurveyedSheet:
    """Return the sheet of the recipe's name, else the one with its heads, else the only one."""
    seen = [sheet for sheet in surveyed.sheets if sheet.seen]
    named = [sheet for sheet in seen if sheet.name == recipe.sheet]
    alike = [sheet for sheet in seen if not list(_moved(sheet, recipe))]
    for sheets in (named, alike, seen):
        if len(sheets) == 1:
            return sheets[0]
    known = "、".join(sheet.name for sheet in surveyed.sheets)
    raise UsageError("desk.sheet-gone", sheet=recipe.sheet, sheets=known)


def _demand_layout(sheet: SurveyedSheet, recipe: Recipe) -> None:
    if moved := list(_moved(sheet, recipe)):
        raise UsageError("desk.moved", sheet=sheet.name, differences="、".join(moved[:_TOLD]))


def _moved(sheet: SurveyedSheet, recipe: Recipe) -> Iterator[str]:
    """Yield each head that is not where it was: `G4「増減数」←「増減」`; nothing stands as （）."""
    columns = sheet.table.columns
    row = max(sheet.table.layout.head, default=sheet.table.layout.area.top)
    for place in range(max(len(columns), len(recipe.columns))):
        now = columns[place].title if place < len(columns) else ""
        then = recipe.columns[place].title if place < len(recipe.columns) else ""
        if not proposals.same_head(now, then):
            position = columns[place].position if now else columns[-1].position + 1
            yield f"{address(row, position)}「{now}」←「{then}」"


def _demand_values(sheet: SurveyedSheet, recipe: Recipe) -> None:
    table = sheet.table
    texts = {
        address(row, column.position): cells[place]
        for row, cells in zip(table.numbers, table.rows, strict=True)
        for place, column in enumerate(table.columns)
        if address(row, column.position) in column.uncertain
        or (column.symbols and cells[place] in set(column.symbols) - set(recipe.symbols))
    }
    if texts:
        cells = "、".join(f"{cell}「{text}」" for cell, text in list(texts.items())[:_TOLD])
        raise UsageError("desk.unfit", sheet=sheet.name, cells=cells, n=f"{len(texts):,}")


def _rows(dataset: Dataset, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows of the dataset as they stand; raise where its columns are others."""
    file = _data_file(dataset)
    try:
        rows = call(LIMITS, rows_of_csv, file)
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=file) from None
    if not rows or rows[0] != list(names):
        raise UsageError("desk.columns-changed", id=dataset.id, columns="、".join(names))
    return [tuple(row) for row in rows[1:]]


def _data_file(dataset: Dataset) -> Path:
    """Return the file that the new rows will stand in; it is the dataset's own, or nothing is."""
    path = dataset.resources[0].path
    try:
        return admit(dataset.folder, path, Place(path)).path
    except Refused as refused:
        values = {"where": path, "side": dataset.id, "id": refused.problem.id}
        raise UsageError("stops.unreadable-side", **values) from None


def _key(dataset: Dataset, names: Sequence[str]) -> tuple[int, ...]:
    schema = dataset.resources[0].schema
    key = schema.primary_key if schema else ()
    return tuple(names.index(name) for name in key if name in names)


def _demand_key(table: TidyTable, key: Sequence[int]) -> None:
    """Raise where two rows have the same key, or a row has none, with the letters of its cells."""
    seen: dict[tuple[str, ...], int] = {}
    for row, cells in zip(table.numbers, table.rows, strict=True):
        values = tuple(cells[place] for place in key)
        if key and (values in seen or "" in values):
            column = letter(table.columns[key[0]].position)
            rows = f"{column}{seen.get(values, row)}、{column}{row}"
            raise UsageError("desk.same-key", cells=rows, key="、".join(values))
        seen[values] = row


def _files(dataset: Dataset, recipe: Recipe, sheet: SurveyedSheet) -> dict[str, bytes]:
    names = [column.name for column in recipe.columns]
    texts = {
        dataset.resources[0].path: csv_text(names, sheet.table.rows),
        FILE: yaml_text(msgspec.to_builtins(recipe)),
    }
    return {name: text.encode(ENCODING) for name, text in texts.items()}


def _put_dates(
    dataset: Dataset, table: TidyTable, today: dt.date, files: dict[str, bytes]
) -> tuple[str, ...]:
    """Add the description with its dates anew, every other line as people wrote it.

    Return the properties that are not written in the form that `hiraku new` gives them.
    """
    lines = {"modified": (r"(?m)^modified:.*$", f"modified: '{today.isoformat()}'")}
    if times := period(table, proposals.as_of(table)):
        lines["temporal"] = (
            r"(?m)^temporal:\n  start:.*\n  end:.*\n",
            f"temporal:\n  start: '{times['start']}'\n  end: '{times['end']}'\n",
        )
    descriptor = dataset.folder / "datapackage.yaml"
    if not descriptor.is_file() or descriptor.is_symlink():
        return tuple(lines)
    text, undated = descriptor.read_text(ENCODING), []
    for key, (former, dated) in lines.items():
        text, times_put = re.subn(former, dated, text, count=1)
        undated += [] if times_put else [key]
    files[descriptor.name] = text.encode(ENCODING)
    return tuple(undated)


def _put_original(
    dataset: Dataset, surveyed: SurveyedFile, path: Path, files: dict[str, bytes]
) -> tuple[str, ...]:
    """Add the file itself where nothing of it is hidden; return the originals that it replaces."""
    folder = dataset.folder / "original"
    name = original_name(path, surveyed)
    if not surveyed.veiled:
        files[f"original/{name}"] = path.read_bytes()
    there = sorted(folder.glob("original.*")) if folder.is_dir() and not folder.is_symlink() else []
    return tuple(f"original/{old.name}" for old in there if surveyed.veiled or old.name != name)


def _compared(
    before: Sequence[tuple[str, ...]], table: TidyTable, key: Sequence[int]
) -> RowsCompared:
    if not key:
        return RowsCompared(len(before), len(table.rows))
    old = {tuple(row[place] for place in key): row for row in before}
    new = {tuple(row[place] for place in key): row for row in table.rows}
    added = tuple(" / ".join(values) for values in new if values not in old)
    gone = tuple(" / ".join(values) for values in old if values not in new)
    return RowsCompared(len(before), len(table.rows), added, gone, tuple(_changes(old, table, key)))


def _changes(
    old: Mapping[tuple[str, ...], tuple[str, ...]], table: TidyTable, key: Sequence[int]
) -> Iterator[UpdatedCell]:
    for row, cells in zip(table.numbers, table.rows, strict=True):
        before = old.get(tuple(cells[place] for place in key), cells)
        for column, was, now in zip(table.columns, before, cells, strict=False):
            if was != now:
                yield UpdatedCell(address(row, column.position), column.title, was, now)
