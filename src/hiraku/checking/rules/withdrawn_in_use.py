"""A dataset or a table that is published although `catalog.yaml` says that it is withdrawn."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog

rule = catalog_rule(__name__)


@rule.finds
def used_again(catalog: Catalog) -> Iterator[Finding]:
    for number, withdrawn in enumerate(catalog.withdrawn):
        if catalog.dataset(withdrawn.id):
            place = catalog_place(catalog, "withdrawn", number, "id")
            yield Finding({"dataset": withdrawn.id, "date": withdrawn.date}, place)
    yield from _tables(catalog)


def _tables(catalog: Catalog) -> Iterator[Finding]:
    for part in catalog.withdrawn_parts:
        dataset = catalog.dataset(part.id)
        if dataset and part.resource in {resource.name for resource in dataset.resources}:
            place = catalog_place(catalog, "withdrawn")
            yield Finding({"dataset": f"{part.id}/{part.resource}", "date": part.date}, place)
