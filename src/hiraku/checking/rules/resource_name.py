"""Names of resources that are taken: by another resource, or by the catalog's own files.

The files of a dataset's second and further tables are named after the resource; these names would
fall on files that every dataset has.
"""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.model import Dataset
from hiraku.problems import Place

_RESERVED = {"data", "schema", "json-schema", "datapackage", "croissant", "report", "index"}

rule = dataset_rule(__name__)


@rule.finds
def taken_names(dataset: Dataset) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, resource in enumerate(dataset.resources):
        taken = resource.name in seen or resource.name in _RESERVED or "." in resource.name
        if taken and index:
            line = dataset.origin.line("resources", index, "name")
            place = Place(dataset.origin.file, line=line, key=f"resources.{index}.name")
            yield Finding({"name": resource.name}, place)
        seen.add(resource.name)
