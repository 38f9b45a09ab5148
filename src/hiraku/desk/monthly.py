"""The next file of the same layout, taken in by the recipe of the first: `hiraku update`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.rulebook import Bump
from hiraku.changes.versions import numbers, raised, written
from hiraku.confined.calls import Died, call
from hiraku.desk import proposals
from hiraku.desk.dataset_files import original_name
from hiraku.desk.descriptions import ENCODING, csv_text, period
from hiraku.desk.new_dataset import demand_publishable, demand_readable
from hiraku.desk.recipes import FILE, read_recipe
from hiraku.desk.survey import LIMITS, SurveyedFile, SurveyedSheet, rows_of_csv, survey
from hiraku.errors import UsageError
from hiraku.intake.drafting.heads import moved_heads
from hiraku.intake.drafting.tidy import TidyChoice, TidyTable
from hiraku.intake.sheets import letter
from hiraku.model import Dataset
from hiraku.problems import Place, Refused
from hiraku.reading.files.paths import admit
from hiraku.recipe import Recipe
from hiraku.starting.yaml_text import written as yaml_text

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
    `people` are those whom the properties of the original name.
    """

    sheet: SurveyedSheet
    files: Mapping[str, bytes]
    counts: RowsCompared
    stale: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def draft_update(dataset: Dataset, path: Path | None, today: dt.date) -> DatasetUpdate:
    """Read the next file as the recipe says and compare it; nothing is written.

    Without a file it is the workbook of the dataset itself, which somebody has put in its place.
    Raise `UsageError` with the cell and the cure where the layout moved or a value does not fit.
    """
    recipe = read_recipe(dataset.folder, dataset.id)
    if path is None and dataset.resources[0].recipe is None:
        raise UsageError("desk.no-next-file", id=dataset.id)
    file = path or _data_file(dataset)
    surveyed, sheet = _read(file, recipe)
    key = _key(dataset, recipe.names)
    _demand_key(sheet.table, key)
    before = _rows(dataset, recipe) if path else sheet.table.rows
    counts = _compared(before, sheet.table, key)
    kept = replace(recipe, file=file.name if path else recipe.file, sheet=sheet.name)
    files = {FILE: yaml_text(msgspec.to_builtins(kept)).encode(ENCODING)}
    times = period(sheet.table, proposals.as_of(sheet.table), key)
    undated = _put_dates(dataset, times, today, counts, files)
    text = csv_text(recipe.names, sheet.table.rows)
    stale = _put_data(dataset, surveyed, text, file, files)
    people = () if surveyed.veiled else surveyed.people
    return DatasetUpdate(sheet, files, counts, stale, undated, people)


def _read(path: Path, recipe: Recipe) -> tuple[SurveyedFile, SurveyedSheet]:
    choice = TidyChoice(recipe.hidden, recipe.types, recipe.table, recipe.long)
    surveyed = survey(path, choice)
    sheet = _sheet(surveyed, recipe)
    _demand_layout(sheet, recipe)
    demand_readable(sheet)
    _demand_values(sheet, recipe)
    return surveyed, sheet


def _sheet(surveyed: SurveyedFile, recipe: Recipe) -> SurveyedSheet:
    """Return the sheet of the recipe's name, else the one with its heads, else the only one."""
    seen = [sheet for sheet in surveyed.sheets if sheet.seen]
    named = [sheet for sheet in seen if sheet.name == recipe.sheet]
    alike = [sheet for sheet in seen if not list(moved_heads(sheet.table, recipe))]
    for sheets in (named, alike, seen):
        if len(sheets) == 1:
            return sheets[0]
    known = tuple(sheet.name for sheet in surveyed.sheets)
    raise UsageError("desk.sheet-gone", sheet=recipe.sheet, sheets=known)


def _demand_layout(sheet: SurveyedSheet, recipe: Recipe) -> None:
    moved = [f"{cell}「{now}」←「{then}」" for cell, now, then in moved_heads(sheet.table, recipe)]
    if moved:
        raise UsageError("desk.moved", sheet=sheet.name, differences=tuple(moved[:_TOLD]))


def _demand_values(sheet: SurveyedSheet, recipe: Recipe) -> None:
    table = sheet.table
    texts = {
        table.address(row, place): cells[place]
        for row, cells in enumerate(table.rows)
        for place, column in enumerate(table.columns)
        if table.address(row, place) in column.uncertain
        or (column.symbols and cells[place] in set(column.symbols) - set(recipe.symbols))
    }
    if texts:
        cells = tuple(f"{cell}「{text}」" for cell, text in list(texts.items())[:_TOLD])
        raise UsageError("desk.unfit", sheet=sheet.name, cells=cells, n=f"{len(texts):,}")


def _rows(dataset: Dataset, recipe: Recipe) -> Sequence[tuple[str, ...]]:
    """Return the rows of the dataset as they stand; raise where its columns are others."""
    names = recipe.names
    if dataset.resources[0].recipe:
        return _read(_data_file(dataset), recipe)[1].table.rows
    file = _data_file(dataset)
    try:
        rows = call(LIMITS, rows_of_csv, file)
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=file) from None
    if not rows or rows[0] != list(names):
        raise UsageError("desk.columns-changed", id=dataset.id, columns=tuple(names))
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
            rows = (f"{column}{seen.get(values, row)}", f"{column}{row}")
            raise UsageError("desk.same-key", cells=rows, key=values)
        seen[values] = row


def _put_dates(
    dataset: Dataset,
    times: Mapping[str, str],
    today: dt.date,
    counts: RowsCompared,
    files: dict[str, bytes],
) -> tuple[str, ...]:
    """Add the description with its dates and version anew, other lines as people wrote them.

    Return the properties that are not written in the form that `hiraku new` gives them.
    """
    lines = {"modified": (r"(?m)^modified:.*$", f"modified: '{today.isoformat()}'")}
    if times:
        lines["temporal"] = (
            r"(?m)^temporal:\n  start:.*\n  end:.*\n",
            f"temporal:\n  start: '{times['start']}'\n  end: '{times['end']}'\n",
        )
    if version := _next_version(dataset.version, counts):
        lines["version"] = (r"(?m)^version:.*$", f"version: {version}")
    descriptor = dataset.folder / "datapackage.yaml"
    if not descriptor.is_file() or descriptor.is_symlink():
        return tuple(lines)
    text, undated = descriptor.read_text(ENCODING), []
    for key, (former, dated) in lines.items():
        text, times_put = re.subn(former, dated, text, count=1)
        undated += [] if times_put else [key]
    files[descriptor.name] = text.encode(ENCODING)
    return tuple(undated)


def _next_version(version: str | None, counts: RowsCompared) -> str:
    """Return the version that `hiraku changes` will ask for; empty where it may stay."""
    known = numbers(version)
    came_or_went = counts.added or counts.gone or counts.before != counts.after
    if not known or not (came_or_went or counts.changed):
        return ""
    return written(raised(known, Bump.MINOR if came_or_went else Bump.PATCH))


def _put_data(
    dataset: Dataset, surveyed: SurveyedFile, text: str, path: Path, files: dict[str, bytes]
) -> tuple[str, ...]:
    """Add the data: the workbook itself, or its rows as CSV and the file as the original."""
    resource = dataset.resources[0]
    if resource.recipe:
        demand_publishable(surveyed)
        files[resource.path] = path.read_bytes()
        return ()
    files[resource.path] = text.encode(ENCODING)
    return _put_original(dataset, surveyed, path, files)


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
    for row, cells in enumerate(table.rows):
        before = old.get(tuple(cells[place] for place in key), cells)
        for place, (was, now) in enumerate(zip(before, cells, strict=False)):
            if was != now:
                title = table.columns[place].title
                yield UpdatedCell(table.address(row, place), title, was, now)
