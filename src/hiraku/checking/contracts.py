"""What a rule is: an id, what it looks at, and a function that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct, field

from hiraku.engine import DuckDBPyConnection
from hiraku.model import Catalog, Field, Schema, Text
from hiraku.problems import Example, Place, Severity
from hiraku.reading.loading import Table
from hiraku.registry import identifier


class Finding(Struct, frozen=True):
    """What a rule yields; the caller makes a Problem of it.

    `place` is where the caller cannot know it; `values` fill the blanks of the wording. A
    `severity` of its own makes it milder than the rule's.
    """

    values: Mapping[str, str | Text] = field(default_factory=dict)
    place: Place | None = None
    hint: str | None = None
    total: int = 1
    examples: tuple[Example, ...] = ()
    severity: Severity | None = None


class Rule(Struct):
    """`scope` is what the rule gets: a value, column, table, schema, description, dataset, catalog.

    `asked` yields the conditions that are counted in a column on the one pass that a file takes.
    """

    id: str
    scope: str
    severity: Severity = Severity.ERROR
    allowable: bool = False
    find: Callable[..., Iterable[Finding]] = field(default=lambda *_: ())
    asked: Callable[..., Iterable[str]] = field(default=lambda *_: ())

    def finds(self, function: Callable[..., Iterable[Finding]]) -> Callable[..., Iterable[Finding]]:
        self.find = function
        return function

    def asks(self, function: Callable[[Column], Asked]) -> Callable[[Column], Asked]:
        """Name what a rule counts in a column, one condition or several, None where nothing."""
        self.asked = lambda column: _conditions(function(column))
        return function


Asked = TypeVar("Asked", bound="str | Iterable[str] | None")


def _conditions(named: str | Iterable[str] | None) -> Iterable[str]:
    if named is None or isinstance(named, str):
        return [named] if named else []
    return named


def value_rule(module: str, severity: str = "error") -> Rule:
    """A rule that gets a valid value, its text and its field; once for each different text."""
    return Rule(identifier(module), "value", Severity(severity))


def column_rule(module: str, severity: str = "error", *, allowable: bool = False) -> Rule:
    """A rule that gets a column; where `allowable`, a dataset may say why it does not apply."""
    return Rule(identifier(module), "column", Severity(severity), allowable)


def table_rule(module: str, severity: str = "error", *, allowable: bool = False) -> Rule:
    """A rule that gets the columns of a table, all together, and the names of its primary key."""
    return Rule(identifier(module), "table", Severity(severity), allowable)


def schema_rule(module: str, severity: str = "error") -> Rule:
    return Rule(identifier(module), "schema", Severity(severity))


def description_rule(module: str, severity: str = "error") -> Rule:
    """A rule that gets a schema that is to be published: what it lacks for users, not for checking.

    What it finds keeps no data from being judged by the schema.
    """
    return Rule(identifier(module), "description", Severity(severity))


def dataset_rule(module: str, severity: str = "error") -> Rule:
    return Rule(identifier(module), "dataset", Severity(severity))


def catalog_rule(module: str, severity: str = "error") -> Rule:
    """A rule that gets a catalog of which every descriptor could be read."""
    return Rule(identifier(module), "catalog", Severity(severity))


class Column(Struct, frozen=True):
    """A column of a table and the field that describes it; `position` is 1-based."""

    table: Table
    position: int
    field: Field
    connection: DuckDBPyConnection

    @property
    def sql(self) -> str:
        return f"c{self.position}"

    @property
    def place(self) -> Place:
        return Place(
            self.table.file,
            column=self.position,
            field=self.field.name,
            title=self.field.title.ja,
        )


def catalog_place(catalog: Catalog, *keys: str | int) -> Place:
    """Return the place of a key of `catalog.yaml`."""
    line = catalog.origin.line(*keys)
    return Place(catalog.origin.file, line=line, key=".".join(map(str, keys)))


def schema_place(schema: Schema, *keys: str | int) -> Place:
    """Return the place of a schema's key."""
    line = schema.origin.line(*keys)
    return Place(schema.origin.file, line=line, key=".".join(map(str, keys)))
