"""The files of a new dataset: its data, description, schema, recipe, and what it came from."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from hiraku.desk.descriptions import (
    ENCODING,
    Decisions,
    book_package,
    csv_text,
    package,
    schema,
)
from hiraku.desk.recipes import FILE
from hiraku.desk.survey import SurveyedFile, SurveyedSheet
from hiraku.intake.drafting.tidy import TidyChoice
from hiraku.recipe import VERSION, Recipe, RecipeColumn
from hiraku.starting.yaml_text import written as yaml_text


class DataForm(StrEnum):
    """In what form the data are kept: as tidy CSV, or as the workbook that they came in."""

    CSV = "csv"
    WORKBOOK = "workbook"


class TakenFile(Struct, frozen=True):
    """The file of an official, the sheet that was chosen, and how its table is taken."""

    path: Path
    surveyed: SurveyedFile
    sheet: SurveyedSheet
    choice: TidyChoice


def dataset_files(
    decisions: Decisions, taken: TakenFile, form: DataForm, now: dt.datetime
) -> dict[str, bytes]:
    """Return the files by their paths below the catalog's root."""
    data = _as_book if form is DataForm.WORKBOOK else _as_csv
    files = data(decisions, taken, now)
    files[FILE] = yaml_text(msgspec.to_builtins(_recipe(decisions, taken))).encode(ENCODING)
    return {
        **{f"datasets/{decisions.id}/{path}": content for path, content in files.items()},
        f"schemas/{decisions.id}.yaml": schema(decisions, taken.sheet.table).encode(ENCODING),
    }


def _as_book(decisions: Decisions, taken: TakenFile, now: dt.datetime) -> dict[str, bytes]:
    stated = book_package(decisions, taken.sheet.table, now)
    return {
        f"{decisions.id}.xlsx": taken.path.read_bytes(),
        "datapackage.yaml": stated.encode(ENCODING),
    }


def _as_csv(decisions: Decisions, taken: TakenFile, now: dt.datetime) -> dict[str, bytes]:
    """Return tidy CSV and, where nothing of it is hidden, the file that it came from."""
    table = taken.sheet.table
    files = {
        f"{decisions.id}.csv": csv_text(decisions.names, table.rows).encode(ENCODING),
        "datapackage.yaml": package(decisions, table, now).encode(ENCODING),
    }
    if not taken.surveyed.veiled:
        files[f"original/{original_name(taken.path, taken.surveyed)}"] = taken.path.read_bytes()
    return files


def original_name(path: Path, surveyed: SurveyedFile) -> str:
    """Return a name of our own: that of the file is an official's, and text is never a path."""
    suffix = path.suffix.lower()
    return f"original{suffix if suffix in ('.xlsm', '.tsv') else f'.{surveyed.kind}'}"


def _recipe(decisions: Decisions, taken: TakenFile) -> Recipe:
    columns = tuple(
        RecipeColumn(column.title, field, column.type)
        for column, field in zip(taken.sheet.table.columns, decisions.names, strict=True)
    )
    symbols = tuple(decisions.symbols)
    choice = taken.choice
    return Recipe(
        VERSION, taken.path.name, taken.sheet.name, choice.hidden, columns, symbols,
        choice.table, choice.long,
    )  # fmt: skip
