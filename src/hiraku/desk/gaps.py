"""What nobody has said of a dataset yet: it is told, and left open."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.desk.descriptions import Decisions
from hiraku.desk.proposals import NUMBERS
from hiraku.desk.questions import Inquiry
from hiraku.intake.drafting.tidy import TidyTable
from hiraku.languages import say


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
