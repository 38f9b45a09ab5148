"""Names of datasets at whose addresses the catalog has lists of its own."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, catalog_place, catalog_rule
from hiraku.model import Catalog
from hiraku.problems import Place
from hiraku.reserved_names import RESERVED

rule = catalog_rule(__name__)


@rule.finds
def names_of_lists(catalog: Catalog) -> Iterator[Finding]:
    for dataset in catalog.datasets:
        if dataset.id in RESERVED:
            line = dataset.origin.line("name")
            yield _finding(dataset.id, Place(dataset.origin.file, line=line, key="name"))
    for number, gone in enumerate(catalog.withdrawn):
        if gone.id in RESERVED:
            yield _finding(gone.id, catalog_place(catalog, "withdrawn", number, "id"))


def _finding(name: str, place: Place) -> Finding:
    return Finding({"name": name, "taken": RESERVED}, place)
