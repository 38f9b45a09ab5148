"""A register of municipalities that names a dataset or a field that does not exist."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog
from hiraku.reading.shape import nearest

rule = catalog_rule(__name__)


@rule.finds
def unknown_names(catalog: Catalog) -> Iterator[Finding]:
    register = catalog.municipalities
    if not register:
        return
    dataset = catalog.dataset(register.dataset)
    if not dataset:
        known = [each.id for each in catalog.datasets]
        yield _finding(catalog, "dataset", register.dataset, known)
        return
    schema = dataset.resources[0].schema
    known = [each.name for each in schema.fields] if schema else []
    for key, name in register.fields.items():
        if name not in known:
            yield _finding(catalog, key, name, known)


def _finding(catalog: Catalog, key: str, name: str, known: list[str]) -> Finding:
    near = nearest(name, known)
    values = {"name": name, "key": key, "nearest": near}
    place = catalog_place(catalog, "municipalities", key)
    return Finding(values, place, hint="near" if near else None)
