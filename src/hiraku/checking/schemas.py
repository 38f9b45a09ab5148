"""Schemas and descriptions, judged before any data: a schema that is wrong judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from msgspec import Struct

from hiraku.checking.contracts import (
    CatalogRule,
    DescriptionRule,
    Finding,
    Kind,
    SchemaRule,
    TriedSchemaRule,
    problem,
    rules,
)
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Catalog, Schema
from hiraku.problems import Place, Problem, Severity


class JudgedSchemas(Struct, frozen=True):
    """What is wrong with schemas; `unfit` are the ids of those by which no data is judged."""

    problems: tuple[Problem, ...]
    unfit: frozenset[str]

    def fit(self, schema: Schema | None) -> Schema | None:
        """Return the schema where data can be judged by it."""
        return schema if schema and schema.id not in self.unfit else None


def judged_schemas(catalog: Catalog, connection: DuckDBPyConnection) -> JudgedSchemas:
    """Judge every schema once."""
    problems: list[Problem] = []
    unfit = set()
    for schema in _schemas(catalog).values():
        found = _faults(schema, connection)
        if any(each.severity is Severity.ERROR for each in found):
            unfit.add(schema.id)
        problems.extend(found)
        if catalog.strict:
            problems.extend(_lacking(schema))
    return JudgedSchemas(tuple(problems), frozenset(unfit))


def catalog_problems(catalog: Catalog) -> Iterator[Problem]:
    """Judge the catalog's own description, where it has one."""
    if catalog.described:
        place = Place(catalog.origin.file)
        yield from problems_of(CatalogRule, lambda rule: rule.find(catalog), place)


def problems_of(
    kind: type[Kind], find: Callable[[Kind], Iterable[Finding]], place: Place
) -> Iterator[Problem]:
    """Yield what each rule of a kind finds; `place` is where a finding says nothing nearer."""
    for rule in rules(kind):
        for finding in find(rule):
            yield problem(rule, finding, place)


def _schemas(catalog: Catalog) -> dict[str, Schema]:
    """Return every schema: those of the catalog, and those that stand in descriptions."""
    schemas = {schema.id: schema for schema in catalog.schemas.values()}
    for dataset in catalog.datasets:
        for resource in dataset.resources:
            if resource.schema:
                schemas.setdefault(resource.schema.id, resource.schema)
    return schemas


def _faults(schema: Schema, connection: DuckDBPyConnection) -> list[Problem]:
    place = Place(schema.origin.file)
    found = [
        *problems_of(SchemaRule, lambda rule: rule.find(schema), place),
        *problems_of(TriedSchemaRule, lambda rule: rule.find(schema, connection), place),
    ]
    return sorted(found, key=attrgetter("id"))


def _lacking(schema: Schema) -> Iterator[Problem]:
    place = Place(schema.origin.file)
    return problems_of(DescriptionRule, lambda rule: rule.find(schema), place)
