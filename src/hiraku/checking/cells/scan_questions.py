"""What is asked of each file on its one pass: where it answers with nothing, nothing is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hiraku.checking.cells.cells import doubt
from hiraku.checking.contracts import ColumnRule, FieldColumn
from hiraku.checking.keys.matched_table import MatchedFields, Names, key_questions
from hiraku.reading.files.data_file import DataFile

# The keys of a larger file are not held in memory: for them it is read again.
MAX_KEY_BYTES = 64 * 1024 * 1024


def scan_questions(
    file: DataFile, fields: MatchedFields, rules: list[ColumnRule], referenced: Collection[Names]
) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of what to ask: cells in doubt, what rules look for, keys that repeat."""
    for column in fields.columns(tuple(fields.positions)):
        yield doubts_in(column), f"count_if({in_doubt(column)})"
        for rule in rules:
            if condition := rule.counted_condition(column):
                yield found_by(rule, column), f"count_if({condition})"
    if file.survey.size <= MAX_KEY_BYTES:
        yield from key_questions(fields, referenced)


def doubts_in(column: FieldColumn) -> str:
    """Name the question how many cells the judge must see."""
    return f"doubts in {column.sql}"


def found_by(rule: ColumnRule, column: FieldColumn) -> str:
    """Name the question how many cells a rule finds."""
    return f"{rule.id} in {column.sql}"


def in_doubt(column: FieldColumn) -> str:
    """Hold where the judge must see the cell."""
    return doubt(column.sql, column.field)
