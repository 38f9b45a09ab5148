"""Vega-Lite specifications that take too much to draw, even without rows."""

from collections.abc import Iterator

from hiraku import vega
from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.chart_cost import cost_values
from hiraku.checking.views.vega_fields import foreign_parts
from hiraku.checking.views.view_places import view_place
from hiraku.confined.calls import Died
from hiraku.model import Dataset

rule = dataset_rule(__name__)


@rule.finds
def views_that_take_too_much(dataset: Dataset) -> Iterator[Finding]:
    """Compile each with no rows, as the rule for those that do not compile does."""
    for view in dataset.views:
        if view.spec is None or any(foreign_parts(view.spec)):
            continue
        try:
            vega.fault({**view.spec, "data": {"values": []}})
        except Died as died:
            place = view_place(dataset, view, "spec")
            yield Finding(cost_values(view), place, hint=died.reason)
