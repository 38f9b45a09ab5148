"""What is asked of each file on its one pass: where it answers with nothing, nothing is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from hiraku.checking.cells.cells import doubt, to_be_judged
from hiraku.checking.contracts import CountingRule, FieldColumn
from hiraku.checking.counting import counted
from hiraku.checking.keys.matched_table import (
    MatchedFields,
    Names,
    reference_questions,
    uniqueness_questions,
)
from hiraku.reading.files.data_file import DataFile

# The keys of a larger file are not counted on its pass, and not held in memory to be looked up in:
# for them it is read again.
MAX_COUNTED_BYTES = 64 * 1024 * 1024
MAX_HELD_BYTES = 8 * 1024 * 1024


def scan_questions(
    file: DataFile,
    fields: MatchedFields,
    rules: Iterable[CountingRule[Any]],
    referenced: Collection[Names],
) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of what to ask: cells in doubt, what rules look for, keys that repeat."""
    for column in fields.columns(tuple(fields.positions)):
        yield doubts_in(column), f"count_if({in_doubt(column)})"
        for rule in rules:
            possible = rule.possible(file.survey)
            for condition in rule.conditions(column):
                yield counted(condition), f"count_if({condition})" if possible else "0"
    if file.survey.size <= MAX_COUNTED_BYTES:
        yield from uniqueness_questions(fields)
    if file.survey.size <= MAX_HELD_BYTES:
        yield from reference_questions(fields, referenced)


def sound_questions(fields: MatchedFields, rules: Iterable[CountingRule[Any]]) -> Iterator[str]:
    """Yield the names of those that count nothing in plain texts."""
    passing = [rule for rule in rules if rule.passes_plain_texts]
    for column in fields.columns(tuple(fields.positions)):
        yield doubts_in(column)
        for rule in passing:
            yield from map(counted, rule.conditions(column))


def doubts_in(column: FieldColumn) -> str:
    """Name the question how many cells are not certainly valid."""
    return f"doubts in {column.sql}"


def in_doubt(column: FieldColumn) -> str:
    """Hold where a cell is not certainly valid."""
    return doubt(column.sql, column.field)


def for_the_judge(column: FieldColumn) -> str:
    """Hold where the judge must see the cell."""
    return to_be_judged(column.sql, column.field)
