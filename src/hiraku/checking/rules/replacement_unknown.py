"""A withdrawn dataset whose `replacedBy` leads to no dataset of the catalog."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog
from hiraku.spelling import nearest

rule = catalog_rule(__name__)


@rule.finds
def replaced_by_nothing(catalog: Catalog) -> Iterator[Finding]:
    known = [dataset.id for dataset in catalog.datasets] + [gone.id for gone in catalog.withdrawn]
    for number, withdrawn in enumerate(catalog.withdrawn):
        if withdrawn.replaced_by and withdrawn.replaced_by not in known:
            near = nearest(withdrawn.replaced_by, known)
            values = {"dataset": withdrawn.id, "found": withdrawn.replaced_by, "nearest": near}
            place = catalog_place(catalog, "withdrawn", number, "replacedBy")
            yield Finding(values, place, hint="near" if near else None)
