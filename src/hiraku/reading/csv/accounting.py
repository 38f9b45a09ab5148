"""Did DuckDB read every byte of a file? What it returns and what it may leave out must add up.

DuckDB overlooks blank lines, an empty cell too many and spaces before a quote. All of them are
bytes that stand in the file and in no cell, so the sum of the cells' bytes shows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from hiraku.model import Dialect
from hiraku.reading.files.survey import Survey
from hiraku.sql import literal


class Counted(Struct, frozen=True):
    """What a relation holds: rows, bytes of all cells, of its longest and of its shortest row.

    `quoting` tells whether a cell has a quote in it, `breaking` whether one has a line end.
    """

    rows: int
    cells: int
    longest: int
    shortest: int
    quoting: bool
    breaking: bool


COUNTS = 6


def of_all(parts: Sequence[Counted]) -> Counted:
    """Put together what is counted of the same rows, some of their columns at a time.

    The `longest` is so not too short, and the `shortest` not too long.
    """
    return Counted(
        parts[0].rows,
        sum(part.cells for part in parts),
        sum(part.longest for part in parts),
        sum(part.shortest for part in parts),
        any(part.quoting for part in parts),
        any(part.breaking for part in parts),
    )


def counting(columns: Sequence[str], dialect: Dialect, survey: Survey | None) -> list[str]:
    """Return the SQL of what is counted; in a file without quotes no cell has one, or a line end.

    A row is looked at as one text: to look at each of its cells takes DuckDB longer.
    """
    row = f"concat({', '.join(columns)})"
    within = [
        f"contains({row}, {character})" for character in (literal(dialect.quote_char), "chr(10)")
    ]
    quoted = survey and survey.quotes
    return [
        "count(*)",
        f"coalesce(sum(strlen({row})), 0)::BIGINT",
        f"coalesce(max(strlen({row})), 0)",
        f"coalesce(min(strlen({row})), 0)",
        *(f"count_if({condition}) > 0" if quoted else "false" for condition in within),
    ]


def bytes_add_up(
    survey: Survey, dialect: Dialect, header: bytes, columns: int, counted: Counted
) -> bool:
    """Tell whether the bytes of the file are those of its cells and of what stands between them.

    Only where no cell has a quote in it: then every quote of the file encloses a cell.
    """
    between = counted.rows * ((columns - 1) * len(dialect.delimiter.encode()) + survey.line_end)
    quotes = survey.quotes - header.count(dialect.quote_char.encode())
    last = 0 if survey.ended else survey.line_end
    return counted.cells + between + quotes == survey.size - len(header) + last
