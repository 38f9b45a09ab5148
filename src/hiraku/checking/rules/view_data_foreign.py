"""Vega-Lite specifications that bring in what is not in the table.

A chart of a dataset shows that dataset: with data from an address, or numbers in the specification,
nobody could check it by the table below it, and a build would ask the network.
"""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.vega_fields import foreign_parts
from hiraku.checking.views.view_places import view_place
from hiraku.model import Dataset

rule = dataset_rule(__name__)


@rule.finds
def views_of_other_data(dataset: Dataset) -> Iterator[Finding]:
    for view in dataset.views:
        for keys, part in foreign_parts(view.spec or {}):
            yield Finding({"part": part}, view_place(dataset, view, "spec", *keys))
