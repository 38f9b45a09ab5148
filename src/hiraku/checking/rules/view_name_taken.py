"""Two views of one name: one chart would be written over the other."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.view_places import view_place
from hiraku.model import Dataset

rule = dataset_rule(__name__)


@rule.finds
def namesakes(dataset: Dataset) -> Iterator[Finding]:
    seen: set[str] = set()
    for view in dataset.views:
        if view.name in seen:
            yield Finding({"name": view.name}, view_place(dataset, view, "name"))
        seen.add(view.name)
