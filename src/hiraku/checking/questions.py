"""What is asked of each file on its one pass: where it answers with nothing, nothing is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hiraku.checking.cells import doubt
from hiraku.checking.contracts import Column, Rule
from hiraku.checking.evidence import counted
from hiraku.checking.keyed import Keyed, key_questions
from hiraku.checking.labels import match_labels
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Catalog, Dataset, ForeignKey, Resource, Schema
from hiraku.reading.data_file import DataFile
from hiraku.reading.loading import Table

# The keys of a larger file are not held in memory, but read once more.
MAX_KEY_BYTES = 64 * 1024 * 1024

Names = tuple[str, ...]


class References:
    """Which fields of which resources foreign keys reach."""

    def __init__(self, catalog: Catalog) -> None:
        self._fields: dict[int, set[Names]] = defaultdict(set)
        for dataset in catalog.datasets:
            for resource in dataset.resources:
                for key in resource.schema.foreign_keys if resource.schema else ():
                    if found := referred(catalog, dataset, resource, key):
                        self._fields[id(found[1])].add(key.reference_fields)

    def to(self, resource: Resource) -> set[Names]:
        return self._fields.get(id(resource), set())


def referred(
    catalog: Catalog, dataset: Dataset, resource: Resource, key: ForeignKey
) -> tuple[Dataset, Resource] | None:
    """Return the resource that a foreign key reaches; None where there is none."""
    if not key.package and not key.resource:
        return dataset, resource
    other = catalog.dataset(key.package) if key.package else dataset
    if not other:
        return None
    wanted = key.resource or other.resources[0].name
    return next(((other, each) for each in other.resources if each.name == wanted), None)


def questions(
    file: DataFile,
    labels: Names,
    schema: Schema,
    rules: list[Rule],
    references: References,
    connection: DuckDBPyConnection,
) -> Iterator[str]:
    """Yield what to ask: cells in doubt, what a rule is looking for, keys that repeat."""
    table = Table("", "", "", labels)
    keyed = Keyed(table, schema, match_labels(table, schema).positions, connection)
    for column in keyed.columns(tuple(keyed.positions)):
        yield counted(in_doubt(column))
        for rule in rules:
            if condition := rule.asked(column):
                yield counted(condition)
    if file.survey.size <= MAX_KEY_BYTES:
        yield from key_questions(keyed, references.to(file.resource))


def in_doubt(column: Column) -> str:
    return doubt(column.sql, column.field)
