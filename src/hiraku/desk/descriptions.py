"""A decided table as files: the CSV, its description, its schema; and what is not said of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from hiraku.desk.proposals import NUMBERS, TIMES, is_time_of_rows
from hiraku.desk.questions import Inquiry
from hiraku.desk.recipes import FILE
from hiraku.intake.drafting.tidy import TidyColumn, TidyTable
from hiraku.languages import say
from hiraku.starting.yaml_text import written

ENCODING = "utf-8"


class Decisions(Struct, frozen=True):
    """What is known of a dataset to be; an empty text is a gap.

    `names` are those of the columns in their order, `key` the names that tell rows apart, `units`
    stand by name, `symbols` by the text of the cell.
    """

    id: str
    title: str
    row: str
    key: tuple[str, ...]
    names: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    frequency: str = "unknown"
    theme: str = ""
    notes: tuple[str, ...] = ()
    period: str = ""


def csv_text(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as RFC 4180, its lines ending as those of the first catalog do."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def package(decisions: Decisions, table: TidyTable, now: dt.datetime) -> str:
    """Return `datapackage.yaml`; what is not known is not written."""
    csv_file = {"path": f"{decisions.id}.csv", "format": "csv", "mediatype": "text/csv"}
    return _package(decisions, table, now, {**csv_file, "encoding": ENCODING}, "1.0.0")


def book_package(decisions: Decisions, table: TidyTable, now: dt.datetime) -> str:
    """Return `datapackage.yaml` of a workbook that is data as it is.

    It states no version: whoever puts the next workbook in its place need change nothing else.
    """
    book = {"path": f"{decisions.id}.xlsx", "recipe": FILE}
    return _package(decisions, table, now, book, "")


def _package(
    decisions: Decisions,
    table: TidyTable,
    now: dt.datetime,
    file: Mapping[str, str],
    version: str,
) -> str:
    name, title = decisions.id, {"title": decisions.title}
    key = [decisions.names.index(column) for column in decisions.key]
    stated = {
        "name": name,
        **title,
        "row": decisions.row,
        "version": version,
        "created": now.isoformat(timespec="seconds"),
        "modified": now.date().isoformat(),
        "theme": decisions.theme,
        "updateFrequency": decisions.frequency,
        "temporal": period(table, decisions.period, key),
        "sources": [{"title": decisions.source}] if decisions.source else [],
        "notes": list(decisions.notes),
        "resources": [
            {"name": name, **title, **file, "schema": name},
        ],
    }  # fmt: skip
    return written({key: value for key, value in stated.items() if value})


def period(table: TidyTable, as_of: str, key: Sequence[int] = ()) -> dict[str, str]:
    """Return what the rows cover by their one column of time, else the date above the table.

    A day on which something opened or closes is not when the rows were true: a column counts where
    its head says so, where it tells rows apart (`key` are places), or where all rows say the same.
    """
    times = [
        place
        for place, column in enumerate(table.columns)
        if column.type in TIMES[:3] and _is_of_rows(table, place, key)
    ]
    stated = sorted(row[times[0]] for row in table.rows if row[times[0]]) if len(times) == 1 else []
    if stated:
        return {"start": stated[0], "end": stated[-1]}
    return {"start": as_of, "end": as_of} if as_of else {}


def _is_of_rows(table: TidyTable, place: int, key: Sequence[int]) -> bool:
    said = place in key or is_time_of_rows(table.columns[place].title)
    return bool(said) or len({row[place] for row in table.rows}) == 1


def schema(decisions: Decisions, table: TidyTable) -> str:
    """Return `schemas/<id>.yaml`: the types of the columns, their units, the key."""
    fields = [
        _field(column, name, place, decisions, table)
        for place, (column, name) in enumerate(zip(table.columns, decisions.names, strict=True))
    ]
    stated = {
        "name": decisions.id,
        "title": decisions.title,
        "version": "1.0.0",
        "fields": fields,
        "missingValues": _missing_values(decisions.symbols),
        "primaryKey": list(decisions.key),
    }
    return written({key: value for key, value in stated.items() if value})


def _field(
    column: TidyColumn, name: str, place: int, decisions: Decisions, table: TidyTable
) -> dict[str, Any]:
    cells = (row[place] for row in table.rows)
    example = next((cell for cell in cells if cell and cell not in decisions.symbols), "")
    stated = {
        "name": name,
        "title": column.title,
        "type": column.type,
        "unit": column.unit or decisions.units.get(name, "") if column.type in NUMBERS else "",
        "constraints": {"required": True} if name in decisions.key else {},
        "example": example,
    }
    return {key: value for key, value in stated.items() if value}


def _missing_values(symbols: Mapping[str, str]) -> list[Any]:
    """Return the empty cell and the symbols: all texts, or all objects where one has a label."""
    stated = {"": "", **symbols}
    if not any(stated.values()):
        return [*stated]
    return [
        {"value": value, "label": label} if label else {"value": value}
        for value, label in stated.items()
    ]


def gaps_of(
    decisions: Decisions, inquiry: Inquiry, table: TidyTable, language: str
) -> Iterator[str]:
    """Yield the ids of what nobody has said yet."""
    if open_units(decisions, table):
        yield "units"
    if open_symbols(decisions, language):
        yield "symbols"
    if any(name.startswith("column_") for name in decisions.names):
        yield "names"
    for key in ("row", "key", "source", "frequency", "theme"):
        if inquiry.answers.get(key) == "":
            yield key


def open_units(decisions: Decisions, table: TidyTable) -> list[str]:
    """Return the titles of numeric columns that have no unit yet."""
    return [
        column.title
        for column, name in zip(table.columns, decisions.names, strict=True)
        if column.type in NUMBERS and not column.unit and name not in decisions.units
    ]


def open_symbols(decisions: Decisions, language: str) -> list[str]:
    """Return the symbols that nobody has explained yet."""
    unexplained = say(language, "desk.unexplained")
    return [symbol for symbol, text in decisions.symbols.items() if text == unexplained]
