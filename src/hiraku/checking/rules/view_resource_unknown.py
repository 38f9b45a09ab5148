"""Views of a table that the dataset does not have."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.view_places import called, shown_resource, view_place
from hiraku.model import Dataset
from hiraku.problems import Value

rule = dataset_rule(__name__)


@rule.finds
def views_of_no_table(dataset: Dataset) -> Iterator[Finding]:
    names = tuple(resource.name for resource in dataset.resources)
    for view in dataset.pictured:
        if not shown_resource(dataset, view):
            values: dict[str, Value] = {
                "part": called(view),
                "name": view.resource,
                "known": names,
            }
            yield Finding(values, view_place(dataset, view, "resource"))
