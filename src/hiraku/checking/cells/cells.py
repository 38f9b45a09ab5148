"""Every cell against its field: SQL acquits, the judge decides the rest, each text once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec import field as record_field
from msgspec.structs import replace

from hiraku.checking.cells.constraints import breaks, matches, obeys, second_engine
from hiraku.checking.cells.hints import constraint_hint, type_hint
from hiraku.checking.cells.judge import Judge, Verdict
from hiraku.checking.contracts import Column, Finding, ValueRule
from hiraku.checking.counting import examples
from hiraku.checking.types.field_type import type_of
from hiraku.checking.types.patterns.second_engine import Matcher
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Field
from hiraku.problems import EXAMPLES, PROPOSALS, Example, Problem, Severity, Value
from hiraku.sql import any_of

_BATCH = 10_000
_UNDECIDED = "pattern-timeout"
# To compare two texts takes some 10 µs.
_COMPARISONS = 500_000

Key = tuple[str, str | None, str | None]


class _TextTally(Struct):
    """How often something is wrong, and the texts that come first: row, text and proposal.

    However many texts are wrong, only those that are shown are kept.
    """

    severity: Severity
    total: int = 0
    first: list[tuple[int, str, str]] = record_field(default_factory=list)
    values: dict[str, Value] = record_field(default_factory=dict)
    proposes: bool = False

    @property
    def shown(self) -> int:
        return PROPOSALS if self.proposes else EXAMPLES

    def add(self, text: str, times: int, row: int, finding: Finding) -> None:
        self.total += times
        proposal = _proposal(finding)
        self.proposes = self.proposes or bool(proposal)
        if len(self.first) >= self.shown and row > self.first[-1][0]:
            return
        if not self.first or row < self.first[0][0]:
            self.values = dict(finding.values)
        self.first = sorted([*self.first, (row, text, proposal)])[: self.shown]

    def proposed(self, example: Example) -> Example:
        """Return the example with what is proposed for its text."""
        proposals = {text: proposal for _, text, proposal in self.first}
        return replace(example, proposal=proposals.get(example.cell or "", ""))


def _proposal(finding: Finding) -> str:
    return str(finding.values.get("proposal") or finding.values.get("nearest") or "")


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


def cell_problems(
    column: Column,
    texts: DuckDBPyConnection,
    rules: list[ValueRule],
    broken: Callable[[str], None],
) -> Iterator[Problem]:
    """Yield a problem for each thing that is wrong in the column, with its exact total.

    `texts` are those in doubt (`texts_in_doubt`). `broken` is told each that is not of the field's
    type.
    """
    judge, pattern = Judge(column.field), second_engine(column.field)
    near = _few_comparisons(column)
    tallies: dict[Key, _TextTally] = {}
    for text, times, row, matched, proved in _each(texts, pattern):
        verdict = judge.verdict(text) if proved is None else _proved(proved)
        verdict = _with_pattern(verdict, matched)
        if "type" in verdict.broken:
            broken(text)
        for id_, severity, finding in _findings(column.field, text, verdict, rules, near=near):
            named = (id_, finding.hint, str(finding.values.get("constraint")))
            tally = tallies.setdefault(named, _TextTally(severity=severity))
            tally.add(text, times, row, finding)
    rows = _rows(column, tallies)
    shown = {row for some in rows.values() for row in some}
    seen = {example.place.row: example for example in examples(column, shown)}
    for key, tally in sorted(tallies.items(), key=lambda item: item[1].first[0]):
        first = tuple(tally.proposed(seen[row]) for row in rows[key])
        yield Problem(
            key[0],
            first[0].place,
            tally.values,
            hint=key[1],
            severity=tally.severity,
            total=tally.total,
            examples=first,
        )


def _rows(column: Column, tallies: Mapping[Key, _TextTally]) -> dict[Key, list[int]]:
    """Return for each tally the first rows with a text that comes first: none can be before them.

    Of as many texts as are shown, the first row of the last is the last that can be among them.
    """
    rows = {key: [row for row, *_ in tally.first] for key, tally in tallies.items()}
    more = [key for key, tally in tallies.items() if tally.total > len(tally.first)]
    if more:
        asked = " UNION ALL ".join(
            f"(SELECT {at}, row FROM {column.table.sql} WHERE {_last(tallies[key])}"
            f"list_contains(${at}::VARCHAR[], {column.sql}) "
            f"ORDER BY row LIMIT {tallies[key].shown})"
            for at, key in enumerate(more, 1)
        )
        texts = [[text for _, text, _ in tallies[key].first] for key in more]
        rows |= {key: [] for key in more}
        for at, row in column.connection.execute(asked, texts).fetchall():
            rows[more[at - 1]].append(row)
    return {key: sorted(numbers) for key, numbers in rows.items()}


def _last(tally: _TextTally) -> str:
    return f"row <= {tally.first[-1][0]} AND " if len(tally.first) == tally.shown else ""


def _proved(constraints: str) -> Verdict:
    return Verdict(broken=tuple(constraints.split(",")[:-1]))


def texts_in_doubt(column: Column) -> DuckDBPyConnection:
    """Ask for each different text that SQL does not acquit; nothing else is asked there meanwhile.

    With it: how often it stands there, its first row, its match, of what it is convicted.
    """
    sql, field = column.sql, column.field
    matched = f"({_missing(sql, field)}) OR {matches(sql, field)}"
    return column.connection.execute(
        f"SELECT {sql}, count(*), min(row), {matched}, "
        f"{convicted(sql, field)} FROM {column.table.sql} "
        f"WHERE {doubt(sql, field)} GROUP BY ALL"
    )


def _each(
    texts: DuckDBPyConnection, second: Matcher | None
) -> Iterator[tuple[str, int, int, bool | None, str | None]]:
    while batch := texts.fetchmany(_BATCH):
        yield from _matched(batch, second) if second else batch
    texts.close()  # what it found is held as long as it is open


def _matched(batch: list[Any], second: Matcher) -> Iterator[Any]:
    """Let the second engine tell whether the texts match of which SQL cannot."""
    asked = iter(second.matches([text for text, _, _, by_sql, _ in batch if by_sql is None]))
    for text, times, row, by_sql, proved in batch:
        yield text, times, row, next(asked) if by_sql is None else by_sql, proved


def _few_comparisons(column: Column) -> bool:
    """Tell whether the texts in doubt, compared with each member of `enum`, are few enough."""
    members = len(column.field.constraints.get("enum") or ())
    if not members:
        return False
    doubts = f"FROM {column.table.sql} WHERE {doubt(column.sql, column.field)}"
    asked = f"SELECT count(DISTINCT {column.sql}) {doubts}"
    texts, *_ = column.connection.execute(asked).fetchone() or (0,)
    return int(texts) * members <= _COMPARISONS


def _missing(sql: str, field: Field) -> str:
    return any_of(sql, tuple(missing.value for missing in field.missing_values))


def _with_pattern(verdict: Verdict, matched: Any) -> Verdict:
    """Add to what is broken the pattern, or that nobody could tell: then `matched` is None."""
    if matched:
        return verdict
    broken = _UNDECIDED if matched is None else "pattern"
    return Verdict(verdict.value, (*verdict.broken, broken))


def _findings(
    field: Field, text: str, verdict: Verdict, rules: list[ValueRule], *, near: bool
) -> Iterator[tuple[str, Severity, Finding]]:
    if "type" in verdict.broken:
        hint, values = type_hint(text, field)
        title = type_of(field).title
        yield "type-error", Severity.ERROR, Finding({"type": title, **values}, hint=hint)
        return
    if _UNDECIDED in verdict.broken:
        yield "pattern-timeout", Severity.ERROR, Finding({"wanted": field.constraints["pattern"]})
        return
    for constraint in verdict.broken:
        hint, values = constraint_hint(constraint, text, field, near=near)
        yield "constraint-error", Severity.ERROR, Finding(values, hint=hint)
    if not verdict.broken and verdict.value is not None:
        for rule in rules:
            for finding in rule.find(verdict.value, text, field):
                yield rule.id, rule.severity, finding
