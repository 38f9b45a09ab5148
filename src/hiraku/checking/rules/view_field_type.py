"""Views whose length is no number, or whose time is no date."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.types.field_type import periods, quantities
from hiraku.checking.views.view_places import called, shown_resource, view_place
from hiraku.model import Dataset
from hiraku.problems import Value

rule = dataset_rule(__name__)


@rule.finds
def views_of_unfit_fields(dataset: Dataset) -> Iterator[Finding]:
    for view in dataset.pictured:
        resource = shown_resource(dataset, view)
        schema = resource.schema if resource else None
        for key, wanted in _wanted().items():
            field = schema.field_named(view.fields.get(key, "")) if schema else None
            if field and field.type not in wanted:
                values: dict[str, Value] = {
                    "part": called(view),
                    "key": key,
                    "name": field.name,
                    "type": field.type,
                    "wanted": tuple(wanted),
                }
                yield Finding(values, view_place(dataset, view, key))


def _wanted() -> dict[str, tuple[str, ...]]:
    """Return the types that may stand at each key of a view."""
    numbers = tuple(sorted(quantities()))
    counted = dict.fromkeys(("value", "target", "numerator", "denominator"), numbers)
    return {**counted, "x": periods(), "code": ("string",)}
