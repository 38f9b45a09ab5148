"""Views whose length is no number, or whose time is no date."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.view_places import shown_resource, view_place
from hiraku.model import Catalog, Dataset
from hiraku.problems import Value

NUMBERS = ("integer", "number")
TIMES = ("date", "yearmonth", "year")
WANTED = {"value": NUMBERS, "target": NUMBERS, "x": TIMES, "code": ("string",)}

rule = dataset_rule(__name__)


@rule.finds
def views_of_unfit_fields(dataset: Dataset, catalog: Catalog) -> Iterator[Finding]:
    del catalog
    for view in dataset.views:
        resource = shown_resource(dataset, view)
        schema = resource.schema if resource else None
        for key, wanted in WANTED.items():
            field = schema.field_named(view.fields.get(key, "")) if schema else None
            if field and field.type not in wanted:
                values: dict[str, Value] = {
                    "key": key,
                    "name": field.name,
                    "type": field.type,
                    "wanted": tuple(wanted),
                }
                yield Finding(values, view_place(dataset, view, key))
