"""Every cell against its field: SQL acquits, the judge decides the rest, each text once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from heapq import nsmallest
from typing import Any

from msgspec import Struct
from msgspec import field as record_field

from hiraku.checking.cells.constraints import breaks, matches, obeys, second_engine
from hiraku.checking.cells.hints import constraint_hint, type_hint
from hiraku.checking.cells.judge import Judge, Verdict
from hiraku.checking.contracts import Column, Finding, ValueRule
from hiraku.checking.counting import examples
from hiraku.checking.types.field_type import type_of
from hiraku.model import Field
from hiraku.problems import EXAMPLES, Problem, Severity, Value
from hiraku.sql import any_of

_BATCH = 10_000

Key = tuple[str, str | None, str | None]


class _Tally(Struct):
    total: int = 0
    rows: list[int] = record_field(default_factory=list)
    first: int = 0
    values: dict[str, Value] = record_field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def add(self, times: int, rows: list[int], finding: Finding) -> None:
        if not self.total or rows[0] < self.rows[0]:
            self.values = dict(finding.values)
        self.total += times
        self.rows = nsmallest(EXAMPLES, [*self.rows, *rows])


def doubt(sql: str, field: Field) -> str:
    """Hold where a cell is not certainly valid."""
    missing = _missing(sql, field)
    valid = f"{type_of(field).acquits(sql, field)} AND {obeys(sql, field)}"
    sound = f"NOT ({missing}) AND {valid}" if field.required else f"{missing} OR ({valid})"
    return f"{sql} IS NOT NULL AND ({sound}) IS NOT TRUE"


def convicted(sql: str, field: Field) -> str:
    """Return SQL of what a cell in doubt surely breaks, as in a `Verdict`, each with a comma.

    It is NULL where only the judge can tell.
    """
    kind = type_of(field)
    absent = "'required,'" if field.required else "''"
    return (
        f"CASE WHEN {_missing(sql, field)} THEN {absent} "
        f"WHEN {kind.convicts(sql, field)} THEN 'type,' "
        f"WHEN {kind.acquits(sql, field)} THEN {breaks(sql, field)} END"
    )


def to_be_judged(sql: str, field: Field) -> str:
    """Hold where SQL neither acquits nor convicts: the judge must see the cell."""
    return f"({doubt(sql, field)}) AND ({convicted(sql, field)}) IS NULL"


def cell_problems(column: Column, rules: list[ValueRule], broken: deque[str]) -> Iterator[Problem]:
    """Yield a problem for each thing that is wrong in the column, with its exact total.

    The texts that are not of the field's type are added to `broken`.
    """
    judge, pattern = Judge(column.field), second_engine(column.field)
    tallies: dict[Key, _Tally] = {}
    for text, times, rows, by_sql, proved in _doubtful(column):
        matched = pattern.matches(text) if pattern and by_sql is None else by_sql
        verdict = judge.verdict(text) if proved is None else _proved(proved)
        if "type" in verdict.broken:
            broken.append(text)
        for id_, severity, finding in _findings(column, text, verdict, matched, rules):
            key = (id_, finding.hint, str(finding.values.get("constraint")))
            tally = tallies.setdefault(key, _Tally(severity=severity))
            tally.add(times, rows, finding)
    shown = {row for tally in tallies.values() for row in tally.rows}
    seen = {example.place.row: example for example in examples(column, shown)}
    for (id_, hint, _), tally in sorted(tallies.items(), key=lambda item: item[1].rows[0]):
        found = tuple(seen[row] for row in tally.rows)
        yield Problem(
            id_,
            found[0].place,
            tally.values,
            hint=hint,
            severity=tally.severity,
            total=tally.total,
            examples=found,
        )


def _proved(constraints: str) -> Verdict:
    return Verdict(broken=tuple(constraints.split(",")[:-1]))


def _doubtful(column: Column) -> Iterator[tuple[str, int, list[int], bool, str | None]]:
    """Yield each different text that SQL does not acquit.

    With it: how often it stands there, its first rows, its match, of what it is convicted.
    """
    sql, field = column.sql, column.field
    matched = f"({_missing(sql, field)}) OR {matches(sql, field)}"
    cursor = column.connection.cursor().execute(
        f"SELECT {sql}, count(*), min(row, {EXAMPLES}), {matched}, "
        f"{convicted(sql, field)} FROM {column.table.sql} "
        f"WHERE {doubt(sql, field)} GROUP BY ALL"
    )
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _missing(sql: str, field: Field) -> str:
    return any_of(sql, tuple(missing.value for missing in field.missing_values))


def _findings(
    column: Column, text: str, verdict: Verdict, matched: Any, rules: list[ValueRule]
) -> Iterator[tuple[str, Severity, Finding]]:
    field = column.field
    if "type" in verdict.broken:
        hint, values = type_hint(text, field)
        title = type_of(field).title
        yield "type-error", Severity.ERROR, Finding({"type": title, **values}, hint=hint)
        return
    if matched is None:
        yield "pattern-timeout", Severity.ERROR, Finding({"wanted": field.constraints["pattern"]})
        return
    broken = (*verdict.broken, *(() if matched else ("pattern",)))
    for constraint in broken:
        hint, values = constraint_hint(constraint, text, field)
        yield "constraint-error", Severity.ERROR, Finding(values, hint=hint)
    if not broken and verdict.value is not None:
        for rule in rules:
            for finding in rule.find(verdict.value, text, field):
                yield rule.id, rule.severity, finding
