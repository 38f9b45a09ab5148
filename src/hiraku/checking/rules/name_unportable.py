"""Names under which Windows keeps no file: devices (`con`, `nul.csv`), or with a dot at the end.

Where a colleague clones the repository on Windows, git stops at the first of them.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from hiraku.checking.contracts import Finding, catalog_rule
from hiraku.model import Catalog, Dataset
from hiraku.problems import Place
from hiraku.reserved_names import is_portable

rule = catalog_rule(__name__)


@rule.finds
def unportable_names(catalog: Catalog) -> Iterator[Finding]:
    for dataset in catalog.datasets:
        yield from _unportable(dataset.id, Place(dataset.origin.file, key="name"))
        for index, resource in enumerate(dataset.resources):
            yield from _unportable(resource.name, _place(dataset, index, "name"))
            for part in PurePosixPath(resource.path).parts:
                yield from _unportable(part, _place(dataset, index, "path"))
    for schema in catalog.schemas.values():
        yield from _unportable(PurePosixPath(schema.origin.file).name, Place(schema.origin.file))


def _unportable(name: str, place: Place) -> Iterator[Finding]:
    if name.strip(".") and not is_portable(name):
        yield Finding({"name": name}, place)


def _place(dataset: Dataset, index: int, key: str) -> Place:
    line = dataset.origin.line("resources", index, key)
    return Place(dataset.origin.file, line=line, key=f"resources.{index}.{key}")
