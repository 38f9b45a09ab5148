"""全国地方公共団体コード whose check digit is wrong.

総務省「検査数字」: the first five digits times 6, 5, 4, 3, 2; the sum modulo 11, taken from 11.
"""

from collections.abc import Iterator

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import where

rule = column_rule(__name__)


@rule.counts
def wrong(column: FieldColumn) -> str | None:
    """Return where a check digit is wrong, in the column that bears the standard's title."""
    if not column.field.is_municipality_code:
        return None
    shaped = f"regexp_full_match({column.sql}, '[0-9]{{6}}')"
    return f"{shaped} AND {_wanted(column.sql)} <> {_digit(column.sql, 6)}"


@rule.finds
def wrong_check_digits(column: Column) -> Iterator[Finding]:
    if condition := wrong(column):
        yield from where(column, condition, digit=_wanted(column.sql))


def _wanted(cell: str) -> str:
    weighted = " + ".join(f"{7 - place} * {_digit(cell, place)}" for place in range(1, 6))
    return f"(11 - ({weighted}) % 11) % 10"


def _digit(cell: str, place: int) -> str:
    return f"TRY_CAST(substr({cell}, {place}, 1) AS INTEGER)"
