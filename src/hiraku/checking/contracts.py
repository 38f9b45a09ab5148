"""What a rule is: an id, what it looks at, and a function that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from hiraku.engine import DuckDBPyConnection
from hiraku.model import Catalog, Dataset, Field, Schema
from hiraku.problems import Example, Place, Problem, Severity, Value
from hiraku.reading.files.survey import Survey
from hiraku.reading.loaded_table import LoadedTable
from hiraku.registry import entries, identifier


class Finding(Struct, frozen=True):
    """What a rule yields; the caller makes a Problem of it.

    `place` is where the caller cannot know it; `values` fill the blanks of the wording, and `hint`
    chooses the cure. `total` is exact, `examples` are the first of them. `severity` is the rule's
    where it is None.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    place: Place | None = None
    hint: str | None = None
    total: int = 1
    examples: tuple[Example, ...] = ()
    severity: Severity | None = None


# The conditions that a rule counts in a column: one, several, or None where there is nothing.
Counts = Callable[["FieldColumn"], "str | Iterable[str] | None"]
Counting = TypeVar("Counting", bound=Counts)
Find = TypeVar("Find", bound=Callable[..., Iterable[Finding]])


class Rule(Struct, Generic[Find]):
    """A rule, by its `id` (the name of its file) and the `severity` of what it finds.

    What `find` is given is told by the kind of rule; nothing else is in its reach. It yields a
    `Finding` for each kind of wrong, and raises nothing. Where `allowable`, a dataset may say why
    the rule does not apply to it.
    """

    id: str
    severity: Severity
    allowable: bool = False
    find: Find = None  # type: ignore[assignment] # until `finds` is told it, below in the same file

    def finds(self, function: Find) -> Find:
        """Take the function that finds; a decorator."""
        self.find = function
        return function


class ValueRule(Rule[Callable[[Any, str, Field], Iterable[Finding]]]):
    """Gets a valid value, its text and its field; once for each different text."""


class CountingRule(Rule[Find], Generic[Find]):
    """What it counts in a column is counted on the one pass that a file takes.

    `counted` returns its conditions: SQL of booleans over the columns `c1` to `cN` of a row. It is
    counted only where `possible` tells by the file's bytes that there may be any. Where
    `passes_plain_texts`, it counts none of the texts of `checking/types/plain/plain_texts.py`.
    """

    counted: Counts = lambda _column: None
    passes_plain_texts: bool = False
    possible: Callable[[Survey], bool] = lambda _survey: True

    def counts(self, function: Counting) -> Counting:
        """Name the conditions in SQL that the rule counts in a column."""
        self.counted = function
        return function

    def conditions(self, column: FieldColumn) -> Iterable[str]:
        """Return the conditions as a list, empty where there is nothing to count."""
        named = self.counted(column)
        return [named] if isinstance(named, str) else named or []


class ColumnRule(CountingRule[Callable[["Column"], Iterable[Finding]]]):
    """Gets a column."""


class TableRule(CountingRule[Callable[[Sequence["Column"], Sequence[str]], Iterable[Finding]]]):
    """Gets the columns of a table, all together, and the names of its primary key."""


class SchemaRule(Rule[Callable[[Schema], Iterable[Finding]]]):
    """Gets a schema."""


class TriedSchemaRule(Rule[Callable[[Schema, DuckDBPyConnection], Iterable[Finding]]]):
    """Gets a schema and DuckDB, to try there what the schema says."""


class DescriptionRule(Rule[Callable[[Schema], Iterable[Finding]]]):
    """Gets a schema that is to be published: what it lacks for users, not for checking.

    What it finds keeps no data from being judged by the schema.
    """


class DatasetRule(Rule[Callable[[Dataset], Iterable[Finding]]]):
    """Gets a dataset."""


class MemberRule(Rule[Callable[[Dataset, Catalog], Iterable[Finding]]]):
    """Gets a dataset, and the catalog that it is a member of."""


class CatalogRule(Rule[Callable[[Catalog], Iterable[Finding]]]):
    """Gets a catalog of which every descriptor could be read."""


def value_rule(module: str, severity: str = "error") -> ValueRule:
    """Return a rule about valid values; its id is the module's name."""
    return ValueRule(identifier(module), Severity(severity))


def column_rule(module: str, severity: str = "error", *, allowable: bool = False) -> ColumnRule:
    """Return a rule about a column; where `allowable`, a dataset may say why it does not apply."""
    return ColumnRule(identifier(module), Severity(severity), allowable)


def table_rule(module: str, severity: str = "error", *, allowable: bool = False) -> TableRule:
    """Return a rule about all columns of a table; its id is the module's name."""
    return TableRule(identifier(module), Severity(severity), allowable)


def schema_rule(module: str, severity: str = "error") -> SchemaRule:
    """Return a rule about a schema; its id is the module's name."""
    return SchemaRule(identifier(module), Severity(severity))


def tried_schema_rule(module: str, severity: str = "error") -> TriedSchemaRule:
    """Return a rule about a schema that it may try in DuckDB; its id is the module's name."""
    return TriedSchemaRule(identifier(module), Severity(severity))


def description_rule(
    module: str, severity: str = "error", *, allowable: bool = False
) -> DescriptionRule:
    """Return a rule about what a schema lacks for users; its id is the module's name."""
    return DescriptionRule(identifier(module), Severity(severity), allowable)


def dataset_rule(module: str, severity: str = "error", *, allowable: bool = False) -> DatasetRule:
    """Return a rule about a dataset; its id is the module's name."""
    return DatasetRule(identifier(module), Severity(severity), allowable)


def member_rule(module: str, severity: str = "error") -> MemberRule:
    """Return a rule about a dataset in its catalog; its id is the module's name."""
    return MemberRule(identifier(module), Severity(severity))


def catalog_rule(module: str, severity: str = "error") -> CatalogRule:
    """Return a rule about a catalog; its id is the module's name."""
    return CatalogRule(identifier(module), Severity(severity))


Kind = TypeVar("Kind", bound=Rule[Any])


def rules(kind: type[Kind]) -> list[Kind]:
    """Return the rules of a kind, sorted by their ids."""
    known = entries("hiraku.checking.rules", Rule).values()
    return [rule for rule in known if isinstance(rule, kind)]


class FieldColumn(Struct, frozen=True):
    """The column of a file that holds a `field`; `position` is 1-based."""

    position: int
    field: Field

    @property
    def sql(self) -> str:
        """The column's name in SQL: its texts, NULL where a short record has no such cell."""
        return f"c{self.position}"


class Column(FieldColumn, frozen=True):
    """A column of a `table` and its field; `connection` is where SQL can ask of it."""

    table: LoadedTable
    connection: DuckDBPyConnection

    @property
    def place(self) -> Place:
        """The column as a place: its file, its number from 1, its field."""
        return Place(
            self.table.file,
            column=self.position,
            field=self.field.name,
            title=str(self.field.title),
        )


def problem(rule: Rule[Any], finding: Finding, place: Place) -> Problem:
    """Make a problem of a finding; `place` is where it says nothing nearer."""
    first = finding.examples[0].place if finding.examples else finding.place or place
    return Problem(
        rule.id,
        first,
        finding.values,
        hint=finding.hint,
        severity=finding.severity or rule.severity,
        total=finding.total,
        examples=finding.examples,
    )


def catalog_place(catalog: Catalog, *keys: str | int) -> Place:
    """Return the place of a key of `catalog.yaml`."""
    line = catalog.origin.line(*keys)
    return Place(catalog.origin.file, line=line, key=".".join(map(str, keys)))


def schema_place(schema: Schema, *keys: str | int) -> Place:
    """Return the place of a schema's key."""
    line = schema.origin.line(*keys)
    return Place(schema.origin.file, line=line, key=".".join(map(str, keys)))
