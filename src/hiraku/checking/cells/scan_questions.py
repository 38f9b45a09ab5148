"""What is asked of each file on its one pass: where it answers with nothing, nothing is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hiraku.checking.cells.cells import doubt
from hiraku.checking.contracts import Column, Rule
from hiraku.checking.counting import counted
from hiraku.checking.keys.keyed import Keyed, key_questions
from hiraku.reading.files.data_file import DataFile

# The keys of a larger file are not held in memory: for them it is read again.
MAX_KEY_BYTES = 64 * 1024 * 1024


def questions(
    file: DataFile, keyed: Keyed, rules: list[Rule], referenced: Collection[tuple[str, ...]]
) -> Iterator[str]:
    """Yield what to ask: cells in doubt, what a rule is looking for, keys that repeat."""
    for column in keyed.columns(tuple(keyed.positions)):
        yield counted(in_doubt(column))
        for rule in rules:
            for condition in rule.asked(column):
                yield counted(condition)
    if file.survey.size <= MAX_KEY_BYTES:
        yield from key_questions(keyed, referenced)


def in_doubt(column: Column) -> str:
    """Hold where the judge must see the cell."""
    return doubt(column.sql, column.field)
