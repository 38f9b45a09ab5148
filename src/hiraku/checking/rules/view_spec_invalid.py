"""Vega-Lite specifications that do not compile."""

from collections.abc import Iterator
from contextlib import suppress

from hiraku import vega
from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.vega_fields import foreign_parts
from hiraku.checking.views.view_places import view_place
from hiraku.confined.calls import Died
from hiraku.model import Dataset

rule = dataset_rule(__name__)


@rule.finds
def views_that_do_not_compile(dataset: Dataset) -> Iterator[Finding]:
    """Compile each with no rows; one that brings in other data is refused for that already."""
    for view in dataset.views:
        if view.spec is None or any(foreign_parts(view.spec)):
            continue
        with suppress(Died):  # what takes too much is a finding of its own
            message = vega.fault({**view.spec, "data": {"values": []}})
            if message:
                yield Finding({"message": message}, view_place(dataset, view, "spec"))
