"""全国地方公共団体コード that are none: a wrong check digit, or other than six digits.

総務省「検査数字」: the first five digits times 6, 5, 4, 3, 2; the sum modulo 11, taken from 11.
The codes of the prefectures 01 to 09 begin with a zero, which spreadsheets take away.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import where
from hiraku.sql import literal

rule = column_rule(__name__, allowable=True)


@rule.counts
def wrong(column: FieldColumn) -> list[str]:
    """Return where a code is none, in a column of municipalities' codes."""
    return list(_conditions(column).values())


@rule.finds
def codes_that_are_none(column: Column) -> Iterator[Finding]:
    for hint, condition in _conditions(column).items():
        proposal = {"proposal": _full(column.sql)} if hint == "lost-zero" else {}
        for finding in where(column, condition, digit=_wanted(column.sql), **proposal):
            yield replace(finding, hint=hint)


def _conditions(column: FieldColumn) -> dict[str | None, str]:
    """Return what is wrong with a cell, by the hint of its cure."""
    if not column.field.holds_municipality_codes:
        return {}
    cell, full = column.sql, _full(column.sql)
    missing = ", ".join(literal(missing.value) for missing in column.field.missing_values)
    value = f"{cell} NOT IN ({missing})" if missing else f"{cell} IS NOT NULL"
    six = f"regexp_full_match({cell}, '[0-9]{{6}}')"
    lost = f"regexp_full_match({cell}, '[0-9]{{5}}') AND {_wanted(full)} = {_digit(full, 6)}"
    wrong_digit: dict[str | None, str] = {
        None: f"{value} AND {six} AND {_wanted(cell)} <> {_digit(cell, 6)}"
    }
    if "pattern" in column.field.constraints:  # which tells of every other shape
        return wrong_digit
    return wrong_digit | {
        "lost-zero": f"{value} AND {lost}",
        "shape": f"{value} AND NOT {six} AND NOT ({lost})",
    }


def _full(cell: str) -> str:
    """Return the code with the zero that was lost."""
    return f"('0' || {cell})"


def _wanted(cell: str) -> str:
    weighted = " + ".join(f"{7 - place} * {_digit(cell, place)}" for place in range(1, 6))
    return f"(11 - ({weighted}) % 11) % 10"


def _digit(cell: str, place: int) -> str:
    return f"TRY_CAST(substr({cell}, {place}, 1) AS INTEGER)"
