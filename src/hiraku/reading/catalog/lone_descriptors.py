"""Descriptors that stand alone, as others write them: a package, a schema, a dialect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from hiraku.model import Catalog, Dataset, Schema
from hiraku.problems import Problem, Severity
from hiraku.reading.catalog.datasets import build_dataset
from hiraku.reading.catalog.descriptor_reader import DescriptorReader, Reading
from hiraku.reading.catalog.dialects import MORE, dialect_problems
from hiraku.reading.catalog.resource_files import is_table
from hiraku.reading.catalog.schemas import build_schema
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.standard import DIALECT, PACKAGE, SCHEMA


def read_package(path: Path) -> Reading:
    """Read one Data Package that stands alone, as others write them: only what is wrong counts."""
    reader = DescriptorReader(path.parent, strict=False)
    catalog = Catalog(path.parent, strict=False)
    document = reader.document(path.name, PACKAGE)
    datasets: tuple[Dataset, ...] = ()
    if document:
        dataset, problems = build_dataset(document, path.parent, catalog)
        reader.problems.extend(problems)
        datasets = (dataset,)
        reader.problems.extend(_repeated_names(document))
        if not any(
            resource.schema or is_table(resource.descriptor) for resource in dataset.resources
        ):
            place = document.place("resources")
            reader.problems.append(Problem("nothing-checked", place, severity=Severity.WARNING))
    return Reading(replace(catalog, datasets=datasets), tuple(reader.problems))


def _repeated_names(document: Document) -> Iterator[Problem]:
    """Yield names that an earlier resource has: they MUST be unique (Data Resource, `name`)."""
    names = [resource["name"] for resource in document.value["resources"]]
    for at, name in enumerate(names):
        if name in names[:at]:
            place = document.place("resources", at, "name")
            yield Problem("resource-name", place, {"name": name}, hint="repeated")


def read_schema(path: Path) -> tuple[Schema | None, tuple[Problem, ...]]:
    """Read a Table Schema that stands alone."""
    reader = DescriptorReader(path.parent, strict=False)
    document = reader.document(path.name, SCHEMA)
    schema = build_schema(document, path.stem, reader.codes) if document else None
    return schema, tuple(reader.problems)


def read_dialect(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Read a Table Dialect that stands alone: its settings, and what is wrong with them."""
    reader = DescriptorReader(path.parent, strict=False)
    document = reader.document(path.name, DIALECT)
    if not document:
        return {}, tuple(reader.problems)
    reader.problems.extend(dialect_problems(document.value, document, (), MORE))
    return document.value, tuple(reader.problems)
