"""Witnesses: the new schema on the files of before, the old schema on the file of now.

The project's own checker judges. What it refuses proves who is broken; what it accepts proves
nothing about files that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.verdicts.judgement import Judgement
from hiraku.checking.check import check
from hiraku.model import Catalog, Dataset, Resource, Schema
from hiraku.problems import Problem, Severity
from hiraku.reading.catalog.descriptor_reader import Reading
from hiraku.reading.tables import Tables

_LABELS = {"missing-label", "extra-label", "incorrect-label", "label-lookalike", "duplicate-label"}
_CELLS = {
    "type": {"type-error"},
    "format": {"type-error"},
    "missingValues": {"type-error", "constraint-error", "primary-key"},
    "required": {"constraint-error"},
    "enum": {"constraint-error"},
    "pattern": {"constraint-error"},
    "jsonSchema": {"constraint-error"},
    "minLength": {"constraint-error"},
    "maxLength": {"constraint-error"},
    "lower-bound": {"constraint-error"},
    "upper-bound": {"constraint-error"},
    "unique": {"unique-error"},
    "uniqueKeys": {"unique-error"},
    "primaryKey": {"primary-key"},
    "foreignKeys": {"foreign-key"},
}
_CONSTRAINTS = {
    "lower-bound": {"minimum", "exclusiveMinimum"},
    "upper-bound": {"maximum", "exclusiveMaximum"},
}


class Testimony(Struct, frozen=True):
    """What a schema refuses in a file of the other side.

    `side` is who is broken by it: P where the new schema refused, C where the old one did.
    """

    side: str
    problems: tuple[Problem, ...]


def refused(
    whose: tuple[Dataset, Resource], schema: Schema, catalog: Catalog, tables: Tables, key: str
) -> tuple[Problem, ...]:
    """Return what the checker says of a resource's file under a schema.

    `key` is a name of this reading among others of the same file.
    """
    dataset, resource = whose
    under = replace(resource, schema=replace(schema, id=f"{key}:{schema.id}"))
    beside = {foreign.resource for foreign in schema.foreign_keys if not foreign.package}
    resources = tuple(
        under if table is resource else table
        for table in dataset.resources
        if table is resource or table.name in beside
    )
    judged = replace(dataset, id=key, resources=resources)
    packages = {foreign.package for foreign in schema.foreign_keys}
    others = tuple(
        other for other in catalog.datasets if other.id in packages and other.id != dataset.id
    )
    whole = Catalog(catalog.root, (judged, *others), strict=False)
    report = check(Reading(whole), tables, only_folder=judged.folder.name)
    part = report.parts.get(key)
    problems = part.problems if part else report.problems
    return tuple(
        problem
        for problem in problems
        if problem.severity is Severity.ERROR
        and f"/{problem.place.file}".endswith(f"/{resource.path}")
    )


def with_witnesses(
    judgements: Iterable[Judgement], testimonies: Sequence[Testimony]
) -> Iterator[Judgement]:
    """Yield each judgement, proved by data where a witness speaks for it."""
    for judgement in judgements:
        heard = [
            problem
            for testimony in testimonies
            if testimony.side in judgement.broken
            for problem in testimony.problems
            if _speaks_for(problem, judgement)
        ]
        if not heard:
            yield judgement
            continue
        first = max(heard, key=lambda problem: problem.total)
        rows = tuple(
            example.place.row for example in first.examples if example.place.row is not None
        )
        yield replace(
            judgement,
            decided="proved-by-data",
            count=sum(problem.total for problem in heard),
            rows=rows,
            examples=tuple(example.cell or "" for example in first.examples),
        )


def _speaks_for(problem: Problem, judged: Judgement) -> bool:
    kind = judged.difference.kind
    if kind in {"field", "name", "order", "fieldsMatch"}:
        whole = kind in {"order", "fieldsMatch"}
        named = bool(_names_of(judged.difference) & _said(problem))
        return problem.id in _LABELS and (whole or named)
    if problem.id not in _CELLS.get(kind, ()):
        return False
    if kind in {"primaryKey", "uniqueKeys", "foreignKeys"}:
        return True
    if problem.place.field not in (judged.difference.path[1], judged.values.get("old")):
        return False
    constraint = problem.values.get("constraint")
    kinds = _CONSTRAINTS.get(kind, {kind})
    return problem.id != "constraint-error" or kind == "missingValues" or constraint in kinds


def _names_of(difference: object) -> set[str]:
    old, new = getattr(difference, "old", None), getattr(difference, "new", None)
    names = {side for side in (old, new) if isinstance(side, str)}
    return names | {str(side["name"]) for side in (old, new) if isinstance(side, Mapping)}


def _said(problem: Problem) -> set[str]:
    labels = {str(problem.values.get(key)) for key in ("label", "wanted")}
    return labels | ({problem.place.field} if problem.place.field else set())
