"""全国地方公共団体コード whose check digit is wrong.

総務省「検査数字」: the first five digits times 6, 5, 4, 3, 2; the sum modulo 11, taken from 11.
"""

from collections.abc import Iterator

from hiraku.checking.contracts import Column, Finding, column_rule
from hiraku.checking.evidence import where

TITLE = "全国地方公共団体コード"

rule = column_rule(__name__)


@rule.finds
def wrong_check_digits(column: Column) -> Iterator[Finding]:
    """Judge the column that bears the standard's title, six digits a cell."""
    if column.field.title.ja != TITLE or column.field.type != "string":
        return
    cell = column.sql
    digits = [f"TRY_CAST(substr({cell}, {place}, 1) AS INTEGER)" for place in range(1, 7)]
    weighted = " + ".join(f"{6 - place} * {digits[place]}" for place in range(5))
    wanted = f"(11 - ({weighted}) % 11) % 10"
    shaped = f"regexp_full_match({cell}, '[0-9]{{6}}')"
    yield from where(column, f"{shaped} AND {wanted} <> {digits[5]}", digit=wanted)
