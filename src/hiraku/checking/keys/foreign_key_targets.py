"""Where foreign keys lead: to which resource, and from the other side, to which of its fields."""

from __future__ import annotations

from collections import defaultdict

from hiraku.model import Catalog, Dataset, ForeignKey, Resource

Names = tuple[str, ...]


class References:
    """Which fields of which resources foreign keys reach."""

    def __init__(self, catalog: Catalog) -> None:
        self._fields: dict[int, set[Names]] = defaultdict(set)
        for dataset in catalog.datasets:
            for resource in dataset.resources:
                for key in resource.schema.foreign_keys if resource.schema else ():
                    if target := referred(catalog, dataset, resource, key):
                        self._fields[id(target[1])].add(key.reference_fields)

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
    name = key.resource or other.resources[0].name
    return next(
        ((other, candidate) for candidate in other.resources if candidate.name == name), None
    )
