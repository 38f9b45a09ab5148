"""A withdrawn dataset whose `replacedBy` leads to no dataset of the catalog."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog
from hiraku.spelling import nearest

rule = catalog_rule(__name__)


@rule.finds
def replaced_by_nothing(catalog: Catalog) -> Iterator[Finding]:
    known = [each.id for each in catalog.datasets] + [each.id for each in catalog.withdrawn]
    for number, each in enumerate(catalog.withdrawn):
        if each.replaced_by and each.replaced_by not in known:
            near = nearest(each.replaced_by, known)
            values = {"dataset": each.id, "found": each.replaced_by, "nearest": near}
            place = catalog_place(catalog, "withdrawn", number, "replacedBy")
            yield Finding(values, place, hint="near" if near else None)
