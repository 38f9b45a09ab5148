"""Columns that together tell who somebody is: name, address, date of birth, telephone, mail."""

from collections.abc import Iterator, Sequence

from hiraku.checking.contracts import Column, FieldColumn, Finding, table_rule
from hiraku.checking.persons.kinds import asked_contents, personal_columns
from hiraku.problems import Severity

rule = table_rule(__name__, allowable=True)
rule.passes_plain_texts = True

_TOGETHER, _MANY = 2, 3


@rule.counts
def contents(column: FieldColumn) -> Iterator[str]:
    return asked_contents(column)


@rule.finds
def personal_data(columns: Sequence[Column], _key: Sequence[str]) -> Iterator[Finding]:
    """Warn of two kinds of personal data in a table; three are an error."""
    by_kind = personal_columns(columns)
    named = list({personal.position: personal for personal in by_kind.values()}.values())
    named.sort(key=lambda column: column.position)
    if len(named) >= _TOGETHER:
        titles = tuple(str(column.field.title) for column in named)
        severity = None if len(named) >= _MANY else Severity.WARNING
        yield Finding({"columns": titles}, named[0].place, severity=severity)
