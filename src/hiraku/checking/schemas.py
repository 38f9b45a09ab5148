"""Schemas and descriptions, judged before any data: what is wrong in a schema judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from hiraku.checking.types.sound_schemas import without
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Catalog, Resource, Schema
from hiraku.problems import Place, Problem, Severity


class JudgedSchemas(Struct, frozen=True):
    """What is wrong with schemas, and what is right in each, by the schema's identity."""

    problems: tuple[Problem, ...]
    sound: Mapping[int, Schema]

    def of(self, resource: Resource) -> Schema | None:
        """Return what is right in a resource's schema."""
        return self.sound[id(resource.schema)] if resource.schema else None


def judged_schemas(catalog: Catalog, connection: DuckDBPyConnection) -> JudgedSchemas:
    """Judge every schema once; data is judged by what is right in it."""
    problems: list[Problem] = []
    sound: dict[int, Schema] = {}
    for schema in _schemas(catalog):
        faults = _faults(schema, connection)
        wrong = [known.place.key or "" for known in faults if known.severity is Severity.ERROR]
        sound[id(schema)] = without(schema, wrong) if wrong else schema
        problems.extend(faults)
        if catalog.strict:
            problems.extend(_lacking(schema))
    return JudgedSchemas(tuple(problems), sound)


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


def _schemas(catalog: Catalog) -> Iterable[Schema]:
    """Return every schema once: those of the catalog, and those that stand in a package."""
    used = (
        resource.schema
        for dataset in catalog.datasets
        for resource in dataset.resources
        if resource.schema
    )
    return {id(schema): schema for schema in (*catalog.schemas.values(), *used)}.values()


def _faults(schema: Schema, connection: DuckDBPyConnection) -> list[Problem]:
    place = Place(schema.origin.file)
    problems = [
        *problems_of(SchemaRule, lambda rule: rule.find(schema), place),
        *problems_of(TriedSchemaRule, lambda rule: rule.find(schema, connection), place),
    ]
    return sorted(problems, key=attrgetter("id"))


def _lacking(schema: Schema) -> Iterator[Problem]:
    place = Place(schema.origin.file)
    return problems_of(DescriptionRule, lambda rule: rule.find(schema), place)
