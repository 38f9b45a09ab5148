"""A finding chosen for the first page whose dataset or view does not exist."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog
from hiraku.spelling import nearest

rule = catalog_rule(__name__)


@rule.finds
def findings_of_nothing(catalog: Catalog) -> Iterator[Finding]:
    for number, chosen in enumerate(catalog.findings):
        dataset = catalog.dataset(chosen.dataset)
        key, name = ("view", chosen.view) if dataset else ("dataset", chosen.dataset)
        known = (
            [view.name for view in dataset.views]
            if dataset
            else [dataset.id for dataset in catalog.datasets]
        )
        if name and name not in known:
            near = nearest(name, known)
            place = catalog_place(catalog, "findings", number, key)
            yield Finding({"found": name, "nearest": near}, place, hint="near" if near else None)
